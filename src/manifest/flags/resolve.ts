import { renamed, type FindingList, reportOn } from "../rules.js";
import { placeholderKind } from "../placeholders.js";
import { originOf, toBoolean, toInteger, toNumber } from "../origin.js";
import { type MappedText, positionOf, rangeOf, slice } from "../text/mapped-text.js";
import type { ManifestBackend, Setting, Unresolved } from "../types.js";
import { refusal } from "./allowed.js";
import type { Entry } from "./entries.js";
import { asLoaded } from "./loaded.js";
import type { BackendFlags, FlagSpec, EngineSettingKey, ValueType } from "./spec.js";

/** A value of any kind of setting. */
export type SettingValue = string | number | boolean | readonly number[];

/** The winning value of each setting, with the losing places, and what could not be understood. */
export interface ResolvedFlags {
  readonly settings: ReadonlyMap<EngineSettingKey, Setting<SettingValue>>;
  readonly unresolved: readonly Unresolved[];
}

/**
 * Decides each setting from everything that is written: strongest rank first, within a rank the last occurrence. A strongest
 * value that cannot be understood leaves the setting unknown: weaker places do not stand in for it.
 */
export function resolveEntries(
  entries: readonly Entry[],
  table: BackendFlags,
  findings: FindingList,
): ResolvedFlags {
  const bySetting = new Map<
    EngineSettingKey,
    { readonly entry: Entry; readonly spec: FlagSpec; readonly order: number }[]
  >();
  entries.forEach((entry, order) => {
    const spec = (entry.space === "key" ? table.keys : table.flags).get(entry.key);
    if (!spec) return;
    const list = bySetting.get(spec.setting) ?? [];
    list.push({ entry, spec, order });
    bySetting.set(spec.setting, list);
  });
  const settings = new Map<EngineSettingKey, Setting<SettingValue>>();
  const unresolved: Unresolved[] = [];
  for (const [setting, found] of bySetting) {
    found.sort((a, b) => a.entry.rank - b.entry.rank || b.order - a.order);
    const read = found.map(({ entry, spec }) => ({
      entry,
      value: convert(entry, spec, { backend: table.backend, findings }),
    }));
    const winner = read.find(({ value }) => value !== "absent");
    if (!winner) continue;
    if (winner.value === undefined || winner.value === "absent") {
      unresolved.push(unresolvedOf(setting, winner.entry));
      continue;
    }
    const losers = read.filter((one) => one !== winner && one.value !== undefined && one.value !== "absent");
    settings.set(setting, {
      ...winner.value,
      ...(losers.length > 0 && { overridden: losers.map(({ value }) => value as Setting<SettingValue>) }),
    });
    reportRepeats(setting, winner, losers as { entry: Entry; value: Setting<SettingValue> }[], findings);
  }
  return { settings, unresolved };
}

/** Why a value that an error already names is not known. */
export const INVALID_VALUE = "its value is not understood";

function unresolvedOf(setting: EngineSettingKey, entry: Entry): Unresolved {
  const text = entry.value?.text ?? entry.name;
  const reason =
    entry.value && placeholderKind(entry.value.text) !== undefined
      ? "it is a placeholder that something else must fill in"
      : entry.unresolved
        ? "its value depends on a variable, a branch or a substitution that the file does not settle"
        : INVALID_VALUE;
  return {
    name: setting,
    written: entry.name,
    text,
    reason,
    position: positionOf(entry.value?.pieces.length ? entry.value : entry.place),
  };
}

/** The value of an entry; `absent` when it says nothing (`auto`); undefined when it cannot be understood. */
function convert(
  entry: Entry,
  spec: FlagSpec,
  { backend, findings }: { readonly backend: ManifestBackend; readonly findings: FindingList },
): Setting<SettingValue> | "absent" | undefined {
  if (entry.unresolved) return undefined;
  if (spec.type === "sizes") return convertList(entry, findings);
  const shape = wrongShape(entry, spec);
  if (shape !== undefined) {
    reportOn(findings, "flag-value-invalid", entry.place, `${entry.name} ${shape}.`);
    return undefined;
  }
  const text = entry.value?.text.trim() ?? "";
  if (entry.value === undefined && entry.list === undefined && (spec.type === "on" || spec.type === "off"))
    return { value: spec.type === "on", text: entry.name, origin: switchOrigin(entry) };
  if (entry.value === undefined && entry.list?.[0] === undefined) return "absent";
  const source = entry.value ?? entry.list?.[0];
  if (!source) return "absent";
  if (placeholderKind(source.text) !== undefined) return undefined;
  // a null of YAML or JSON says nothing; only SGLang has a mode of that name
  if (/^(?:null|~)$/i.test(text) && spec.setting !== "role") return "absent";
  const value = convertText(asLoaded(entry, spec.type, source), spec.type);
  if (value === "absent") return "absent";
  const refused =
    value === undefined
      ? { wrong: `needs ${EXPECTED[spec.type]}, found "${source.text.slice(0, 60)}"` }
      : refusal(spec.setting, value, backend);
  if (value === undefined || refused !== undefined) {
    const { wrong = "", meant = undefined } = refused ?? {};
    const place = source.text === "" ? entry.place : source;
    const mend = meant === undefined ? undefined : renamed(place, source.text, meant);
    const end = /[.?]$/.test(wrong) ? "" : ".";
    reportOn(findings, "flag-value-invalid", place, `${entry.name} ${wrong}${end}`, { mend });
    return undefined;
  }
  return { value, text: source.text, origin: originOf(source, entry.how, entry.name, entry.place) };
}

const NUMBERS: readonly ValueType[] = ["int", "length", "float"];

