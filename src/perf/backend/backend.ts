import type { Backend, Parallelism } from "../../domain/deployment.js";
import type { ActivationRow } from "../model/family.js";
import type { SystemSpec } from "../system-spec.js";

/** One point of aggregated serving as the step-count rules see it (`docs/method/performance.md` 5.1). */
export interface StepRuleInput {
  readonly batchSize: number;
  readonly ctxTokens: number;
  readonly isl: number;
  /** steps to prefill the batch, `ceil(isl · b / C)` */
  readonly steps: number;
  /** decode iterations of one request */
  readonly decodeSteps: number;
}

/** What an engine does differently. Adding an engine = one file + one line in `backend/registry.ts`. */
export interface BackendRules {
  readonly name: Backend;
  /** decode requests in a mixed step when prefilling takes at least as many steps as decoding */
  saturatedDecodes(point: StepRuleInput): number;
  /** mixed steps that count in TPOT when decoding outlasts prefilling */
  tpotMixedSteps(mixedSteps: number): number;
  /** host milliseconds in TTFT */
  ttftHostMs(layers: number): number;
  /** queueing factor of TTFT */
  queueFactor(batchSize: number, steps: number): number;
  /** output rate is capped by requests in flight over their latency */
  readonly littleCap: boolean;
  /** attention backends that a user may pin, and the measured kernels that each stands for */
  readonly attentionLanes: Readonly<Record<string, readonly string[]>>;
  /** whether prompts can be split over GPUs */
  readonly contextParallel: boolean;
  /** enumeration filter on (tp, dp, moeTp, moeEp) of MoE models */
  keepsTuple(parallelism: Parallelism): boolean;

  /** activation coefficient at tp 1, 2, 4, 8 */
  activationCoefficients(row: ActivationRow): readonly [number, number, number, number];
  readonly activationFloorBytes: number;
  readonly activationScale: number;
  /** width of the expert workspace per token */
  readonly workspaceWidth: "attention" | "hidden";
  readonly otherMemoryScale: number;
  /** whether activations of aggregated serving follow the engine's token budget instead of the step's tokens */
  readonly activationsByTokenBudget: boolean;
  /** the cache of aggregated serving is counted at the engine's longest sequence, where one is given */
  readonly reservesMaxSeqLen: boolean;
  readonly kv: KvRules;
}

/** How much of the memory the cache may take (`docs/method/memory.md` 2). */
export interface KvRules {
  /** the fraction is of what is free after the model, or of the whole memory */
  readonly of: "free" | "total";
  /** what the engine calls the fraction */
  readonly flag: string;
  readonly reserved: number;
  readonly tolerance: number;
  /** the engine's own fraction */
  fraction(question: KvFractionQuestion): number;
}

export interface KvFractionQuestion {
  readonly version: string;
  readonly system: SystemSpec;
  readonly parallelism: Parallelism;
  readonly aggregated: boolean;
}
