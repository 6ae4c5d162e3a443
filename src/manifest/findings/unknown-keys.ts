import type { Backend } from "../../domain/deployment.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import { keyPlaceOf } from "../flags/arguments.js";
import { choicesOf } from "../flags/choices.js";
import type { Entry } from "../flags/entries.js";
import { VLLM_GROUPS } from "../flags/group-keys.js";
import { TRTLLM_KEYS } from "../flags/trtllm-keys.js";
import { renamed, type FindingList, reportOn } from "../rules.js";
import type { NamesGiven } from "./names-given.js";
import { nameSlip, valueSlip } from "./slips.js";

/** The lists of names of an engine's settings with parts, by the group they stand in; "" is the top of its file. */
function groupsOf(backend: Backend): Readonly<Record<string, string>> {
  return backend === "trtllm" ? TRTLLM_KEYS : backend === "vllm" ? VLLM_GROUPS : {};
}

/**
 * Names inside a group of settings that are slips of known ones, at each level whose names are listed, and a plain value
 * where a group belongs. Engines take no other names. `said` holds what was named already, since all keys of a
 * misspelt group lead through it.
 */
export function reportKeys(
  entry: Entry,
  {
    backend,
    said,
    given,
  }: { readonly backend: Backend; readonly said: Set<string>; readonly given: NamesGiven },
  findings: FindingList,
): void {
  const groups = groupsOf(backend);
  const parts = entry.key.split(".");
  const levels = entry.space === "key" ? parts.keys() : parts.slice(1).map((_, i) => i + 1);
  for (const level of levels) {
    const group = parts.slice(0, level).join(".");
    const name = parts[level] ?? "";
    const known = words(groups[group]);
    if (known.length === 0 || known.includes(name)) continue;
    const near = nameSlip(name, known);
    if (near === undefined || said.has(`${group}.${name}`)) return;
    said.add(`${group}.${name}`);
    const path = (last: string): string => writtenPath([...parts.slice(0, level), last], entry);
    const message = `${ENGINE_NAMES[backend]} knows no ${path(name)}, did you mean ${path(near)}? The engine exits on it.`;
    const place = keyPlaceOf(entry);
    const mend = given.has(entry, [...parts.slice(0, level), near].join("."))
      ? undefined
      : renamed(place, path(name).split(".").at(-1) ?? name, near);
    reportOn(findings, "flag-unknown", place, message, { mend });
    return;
  }
  if (entry.space === "key") reportPlainGroup(entry, groups, findings);
}

/** Parts of flags have lost their underscores on the way; their names carry them. */
function writtenPath(parts: readonly string[], { space }: Entry): string {
  const [first = "", ...rest] = parts;
  return space === "key"
    ? parts.join(".")
    : [first, ...rest.map((part) => part.replaceAll("-", "_"))].join(".");
}

function reportPlainGroup(
  { key, name, value, place }: Entry,
  groups: Readonly<Record<string, string>>,
  findings: FindingList,
): void {
  const text = value?.text.trim() ?? "";
  if (key === "" || !Object.hasOwn(groups, key) || text === "" || /^(?:null|none|~|\{)/i.test(text)) return;
  const message = `${name} needs keys of its own, found "${text.slice(0, 60)}".`;
  reportOn(findings, "flag-value-invalid", value?.pieces.length ? value : place, message);
}

/** A value that is a slip of one that the engine takes, or, where its version's list is known, none of them. */
export function reportChoice(
  entry: Entry,
  { backend, listed }: { readonly backend: Backend; readonly listed: boolean },
  findings: FindingList,
): void {
  const choices = choicesOf(backend, entry.key);
  const text = entry.value?.text.trim() ?? "";
  if (choices === undefined || entry.unresolved || text === "" || /[${}<>\s/]/.test(text)) return;
  if (
    /^(?:null|none|~)$/i.test(text) ||
    choices.words.some((one) => one.toLowerCase() === text.toLowerCase())
  )
    return;
  const near = valueSlip(text, choices.words);
  if (near === undefined && !(choices.complete && (listed || choices.everywhere))) return;
  const meant = near === undefined ? `: it takes ${choices.words.join(", ")}.` : `, did you mean ${near}?`;
  const place = entry.value?.pieces.length ? entry.value : entry.place;
  const mend = near === undefined ? undefined : renamed(place, text, near);
  reportOn(findings, "flag-value-invalid", place, `${entry.name} knows no "${text.slice(0, 60)}"${meant}`, {
    mend,
  });
}

function words(text = ""): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
