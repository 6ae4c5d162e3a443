import type { Command, Option } from "commander";
import { UserError } from "../../domain/errors.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { whyValueRefused } from "./refused.js";
import { listOf, oneOf, realNumber, realWithin, shown, wholeNumber, WrongValue } from "./values.js";

/** How a flag's text becomes a value. */
export type FlagKind =
  | { readonly kind: "text"; readonly placeholder: string }
  | { readonly kind: "list"; readonly placeholder: string }
  /** may be given several times; values stay whole */
  | { readonly kind: "repeat"; readonly placeholder: string }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "int"; readonly min: number; readonly max?: number }
  | { readonly kind: "number"; readonly above: number; readonly max?: number }
  | { readonly kind: "between"; readonly least: number; readonly most: number }
  | { readonly kind: "switch" }
  /** a switch that may be given a list of names: `true` alone, else the names */
  | { readonly kind: "sections"; readonly values: readonly string[] };

/** One flag of a command: its name in kebab-case without dashes. */
export interface Flag {
  readonly name: string;
  readonly help: string;
  readonly type: FlagKind;
  readonly short?: string;
}

export const text = (placeholder: string): FlagKind => ({ kind: "text", placeholder });
export const list = (placeholder: string): FlagKind => ({ kind: "list", placeholder });
export const repeat = (placeholder: string): FlagKind => ({ kind: "repeat", placeholder });
export const choice = (...values: readonly string[]): FlagKind => ({ kind: "choice", values });
export const int = (min: number, max?: number): FlagKind => ({
  kind: "int",
  min,
  ...(max === undefined ? {} : { max }),
});
export const number = (above: number, max?: number): FlagKind => ({
  kind: "number",
  above,
  ...(max === undefined ? {} : { max }),
});
export const between = (least: number, most: number): FlagKind => ({ kind: "between", least, most });
export const sections = (...values: readonly string[]): FlagKind => ({ kind: "sections", values });
export const SWITCH: FlagKind = { kind: "switch" };

/** Parsed flags by camelCase name; a flag that was not given is absent. */
export type FlagValues = Readonly<Record<string, unknown>>;

/** Adds a table of flags to a command. */
export function declareFlags(command: Command, flags: readonly Flag[]): void {
  const names = new Set(flags.map(({ name }) => `--${name}`));
  for (const flag of flags) {
    const spelled = `${flag.short === undefined ? "" : `${flag.short}, `}--${flag.name}`;
    const { type } = flag;
    if (type.kind === "switch") {
      command.option(spelled, flag.help);
      continue;
    }
    const parse = parserOf(type);
    const placeholder = placeholderOf(type);
    const value = type.kind === "sections" ? `[${placeholder}]` : `<${placeholder}>`;
    command.option(`${spelled} ${value}`, helpOf(flag), (value: string, before: unknown) => {
      if (names.has(value))
        throw new UserError("usage", `--${flag.name} needs a value; the flag ${value} follows it`);
      const parsed = told(flag.name, value, `--${flag.name}`, parse);
      if (type.kind !== "list" && type.kind !== "repeat") return parsed;
      return [...((before as readonly string[] | undefined) ?? []), ...(parsed as readonly string[])];
    });
    if ("values" in type) VALUES.set(command.options.at(-1)!, type.values);
  }
}

/** What a declared option may be, for completion; empty where anything may follow. */
export function valuesOf(option: Option): readonly string[] {
  return VALUES.get(option) ?? [];
}

const VALUES = new WeakMap<Option, readonly string[]>();

/** What a flag's value is called in the help. */
function placeholderOf(type: Exclude<FlagKind, { readonly kind: "switch" }>): string {
  switch (type.kind) {
    case "text":
    case "list":
    case "repeat":
      return type.placeholder;
    case "choice":
      return namesValues(type.values) ? type.values.join("|") : "name";
    case "int":
      return "n";
    case "number":
    case "between":
      return "x";
    case "sections":
      return "sections";
  }
}

/** Longest list of values that stands in the column of the flags; a longer one follows the flag's help. */
const MOST_VALUE_LETTERS = 16;

