import { roundHalfEven } from "../rounding.js";
import type { AggPointQuestion, AggTimes } from "./agg-question.js";
import { meanStepMs } from "./step-counts.js";
import { decodeMiddle } from "./step-prices.js";

/** host milliseconds per layer before the first token */
const HOST_MS_PER_LAYER = 0.3;

/** Experts of one decode step of gpt-oss that stay on one GPU: milliseconds of reading all of them, and how fast they are all needed. */
const ALL_EXPERTS_MS = 34.09;
const EXPERTS_PER_BATCH_EXPONENT = 0.65;

/**
 * Continuous batching of vLLM on Intel XPUs: requests wait for slots of the cache, and a mixed step holds only the decodes
 * that its prompts leave room for (`docs/method/performance.md` 5.4).
 */
export function slotTimes(question: AggPointQuestion): AggTimes {
  const { batchSize: b, ctxTokens, lengths, counts, progress } = question;
  const { isl, osl } = lengths;
  const engine = slotEngine(question);
  const mixedStepMs = engine.mixed(ctxTokens, counts.genInMixed).ms;
  const genStepMs = counts.gen > 0 ? engine.decode(b) : 0;
  const running = b <= 1 ? b : Math.max(1, Math.min(b, engine.slots, engine.share(ctxTokens)));
  const prefilling = Math.max(0, running - Math.max(1, ctxTokens / isl)) / Math.max(running, 1);
  const answerMs = (steps: number, stepMs: number): number => {
    const mixed = Math.min(steps * prefilling, osl);
    return (stepMs * mixed + genStepMs * (osl - mixed)) / osl;
  };
  const tpotMs = (): number => {
    if (b <= 1 || osl <= 1) return meanStepMs(counts, mixedStepMs, genStepMs);
    return counts.gen === 0 ? mixedStepMs : answerMs(counts.mixed, mixedStepMs);
  };
  return {
    mixedStepMs,
    genStepMs,
    ttftMs: firstTokenMs(question, engine, running, answerMs),
    tpotMs: tpotMs() / progress,
  };
}

/** What one worker does in a step. */
interface SlotEngine {
  readonly slots: number;
  /** decodes that a step of so many prompt tokens has room for, in proportion to the lengths */
  share(ctxTokens: number): number;
  mixed(ctxTokens: number, gen: number): { readonly ms: number; readonly promptTokens: number };
  decode(batch: number): number;
}

function slotEngine(question: AggPointQuestion): SlotEngine {
  const { prices, ctxTokens, lengths, xpu } = question;
  const { isl, osl } = lengths;
  const slots = xpu?.slots(ctxTokens, lengths) ?? 1;
  const share = (tokens: number): number => Math.max(1, roundHalfEven((tokens * osl) / (isl + osl)));
  return {
    slots,
    share,
    mixed(tokens, gen) {
      const decodes = Math.min(gen, share(tokens), slots);
      const promptTokens = Math.max(1, tokens - decodes);
      return { ms: prices.mixed(promptTokens, decodes, lengths), promptTokens };
    },
    decode(batch) {
      const n = batch > 1 ? Math.min(batch, slots) : batch;
      const length = decodeMiddle(isl, osl);
      const step = prices.generation(n, length);
      const reused = xpu?.expertReuse;
      if (reused === undefined || batch <= 1) return step;
      const missed = (1 - reused) ** (n ** EXPERTS_PER_BATCH_EXPONENT);
      return step - prices.generationPart("moe", n, length) + ALL_EXPERTS_MS * (1 - missed);
    },
  };
}

function firstTokenMs(
  { prices, layers, batchSize: b, ctxTokens, lengths, steps, decodeSteps }: AggPointQuestion,
  engine: SlotEngine,
  running: number,
  answerMs: (steps: number, stepMs: number) => number,
): number {
  const { isl, osl } = lengths;
  const decodes = b <= 1 ? 0 : Math.max(1, b - Math.ceil(ctxTokens / isl));
  const tokens = Math.min(ctxTokens, Math.max(1, b) * isl);
  const { ms: step, promptTokens } = engine.mixed(tokens, decodes);
  const attention = prices.mixedAttention(promptTokens, lengths);
  const own =
    attention * Math.ceil(isl / promptTokens) +
    ((step - attention) * isl) / promptTokens +
    HOST_MS_PER_LAYER * layers;
  if (b <= 1) return own;
  if (running < b) {
    const unit = steps >= decodeSteps ? step : answerMs(steps, step);
    return own + ((b - running) / running) * (own + osl * unit);
  }
  const crowding = ((tokens / isl) * engine.decode(b)) / engine.decode(1);
  return own * Math.min(b, 1 + 0.45 * Math.log2(b) ** 1.1 * Math.sqrt(crowding));
}
