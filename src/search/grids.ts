import type { ReplicaFigures } from "../perf/profile/profile.js";
import type { Lengths } from "../perf/types.js";

/** `[from, to, step]`, `to` excluded. */
type Range = readonly [number, number, number];

const AGG_RANGES: readonly Range[] = [
  [1, 16, 1],
  [16, 32, 4],
  [32, 64, 8],
  [64, 256, 16],
  [256, 512, 32],
  [512, 513, 1],
];
const DECODE_RANGES: readonly Range[] = [
  [1, 16, 1],
  [16, 32, 2],
  [32, 128, 4],
  [128, 512, 8],
  [512, 513, 1],
];
const CONTEXT_CEILING = 8192;
const SMALL_STEP = 512;

function expand(ranges: readonly Range[]): number[] {
  const values: number[] = [];
  for (const [from, to, step] of ranges) {
    for (let value = from; value < to; value += step) values.push(value);
  }
  return values;
}

/**
 * Batches per attention-DP rank that an aggregated search tries, 44 values up to 512 (`docs/method/search.md` 4.1).
 */
export function aggBatchGrid(): readonly number[] {
  return expand(AGG_RANGES);
}

/** Prefill batches: 1 to the ceiling (`docs/method/search.md` 4.2). */
export function prefillBatchGrid(maxBatchSize: number): readonly number[] {
  return Array.from({ length: Math.max(1, Math.floor(maxBatchSize)) }, (_, index) => index + 1);
}

/** Decode batches up to the ceiling, which is itself added when above 512 (`docs/method/search.md` 4.2). */
export function decodeBatchGrid(maxBatchSize: number): readonly number[] {
  const ceiling = Math.max(1, Math.floor(maxBatchSize));
  const values = expand(DECODE_RANGES).filter((value) => value <= ceiling);
  return ceiling > 512 ? [...values, ceiling] : values;
}

/** Up to this batch every step of the decode grid is worth a correction. */
const FINE_BATCHES = 64;

/**
 * Decode batches whose pairs a profile corrects: corrections are less certain than the finer steps of the grid are wide, so above
 * 64 those of the aggregated grid are enough.
 */
export function correctedBatches(): (batch: number) => boolean {
  const coarse = new Set(aggBatchGrid());
  return (batch) => batch <= FINE_BATCHES || coarse.has(batch);
}

/** Context tokens per mixed step that an aggregated search tries, ascending (`docs/method/search.md` 4.3). */
export function contextTokenGrid(isl: number, chunkedPrefill: boolean): readonly number[] {
  const limit = Math.max(CONTEXT_CEILING, 2 * isl);
  let small = SMALL_STEP;
  let large = Math.max(1024, small, Math.floor(limit / 8));
  if (!chunkedPrefill) {
    small = Math.max(isl, small);
    large = Math.ceil(large / isl) * isl;
  }
  const values = new Set<number>([isl, 2 * isl]);
  let value = 0;
  for (;;) {
    value += value < CONTEXT_CEILING ? small : large;
    if (value > limit) break;
    values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** A pair of limits that a sweep filters with; both in milliseconds. */
export interface LatencyTarget {
  readonly ttftMs: number;
  readonly tpotMs: number;
}

/** What a row must fulfil to be kept for it. */
export type Promised = (figures: ReplicaFigures) => boolean;

/** A pair of limits as a promise about the figures themselves. */
export function withinTarget(target: LatencyTarget): Promised {
  return ({ ttftMs, tpotMs }) => ttftMs <= target.ttftMs && tpotMs <= target.tpotMs;
}

const TPOT_TARGETS = expand([
  [1, 20, 1],
  [20, 300, 5],
]);
const TTFT_STEPS = [300, 400, 500, 600, 800, 1000, 1200, 1400, 1600, 2000, 3000, 5000, 8000];
const TTFT_SHARES = [0.1, 0.2, 0.3, 0.5, 0.7];
const TTFT_SHARE_WITHOUT_LIMIT = 0.95;

/** The 75 TPOT targets under one TTFT limit (`docs/method/search.md` 4.5). */
export function tpotTargets(ttftMs: number): readonly LatencyTarget[] {
  return TPOT_TARGETS.map((tpotMs) => ({ ttftMs, tpotMs }));
}

/** Splits of a request-latency limit into TTFT and TPOT (`docs/method/search.md` 5.3). Needs `osl > 1`. */
export function requestLatencyTargets(
  requestLatencyMs: number,
  ttftMs: number | undefined,
  lengths: Lengths,
): readonly LatencyTarget[] {
  const shares = TTFT_SHARES.map((share) => share * requestLatencyMs).filter((t) => t < 300 || t > 8000);
  const ttfts = new Set([...TTFT_STEPS, ...shares, ttftMs ?? TTFT_SHARE_WITHOUT_LIMIT * requestLatencyMs]);
  return [...ttfts]
    .filter((t) => t < requestLatencyMs)
    .sort((a, b) => a - b)
    .map((t) => ({ ttftMs: t, tpotMs: (requestLatencyMs - t) / (lengths.osl - 1) }));
}
