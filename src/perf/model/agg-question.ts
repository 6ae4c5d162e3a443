import type { Speculation } from "../../domain/deployment.js";
import type { BackendRules } from "../backend/backend.js";
import type { Lengths } from "../types.js";
import type { StepCounts } from "./step-counts.js";
import type { StepPrices } from "./step-prices.js";

/** What aggregated serving of one worker depends on. */
export interface AggQuestion {
  readonly prices: StepPrices;
  readonly rules: BackendRules;
  readonly layers: number;
  readonly pp: number;
  readonly dp: number;
  readonly speculation: Speculation | undefined;
  /** engines on Intel XPUs serve by slots of the cache */
  readonly xpu?: XpuRules | undefined;
}

/** One point and how many steps it takes. */
export interface AggPointQuestion extends AggQuestion {
  readonly batchSize: number;
  readonly ctxTokens: number;
  readonly lengths: Lengths;
  /** steps to prefill the batch */
  readonly steps: number;
  /** decode iterations of one request */
  readonly decodeSteps: number;
  /** tokens of one decode iteration */
  readonly progress: number;
  readonly counts: StepCounts;
}

/** Milliseconds of a point before rates follow from them. */
export interface AggTimes {
  readonly mixedStepMs: number;
  readonly genStepMs: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
}

/** What the slots of a worker follow from. */
export interface XpuRules {
  /** requests whose whole sequence fits the cache beside a step of so many tokens; at least 1 */
  slots(ctxTokens: number, lengths: Lengths): number;
  /** share of the experts that one token needs, where decode steps are priced by how many a batch needs */
  readonly expertReuse?: number;
}