function namesValues(values: readonly string[]): boolean {
  return values.join("|").length <= MOST_VALUE_LETTERS;
}

function helpOf({ help, type }: Flag): string {
  return type.kind === "choice" && !namesValues(type.values) && type.values.length <= 20
    ? `${help}; one of ${type.values.join(", ")}`
    : help;
}

/** How the text of a flag is read. The parsers throw `WrongValue`. */
function parserOf(type: Exclude<FlagKind, { readonly kind: "switch" }>): (value: string) => unknown {
  switch (type.kind) {
    case "text":
      return (value) => value;
    case "list":
      return listOf;
    case "repeat":
      return (value) => [value];
    case "choice":
      return oneOf(type.values);
    case "int":
      return wholeNumber(type.min, type.max);
    case "number":
      return realNumber(type.above, type.max);
    case "between":
      return realWithin(type.least, type.most);
    case "sections":
      return (value) => listOf(value).map(oneOf(type.values));
  }
}

/** What a parser gives, or its complaint with the flag and the value that it is about. */
function told(name: string, value: string, flag: string, parse: (value: string) => unknown): unknown {
  try {
    return parse(name === "backend" ? (ENGINES[value.toLowerCase()] ?? value) : value);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    const reason = whyValueRefused(name, value);
    const rest = reason === undefined ? error.message : `: ${reason}.${error.allowed}`;
    throw new UserError("usage", `${flag} is ${shown(value)}${rest}`);
  }
}

/** Other spellings of an engine. */
const ENGINES: Readonly<Record<string, string | undefined>> = Object.assign(
  Object.create(null) as Record<string, string>,
  { "trt-llm": "trtllm", "tensorrt-llm": "trtllm", tensorrt_llm: "trtllm", tensorrtllm: "trtllm" },
);

/** camelCase of a flag name, as commander stores it. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/**
 * Flags given as a JSON object (one line of a batch file): keys are flag names with hyphens or underscores, null is
 * absent. Throws `UserError` with the nearest flag name.
 */
export function flagsFromObject(
  object: Readonly<Record<string, unknown>>,
  flags: readonly Flag[],
  renamed: Readonly<Record<string, string>>,
): FlagValues {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const spelled = key.replaceAll("_", "-").replace(/^--/, "");
    const name = renamed[spelled] ?? spelled;
    const flag = flags.find((candidate) => candidate.name === name);
    if (flag === undefined) {
      const known = flags.map((candidate) => candidate.name);
      throw new UserError(
        "usage",
        `unknown key ${shown(key)}${didYouMean(name, known, "; the keys are the names of the flags")}`,
      );
    }
    if (value === null || value === undefined) continue;
    values[camelCase(name)] = fromJson(flag, value);
  }
  return values;
}

function fromJson({ name, type }: Flag, value: unknown): unknown {
  const written = typeof value === "string" ? shown(value) : (JSON.stringify(value) ?? "").slice(0, 60);
  const what = `'${name}' is ${written}`;
  const refuse = (wanted: string): never => {
    throw new UserError("usage", `${what}; ${wanted}`);
  };
  const parsed = (parse: (value: string) => unknown): unknown =>
    typeof value === "string" || typeof value === "number"
      ? told(name, String(value), `'${name}'`, parse)
      : refuse("a number or a text is needed");
  switch (type.kind) {
    case "sections":
      return typeof value === "boolean" ? value : parsed(parserOf(type));
    case "switch":
      return typeof value === "boolean" ? value : refuse("true or false is needed");
    case "text":
      return typeof value === "string" || typeof value === "number"
        ? String(value)
        : refuse("a text is needed");
    case "repeat":
    case "list":
      return Array.isArray(value) ? value.map(String) : listOf(String(value));
    case "int":
      // Tables made by other programs write whole numbers as 8.0.
      return parsed((raw) => parserOf(type)(raw.replace(/\.0+$/, "")));
    case "choice":
    case "number":
    case "between":
      return parsed(parserOf(type));
  }
}
