import { LEVELS, type Level } from "../../src/perf/profile/groups.js";
import { TPOT_PARTS, TTFT_PARTS } from "../../src/perf/profile/load-parts.js";
import type { ClassSpec } from "./process.js";

/** Fixed cost of a request that TTFT starts from, milliseconds; each engine's own is fitted as a factor. */
export const FIXED_MS: Readonly<Record<string, number>> = { sglang: 100, trtllm: 60, vllm: 40 };

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
 * TTFT: the lone prefill, the fixed cost, the wait by load. The prefill of a prompt alone is what operators are measured at:
 * it keeps to physics, or it would take what belongs to the wait.
 */
export const TTFT_CLASSES: readonly ClassSpec[] = [
  spec(
    PARTS(TTFT_PARTS, (part) => (part === 1 ? 0 : -1)),
    [[0.0008, 0, 0.0019, 0.0019, 0.0001, 0.0001, 0.0009], [0.0002, 0, 0], 0.0001],
  ),
  spec(
    PARTS(TTFT_PARTS, (part) => (part === 0 ? 0 : -1)),
    [[1, 1, 0.0032, 0.04, 0, 0.0026, 0.0044], [0.62, 0, 0.031], 0.18],
  ),
  spec(
    PARTS(TTFT_PARTS, (part) => Math.max(-1, part - 2)),
    [[0.62, 0, 0.0051, 0.087, 0.016, 0.12, 0.06], [0.017, 0.31, 0.59], 0.31],
    9.7,
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
