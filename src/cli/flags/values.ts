import { didYouMean } from "../../domain/nearest-name.js";

/** A value that a flag cannot take; the message goes on after "--flag is 'value'". */
export class WrongValue extends Error {
  /** the end of the message that says what may be given */
  readonly allowed: string;

  constructor(hint: string, allowed: string) {
    super(`${hint}${allowed}`);
    this.allowed = allowed;
  }
}

/** Longest piece of somebody's text that a message repeats, in characters. */
const SHOWN = 60;

/** A text as messages quote it: on one line, cut to a length that leaves the message readable. */
export function shown(value: string): string {
  const letters = Array.from(value.slice(0, 4 * SHOWN));
  const cut = letters.length > SHOWN ? `${letters.slice(0, SHOWN - 1).join("")}…` : value;
  return `'${cut.replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => JSON.stringify(char).slice(1, -1))}'`;
}

/** An argument parser for a fixed list; names the nearest value. */
export function oneOf<T extends string>(allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found =
      allowed.find((candidate) => candidate === value) ??
      allowed.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
    if (found !== undefined) return found;
    throw new WrongValue(didYouMean(value, allowed, "."), ` Allowed: ${allowed.join(", ")}`);
  };
}

/** An argument parser for whole numbers within bounds. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): (value: string) => number {
  return (value) => {
    const number = /^[+-]?\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN;
    if (Number.isNaN(number) || number < min || number > max) {
      throw new WrongValue(
        "",
        `; a whole number ${max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`} is needed`,
      );
    }
    return number;
  };
}

/** A decimal number; hexadecimal and words are slips. */
const DECIMAL = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:e[+-]?\d{1,3})?$/i;

/** An argument parser for numbers above `above` (a hair below zero lets zero in) and at most `max`. */
export function realNumber(above: number, max = Infinity): (value: string) => number {
  const words = `; a number ${above < 0 ? "of at least 0" : `above ${above}`}${max === Infinity ? "" : ` and at most ${max}`} is needed`;
  return (value) => {
    const number = DECIMAL.test(value.trim()) ? Number(value) : Number.NaN;
    if (!Number.isFinite(number) || number <= above || number > max) throw new WrongValue("", words);
    return number;
  };
}

/** A comma- or blank-separated list of folders or names. */
export function listOf(value: string): string[] {
  return value.split(/[\s,]+/).filter((part) => part !== "");
}

/** An argument parser for numbers from `least` to `most`, both allowed. */
export function realWithin(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = DECIMAL.test(value.trim()) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most))
      throw new WrongValue("", `; a number from ${least} to ${most} is needed`);
    return number;
  };
}
