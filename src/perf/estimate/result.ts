import { compact } from "../../domain/compact.js";
import type { Backend } from "../../domain/deployment.js";
import type { MemoryUse, MemoryVerdict } from "../../domain/prediction.js";
import { rulesOf } from "../backend/registry.js";
import { MEMORY_MODES, USUAL_STEP } from "../memory-modes.js";
import type { PricedPredictor } from "../predictor.js";
import type { MemoryCheck, MemoryMode, ModelFacts, WorkerContext, WorkerModel } from "../types.js";
import type { EstimatedWorker, EstimateResult } from "./request.js";
import { GIB } from "./worker.js";

/** Fields that every mode fills the same way. */
export async function commonFields(
  predictor: PricedPredictor,
  context: WorkerContext,
  facts: ModelFacts,
  worker: WorkerModel,
): Promise<Pick<EstimateResult, "kind" | "quant" | "perfDb" | "profile" | "notes">> {
  return {
    kind: "estimate",
    quant: worker.quant,
    perfDb: compact({
      system: facts.system.name,
      backend: context.backend,
      version: facts.version,
      scaledFrom: worker.scaled?.system,
    }),
    profile: "reference",
    notes: [...formatNotes(context, facts, worker), ...(await notesOf(predictor, context, worker))],
  };
}

/** Where the published method's single point takes another format than the engine, and its own searches. */
function formatNotes({ backend }: WorkerContext, facts: ModelFacts, { quant }: WorkerModel): string[] {
  const engine = facts.quant.moe;
  if (quant.moe === engine) return [];
  return [
    `experts are priced in ${quant.moe} as the published estimate has it; ${backend} runs them in ${engine} on ${facts.system.name}, which searches price (--moe-quant-mode ${engine})`,
  ];
}

async function notesOf(
  predictor: PricedPredictor,
  context: WorkerContext,
  worker: WorkerModel,
): Promise<string[]> {
  const notes: string[] = worker.basis === undefined ? [] : [worker.basis];
  const { pp } = worker.parallelism;
  if (worker.layers % pp !== 0)
    notes.push(`pp ${pp} does not divide the ${worker.layers} layers; the uneven stages are not modelled`);
  const estimated = await predictor.estimatedOperators(context);
  if (context.databaseMode === "HYBRID" && estimated.size > 0) {
    const parts = [...estimated].map(([name, sources]) => `${name} (${[...sources].join(", ")})`);
    notes.push(`estimated, not measured: ${parts.join(", ")}`);
  }
  return notes;
}

/** What a user should know about a load that fits only where the engine is given more of the memory than it takes. */
export function shareNote(backend: Backend, { beyondShare }: MemoryCheck): string[] {
  if (beyondShare !== true) return [];
  return [
    `the engine's own share of memory does not hold this load: a larger ${rulesOf(backend).kv.flag} is assumed, as far as the GPU has it`,
  ];
}

/** What a user should know about a load that does not fit but is answered nevertheless. */
export function memoryNote(verdict: MemoryVerdict, batchSize: number, worker: WorkerModel): string[] {
  if (verdict === "fits") return [];
  const room = roomOf(worker, "agg");
  return [
    `the key-value cache of ${batchSize} requests does not fit: one rank holds ${room} tokens; use a smaller batch or more GPUs per worker`,
  ];
}

/** Tokens that a rank has room for: as engines run, those of every batch that the stages of a pipeline work on. */
function roomOf(worker: WorkerModel, mode: MemoryMode): number {
  const room = worker.cacheTokens(mode, { published: USUAL_STEP });
  return worker.asEnginesRun ? room * worker.parallelism.pp : room;
}

/** A worker as the result lists it. */
export function listWorker(
  worker: WorkerModel,
  use: MemoryUse,
  rest: Omit<
    EstimatedWorker,
    "parallelism" | "kvCapacityTokens" | "largeEp" | "memoryGib" | "memoryPartsGib"
  >,
): EstimatedWorker {
  const { weights, activations, kvCache, nccl, other } = use;
  return {
    ...rest,
    memoryGib: use.total / GIB,
    memoryPartsGib: {
      weights: weights / GIB,
      activations: activations / GIB,
      kvCache: kvCache / GIB,
      nccl: nccl / GIB,
      other: other / GIB,
    },
    parallelism: worker.parallelism,
    kvCapacityTokens: roomOf(worker, MEMORY_MODES[rest.role]),
    largeEp: worker.largeEp,
  };
}
