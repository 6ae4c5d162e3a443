import { LEVELS, type Level } from "../../src/perf/profile/groups.js";
import {
  COMPANY_PART,
  CONTEXT_PART,
  PROMPTS_PART,
  TPOT_PARTS,
  TTFT_PARTS,
} from "../../src/perf/profile/load-parts.js";
import type { ClassSpec } from "./process.js";

/**
 * What a lone request costs its engine beside the operators, milliseconds. Rows at load have no say in it: short lone prompts
 * of other laboratories take 13 to 19 ms more than the operators on vLLM, 1 to 11 on TensorRT-LLM; SGLang's was only measured
 * at load.
 */
export const FIXED_MS: Readonly<Record<string, number>> = { sglang: 40, trtllm: 15, vllm: 18 };

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
  { reach = 3, byPrompt = true }: { readonly reach?: number; readonly byPrompt?: boolean } = {},
): ClassSpec {
  const byLevel = Object.fromEntries(LEVELS.map((level, i) => [level, levels[i]!])) as Record<Level, number>;
  return {
    columns,
    byPrompt,
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
    [[0.0011, 0.097, 0.0097, 0.03, 0, 0.0016, 0.3], [0.35, 0, 0.15], 0.014],
  ),
  spec(
    PARTS(TTFT_PARTS, (part) => (part === COMPANY_PART ? -1 : Math.max(-1, part - 2))),
    [[0.52, 0.00055, 0.0037, 0.25, 0.0019, 0.144, 0.019], [0.0059, 0.17, 0.048], 0.19],
    { reach: 15 },
  ),
];

/** TPOT: what the step and the prompts of others share, what further requests add by load, those prompts, the contexts. */
export const TPOT_CLASSES: readonly ClassSpec[] = [
  spec(
    PARTS(TPOT_PARTS, (part) => (part === CONTEXT_PART ? -1 : 0)),
    [[0.044, 0.003, 0, 0.063, 0, 0.004, 0.035], [0, 0.01, 0.0033], 0.032],
    { byPrompt: false },
  ),
  spec(
    PARTS(TPOT_PARTS, (part) => (part >= CONTEXT_PART ? -1 : part - 1)),
    [[0.01, 0, 0.044, 0.33, 0.01, 0.0034, 0.054], [0.068, 0.0033, 0.15], 0.0036],
    { reach: 0.97, byPrompt: false },
  ),
  spec(
    PARTS(TPOT_PARTS, (part) => (part === PROMPTS_PART ? 0 : -1)),
    [[0.008, 0.1, 0.1, 0.2, 0, 0.24, 0], [0, 0.017, 0.013], 0.042],
  ),
  spec(
    PARTS(TPOT_PARTS, (part) => (part === CONTEXT_PART ? 0 : -1)),
    [[0.01, 0.048, 0.82, 0.71, 0.26, 0.015, 0.25], [0.01, 0, 0.01], 0.0018],
    { byPrompt: false },
  ),
];
