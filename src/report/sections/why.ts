import { gpusPerWorker, shapeText } from "../../domain/deployment.js";
import { whyBetter, type Why, type WhySide } from "../../review/why-sentence.js";
import { latencyMs, number } from "../format.js";
import { bold } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { workersInline } from "../words.js";

/** One sentence with two numbers a side; empty when the figures show no plain reason. */
export function whySentence({ review }: ReviewView): string {
  const best = review.recommended?.evaluation;
  if (best === undefined || review.proposed === undefined) return "";
  const why = whyBetter(best, review.proposed);
  switch (why?.kind) {
    case undefined:
      return "";
    case "decode-alone":
      return `${bold("Why disaggregated wins:")} with no prefill in its steps a ${shapeText(why.best.pool.parallelism)} worker decodes ${requests(why.best)} at ${tpot(why.best)}; a mixed ${shapeText(why.other.pool.parallelism)} worker holds ${number(why.other.requests)} at ${tpot(why.other)}.`;
    case "mixed":
      return `${bold("Why aggregated wins:")} no GPU waits for the other half: a ${shapeText(why.best.pool.parallelism)} worker does both for ${requests(why.best)} at ${tpot(why.best)}; a decode worker of ${shapeText(why.other.pool.parallelism)} holds ${number(why.other.requests)} at ${tpot(why.other)}.`;
    case "more-at-once":
      return moreAtOnce(`${bold(`Why ${workersInline(best.deployment)} wins:`)}`, why);
    case "fewer-prefill":
      return `${bold(`Why ${number(why.bestPrefill)} prefill to ${number(why.bestDecode)} decode wins:`)} ${why.bestPrefill / why.bestDecode < why.otherPrefill / why.otherDecode ? "prefill waited for decode" : "decode waited for prefill"} with ${number(why.otherPrefill)} to ${number(why.otherDecode)}.`;
  }
}

/** Workers of different sizes are compared on the same GPUs; empty when those of the best do not hold more there. */
function moreAtOnce(lead: string, { best, other, role }: Extract<Why, { kind: "more-at-once" }>): string {
  const worker = role === "agg" ? "worker" : "decode worker";
  const [a, b] = [gpusPerWorker(best.pool.parallelism), gpusPerWorker(other.pool.parallelism)];
  if (best.requests * b <= other.requests * a) return "";
  const [mine, theirs] = [shapeText(best.pool.parallelism), shapeText(other.pool.parallelism)];
  if (a === b)
    return mine === theirs
      ? `${lead} a ${mine} ${worker} holds ${requests(best)} at ${tpot(best)} instead of ${number(other.requests)} at ${tpot(other)}.`
      : `${lead} a ${mine} ${worker} holds ${requests(best)} at ${tpot(best)}, one of ${theirs} ${number(other.requests)} at ${tpot(other)}.`;
  if (b % a === 0)
    return `${lead} ${number(b / a)} ${mine} ${worker}s hold ${number((best.requests * b) / a)} requests at ${tpot(best)}; on as many GPUs a ${theirs} ${worker} holds ${number(other.requests)} at ${tpot(other)}.`;
  if (a % b === 0)
    return `${lead} a ${mine} ${worker} holds ${requests(best)} at ${tpot(best)}; on as many GPUs ${number(a / b)} ${theirs} ${worker}s hold ${number((other.requests * a) / b)} at ${tpot(other)}.`;
  return "";
}

function requests({ requests: count }: WhySide): string {
  return `${number(count)} ${count === 1 ? "request" : "requests"}`;
}

function tpot({ tpotMs }: WhySide): string {
  return latencyMs("tpot", tpotMs);
}
