import {
  gpusPerWorker,
  type Backend,
  type KvRoom,
  type Parallelism,
  type QuantModes,
  type Speculation,
} from "../../domain/deployment.js";
import { compact } from "../../domain/compact.js";
import type { PricingSession } from "../db/session.js";
import { scaledFrom, type SystemSpec } from "../system-spec.js";
import {
  MissingDataError,
  type Lengths,
  type Operator,
  type OperatorLatency,
  type Phase,
  type StaticPoint,
  type StepFloor,
  type StepGraph,
  type StepQuery,
  type WorkerModel,
} from "../types.js";
import { bindOperator } from "../ops/bind.js";
import { rulesOf } from "../backend/registry.js";
import { aggPoint } from "./agg.js";
import type { Model } from "./config.js";
import { GPT_OSS } from "./families/moe.js";
import { drafterBytes, type Drafter } from "./drafter.js";
import { draftsItself, ownDraftLayers, verifyWidth } from "./drafting.js";
import { memoryModel } from "./memory.js";
import { modelShape } from "./spec.js";
import { decodeLatency } from "./static-batch.js";
import { stepPrices, type StepPrices } from "./step-prices.js";

/** Everything that a worker is made of. */
export interface WorkerParts {
  readonly model: Model;
  readonly graph: StepGraph;
  readonly session: PricingSession;
  /** opens the same data at the roofline of every operator */
  readonly rooflineSession: () => PricingSession;
  readonly backend: Backend;
  readonly system: SystemSpec;
  readonly version: string;
  readonly parallelism: Parallelism;
  readonly quant: QuantModes;
  readonly largeEp: boolean;
  readonly speculation?: Speculation;
  readonly drafter?: Drafter | undefined;
  readonly beamWidth: number;
  readonly memFraction?: number;
  readonly maxSeqLen?: number;
  readonly asEnginesRun?: boolean;
  readonly kvRoom?: KvRoom;
  readonly maxNumTokens?: number;
}

/** Joins a graph, its prices and its memory into a worker. Throws `InvalidParallelismError`. */
export function makeWorker(parts: WorkerParts): WorkerModel {
  const { model, graph, session, backend, parallelism, quant, speculation, beamWidth, drafter } = parts;
  const { pp, dp } = parallelism;
  const rules = rulesOf(backend);
  const width = verifyWidth(speculation);
  const sharedPass = speculation !== undefined && !draftsItself(speculation);
  const weightBytes = sumWeights(graph.context) / pp + (drafter === undefined ? 0 : drafterBytes(drafter));
  const memory = memoryModel({
    ...parts,
    model: model.spec,
    family: model.family,
    rules,
    weightBytes,
    nextn: ownDraftLayers(speculation),
    width,
    drafterKvBytes: drafter?.kvBytesPerSequence,
  });
  const prices = stepPrices(graph, session, { width, sharedPass, drafter, beamWidth });
  const layers = model.spec.layers;
  // Intel's XPUs have no SM version; vLLM serves them by another scheduler
  const xpu = parts.system.gpu.smVersion === undefined && backend === "vllm";
  const aggQuestion = {
    prices,
    rules,
    layers,
    pp,
    dp,
    speculation,
    xpu: xpu ? { slots: memory.slots, ...compact({ expertReuse: expertReuse(parts) }) } : undefined,
  };

  function staticPoint(
    batchSize: number,
    lengths: Lengths,
    contextMs: number,
    generationMs: number,
    mode: "context" | "generation",
  ): StaticPoint {
    const { use, verdict } = memory.check(mode, batchSize, lengths);
    const total = contextMs + generationMs;
    return {
      batchSize,
      contextMs,
      generationMs,
      tpotMs: lengths.osl > 1 ? generationMs / (lengths.osl - 1) : 0,
      seqPerSec: total > 0 ? ((batchSize * dp) / total) * 1000 * pp : 0,
      memory: use,
      memoryVerdict: verdict,
    };
  }

  return {
    model: model.spec.id,
    system: parts.system.name,
    parallelism,
    family: model.family.name,
    gpus: gpusPerWorker(parallelism),
    quant,
    layers,
    shape: modelShape(model.spec),
    largeEp: parts.largeEp,
    version: parts.version,
    ...compact({ basis: basisOf(model), scaled: scaledFrom(parts.system), systemFile: parts.system.file }),
    weightBytes,
    memory: memory.check,
    kvCapacityTokens: memory.kvCapacityTokens,
    cacheTokens: memory.cacheTokens,
    asEnginesRun: parts.asEnginesRun === true,
    agg(batchSize, ctxTokens, lengths) {
      const check = memory.check("agg", batchSize, lengths, ctxTokens);
      return aggPoint(aggQuestion, batchSize, ctxTokens, lengths, check);
    },
    context(batchSize, lengths) {
      const ms = prices.context(batchSize, lengths.isl - lengths.prefix, lengths.prefix);
      return staticPoint(batchSize, lengths, ms, 0, "context");
    },
    generation(batchSize, lengths, stride) {
      const ms = decodeLatency(prices, batchSize, lengths, stride);
      return staticPoint(batchSize, lengths, 0, ms, "generation");
    },
    mixedStepMs: prices.mixed,
    decodeStepMs: prices.generation,
    contextStepMs: parts.asEnginesRun === true ? neverSlowerCached(prices.context) : prices.context,
    roofline: roofline(() =>
      stepPrices(graph, parts.rooflineSession(), { width, sharedPass, drafter, beamWidth }),
    ),
    breakdown(phase, query) {
      const list = (operators: readonly Operator[], asked: StepQuery): OperatorLatency[] =>
        breakdown(operators, phase, asked, session);
      if (phase === "context")
        return [...list(graph.context, query), ...drafted(list(drafter?.context ?? [], query), 1)];
      const requests = query.batch / width;
      const draft = (drafter?.passes ?? []).flatMap(({ operators, tokens, times }) => {
        const batch = requests * tokens;
        const asked = { ...query, tokens: (query.tokens / width) * tokens, batch };
        return drafted(list(operators, tokens > 1 ? { ...asked, requests } : asked), times);
      });
      return [...list(graph.generation, sharedPass ? { ...query, requests } : query), ...draft];
    },
  };
}

