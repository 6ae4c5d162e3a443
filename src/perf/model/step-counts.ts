import type { BackendRules } from "../backend/backend.js";

/** Numbers of steps of one round of requests (`docs/method/performance.md` 5.1). */
export interface StepCounts {
  readonly mixed: number;
  readonly gen: number;
  readonly genInMixed: number;
  /** mixed steps that count in TPOT */
  readonly tpotMixed: number;
}

/** Mean milliseconds of the steps that count for TPOT; 0 when there are none. */
export function meanStepMs(counts: StepCounts, mixedStepMs: number, genStepMs: number): number {
  const steps = counts.tpotMixed + counts.gen;
  return steps > 0 ? (mixedStepMs * counts.tpotMixed + genStepMs * counts.gen) / steps : 0;
}

/** How many steps one round takes (`docs/method/performance.md` 5.1). */
export function stepCounts(
  rules: BackendRules,
  point: { batchSize: number; ctxTokens: number; isl: number; steps: number; decodeSteps: number },
): StepCounts {
  const { batchSize, ctxTokens, isl, steps, decodeSteps } = point;
  if (batchSize <= 1) return { mixed: 1, gen: Math.max(decodeSteps - 1, 0), genInMixed: 0, tpotMixed: 0 };
  if (steps >= decodeSteps) {
    return { mixed: steps, gen: 0, genInMixed: rules.saturatedDecodes(point), tpotMixed: steps };
  }
  return {
    mixed: steps,
    gen: decodeSteps - steps,
    genInMixed: Math.max(1, batchSize - Math.ceil(ctxTokens / isl)),
    tpotMixed: rules.tpotMixedSteps(steps),
  };
}
