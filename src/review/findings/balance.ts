import type { PoolRates } from "../../search/operating-types.js";
import { bestSplit } from "../../search/pool-split.js";
import type { Finding } from "../../domain/review.js";
import { finding, type FindingPlace } from "../../domain/finding.js";

/** One pool may be this many times faster before it counts as wasted. */
const TOLERATED = 1.5;
/** Another split of the same GPUs must serve this many times as many requests to be worth a warning. */
const WORTH_A_CHANGE = 1.1;

/** As many requests as it carries now, within the rounding of loads. */
const AS_MANY = 0.995;

/** How many times as many requests as it carries now a deployment would carry with so many workers. */
export type CarriedWith = (prefillWorkers: number, decodeWorkers: number) => Promise<number>;

/**
 * A pool that waits for the other most of the time. A warning where another split of the same GPUs carries more inside the
 * limits, with that split; else a notice with what the faster pool could spare, or that more of the slower one would help.
 * Nothing is said of workers that were not priced, so where no count changes anything there is no finding.
 */
export async function imbalanceFinding(
  rates: PoolRates,
  place: FindingPlace,
  carriedWith: CarriedWith,
): Promise<Finding | undefined> {
  const ratio = rates.prefillRequestsPerSec / rates.decodeRequestsPerSec;
  if (!Number.isFinite(ratio) || ratio <= 0 || (ratio <= TOLERATED && ratio >= 1 / TOLERATED))
    return undefined;
  const [fast, slow] = ratio > 1 ? (["prefill", "decode"] as const) : (["decode", "prefill"] as const);
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
  const change = await worthwhile(rates, { fast, slow, times }, carriedWith);
  return change === undefined
    ? undefined
    : finding("pool-imbalance", place, `${message}: ${change}`, "notice");
}

/** The fewest workers of the faster pool that carry as much, else one more of the slower that carries more. */
async function worthwhile(
  { prefillWorkers, decodeWorkers }: PoolRates,
  { fast, slow, times }: { readonly fast: Pool; readonly slow: Pool; readonly times: number },
  carriedWith: CarriedWith,
): Promise<string | undefined> {
  const now = { prefill: prefillWorkers, decode: decodeWorkers };
  const carried = (change: Partial<typeof now>): Promise<number> => {
    const { prefill, decode } = { ...now, ...change };
    return carriedWith(prefill, decode);
  };
  for (let enough = Math.max(1, Math.ceil(now[fast] / times)); enough < now[fast]; enough++)
    if ((await carried({ [fast]: enough })) >= AS_MANY)
      return `${enough} of ${now[fast]} ${fast} workers would do`;
  const more = await carried({ [slow]: now[slow] + 1 });
  return more >= WORTH_A_CHANGE ? `one more ${slow} worker would ${gainWords(more)}` : undefined;
}

type Pool = "prefill" | "decode";

/** A deployment that carries nothing has no multiple. */
function gainWords(gain: number): string {
  return Number.isFinite(gain)
    ? `carry ${gain.toFixed(1)} times as many inside the limits`
    : "keep the limits, which it does not";
}

function workers(count: number, role: string): string {
  return `${count} ${role} worker${count === 1 ? "" : "s"}`;
}
