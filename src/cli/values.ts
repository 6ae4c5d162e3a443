import { InvalidArgumentError } from "commander";
import { distance } from "fastest-levenshtein";

/** The allowed value nearest to `value`, when it is near enough to be a slip. */
export function nearest(value: string, allowed: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of allowed) {
    const d = distance(value.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return bestDistance <= Math.max(2, Math.floor(value.length / 3)) ? best : undefined;
}

/** An argument parser for a fixed list; names the nearest value. */
export function oneOf<T extends string>(allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found =
      allowed.find((candidate) => candidate === value) ??
      allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    const near = nearest(value, allowed);
    throw new InvalidArgumentError(`Allowed: ${allowed.join(", ")}.${near ? ` Did you mean ${near}?` : ""}`);
  };
}

/** An argument parser for whole numbers within bounds. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = /^[+-]?\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN;
    if (Number.isNaN(number) || number < min || number > max) {
      throw new InvalidArgumentError(
        `A whole number ${max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`} is needed.`,
      );
    }
    return number;
  };
}

/** An argument parser for numbers above `above` and at most `max`. */
export function realNumber(above: number, max = Infinity): (value: string) => number {
  return (value) => {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (!Number.isFinite(number) || number <= above || number > max) {
      throw new InvalidArgumentError(
        max === Infinity
          ? `A number above ${above} is needed.`
          : `A number above ${above}, at most ${max}, is needed.`,
      );
    }
    return number;
  };
}

/** A comma- or blank-separated list of folders or names. */
export function listOf(value: string): string[] {
  return value.split(/[\s,]+/).filter((part) => part !== "");
}
