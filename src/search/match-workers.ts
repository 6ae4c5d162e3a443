/** How many workers of each pool make one replica, and what it serves. */
export interface WorkerMatch {
  readonly prefillWorkers: number;
  readonly decodeWorkers: number;
  readonly gpus: number;
  /** requests per second of the replica */
  readonly rate: number;
}

/** Limits of matching, equal for all pairs of one search. */
export interface MatchRules {
  /** GPU counts that a replica may have; empty allows every count */
  readonly allowedGpus: readonly number[];
  readonly maxPrefillWorkers: number;
  readonly maxDecodeWorkers: number;
  readonly prefillDegradation: number;
  readonly decodeDegradation: number;
  /** GPUs of the cluster that replicas are packed into; given: idle ones count in the ratio, as the published method does not */
  readonly packedInto?: number;
}

/** Share of a cluster that whole replicas of a size fill. */
export function filledShare(gpus: number, cluster: number): number {
  return cluster > 0 ? (Math.floor(cluster / gpus) * gpus) / cluster : 1;
}

/** Prefill counts that are allowed beside each decode count, for one pair of worker sizes. */
interface AllowedCounts {
  readonly decode: readonly number[];
  /** ascending, one list a decode count */
  readonly prefill: readonly Int32Array[];
}

/** Multiples of one pair of counts have the same ratio but for the rounding of their products. */
const CLEARLY_BETTER = 1 + 1e-12;

/**
 * Finds worker counts for pairs of rates (`docs/method/search.md` 5.2.1): the largest rate per GPU over all allowed
 * counts, decode count outermost. Of equals, within 1e-12, the first, which has the fewest workers: a smaller replica
 * packs better into a budget. Same answer as trying all pairs: for a fixed decode count the ratio rises with the
 * prefill count until the decode side limits and falls after, so two counts suffice.
 */
export class WorkerMatcher {
  private readonly counts = new Map<number, AllowedCounts>();
  /** the cluster, where some allowed size leaves GPUs idle */
  private readonly cluster: number | undefined;

  constructor(private readonly rules: MatchRules) {
    const { packedInto = 0, allowedGpus } = rules;
    const idles = allowedGpus.length === 0 || allowedGpus.some((gpus) => filledShare(gpus, packedInto) < 1);
    this.cluster = packedInto > 0 && idles ? packedInto : undefined;
  }

  /** Rates are per worker in requests per second, sizes in GPUs per worker. Undefined when no count is allowed. */
  match(
    prefillRate: number,
    decodeRate: number,
    prefillGpus: number,
    decodeGpus: number,
  ): WorkerMatch | undefined {
    const counts = this.allowed(prefillGpus, decodeGpus);
    const { prefillDegradation, decodeDegradation } = this.rules;
    let bestRatio = 0;
    let best: WorkerMatch | undefined;
    for (let i = 0; i < counts.decode.length; i++) {
      const d = counts.decode[i]!;
      const decodeLimit = decodeDegradation * d * decodeRate;
      const list = counts.prefill[i]!;
      const at = firstAtLeast(list, prefillDegradation * prefillRate, decodeLimit);
      // where replicas leave GPUs idle, the ratio has more than one hill
      const first = this.cluster === undefined ? Math.max(0, at - 1) : 0;
      const last = this.cluster === undefined ? at : list.length - 1;
      for (let j = first; j <= last && j < list.length; j++) {
        const p = list[j]!;
        const gpus = p * prefillGpus + d * decodeGpus;
        const rate = Math.min(prefillDegradation * p * prefillRate, decodeLimit);
        const ratio = (rate / gpus) * (this.cluster === undefined ? 1 : filledShare(gpus, this.cluster));
        if (ratio > bestRatio * CLEARLY_BETTER) {
          bestRatio = ratio;
          best = { prefillWorkers: p, decodeWorkers: d, gpus, rate };
        }
      }
    }
    return best;
  }

  private allowed(prefillGpus: number, decodeGpus: number): AllowedCounts {
    const key = prefillGpus * 4096 + decodeGpus;
    const known = this.counts.get(key);
    if (known !== undefined) return known;
    const { allowedGpus, maxPrefillWorkers, maxDecodeWorkers } = this.rules;
    const decode: number[] = [];
    const prefill: Int32Array[] = [];
    for (let d = 1; d <= maxDecodeWorkers; d++) {
      const list: number[] = [];
      if (allowedGpus.length === 0) {
        for (let p = 1; p <= maxPrefillWorkers; p++) list.push(p);
      } else {
        for (const gpus of allowedGpus) {
          const p = (gpus - d * decodeGpus) / prefillGpus;
          if (Number.isInteger(p) && p >= 1 && p <= maxPrefillWorkers) list.push(p);
        }
      }
      if (list.length === 0) continue;
      decode.push(d);
      prefill.push(Int32Array.from(list));
    }
    const counts: AllowedCounts = { decode, prefill };
    this.counts.set(key, counts);
    return counts;
  }
}

/** Index of the first count whose rate reaches the limit; the length when none does. */
function firstAtLeast(counts: Int32Array, ratePerWorker: number, limit: number): number {
  let low = 0;
  let high = counts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (counts[middle]! * ratePerWorker < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
