import { flagSpans } from "../../domain/engine-flags/index.js";
import { takesValue } from "../../domain/engine-flags/switches.js";
import type { Argument } from "../command/script.js";
import { type MappedText, slice } from "../text/mapped-text.js";
import { type Entry, MAX_ENTRIES } from "./entries.js";
import type { BackendFlags } from "./spec.js";

/** The arguments of an engine as entries: `--a b`, `--a=b`, switches, several values. JSON stays one value here. */
export function flagEntries(
  args: readonly Argument[],
  table: BackendFlags,
  rank: number,
  modelFirst: boolean,
): readonly Entry[] {
  const found: Entry[] = [];
  const first = args[0];
  let i = 0;
  if (modelFirst && first && !first.text.text.startsWith("-")) {
    const uncertain = first.unresolved || first.conditional;
    const shared = { ...EMPTY, key: "model", name: "model", rank };
    found.push({ ...shared, value: first.text, place: first.text, unresolved: uncertain });
    i = 1;
  }
  while (i < args.length && found.length < MAX_ENTRIES) {
    const read = readFlag(args, i, table);
    if (read.entry) found.push({ ...read.entry, rank });
    i = read.next;
  }
  return found;
}

const EMPTY = {
  key: "",
  space: "flag",
  value: undefined,
  list: undefined,
  how: "flag",
  rank: 0,
} as const satisfies Partial<Entry>;

/**
 * Words that no flag takes, where the parser has no place for such: an engine of Dynamo exits on them. Behind a flag whose
 * values are not known here a word may be one of them.
 */
export function strayWords(args: readonly Argument[], table: BackendFlags): readonly Argument[] {
  const strays: Argument[] = [];
  let isKnown = true;
  for (let i = 0; i < args.length;) {
    const { entry, next } = readFlag(args, i, table);
    const argument = args[i]!;
    if (entry !== undefined)
      isKnown = !table.lists.has(entry.key) && (table.flags.has(entry.key) || isSwitch(entry.key, table));
    else if (isKnown && !argument.unresolved && !argument.conditional && isPlain(argument.text.text))
      strays.push(argument);
    i = next;
  }
  return strays;
}

/** Whether a word is no flag; behind `--` none is one any more. */
function isPlain(word: string): boolean {
  return !word.startsWith("-") || /^-{1,2}$/.test(word);
}

/** The flag at an index with its values, and where the next one may stand. */
function readFlag(
  args: readonly Argument[],
  at: number,
  table: BackendFlags,
): { readonly entry?: Entry; readonly next: number } {
  const argument = args[at];
  if (argument === undefined) return { next: args.length };
  const place = argument.text;
  if (table.backend === "vllm" && LEVEL.test(place.text)) return readLevel(args, at);
  const parsed = /^(--?)([A-Za-z][\w.-]*)(=)?/.exec(place.text);
  const meant = argument.unresolved ? undefined : meantFlag(place.text, table);
  if (meant !== undefined) {
    const [name = ""] = place.text.split("=");
    const next = args[at + 1];
    const hasValue = !place.text.includes("=") && next !== undefined && !looksLikeFlag(next.text.text);
    const entry = { ...EMPTY, name, place, unresolved: argument.conditional, meant };
    return { entry, next: at + (hasValue ? 2 : 1) };
  }
  if (!parsed) return { next: at + 1 };
  const [whole, dashes = "", rawName = "", equals] = parsed;
  const key = fullName(normalise(rawName, table), table);
  const shared = { ...EMPTY, key, name: `${dashes}${rawName}`, place };
  const bare = isSwitch(key, table);
  if (equals) {
    const value = slice(place, whole.length, place.text.length);
    const unresolved = argument.conditional || argument.unresolved;
    return {
      entry: { ...shared, value, unresolved, ...(bare && !unresolved && { surplus: value }) },
      next: at + 1,
    };
  }
  const values = valuesAfter(args, at + 1, key, table);
  const next = args[at + 1];
  if (bare && next !== undefined && !next.unresolved && YES_OR_NO.test(next.text.text))
    return {
      entry: { ...shared, value: values[0]?.text, unresolved: argument.conditional, surplus: next.text },
      next: at + 2,
    };
  const list = table.lists.has(key) ? values.map((value) => value.text) : undefined;
  const unresolved = argument.conditional || values.some((value) => value.unresolved || value.conditional);
  return { entry: { ...shared, value: values[0]?.text, list, unresolved }, next: at + 1 + values.length };
}

/** vLLM's `-O3`, `-O=3`, or `-O` before a number; anything else behind it is a setting of the compilation. */
const LEVEL = /^-O(?:=?[A-Za-z0-9]+)?$/;

