import type { ContainerCommand } from "./command/engine-command.js";
import type { Environment } from "./command/environment.js";
import type { ComponentSource } from "./components.js";
import { parseNested } from "./documents.js";
import { findEngineFile } from "./engine-files.js";
import { flagEntries } from "./flags/arguments.js";
import { type Entry, jsonEntries, yamlEntries } from "./flags/entries.js";
import { flagsOf } from "./flags/index.js";
import { resolveEntries } from "./flags/resolve.js";
import type { BackendFlags } from "./flags/spec.js";
import { placeholderKind } from "./placeholders.js";
import { reportOn } from "./rules.js";
import { type MappedText, positionOf, rangeOf, slice, sourceOf } from "./text/mapped-text.js";
import type { EngineFile, ManifestBackend, Unresolved } from "./types.js";
import type { ComponentReading, ReadState } from "./component-reading.js";
import { type Cursor, isMapCursor } from "./yaml/cursor.js";

/** Ranks of the places of a setting, 0 strongest. */
const RANK = { override: 0, strong: 1, weak: 2, variable: 3, sidecar: 4 } as const;

/** Every setting of a worker, from flags, engine files, inline JSON and variables, with their ranks. */
export function readSettings(
  command: ContainerCommand,
  sidecar: ContainerCommand | undefined,
  component: ComponentSource,
  container: Cursor | undefined,
  environment: Environment,
  backend: ManifestBackend,
  state: ReadState,
): Pick<ComponentReading, "resolved" | "engineFiles" | "entries" | "unresolved"> {
  const table = flagsOf(backend);
  const fileRank = table.fileBeatsFlags ? RANK.strong : RANK.weak;
  const flagRank = table.fileBeatsFlags ? RANK.weak : RANK.strong;
  const flags = flagEntries(command.args, table, flagRank, command.program?.modelFirst ?? false);
  const entries: Entry[] = [];
  const unresolved: Unresolved[] = [];
  const engineFiles: EngineFile[] = [];
  const context: Gather = {
    table,
    entries,
    unresolved,
    engineFiles,
    command,
    component,
    container,
    fileRank,
    state,
  };
  for (const flag of withoutReplaced(flags, table)) addFlag(flag, context);
  const seen = new Set(flags.map((flag) => flag.key));
  for (const [name, key] of table.variables) addVariable(name, key, seen, environment, context);
  if (sidecar)
    for (const entry of flagEntries(sidecar.args, flagsOf(backend), RANK.sidecar, false)) entries.push(entry);
  const resolved = resolveEntries(entries, table, state.findings);
  return { resolved, engineFiles, entries, unresolved: [...unresolved, ...resolved.unresolved] };
}

interface Gather {
  readonly table: BackendFlags;
  readonly entries: Entry[];
  readonly unresolved: Unresolved[];
  readonly engineFiles: EngineFile[];
  readonly command: ContainerCommand;
  readonly component: ComponentSource;
  readonly container: Cursor | undefined;
  readonly fileRank: number;
  readonly state: ReadState;
}

/** Of flags whose value is a whole object or a file the last one counts alone: what an earlier one says is gone with it. */
function withoutReplaced(flags: readonly Entry[], table: BackendFlags): readonly Entry[] {
  return flags.filter((flag, i) => {
    if (![table.jsonFlags, table.overrideFlags, table.fileFlags].some((names) => names.has(flag.key)))
      return true;
    const last = flags.findLastIndex(({ key }) => key === flag.key);
    return last === i || flags[last]?.unresolved === true;
  });
}

function addFlag(flag: Entry, context: Gather): void {
  const { table, entries, state } = context;
  if (table.fileFlags.has(flag.key)) return addFile(flag, context);
  if (table.overrideFlags.has(flag.key)) {
    if (flag.value && !flag.unresolved)
      for (const entry of jsonEntries(flag.value, "", "key", flag.name, RANK.override, state.findings))
        entries.push(entry);
    else if (flag.unresolved) context.unresolved.push(unresolvedFlag(flag));
    return;
  }
  if (table.dottedPrefix && flag.key.startsWith(table.dottedPrefix)) {
    entries.push({
      ...flag,
      key: flag.key.slice(table.dottedPrefix.length),
      space: "key",
      how: flag.how === "flag" ? "dotted-flag" : flag.how,
      rank: RANK.override,
    });
    return;
  }
  addJson(flag, context);
}

/** A setting, and what its value holds where that is JSON: on the command line, or as a text in a file. */
function addJson(entry: Entry, { table, entries, unresolved, state }: Gather): void {
  entries.push(entry);
  const { key, value, name, rank } = entry;
  if (entry.space !== "flag" || !value) return;
  const read = table.jsonFlags.has(key);
  if (read && entry.unresolved) unresolved.push(unresolvedFlag(entry));
  else if (read && !entry.unresolved && looksLikeJson(value.text))
    entries.push(...jsonEntries(value, key, "flag", name, rank, state.findings));
  else if (table.jsonValues.has(key) && !entry.unresolved && saysSomething(value.text))
    jsonEntries(value, key, "flag", name, rank, state.findings);
}

