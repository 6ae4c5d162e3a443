import { chanceInPercent, decimalsApart, latencyDecimals, SAME_WITHIN } from "../domain/compared.js";
import type { LimitCheck, Metric } from "../domain/review.js";
import { NBSP } from "./markdown.js";

/** Minus sign, not a hyphen. */
export const MINUS = "\u2212";

/** Whole or with `decimals`, commas from 1,000. Text of what is no number is empty. */
export function number(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return "";
  const [whole = "0", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = grouping(whole);
  const shown = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(shown) ? `${MINUS}${shown}` : shown;
}

/** Digits in threes from the right. */
function grouping(digits: string): string {
  const head = digits.length % 3;
  const threes = digits.slice(head).match(/\d{3}/g) ?? [];
  return [...(head === 0 ? [] : [digits.slice(0, head)]), ...threes].join(",");
}

/** With a sign; zero has none. */
export function signed(value: number, decimals = 0): string {
  const shown = number(value, decimals);
  return /[1-9]/.test(shown) && value > 0 ? `+${shown}` : shown;
}

/** Tokens or requests each second: whole, one decimal under 10. */
export function rate(value: number): string {
  return number(value, rateDecimals(value));
}

/** Decimals of {@link rate}. */
export function rateDecimals(value: number): number {
  return Math.abs(value) < 9.95 ? 1 : 0;
}

/** Latency of a metric without its unit: TTFT and request latency whole, TPOT one decimal, two under 1 ms. */
export function latency(metric: Metric, valueMs: number): string {
  return number(valueMs, latencyDecimals(metric, valueMs));
}

/** The same with `ms`. Beside its limit it has the decimals that show on which side of it it lies. */
export function latencyMs(metric: Metric, valueMs: number, limitMs = Infinity): string {
  return `${number(valueMs, latencyDecimals(metric, valueMs, limitMs))}${NBSP}ms`;
}

/** A figure that is not its limit's only because a queue grows without end: no number says it. */
export function isEndless({ holds, valueMs, limitMs }: LimitCheck): boolean {
  return !holds && valueMs <= limitMs;
}

/** The figure of a limit with `ms`; `∞` when a queue grows without end. */
export function checkedMs(check: LimitCheck): string {
  return isEndless(check) ? "∞" : latencyMs(check.metric, check.valueMs, check.limitMs);
}

/** A limit or a load as the policy has it, with commas. */
export function stated(value: number): string {
  const [whole = "0", fraction] = String(value).split(".");
  return /^\d+$/.test(whole)
    ? `${number(Number(whole))}${fraction === undefined ? "" : `.${fraction}`}`
    : String(value);
}

/** A relative change: whole percent with sign, `same` under half a percent, `×10` from +900 %. */
export function change(ratio: number): string {
  const delta = ratio - 1;
  if (!Number.isFinite(delta)) return "";
  if (delta >= 9) return `×${number(ratio)}`;
  if (Math.abs(delta) < SAME_WITHIN) return "same";
  return `${signed(delta * 100)}%`;
}

/** A distance without its sign: `28%`. */
export function percent(share: number): string {
  return `${number(Math.abs(share) * 100)}%`;
}

/** A probability: whole percent, `<1%`, `>99%`; beside the confidence that is asked it never looks enough where it is not. */
export function chance(probability: number, confidence?: number): string {
  return chanceInPercent(probability, confidence);
}

/** Used of available memory: `25 of 141 GiB`. */
export function memory(usedBytes: number, capacityBytes: number): string {
  const gib = 1024 ** 3;
  return `${number(usedBytes / gib)} of ${number(capacityBytes / gib)}${NBSP}GiB`;
}

/** Dollars, escaped because a bare sign can start a formula: two decimals under 100. */
export function dollars(value: number): string {
  return `\\$${number(value, value < 0.1 ? 3 : value < 100 ? 2 : 0)}`;
}

/** `1 edit`, `2 edits`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** Chances in percent, with as many decimals as tell the first from each other one. */
export function percentsApart(chances: readonly { readonly chance: number }[]): readonly string[] {
  const percents = chances.map(({ chance }) => 100 * chance);
  const [first, ...rest] = percents;
  const decimals = Math.max(...rest.map((percent) => decimalsApart(first!, percent, 0)));
  return percents.map((percent) => `${percent.toFixed(decimals)}%`);
}
