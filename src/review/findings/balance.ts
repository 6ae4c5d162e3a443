import type { PoolRates } from "../../search/operating-types.js";
import { bestSplit } from "../../search/pool-split.js";
import type { Finding } from "../../domain/review.js";
import { finding, type FindingPlace } from "../../domain/finding.js";

/** One pool may be this many times faster before it counts as wasted. */
const TOLERATED = 1.5;
/** Another split of the same GPUs must serve this many times as many requests to be worth a warning. */
const WORTH_A_CHANGE = 1.1;

/** How many times as many requests as it carries now a deployment would carry with its GPUs split so. */
export type CarriedWith = (prefillWorkers: number, decodeWorkers: number) => Promise<number>;

/**
 * A pool that waits for the other most of the time. A warning where another split of the same GPUs carries more inside the
 * limits, with that split; else a notice with what the faster pool could spare, or the slower one lacks.
 */
export async function imbalanceFinding(
  rates: PoolRates,
  place: FindingPlace,
  carriedWith: CarriedWith,
): Promise<Finding | undefined> {
  const ratio = rates.prefillRequestsPerSec / rates.decodeRequestsPerSec;
  if (!Number.isFinite(ratio) || ratio <= 0 || (ratio <= TOLERATED && ratio >= 1 / TOLERATED))
    return undefined;
  const [fast, slow] = ratio > 1 ? ["prefill", "decode"] : ["decode", "prefill"];
  const times = Math.max(ratio, 1 / ratio);
  const message = `the ${fast} pool can serve ${times.toFixed(1)} times as many requests as the ${slow} pool`;
  const split = bestSplit(rates);
  if (split.gain >= WORTH_A_CHANGE) {
    const gain = await carriedWith(split.prefill, split.decode);
    const instead = `${workers(split.prefill, "prefill")} and ${workers(split.decode, "decode")} on the same GPUs`;
    return gain >= WORTH_A_CHANGE
      ? finding("pool-imbalance", place, `${message}: ${instead} would ${gainWords(gain)}`)
      : finding("pool-imbalance", place, `${message}: inside the limits ${instead} serve no more`, "notice");
  }
  const count = ratio > 1 ? rates.prefillWorkers : rates.decodeWorkers;
  const enough = Math.max(1, Math.ceil(count / times));
  const change =
    enough < count
      ? `${enough} of ${count} ${fast} workers would do`
      : `no split of these GPUs is better, more ${slow} workers would use the rest`;
  return finding("pool-imbalance", place, `${message}: ${change}`, "notice");
}

/** A deployment that carries nothing has no multiple. */
function gainWords(gain: number): string {
  return Number.isFinite(gain)
    ? `serve ${gain.toFixed(1)} times as many`
    : "keep the limits, which it does not";
}

function workers(count: number, role: string): string {
  return `${count} ${role} worker${count === 1 ? "" : "s"}`;
}
