import type { Backend } from "../../domain/deployment.js";
import { ENGINE_NAMES } from "../../domain/engine-names.js";
import { isAtLeast } from "../../domain/versions.js";
import { keyPlaceOf } from "../flags/arguments.js";
import { choicesOf, choiceSpan } from "../flags/choices.js";
import type { Entry } from "../flags/entries.js";
import { flagsOf } from "../flags/index.js";
import { VLLM_GROUPS } from "../flags/group-keys.js";
import { TRTLLM_KEYS, TRTLLM_REMOVED } from "../flags/trtllm-keys.js";
import { renamed, type FindingList, reportOn } from "../rules.js";
import { lackOf } from "./versions.js";
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
    release,
  }: {
    readonly backend: Backend;
    readonly said: Set<string>;
    readonly given: NamesGiven;
    /** of Dynamo, where the image names one */
    readonly release: string | undefined;
  },
  findings: FindingList,
): void {
  const groups = groupsOf(backend);
  const parts = entry.key.split(".");
  if (reportRemoved(entry, { backend, said, release }, findings)) return;
  const levels = entry.space === "key" ? parts.keys() : parts.slice(1).map((_, i) => i + 1);
  for (const level of levels) {
    const group = parts.slice(0, level).join(".");
    const name = parts[level] ?? "";
    const known = words(groups[group]);
    if (known.length === 0 || known.includes(name)) continue;
    if (said.has(`${group}.${name}`)) return;
    said.add(`${group}.${name}`);
    const near = nameSlip(name, known);
    if (near === undefined) return reportForeign({ entry, group, name }, backend, findings);
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

/** Keys that Dynamo's own worker takes out of the file before the engine sees it, or that hold what the user names. */
const OPEN_KEYS = /^(?:_|x-|dynamo|dyn_|kv_block_size$)/;

/** A key like none that is known: TensorRT-LLM takes no other, and its list is not known of every release. */
function reportForeign(
  { entry, group, name }: { readonly entry: Entry; readonly group: string; readonly name: string },
  backend: Backend,
  findings: FindingList,
): void {
  if (backend !== "trtllm" || entry.space !== "key" || OPEN_KEYS.test(name) || name === "") return;
  // what a method of drafting takes is a matter of the method
  if (group === "speculative_config") return;
  const path = group === "" ? name : `${group}.${name}`;
  const home = Object.keys(TRTLLM_KEYS).find(
    (other) => other !== group && words(TRTLLM_KEYS[other]).includes(name),
  );
  if (home !== undefined) {
    const meant = home === "" ? `${name} at the top` : `${home}.${name}`;
    const wrong = `${ENGINE_NAMES[backend]} knows no ${path}, did you mean ${meant}? The engine exits on it.`;
    return reportOn(findings, "flag-unknown", keyPlaceOf(entry), wrong);
  }
  const message = `${ENGINE_NAMES[backend]} has no key ${path.slice(0, 100)} in any list that is known here: an engine file with a key that it does not know stops it at start.`;
  reportOn(findings, "flag-unknown", keyPlaceOf(entry), message, { severity: "warning" });
}

/** Parts of flags have lost their underscores on the way; their names carry them. */
function writtenPath(parts: readonly string[], { space }: Entry): string {
  const [first = "", ...rest] = parts;
  return space === "key"
    ? parts.join(".")
    : [first, ...rest.map((part) => part.replaceAll("-", "_"))].join(".");
}

/** A key of earlier engine files; true where it is one, whether or not the release still has it. */
function reportRemoved(
  entry: Entry,
  at: { readonly backend: Backend; readonly said: Set<string>; readonly release: string | undefined },
  findings: FindingList,
): boolean {
  const [name = ""] = entry.key.split(".");
  if (at.backend !== "trtllm" || entry.space !== "key" || !Object.hasOwn(TRTLLM_REMOVED, name)) return false;
  const [until = "", instead = ""] = TRTLLM_REMOVED[name] ?? [];
  const gone = at.release !== undefined && isAtLeast(at.release, until);
  if (gone && !at.said.has(name)) {
    at.said.add(name);
    const message = `${name} was removed before Dynamo ${until}, the image is Dynamo ${at.release}: the engine exits on it. Use ${instead}.`;
    reportOn(findings, "flag-ignored", keyPlaceOf(entry), message, { severity: "error" });
  }
  return gone;
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

/** Keys of TensorRT-LLM that are on or off, by their names. */
const SWITCHED =
  /^(?:enable|disable|print|return|use|trust|skip|gather|fail_fast|copy_on|force|normalize)_[a-z0-9_]+$|^fast_build$/;
/** What its reader takes for on and off. */
const ON_OR_OFF = /^(?:true|false|yes|no|on|off|y|n|t|f|1|0|null|none|~|)$/i;

/** A word at a key of TensorRT-LLM that is on or off; settings that are read say so themselves. */
export function reportSwitch(entry: Entry, backend: Backend, findings: FindingList): void {
  const { key, value, unresolved } = entry;
  const text = value?.text.trim() ?? "";
  const name = key.split(".").at(-1) ?? "";
  if (backend !== "trtllm" || entry.space !== "key" || unresolved || flagsOf(backend).keys.has(key)) return;
  const known = words(TRTLLM_KEYS[key.split(".").slice(0, -1).join(".")]).includes(name);
  if (!known || !SWITCHED.test(name) || ON_OR_OFF.test(text) || /[{$<]/.test(text)) return;
  const place = value?.pieces.length ? value : entry.place;
  const message = `${entry.name} needs true or false, found "${text.slice(0, 60)}".`;
  reportOn(findings, "flag-value-invalid", place, message);
}

/** A value that is a slip of one that the engine takes, or, where its version's list is known, none of them. */
export function reportChoice(
  entry: Entry,
  {
    backend,
    listed,
    release,
  }: { readonly backend: Backend; readonly listed: boolean; readonly release: string | undefined },
  findings: FindingList,
): void {
  const choices = choicesOf(backend, entry.key);
  const text = entry.value?.text.trim() ?? "";
  if (choices === undefined || entry.unresolved || text === "" || /[${}<>\s/]/.test(text)) return;
  // a name with parts is a class of the user's own
  if (
    /^(?:null|none|~)$|[A-Za-z]\.[A-Za-z]/i.test(text) ||
    choices.words.some((one) => one.toLowerCase() === text.toLowerCase())
  )
    return reportReleaseOf(entry, { backend, text, release }, findings);
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

/** A value that the engine of this release does not know yet, or not any more. */
function reportReleaseOf(
  { name, key, value, place }: Entry,
  {
    backend,
    text,
    release,
  }: { readonly backend: Backend; readonly text: string; readonly release: string | undefined },
  findings: FindingList,
): void {
  const span = release === undefined ? undefined : choiceSpan(backend, key, text);
  const lacks = span && release !== undefined ? lackOf(span, release) : undefined;
  if (lacks === undefined || release === undefined) return;
  const message = `${name} ${text} ${lacks}, the image is Dynamo ${release}: the engine exits on it.`;
  reportOn(findings, "flag-value-invalid", value?.pieces.length ? value : place, message);
}
