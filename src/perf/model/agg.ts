import type { AggPoint, Lengths, MemoryCheck } from "../types.js";
import type { AggPointQuestion, AggQuestion, AggTimes } from "./agg-question.js";
import { slotTimes } from "./agg-slots.js";
import { meanStepMs, stepCounts } from "./step-counts.js";
import { decodeMiddle } from "./step-prices.js";

/** Continuous batching at one point (`docs/method/performance.md` 5). */
export function aggPoint(
  question: AggQuestion,
  batchSize: number,
  ctxTokens: number,
  lengths: Lengths,
  memory: MemoryCheck,
): AggPoint {
  const { rules, pp, dp, speculation } = question;
  const { isl, osl } = lengths;
  const progress = speculation === undefined ? 1 : 1 + speculation.accepted;
  const decodeSteps = 1 + (osl - 1) / progress;
  const steps = Math.ceil((isl * batchSize) / ctxTokens);
  const counts = stepCounts(rules, { batchSize, ctxTokens, isl, steps, decodeSteps });
  const point = { ...question, batchSize, ctxTokens, lengths, steps, decodeSteps, progress, counts };
  const times = question.xpu === undefined ? stepTimes(point) : slotTimes(point);
  const { mixedStepMs, genStepMs, ttftMs, tpotMs } = times;
  const requestLatencyMs = ttftMs + tpotMs * Math.max(osl - 1, 0);
  const totalMs = counts.mixed * mixedStepMs + counts.gen * genStepMs;
  // requests per millisecond of one attention-DP rank
  let rate = batchSize / totalMs;
  if (rules.littleCap) rate = Math.min(rate, batchSize / requestLatencyMs);
  const seqPerSec = rate * 1000 * pp * dp;
  return {
    batchSize,
    ctxTokens,
    ...times,
    requestLatencyMs,
    seqPerSec,
    tokensPerSec: seqPerSec * (osl - 1),
    concurrency: batchSize * pp * dp,
    numMixedSteps: counts.mixed,
    numGenSteps: counts.gen,
    genInMixed: counts.genInMixed,
    memory: memory.use,
    memoryVerdict: memory.verdict,
  };
}

/** Times of servers whose batch is always full (`docs/method/performance.md` 5.2). */
function stepTimes(point: AggPointQuestion): AggTimes {
  const { prices, rules, layers, batchSize, ctxTokens, lengths, steps, progress, counts } = point;
  const { isl, osl } = lengths;
  const mixedStepMs = prices.mixed(ctxTokens, counts.genInMixed, lengths);
  const genStepMs = counts.gen > 0 ? prices.generation(batchSize, decodeMiddle(isl, osl)) : 0;
  const chunks = Math.ceil(isl / ctxTokens);
  return {
    mixedStepMs,
    genStepMs,
    ttftMs: (mixedStepMs * chunks + rules.ttftHostMs(layers)) * rules.queueFactor(batchSize, steps),
    tpotMs: meanStepMs(counts, mixedStepMs, genStepMs) / progress,
  };
}