/** A number that is not there at all, or a list where one value belongs. */
function wrongShape({ how, value, list }: Entry, { type, setting }: FlagSpec): string | undefined {
  if (how === "flag")
    return (value === undefined || (value.text.trim() === "" && NUMBERS.includes(type))) &&
      (list ?? []).length === 0 &&
      (NUMBERS.includes(type) || type === "text")
      ? `needs ${EXPECTED[type]}, and nothing follows it`
      : undefined;
  const single = NUMBERS.includes(type) || type === "bool" || type === "on" || type === "off";
  return list !== undefined && single && setting !== "servedName"
    ? `needs ${EXPECTED[type]}, found a list`
    : undefined;
}

function switchOrigin(entry: Entry): Setting<SettingValue>["origin"] {
  const origin = originOf(entry.place, entry.how, entry.name);
  const { range: _range, ...rest } = origin;
  return rest;
}

const EXPECTED: Readonly<Record<ValueType, string>> = {
  int: "a whole number",
  length: "a whole number, which k, M or G may follow",
  float: "a number",
  text: "a value",
  on: "true or false",
  off: "true or false",
  bool: "true or false",
  sizes: "a list of whole numbers",
};

function convertText(text: string, type: ValueType): SettingValue | "absent" | undefined {
  switch (type) {
    case "int":
      return (
        toInteger(text) ??
        (text === "" || text.toLowerCase() === "none" || text === "null" ? "absent" : undefined)
      );
    case "length":
      return convertLength(text);
    case "float":
      return toNumber(text) ?? (text === "" ? "absent" : undefined);
    case "text":
      return text === "" ? "absent" : text;
    case "on":
    case "bool":
      return toBoolean(text);
    case "off": {
      const value = toBoolean(text);
      return value === undefined ? undefined : !value;
    }
    case "sizes":
      return undefined;
  }
}

const DECIMAL: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const BINARY: Readonly<Record<string, number>> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** vLLM's lengths: `8k` is 8000, `1.5k` is 1500, `1K` is 1024 (whole only); `auto` and −1 leave it to the engine. */
function convertLength(text: string): number | "absent" | undefined {
  if (text === "auto" || text === "-1" || text === "") return "absent";
  const plain = toInteger(text);
  if (plain !== undefined) return plain;
  const match = /^(\d{1,9}(?:\.\d{1,6})?)([kmgtKMGT])$/.exec(text);
  const [, number = "", unit = ""] = match ?? [];
  const scale = DECIMAL[unit] ?? (number.includes(".") ? undefined : BINARY[unit]);
  return scale === undefined ? undefined : Math.floor(Number(number) * scale);
}

function convertList(entry: Entry, findings: FindingList): Setting<SettingValue> | "absent" | undefined {
  const items = entry.list ?? (entry.value ? splitSizes(entry.value) : []);
  const text = entry.value?.text.trim() ?? "";
  const sizes = items.map((item) => toInteger(asLoaded(entry, "sizes", item)));
  const wrong = items[sizes.indexOf(undefined)];
  const nothing = /^(?:|null|~|none|\[\s*\])$/i.test(text);
  // a file has lists of its own; a text that looks like one is none
  const quoted = entry.space === "key" && entry.value !== undefined && !nothing;
  const unread = quoted || (items.length === 0 && !nothing) ? entry.value : wrong;
  if (unread !== undefined) {
    if (placeholderKind(unread.text) === undefined)
      reportOn(
        findings,
        "flag-value-invalid",
        unread.pieces.length > 0 ? unread : entry.place,
        `${entry.name} needs ${EXPECTED.sizes}, found "${unread.text.slice(0, 60)}".`,
      );
    return undefined;
  }
  if (items.length === 0) return "absent";
  const values = sizes.filter((size) => size !== undefined);
  const first = items[0];
  const last = items.at(-1);
  const from = first && rangeOf(first);
  const to = last && rangeOf(last);
  const joinedText = items.map((item) => item.text).join(",");
  const origin = originOf(first ?? entry.place, entry.how, entry.name, entry.place);
  const joined = from && to && to.end >= from.start ? { range: { start: from.start, end: to.end } } : {};
  return { value: values, text: joinedText, origin: { ...origin, ...joined } };
}

/** A list in one argument: `[1,2,4]` or `1,2,4`. */
function splitSizes(value: MappedText): readonly MappedText[] {
  return [...value.text.matchAll(/-?\d{1,12}/g)].map((match) =>
    slice(value, match.index, match.index + match[0].length),
  );
}

function reportRepeats(
  setting: EngineSettingKey,
  winner: { entry: Entry; value: unknown },
  losers: readonly { entry: Entry; value: Setting<SettingValue> }[],
  findings: FindingList,
): void {
  const won = winner.value as Setting<SettingValue>;
  for (const { entry, value } of losers) {
    if (String(value.value) === String(won.value)) continue;
    const sameSpace = entry.rank === winner.entry.rank && entry.how === winner.entry.how;
    const place = entry.value?.pieces.length ? entry.value : entry.place;
    if (sameSpace && setting !== "kvTransfer" && entry.name === winner.entry.name)
      reportOn(
        findings,
        "flag-duplicate",
        place,
        `${entry.name} is given twice, ${value.text} and ${won.text}. The last one counts: ${won.text}.`,
      );
    else if (!sameSpace && entry.rank > winner.entry.rank)
      reportOn(
        findings,
        "setting-disagrees",
        place,
        `${entry.name} says ${value.text || String(value.value)}, but ${winner.entry.name} on line ${won.origin.position.line} says ${won.text || String(won.value)} and wins.`,
      );
  }
}
