import { toInteger, toNumber, toText } from "./origin.js";

/** How a value that is ours is read, and what is allowed, in words. */
export interface FieldReading<T> {
  readonly convert: (text: string) => T | undefined;
  readonly allowed: string;
}

/** Numbers above a floor, whole ones or any. */
export const above = (floor: number, whole: boolean, allowed: string): FieldReading<number> => ({
  convert: (text) => {
    const value = whole ? toInteger(text) : toNumber(text);
    return value !== undefined && value > floor ? value : undefined;
  },
  allowed,
});

export const TOKENS = above(0, true, "a whole number of tokens above 0");
export const MILLISECONDS = above(0, false, "a number of milliseconds above 0");
export const REQUESTS = above(0, false, "a number of requests above 0");
export const REQUEST_RATE = above(0, false, "a number of requests a second above 0");
export const GPUS = above(0, true, "a whole number of GPUs above 0");
export const TEXT: FieldReading<string> = { convert: toText, allowed: "a name" };

/** One of a few words, in any case. */
export const oneOfWords = (words: readonly string[]): FieldReading<string> => ({
  convert: (text) => (words.includes(text.toLowerCase()) ? text : undefined),
  allowed: `one of ${words.join(", ")}`,
});