function readLevel(args: readonly Argument[], at: number): { readonly entry?: Entry; readonly next: number } {
  const { text: place, unresolved, conditional } = args[at]!;
  const shared = { ...EMPTY, key: "optimization-level", name: "-O", place };
  if (place.text !== "-O") {
    const value = slice(place, place.text[2] === "=" ? 3 : 2, place.text.length);
    return { entry: { ...shared, value, unresolved: unresolved || conditional }, next: at + 1 };
  }
  const behind = args[at + 1];
  const level = behind !== undefined && (behind.unresolved || /^\d+$/.test(behind.text.text));
  if (level)
    return {
      entry: { ...shared, value: behind.text, unresolved: behind.unresolved || conditional },
      next: at + 2,
    };
  const values = behind === undefined || looksLikeFlag(behind.text.text) ? 0 : 1;
  const settings = { ...shared, key: "compilation-config", unresolved: conditional };
  return { entry: { ...settings, value: values === 0 ? undefined : behind?.text }, next: at + 1 + values };
}

/** The arguments that a flag takes as its values. */
function valuesAfter(
  args: readonly Argument[],
  from: number,
  key: string,
  table: BackendFlags,
): readonly Argument[] {
  const bare = isSwitch(key, table);
  const most = table.lists.has(key) ? 1000 : 1;
  const values: Argument[] = [];
  for (const next of args.slice(from, from + most)) {
    if (looksLikeFlag(next.text.text)) break;
    if (bare && !/^(?:true|false)$/i.test(next.text.text)) break;
    values.push(next);
  }
  return values;
}

/** Words that people write behind a switch, as if it took a value. */
const YES_OR_NO = /^(?:true|false|yes|no|on|off|y|n|1|0)$/i;

/** Flags that are on when they stand there. */
function isSwitch(key: string, table: BackendFlags): boolean {
  const type = table.flags.get(key)?.type;
  if (type !== undefined) return type === "on" || type === "off";
  const backend = table.backend === "mocker" ? "vllm" : table.backend;
  return takesValue(backend, key) === "never" && knowsFlag(key.replace(/^no-/, ""), table);
}

/** `--flag`, `-tp`; negative numbers are values. */
function looksLikeFlag(text: string): boolean {
  return /^(?:--?|[\u2010-\u2015\u2212]{1,2})[A-Za-z]/.test(text);
}

/** Shorter names are words of other things as well. */
const LEAST_LETTERS = 5;

/**
 * The flag that is meant by an argument that no parser takes for one: a long name behind one dash, behind the dashes of
 * a word processor, or behind none.
 */
function meantFlag(text: string, table: BackendFlags): string | undefined {
  const [, dashes = "", written = ""] =
    /^(-?|[\u2010-\u2015\u2212]{1,2})([A-Za-z][\w-]*)(?:=|$)/.exec(text) ?? [];
  const name = normalise(written, table);
  if (table.shortNames.has(written)) return undefined;
  if (name.length < LEAST_LETTERS || !knowsFlag(name, table)) return undefined;
  // a word that is a name may be the value of a flag whose values are not known here
  return dashes === "" && !name.includes("-") ? undefined : name;
}

function knowsFlag(name: string, table: BackendFlags): boolean {
  const { backend } = table;
  return table.flags.has(name) || (backend !== "mocker" && flagSpans(backend).has(name));
}

/** Underscores count as dashes, except below a dot of TensorRT-LLM's engine keys; short names of groups become long. */
function normalise(name: string, table: BackendFlags): string {
  if (table.dottedPrefix && name.startsWith(table.dottedPrefix)) return name;
  const plain = name.replaceAll("_", "-");
  const [first = "", ...rest] = plain.split(".");
  return [table.shortNames.get(first) ?? first, ...rest].join(".");
}

/** The long name that an abbreviation stands for: parsers accept beginnings that fit one flag alone. */
function fullName(name: string, table: BackendFlags): string {
  if (name.length < LEAST_LETTERS || knowsFlag(name, table)) return name;
  const named = table.notModelled.flatMap(([names]) =>
    names.split(" ").filter((one) => /^[a-z-]+$/.test(one)),
  );
  const { flags, jsonFlags, fileFlags, overrideFlags } = table;
  const all = new Set([...flags.keys(), ...jsonFlags, ...fileFlags, ...overrideFlags, ...named]);
  const matches = [...all].filter((flag) => flag.startsWith(name));
  return matches.length === 1 && matches[0] ? matches[0] : name;
}

/** The place of an entry's key, in whatever it stands. */
export function keyPlaceOf({ how, place, keyPlace }: Entry): MappedText {
  return how === "flag" ? place : (keyPlace ?? place);
}
