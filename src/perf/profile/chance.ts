/**
 * Held-out errors in units of their 80 % half-width lie nearly as Student's t with this freedom: many small ones, and far
 * ones that a normal distribution does not know.
 */
const FREEDOM = 4;

/** 90 % quantile of Student's t with four degrees of freedom: half an 80 % interval. */
const T_80 = 1.5332062740589445;

/** A limit as a logarithmic distance above the prediction, and the 80 % half-width of the error. */
export interface LimitDistance {
  readonly distance: number;
  readonly width: number;
}

/** Share of Student's t with four degrees of freedom below `t`, in closed form. */
function belowT(t: number): number {
  const x = t / Math.sqrt(FREEDOM + t * t);
  return 0.5 + 0.75 * (x - (x * x * x) / 3);
}

/** Chance that a figure stays within a limit. Without a width, or with a limit that is none (infinite): whether it does. */
export function chanceBelow({ distance, width }: LimitDistance): number {
  if (!(width > 0) || Math.abs(distance) === Infinity) return distance >= 0 ? 1 : 0;
  return belowT((distance / width) * T_80);
}

/**
 * Chance that limits of TTFT and TPOT hold together: the product. Their held-out errors are as good as independent
 * (correlation 0.04, `docs/accuracy.md`): one comes from queues and fixed costs, the other from steps.
 */
export function jointChance(limits: readonly LimitDistance[]): number {
  return limits.map(chanceBelow).reduce((all, chance) => all * chance, 1);
}

/**
 * The distance of a limit that holds with a chance, in 80 % half-widths; the inverse of {@link chanceBelow}. With four
 * degrees of freedom Student's quantile is the root of a cubic.
 */
export function widthsAt(chance: number): number {
  const spread = Math.sqrt(4 * chance * (1 - chance));
  const root = Math.cos(Math.acos(spread) / 3) / spread;
  return (Math.sign(chance - 0.5) * 2 * Math.sqrt(Math.max(0, root - 1))) / T_80;
}