type ContextMs = StepPrices["context"];

/**
 * Prompts whose beginning is cached, and no slower than if they were computed whole: tables of kernels with and without cached
 * tokens are of different runs, and fewer tokens may fall badly on a kernel's tiles.
 */
export function neverSlowerCached(price: ContextMs): ContextMs {
  return (batch, seq, prefix) => {
    const cachedMs = price(batch, seq, prefix);
    if (prefix === 0) return cachedMs;
    try {
      return Math.min(cachedMs, price(batch, seq + prefix, 0));
    } catch (error) {
      if (error instanceof MissingDataError) return cachedMs;
      throw error;
    }
  };
}

/** Share of the experts that a token needs, in the model whose decodes XPUs price so, on one GPU. */
function expertReuse({ model: { spec }, parallelism: { moeTp, moeEp } }: WorkerParts): number | undefined {
  return spec.architecture === GPT_OSS && moeTp * moeEp === 1 ? spec.topK / spec.experts : undefined;
}

/** Steps at the roofline, bound when first asked; an operator without one leaves the step without a floor. */
function roofline(bind: () => StepPrices): StepFloor {
  let prices: StepPrices | undefined;
  const floor = (price: (bound: StepPrices) => number): number => {
    try {
      const ms = price((prices ??= bind()));
      return Number.isFinite(ms) ? ms : 0;
    } catch (error) {
      if (error instanceof MissingDataError) return 0;
      throw error;
    }
  };
  return {
    decodeStepMs: (gen, kvLength) => floor((bound) => bound.generation(gen, kvLength)),
    contextStepMs: (batch, newTokens, prefix) => floor((bound) => bound.context(batch, newTokens, prefix)),
  };
}

/** Operators of a draft, so many times over, under names of their own. */
function drafted(parts: readonly OperatorLatency[], times: number): OperatorLatency[] {
  return parts.map((part) => ({ ...part, name: `draft_${part.name}`, ms: part.ms * times }));
}

/** What every answer of a model has to say about itself. */
function basisOf({ basis, family }: Model): string | undefined {
  const parts = [basis, family.ownBasis].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join("; ");
}

function sumWeights(operators: readonly Operator[]): number {
  return operators.reduce((sum, operator) => sum + operator.weightBytes, 0);
}

function breakdown(
  operators: readonly Operator[],
  phase: Phase,
  query: StepQuery,
  session: PricingSession,
): OperatorLatency[] {
  return operators.map((operator) => ({
    phase,
    name: operator.name,
    ms: operator.count === 0 ? 0 : operator.count * bindOperator(operator, session.context)(query),
    // what reads no table is a formula
    sources: [
      ...(session.marks.get(operator.name) ?? [operator.needs.length === 0 ? "empirical" : "silicon"]),
    ],
  }));
}