/** `--compilation-config 3` is a level, not JSON. */
function looksLikeJson(text: string): boolean {
  return /^\s*[{['"]/.test(text);
}

function saysSomething(text: string): boolean {
  return !/^(?:none)?$/i.test(text.trim()) && placeholderKind(text) === undefined;
}

function unresolvedFlag(flag: Entry): Unresolved {
  return {
    name: flag.key,
    text: flag.value?.text ?? flag.name,
    reason: "its value depends on a variable, a branch or a substitution that the file does not settle",
    position: positionOf(flag.value?.pieces.length ? flag.value : flag.place),
  };
}

/** Whether a flag names a file or holds all of an engine file: its variable counts where it is not written. */
function isWhole(key: string, { fileFlags, overrideFlags }: BackendFlags): boolean {
  return fileFlags.has(key) || overrideFlags.has(key);
}

function addVariable(
  name: string,
  key: string,
  seen: ReadonlySet<string>,
  environment: Environment,
  context: Gather,
): void {
  const given = environment.get(name);
  const value = context.command.assigned.get(name) ?? given?.text;
  const place = value ?? given?.place;
  if (!place || value?.text === "" || (seen.has(key) && isWhole(key, context.table))) return;
  const entry: Entry = {
    key,
    space: "flag",
    name,
    value,
    list: undefined,
    place,
    how: "env",
    unresolved: value === undefined,
    rank: RANK.variable,
  };
  // An override or a file keeps its own rank however it was given.
  addFlag(entry, context);
}

function addFile(flag: Entry, context: Gather): void {
  const { state, command, component, container, table } = context;
  const path = flag.value;
  if (!path) {
    if (flag.unresolved) context.unresolved.push({ ...unresolvedFlag(flag), name: "engine file" });
    return;
  }
  const position = positionOf(path.pieces.length > 0 ? path : flag.place);
  const range = (text: MappedText | undefined) => (text ? textRange(text) : undefined);
  if (flag.unresolved) {
    context.unresolved.push({ ...unresolvedFlag(flag), name: "engine file" });
    reportOn(
      state.findings,
      "engine-file-missing",
      path.pieces.length > 0 ? path : flag.place,
      `The engine file cannot be read: its path "${path.text.slice(0, 80)}" is not known. Its settings are unknown.`,
    );
    context.engineFiles.push({ path: path.text, how: "unresolved", position, layers: [] });
    return;
  }
  const found = findEngineFile(
    path.text,
    command.files,
    { pod: component.pod, container, service: component.cursor },
    state.configMaps,
  );
  const source = found.text && sourceOf(found.text);
  const pathRange = rangeOf(path);
  const span = range(found.text);
  context.engineFiles.push({
    path: path.text,
    how: found.how,
    position,
    layers: source?.layers ?? [],
    ...(pathRange && { pathRange, pathLayers: sourceOf(path)?.layers ?? [] }),
    ...(found.via !== undefined && { via: found.via }),
    ...(source && { file: source.file.file }),
    ...(span && { range: span }),
  });
  if (!found.text) {
    context.unresolved.push({ name: "engine file", text: path.text, reason: found.reason, position });
    reportOn(
      state.findings,
      "engine-file-missing",
      path.pieces.length > 0 ? path : flag.place,
      `The engine file cannot be read: ${found.reason}. Its settings are unknown.`,
    );
    return;
  }
  const nested = parseNested(found.text, state.budget);
  if (nested.error) {
    const at = Math.min(nested.error.unit, Math.max(0, found.text.text.length - 1));
    reportOn(
      state.findings,
      "engine-file-syntax",
      slice(found.text, at, at + 1),
      `The engine file ${path.text} is not valid YAML: ${nested.error.message}.`,
    );
    context.unresolved.push({
      name: "engine file",
      text: path.text,
      reason: "it is not valid YAML",
      position,
    });
    return;
  }
  if (nested.root !== undefined && !isMapCursor(nested.root))
    reportOn(
      state.findings,
      "engine-file-syntax",
      slice(found.text, 0, 1),
      `The engine file ${path.text} holds no keys with values: the engine cannot read it.`,
    );
  const how = found.how === "here-doc" ? "here-doc" : "config-map";
  for (const entry of yamlEntries(nested.root, table, how, context.fileRank)) addJson(entry, context);
}

/** The stretch of a file in which a text stands, from its first to its last mapped character. */
function textRange(text: MappedText): { readonly start: number; readonly end: number } | undefined {
  return rangeOf(slice(text, firstMapped(text), lastMapped(text)));
}

function firstMapped(text: MappedText): number {
  return text.text.length - text.text.trimStart().length;
}

function lastMapped(text: MappedText): number {
  return text.text.trimEnd().length;
}
