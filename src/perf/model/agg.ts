import type { Speculation } from "../../domain/deployment.js";
import type { BackendRules } from "../backend/backend.js";
import type { AggPoint, Lengths, MemoryCheck } from "../types.js";
import { decodeMiddle, type StepPrices } from "./step-prices.js";

/** What aggregated serving of one worker depends on. */
export interface AggQuestion {
  readonly prices: StepPrices;
  readonly rules: BackendRules;
  readonly layers: number;
  readonly pp: number;
  readonly dp: number;
  readonly speculation: Speculation | undefined;
}

/** Numbers of steps of one round of requests (`spec` perf-model 5.1). */
interface StepCounts {
  readonly mixed: number;
  readonly gen: number;
  readonly genInMixed: number;
  /** mixed steps that count in TPOT */
  readonly tpotMixed: number;
}

/** Continuous batching at one point (`spec` perf-model 5). */
export function aggPoint(
  question: AggQuestion,
  batchSize: number,
  ctxTokens: number,
  lengths: Lengths,
  memory: MemoryCheck,
): AggPoint {
  const { prices, rules, layers, pp, dp, speculation } = question;
  const { isl, osl } = lengths;
  const progress = speculation === undefined ? 1 : 1 + speculation.accepted;
  const decodeSteps = 1 + (osl - 1) / progress;
  const steps = Math.ceil((isl * batchSize) / ctxTokens);
  const counts = stepCounts(rules, { batchSize, ctxTokens, isl, steps, decodeSteps });
  const mixedStepMs = prices.mixed(ctxTokens, counts.genInMixed, lengths);
  const genStepMs = counts.gen > 0 ? prices.generation(batchSize, decodeMiddle(isl, osl)) : 0;
  const chunks = Math.ceil(isl / ctxTokens);
  const ttftMs = (mixedStepMs * chunks + rules.ttftHostMs(layers)) * rules.queueFactor(batchSize, steps);
  const tpotSteps = counts.tpotMixed + counts.gen;
  const tpotMs =
    tpotSteps > 0 ? (mixedStepMs * counts.tpotMixed + genStepMs * counts.gen) / tpotSteps / progress : 0;
  const requestLatencyMs = ttftMs + tpotMs * Math.max(osl - 1, 0);
  const totalMs = counts.mixed * mixedStepMs + counts.gen * genStepMs;
  // requests per millisecond of one attention-DP rank
  let rate = batchSize / totalMs;
  if (rules.littleCap) rate = Math.min(rate, batchSize / requestLatencyMs);
  const seqPerSec = rate * 1000 * pp * dp;
  return {
    batchSize,
    ctxTokens,
    ttftMs,
    tpotMs,
    requestLatencyMs,
    seqPerSec,
    tokensPerSec: seqPerSec * (osl - 1),
    concurrency: batchSize * pp * dp,
    numMixedSteps: counts.mixed,
    numGenSteps: counts.gen,
    mixedStepMs,
    genStepMs,
    genInMixed: counts.genInMixed,
    memory: memory.use,
    memoryVerdict: memory.verdict,
  };
}

function stepCounts(
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
