import type { Metric } from "./review.js";

/** Relative difference below which two figures are said to be the same. */
export const SAME_WITHIN = 0.005;

/** Decimals at which every double of a usual size differs from its neighbours. */
const MAX_DECIMALS = 20;

/**
 * The fewest decimals, from `from` on, at which `says` is as true of the rounded figure as of the figure itself. A figure that
 * a reader lays beside another one is shown so: rounding never turns a limit that is missed into one that is met.
 */
export function decimalsThatKeep(value: number, from: number, says: (figure: number) => boolean): number {
  if (!Number.isFinite(value)) return from;
  const truth = says(value);
  let decimals = from;
  while (decimals < MAX_DECIMALS && says(Number(value.toFixed(decimals))) !== truth) decimals++;
  return decimals;
}

/**
 * Decimals of a latency as people are told it: TTFT and request latency whole, TPOT one, two under 1 ms; beside its limit as
 * many as show on which side of it it lies.
 */
export function latencyDecimals(metric: Metric, valueMs: number, limitMs = Infinity): number {
  const usual = metric === "tpot" ? (valueMs < 1 ? 2 : 1) : 0;
  return decimalsThatKeep(valueMs, usual, (shown) => shown > limitMs);
}

/** The fewest decimals, from `from` on, at which two rounded figures stand to each other as the figures themselves do. */
export function decimalsApart(a: number, b: number, from: number): number {
  const order = (decimals: number): number =>
    Math.sign(Number(a.toFixed(decimals)) - Number(b.toFixed(decimals)));
  let decimals = from;
  while (decimals < MAX_DECIMALS && order(decimals) !== Math.sign(a - b)) decimals++;
  return decimals;
}

/** A chance or a share in percent, with as few decimals as it has: `80%`, `82.5%`. */
export function exactPercent(share: number): string {
  return `${Number((100 * share).toPrecision(12))}%`;
}

/**
 * A chance in whole percent, `<1%`, `>99%`; with decimals where whole ones would say that it is enough, or not enough, for
 * the `confidence` that is asked, and it is the other way round.
 */
export function chanceInPercent(chance: number, confidence?: number): string {
  const percent = 100 * chance;
  const asked = confidence === undefined ? undefined : Number((100 * confidence).toPrecision(12));
  const decimals = asked === undefined ? 0 : decimalsThatKeep(percent, 0, (shown) => shown >= asked);
  if (decimals > 0) return `${percent.toFixed(decimals)}%`;
  const whole = Math.round(percent);
  return whole < 1 ? "<1%" : whole > 99 ? ">99%" : `${whole}%`;
}
