import { commonFactor } from "../domain/common-factor.js";
import type { WorkerCounts } from "../perf/disagg.js";

/** How many workers of each pool make one replica, and what it serves. */
export interface WorkerMatch extends WorkerCounts {
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

/** Prefill counts that are worth trying beside one decode count, for one pair of worker sizes. */
interface PrefillCounts {
  readonly decodeWorkers: number;
  readonly allowed: readonly number[];
  /** ascending; where every size is allowed, those that leave no room for one more in as many replicas */
  readonly counts: Int32Array;
  /** what a rate is multiplied with for the rate per GPU, by count; GPUs that replicas leave idle count where they are packed */
  readonly perGpu: Float64Array;
  /** index of the count with the largest rate per GPU among those up to each, while prefill limits */
  readonly bestUpTo: Int32Array;
}

/** Multiples of one pair of counts have the same ratio but for the rounding of their products. */
const CLEARLY_BETTER = 1 + 1e-12;

/**
 * Finds worker counts for pairs of rates (`docs/method/search.md` 5.2.1): the largest rate per GPU over all allowed
 * counts, decode count outermost. Of equals, within 1e-12, the first, which has the fewest workers: a smaller replica
 * packs better into a budget. Same answer as trying all pairs: for a fixed decode count more prefill workers serve more
 * until decode limits and no more after, so the best of those that limit and the fewest of those that do not suffice.
 */
export class WorkerMatcher {
  private readonly known = new Map<number, readonly PrefillCounts[]>();
  private readonly allowed: ReadonlySet<number>;
  private readonly cluster: number;
  /** every size up to the largest is allowed, and replicas are packed into a cluster */
  private readonly anySize: boolean;

  constructor(private readonly rules: MatchRules) {
    const { packedInto = 0, allowedGpus } = rules;
    this.allowed = new Set(allowedGpus);
    this.cluster = packedInto;
    this.anySize = packedInto > 0 && allowedGpus.at(-1) === allowedGpus.length;
  }

  /** Rates are per worker in requests per second, sizes in GPUs per worker. Undefined when no count is allowed. */
  match(
    prefillRate: number,
    decodeRate: number,
    prefillGpus: number,
    decodeGpus: number,
  ): WorkerMatch | undefined {
    const { prefillDegradation, decodeDegradation } = this.rules;
    const decodes = this.beside(prefillGpus, decodeGpus);
    let bestRatio = 0;
    let prefillWorkers = 0;
    let decodeWorkers = 0;
    let bestRate = 0;
    for (let i = 0; i < decodes.length; i++) {
      const { decodeWorkers: d, counts, perGpu, bestUpTo } = decodes[i]!;
      const limit = decodeDegradation * d * decodeRate;
      // the first count that decode limits, if any
      let at = 0;
      for (let high = counts.length; at < high;) {
        const middle = (at + high) >> 1;
        if (prefillDegradation * counts[middle]! * prefillRate < limit) at = middle + 1;
        else high = middle;
      }
      if (at > 0) {
        const index = bestUpTo[at - 1]!;
        const p = counts[index]!;
        const rate = prefillDegradation * p * prefillRate;
        const ratio = rate * perGpu[index]!;
        if (ratio > bestRatio * CLEARLY_BETTER) {
          bestRatio = ratio;
          prefillWorkers = p;
          decodeWorkers = d;
          bestRate = rate;
        }
      }
      if (at < counts.length && limit * perGpu[at]! > bestRatio * CLEARLY_BETTER) {
        let p = counts[at]!;
        if (this.anySize) while (p > 1 && prefillDegradation * (p - 1) * prefillRate >= limit) p--;
        bestRatio = limit * perGpu[at]!;
        prefillWorkers = p;
        decodeWorkers = d;
        bestRate = limit;
      }
    }
    if (prefillWorkers === 0) return undefined;
    return {
      prefillWorkers,
      decodeWorkers,
      gpus: prefillWorkers * prefillGpus + decodeWorkers * decodeGpus,
      rate: bestRate,
    };
  }

  /**
   * Every split of GPUs between workers of two sizes that is worth trying, by the share of prefill: a multiple of a replica is
   * the same split, and one that has room for another worker serves no more than with it.
   */
  splits(prefillGpus: number, decodeGpus: number): readonly WorkerCounts[] {
    const beside = this.beside(prefillGpus, decodeGpus);
    const all = beside.flatMap(({ decodeWorkers: d, allowed }) => allowed.map((p) => [p, d] as const));
    const replicas = (p: number, d: number): number =>
      Math.floor(this.cluster / (p * prefillGpus + d * decodeGpus));
    const sameBy = (p: number, d: number, most: number): boolean =>
      commonFactor(p, d) === 1 && replicas(p, d) === most;
    const worthIt = ([p, d]: readonly [number, number]): boolean => {
      if (!this.anySize) return true;
      const count = replicas(p, d);
      return commonFactor(p, d) === 1 && !sameBy(p + 1, d, count) && !sameBy(p, d + 1, count);
    };
    return all
      .filter(worthIt)
      .map(([prefillWorkers, decodeWorkers]): WorkerCounts => ({ prefillWorkers, decodeWorkers }))
      .sort((a, b) => a.prefillWorkers / a.decodeWorkers - b.prefillWorkers / b.decodeWorkers);
  }

  private beside(prefillGpus: number, decodeGpus: number): readonly PrefillCounts[] {
    const key = prefillGpus * 4096 + decodeGpus;
    let known = this.known.get(key);
    if (known === undefined) {
      const { allowedGpus, maxDecodeWorkers } = this.rules;
      const room = allowedGpus.length === 0 ? Infinity : Math.max(...allowedGpus) - prefillGpus;
      const most = Math.max(0, Math.min(maxDecodeWorkers, Math.floor(room / decodeGpus)));
      known = Array.from({ length: most }, (_, index) =>
        this.countsBeside(index + 1, prefillGpus, decodeGpus),
      ).filter(({ counts }) => counts.length > 0);
      this.known.set(key, known);
    }
    return known;
  }

  private countsBeside(decodeWorkers: number, prefillGpus: number, decodeGpus: number): PrefillCounts {
    const { allowedGpus, maxPrefillWorkers } = this.rules;
    const gpusOf = (p: number): number => p * prefillGpus + decodeWorkers * decodeGpus;
    const largest = allowedGpus.at(-1) ?? Infinity;
    const allowed: number[] = [];
    for (let p = 1; p <= maxPrefillWorkers && gpusOf(p) <= largest; p++)
      if (this.allowed.size === 0 || this.allowed.has(gpusOf(p))) allowed.push(p);
    const replicas = (p: number): number => Math.floor(this.cluster / gpusOf(p));
    const counts = Int32Array.from(
      this.anySize
        ? allowed.filter((p, index) => replicas(allowed[index + 1] ?? Infinity) < replicas(p))
        : allowed,
    );
    const perGpu = Float64Array.from(counts, (p) => filledShare(gpusOf(p), this.cluster) / gpusOf(p));
    const bestUpTo = new Int32Array(counts.length);
    for (let index = 1; index < counts.length; index++) {
      const before = bestUpTo[index - 1]!;
      const better = counts[index]! * perGpu[index]! > counts[before]! * perGpu[before]! * CLEARLY_BETTER;
      bestUpTo[index] = better ? index : before;
    }
    return { decodeWorkers, allowed, counts, perGpu, bestUpTo };
  }
}
