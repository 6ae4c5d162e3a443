import { whyBetter, type WhySide } from "../../review/why-sentence.js";
import { latencyMs, number } from "../format.js";
import { bold } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { shape, workersInline } from "../words.js";

/** One sentence with two numbers a side; empty when the figures show no plain reason. */
export function whySentence({ review }: ReviewView): string {
  const best = review.recommended?.evaluation;
  if (best === undefined || review.proposed === undefined) return "";
  const why = whyBetter(best, review.proposed);
  switch (why?.kind) {
    case undefined:
      return "";
    case "decode-alone":
      return `${bold("Why disaggregated wins:")} with no prefill in its steps a ${shape(why.best.pool.parallelism)} worker decodes ${requests(why.best)} at ${tpot(why.best)}; a mixed ${shape(why.other.pool.parallelism)} worker holds ${number(why.other.requests)} at ${tpot(why.other)}.`;
    case "mixed":
      return `${bold("Why aggregated wins:")} no GPU waits for the other half: a ${shape(why.best.pool.parallelism)} worker does both for ${requests(why.best)} at ${tpot(why.best)}; a decode worker of ${shape(why.other.pool.parallelism)} holds ${number(why.other.requests)} at ${tpot(why.other)}.`;
    case "more-at-once":
      return `${bold(`Why ${workersInline(best.deployment)} wins:`)} a ${shape(why.best.pool.parallelism)} ${why.role === "agg" ? "worker" : "decode worker"} holds ${requests(why.best)} at ${tpot(why.best)}, one of ${shape(why.other.pool.parallelism)} ${number(why.other.requests)} at ${tpot(why.other)}.`;
    case "fewer-prefill":
      return `${bold(`Why ${number(why.bestPrefill)} prefill to ${number(why.bestDecode)} decode wins:`)} ${why.bestPrefill / why.bestDecode < why.otherPrefill / why.otherDecode ? "prefill waited for decode" : "decode waited for prefill"} with ${number(why.otherPrefill)} to ${number(why.otherDecode)}.`;
  }
}

function requests({ requests: count }: WhySide): string {
  return `${number(count)} ${count === 1 ? "request" : "requests"}`;
}

function tpot({ tpotMs }: WhySide): string {
  return latencyMs("tpot", tpotMs);
}
