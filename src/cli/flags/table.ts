import type { Command } from "commander";
import { UserError } from "../../domain/errors.js";
import { shortJson } from "../../domain/schema-errors.js";
import { didYouMean } from "../../domain/nearest-name.js";
import { whyValueRefused } from "./refused.js";
import { namesValues, type Flag, type Flags, type FlagValues } from "./types.js";
import { listOf, shown, WrongValue } from "./values.js";

/** Adds a table of flags to a command. */
export function declareFlags(command: Command, flags: Flags): void {
  for (const [name, flag] of Object.entries(flags)) {
    const { placeholder, bare, adds } = flag;
    if (placeholder === undefined) {
      command.option(`--${name}`, flag.help);
      continue;
    }
    const spelled = `--${name} ${bare === true ? `[${placeholder}]` : `<${placeholder}>`}`;
    command.option(spelled, helpOf(flag), (value: string, before: unknown) => {
      if (value.startsWith("--") && Object.hasOwn(flags, value.slice(2)))
        throw new UserError("usage", `--${name} needs a value; the flag ${value} follows it`);
      const parsed = parsedValue(name, flag, value, `--${name}`);
      return adds === true
        ? [...((before as readonly string[] | undefined) ?? []), ...(parsed as readonly string[])]
        : parsed;
    });
  }
}

function helpOf({ help, bare, values }: Flag): string {
  return values !== undefined && bare !== true && !namesValues(values) && values.length <= 20
    ? `${help}; one of ${values.join(", ")}`
    : help;
}

/** What a flag's parser gives, or its complaint with the flag and the value that it is about. */
function parsedValue(name: string, flag: Flag, value: string, spelled: string): unknown {
  try {
    return flag.parse(value);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    const reason = whyValueRefused(name, value);
    const rest = reason === undefined ? error.message : `: ${reason}.${error.allowed}`;
    throw new UserError("usage", `${spelled} is ${shown(value)}${rest}`);
  }
}

/**
 * Flags given as a JSON object (one line of a batch file): keys are flag names with hyphens or underscores, null is
 * absent. Throws `UserError` with the nearest flag name.
 */
export function flagsFromObject<T extends Flags>(
  object: Readonly<Record<string, unknown>>,
  flags: T,
  renamed: Readonly<Record<string, string>>,
): FlagValues<T> {
  const values: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const spelled = key.replaceAll("_", "-").replace(/^--/, "");
    const name = renamed[spelled] ?? spelled;
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (flag === undefined)
      throw new UserError(
        "usage",
        `unknown key ${shown(key)}${didYouMean(name, Object.keys(flags), "; the keys are the names of the flags")}`,
      );
    if (value === null || value === undefined) continue;
    values[name.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())] = fromJson(
      name,
      flag,
      value,
    );
  }
  return values as FlagValues<T>;
}

function fromJson(name: string, flag: Flag, value: unknown): unknown {
  const { json, placeholder } = flag;
  const plain = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  if (json === "list") return Array.isArray(value) ? value.map(String) : listOf(String(value));
  if (json === "boolean" && typeof value === "boolean") return value;
  if (plain === undefined || placeholder === undefined) {
    const written = typeof value === "string" ? shown(value) : shortJson(value);
    const wanted =
      placeholder === undefined
        ? "true or false is needed"
        : json === "text"
          ? "a text is needed"
          : "a number or a text is needed";
    throw new UserError("usage", `'${name}' is ${written}; ${wanted}`);
  }
  // Tables made by other programs write whole numbers as 8.0.
  return parsedValue(name, flag, json === "int" ? plain.replace(/\.0+$/, "") : plain, `'${name}'`);
}
