import type { Distribution } from "./types.js";

/** Neighbouring classes differ by half a percent. */
const RATIO = 1.005;
const LEAST_MS = 1e-3;
const CLASSES = 4200;

/**
 * Gaps between the tokens of all requests, counted in classes of half a percent: a run has millions of them. With drafts,
 * a gap lies between the steps that bring tokens.
 */
export class GapHistogram {
  private readonly counts = new Float64Array(CLASSES);
  private sum = 0;
  private total = 0;
  private lastGap = Number.NaN;
  private lastClass = 0;

  /** Counts a gap of `ms` `times` times. */
  add(ms: number, times: number): void {
    if (ms !== this.lastGap) {
      this.lastGap = ms;
      const index = Math.round(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / Math.log(RATIO));
      this.lastClass = Math.min(CLASSES - 1, index);
    }
    this.counts[this.lastClass] = this.counts[this.lastClass]! + times;
    this.sum += ms * times;
    this.total += times;
  }

  /** Mean and percentiles in milliseconds; zeros when nothing was counted. */
  distribution(): Distribution {
    if (this.total === 0) return { mean: 0, p50: 0, p90: 0, p99: 0 };
    return { mean: this.sum / this.total, p50: this.at(0.5), p90: this.at(0.9), p99: this.at(0.99) };
  }

  private at(share: number): number {
    let seen = 0;
    for (let i = 0; i < CLASSES; i++) {
      seen += this.counts[i]!;
      if (seen >= share * this.total) return LEAST_MS * RATIO ** i;
    }
    return LEAST_MS * RATIO ** (CLASSES - 1);
  }
}
