import { LEVELS, type Level } from "../../src/perf/profile/groups.js";
import { COMPANY_PART, TPOT_PARTS, TTFT_PARTS } from "../../src/perf/profile/load-parts.js";
import type { ClassSpec } from "./process.js";

/**
 * What a lone request costs its engine beside the operators, milliseconds. Rows at load have no say in it: short lone prompts
 * of other laboratories take 13 to 19 ms more than the operators on vLLM, 1 to 11 on TensorRT-LLM; SGLang's was only measured
 * at load.
 */
export const FIXED_MS: Readonly<Record<string, number>> = { sglang: 40, trtllm: 15, vllm: 17 };

/** What company adds to that, milliseconds; each engine's own is fitted as a factor. */
export const COMPANY_MS: Readonly<Record<string, number>> = { sglang: 140, trtllm: 80, vllm: 48 };

/** What a host spends on a step, milliseconds (`docs/adr/0162-fixed-costs.md`). */
export const STEP_MS = 0.5;

/** Variance of a measurement's own error by figure; rows whose formats have no tables are believed a quarter as much. */
export const NOISE = { ttft: 0.01, tpot: 0.004 };

/** Variances in the order of {@link LEVELS}, then those that decay with layout in a group, design group and backend-model. */
function spec(
  columns: readonly number[],
  [levels, near, alike]: readonly [readonly number[], readonly [number, number, number], number],
  reach = 3,
): ClassSpec {
  const byLevel = Object.fromEntries(LEVELS.map((level, i) => [level, levels[i]!])) as Record<Level, number>;
  return {
    columns,
    reach,
    levels: byLevel,
    near: { group: near[0], "design-group": near[1], "backend-model": near[2] },
    alike,
  };
}

const PARTS = (count: number, of: (part: number) => number): number[] =>
  Array.from({ length: count }, (_, part) => of(part));

/**
 * TTFT: the lone prefill, the cost of company, the wait by load. The prefill of a prompt alone is what operators are measured at:
 * it keeps to physics, or it would take what belongs to the wait.
 */
export const TTFT_CLASSES: readonly ClassSpec[] = [
  spec(
    PARTS(TTFT_PARTS, (part) => (part === 1 ? 0 : -1)),
    [[0.0004, 0, 0.0009, 0.0009, 0, 0, 0.0002], [0, 0, 0], 0],
  ),
  spec(
    PARTS(TTFT_PARTS, (part) => (part === COMPANY_PART ? 0 : -1)),
    [[0.02, 0.11, 0.0018, 0.012, 0, 0.0026, 0.3], [0.5, 0, 0.1], 0],
  ),
  spec(
    PARTS(TTFT_PARTS, (part) => (part === COMPANY_PART ? -1 : Math.max(-1, part - 2))),
    [[0.34, 0, 0.006, 0.1, 0.005, 0.144, 0.033], [0, 0.17, 0.33], 0.17],
    5.4,
  ),
];

/** TPOT: what all its parts share, what further requests add by load, and the prompts of others. */
export const TPOT_CLASSES: readonly ClassSpec[] = [
  spec(
    PARTS(TPOT_PARTS, () => 0),
    [[0.025, 0.025, 0.004, 0.025, 0.025, 0.01, 0.062], [0, 0.01, 0.047], 0.02],
  ),
  spec(
    PARTS(TPOT_PARTS, (part) => (part === TPOT_PARTS - 1 ? -1 : part - 1)),
    [[0, 0, 0.035, 0.12, 0.025, 0.008, 0.02], [0.02, 0.025, 0.025], 0.0096],
    0.93,
  ),
  spec(
    PARTS(TPOT_PARTS, (part) => (part === TPOT_PARTS - 1 ? 0 : -1)),
    [[0.016, 0.78, 0.0032, 0.31, 0.01, 0.24, 0.12], [0.02, 0.01, 0.004], 0.03],
  ),
];
