import type { PoolRates } from "../../search/operating-types.js";
import type { Finding } from "../../domain/review.js";
import { finding, type FindingPlace } from "../../domain/finding.js";

/** One pool may be this many times faster before it counts as wasted. */
const TOLERATED = 1.5;

/** A pool that waits for the other most of the time, with the count that would balance it. */
export function imbalanceFinding(rates: PoolRates, place: FindingPlace): Finding | undefined {
  const { prefillWorkers, decodeWorkers, prefillRequestsPerSec, decodeRequestsPerSec } = rates;
  const ratio = prefillRequestsPerSec / decodeRequestsPerSec;
  if (!Number.isFinite(ratio) || ratio <= 0 || (ratio <= TOLERATED && ratio >= 1 / TOLERATED))
    return undefined;
  const prefillFast = ratio > 1;
  const [fast, slow] = prefillFast ? ["prefill", "decode"] : ["decode", "prefill"];
  const workers = prefillFast ? prefillWorkers : decodeWorkers;
  const enough = Math.max(1, Math.ceil(workers / (prefillFast ? ratio : 1 / ratio)));
  const times = (prefillFast ? ratio : 1 / ratio).toFixed(1);
  const change =
    enough < workers ? `${enough} of ${workers} ${fast} workers would do` : `add ${slow} workers`;
  return finding(
    "pool-imbalance",
    place,
    `the ${fast} pool can serve ${times} times as many requests as the ${slow} pool: ${change}`,
  );
}
