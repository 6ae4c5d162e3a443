import { BACKENDS, type Backend } from "../../src/domain/deployment.js";
import { UserError } from "../../src/domain/errors.js";
import type { PricedPredictor } from "../../src/perf/predictor.js";
import {
  InvalidParallelismError,
  MissingDataError,
  type OperatorLatency,
  type Phase,
  type StepQuery,
  type WorkerModel,
} from "../../src/perf/types.js";
import { NEIGHBOURS, scaledName } from "./neighbours.js";

/** Models whose operators are compared, and how many GPUs work together. */
const PANEL: readonly (readonly [model: string, gpus: readonly number[]])[] = [
  ["Qwen/Qwen3-32B", [1, 8]],
  ["Qwen/Qwen3-32B-FP8", [1, 2, 4]],
  ["meta-llama/Meta-Llama-3.1-70B", [4]],
  ["Qwen/Qwen3-235B-A22B-FP8", [4, 8]],
  ["deepseek-ai/DeepSeek-V3", [8]],
  ["openai/gpt-oss-120b", [1, 4]],
];

/** Sizes that tables have rows for. */
const QUERIES: readonly (readonly [Phase, StepQuery])[] = [
  ...[128, 1024, 8192].map((seq) => ["context", { tokens: seq, batch: 1, seq, prefix: 0 }] as const),
  ...[1, 8, 64, 256].flatMap((batch) =>
    [1024, 8192].map((seq) => ["generation", { tokens: batch, batch, seq, prefix: 0 }] as const),
  ),
];

/** Kinds of operators that are told apart, and whole steps. */
export const KINDS = ["products", "attention", "experts", "collectives", "prefill", "decode"] as const;
export type Kind = (typeof KINDS)[number];

/** Errors of a system's operators when they are scaled from another's: ln(scaled / measured), by kind. */
export interface OperatorErrors {
  readonly target: string;
  readonly donor: string;
  readonly errors: Readonly<Record<Kind, readonly number[]>>;
}

/** Compares the operators of a panel of models on every system with those scaled from its neighbour. */
export async function operatorErrors(predictor: PricedPredictor): Promise<OperatorErrors[]> {
  const all: OperatorErrors[] = [];
  for (const [target, donor] of NEIGHBOURS) {
    const errors: Record<Kind, number[]> = {
      ...{ products: [], attention: [], experts: [], collectives: [], prefill: [], decode: [] },
    };
    for (const [model, sizes] of PANEL)
      for (const backend of BACKENDS)
        for (const gpus of sizes) {
          const measured = await workerOf(predictor, { model, backend, system: target }, gpus);
          const system = scaledName(target, donor);
          const scaled = await workerOf(predictor, { model, backend, system }, gpus);
          if (measured !== undefined && scaled !== undefined) compare(measured, scaled, errors);
        }
    all.push({ target, donor, errors });
  }
  return all;
}

async function workerOf(
  predictor: PricedPredictor,
  context: { readonly model: string; readonly backend: Backend; readonly system: string },
  gpus: number,
): Promise<WorkerModel | undefined> {
  return orMissing(async () => {
    const { moe } = await predictor.facts(context);
    const choice = { tp: gpus, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: moe ? gpus : 1 };
    const [worker] = await predictor.workers(context, [choice], { role: "agg" });
    return worker instanceof Error ? undefined : worker;
  });
}

function compare(measured: WorkerModel, scaled: WorkerModel, errors: Record<Kind, number[]>): void {
  for (const [phase, query] of QUERIES) {
    const pair = partsOf(measured, phase, query);
    const other = partsOf(scaled, phase, query);
    if (pair === undefined || other === undefined) continue;
    pair.forEach(({ name, ms, sources }, i) => {
      if (sources.includes("silicon") && ms > 0) errors[kindOf(name)].push(Math.log(other[i]!.ms / ms));
    });
    errors[phase === "context" ? "prefill" : "decode"].push(Math.log(sum(other) / sum(pair)));
  }
}

function partsOf(
  worker: WorkerModel,
  phase: Phase,
  query: StepQuery,
): readonly OperatorLatency[] | undefined {
  try {
    return worker.breakdown(phase, query);
  } catch (error) {
    if (error instanceof MissingDataError) return undefined;
    throw error;
  }
}

function sum(parts: readonly OperatorLatency[]): number {
  return parts.reduce((total, { ms }) => total + ms, 0);
}

/** Kind of an operator by the published names. */
function kindOf(name: string): Kind {
  if (/ar$|all_?reduce|dispatch|combine|gather/.test(name)) return "collectives";
  if (/attention|mla|dsa/.test(name)) return "attention";
  return /moe|expert/.test(name) && !/gemm|gate|shared/.test(name) ? "experts" : "products";
}

async function orMissing<T>(price: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await price();
  } catch (error) {
    const missing =
      error instanceof MissingDataError ||
      error instanceof InvalidParallelismError ||
      error instanceof UserError;
    if (missing) return undefined;
    throw error;
  }
}
