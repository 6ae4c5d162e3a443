import { listOf, oneOf, realNumber, realWithin, wholeNumber } from "./values.js";

/** One flag of a command, whose text becomes a value of type `V`. */
export interface Flag<V = unknown> {
  readonly help: string;
  /** what JSON may hold for it in a batch line, besides its text */
  readonly json: "boolean" | "text" | "list" | "int" | "value";
  /** what the value is called in the help; absent for a switch */
  readonly placeholder?: string;
  /** the value may be left out: the flag alone is `true` */
  readonly bare?: true;
  /** given several times, the values add up */
  readonly adds?: true;
  /** all that it may be, for help and completion */
  readonly values?: readonly string[];
  /** Throws `WrongValue`. */
  parse(text: string): V;
}

/** A table of flags by name, in kebab-case without dashes and in the order of the help. */
export type Flags = Readonly<Record<string, Flag>>;

type CamelCase<N extends string> = N extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : N;

/** Parsed flags of a table by camelCase name; a flag that was not given is absent. */
export type FlagValues<T extends Flags> = {
  readonly [N in keyof T & string as CamelCase<N>]?: T[N] extends Flag<infer V> ? V : never;
};

export function textFlag(help: string, placeholder: string): Flag<string> {
  return { help, json: "text", placeholder, parse: (value) => value };
}

export function wordsFlag(help: string, placeholder: string): Flag<readonly string[]> {
  return { help, json: "list", placeholder, adds: true, parse: listOf };
}

/** May be given several times; values stay whole. */
export function repeatFlag(help: string, placeholder: string): Flag<readonly string[]> {
  return { ...wordsFlag(help, placeholder), parse: (value) => [value] };
}

export function choiceFlag<const V extends string>(help: string, ...values: readonly V[]): Flag<V> {
  const placeholder = namesValues(values) ? values.join("|") : "name";
  return { help, json: "value", placeholder, values, parse: oneOf(values) };
}

export function intFlag(help: string, min: number, max?: number): Flag<number> {
  return { help, json: "int", placeholder: "n", parse: wholeNumber(min, max) };
}

export function numberFlag(help: string, above: number, max?: number): Flag<number> {
  return { help, json: "value", placeholder: "x", parse: realNumber(above, max) };
}

export function betweenFlag(help: string, least: number, most: number): Flag<number> {
  return { help, json: "value", placeholder: "x", parse: realWithin(least, most) };
}

export function toggleFlag(help: string): Flag<boolean> {
  return { help, json: "boolean", parse: () => true };
}

/** A switch that may be given a list of names: `true` alone, else the names. */
export function sectionsFlag<const V extends string>(
  help: string,
  ...values: readonly V[]
): Flag<boolean | readonly V[]> {
  return {
    help,
    json: "boolean",
    placeholder: "sections",
    bare: true,
    values,
    parse: (value) => listOf(value).map(oneOf(values)),
  };
}

/** The table without some of its flags. */
export function without<T extends Flags, const N extends keyof T>(
  flags: T,
  ...names: readonly N[]
): Omit<T, N> {
  return Object.fromEntries(
    Object.entries(flags).filter(([name]) => !names.some((other) => other === name)),
  ) as Omit<T, N>;
}

/** Longest list of values that stands in the column of the flags; a longer one follows the flag's help. */
const MOST_VALUE_LETTERS = 16;

/** Whether the values stand in the help as the name of the value. */
export function namesValues(values: readonly string[]): boolean {
  return values.join("|").length <= MOST_VALUE_LETTERS;
}
