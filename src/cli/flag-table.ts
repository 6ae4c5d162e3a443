import type { Command } from "commander";
import { UserError } from "../domain/errors.js";
import { listOf, nearest, oneOf, realNumber, wholeNumber } from "./values.js";

/** How a flag's text becomes a value. */
export type FlagKind =
  | { readonly kind: "text"; readonly placeholder: string }
  | { readonly kind: "list"; readonly placeholder: string }
  /** may be given several times; values stay whole */
  | { readonly kind: "repeat"; readonly placeholder: string }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "int"; readonly min: number; readonly max?: number }
  | { readonly kind: "number"; readonly above: number; readonly max?: number }
  | { readonly kind: "switch" };

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
export const SWITCH: FlagKind = { kind: "switch" };

/** Parsed flags by camelCase name; a flag that was not given is absent. */
export type FlagValues = Readonly<Record<string, unknown>>;

/** Adds a table of flags to a command. */
export function declareFlags(command: Command, flags: readonly Flag[]): void {
  for (const flag of flags) {
    const names = `${flag.short === undefined ? "" : `${flag.short}, `}--${flag.name}`;
    const { type } = flag;
    switch (type.kind) {
      case "switch":
        command.option(names, flag.help);
        break;
      case "text":
        command.option(`${names} <${type.placeholder}>`, flag.help);
        break;
      case "list":
        command.option(
          `${names} <${type.placeholder}>`,
          flag.help,
          (value: string, before: string[] | undefined) => [...(before ?? []), ...listOf(value)],
        );
        break;
      case "repeat":
        command.option(
          `${names} <${type.placeholder}>`,
          flag.help,
          (value: string, before: string[] | undefined) => [...(before ?? []), value],
        );
        break;
      case "choice":
        command.option(
          `${names} <${type.values.length > 6 ? "name" : type.values.join("|")}>`,
          flag.help,
          oneOf(type.values),
        );
        break;
      case "int":
        command.option(`${names} <n>`, flag.help, wholeNumber(type.min, type.max));
        break;
      case "number":
        command.option(`${names} <x>`, flag.help, realNumber(type.above, type.max));
        break;
    }
  }
}

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
      const near = nearest(
        name,
        flags.map((candidate) => candidate.name),
      );
      throw new UserError(
        "usage",
        `unknown key '${key}'${near === undefined ? "" : `; did you mean '${near}'?`}`,
      );
    }
    if (value === null || value === undefined) continue;
    values[camelCase(name)] = fromJson(flag, value);
  }
  return values;
}

function fromJson({ name, type }: Flag, value: unknown): unknown {
  const refuse = (wanted: string): never => {
    throw new UserError("usage", `'${name}' is ${JSON.stringify(value)}; ${wanted}`);
  };
  const parsed = (parse: (value: string) => unknown): unknown => {
    if (typeof value !== "string" && typeof value !== "number") return refuse("a number or a text is needed");
    try {
      return parse(String(value));
    } catch (error) {
      return refuse(error instanceof Error ? error.message : String(error));
    }
  };
  switch (type.kind) {
    case "switch":
      return typeof value === "boolean" ? value : refuse("true or false is needed");
    case "text":
      return typeof value === "string" || typeof value === "number"
        ? String(value)
        : refuse("a text is needed");
    case "repeat":
    case "list":
      return Array.isArray(value) ? value.map(String) : listOf(String(value));
    case "choice":
      return parsed(oneOf(type.values));
    case "int":
      // Tables made by other programs write whole numbers as 8.0.
      return parsed((raw) => wholeNumber(type.min, type.max)(raw.replace(/\.0+$/, "")));
    case "number":
      return parsed(realNumber(type.above, type.max));
  }
}
