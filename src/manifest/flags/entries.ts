import { parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser";
import { type FindingList, reportOn } from "../rules.js";
import { concat, derive, type MappedText, slice } from "../text/mapped-text.js";
import type { SourceKind } from "../types.js";
import {
  type Cursor,
  entries as mapEntries,
  isEmptyMap,
  isListCursor,
  isMapCursor,
  items,
  nullKeys,
  textAt,
} from "../yaml/cursor.js";
import type { BackendFlags } from "./spec.js";

/** One written `key: value` of a worker's settings, wherever it stands. */
export interface Entry {
  /** flag name without dashes, or dotted key of the engine file */
  readonly key: string;
  readonly space: "flag" | "key";
  /** as written, for people */
  readonly name: string;
  /** undefined for a switch without a value */
  readonly value: MappedText | undefined;
  /** items of a list */
  readonly list: readonly MappedText[] | undefined;
  /** where to point when there is no value */
  readonly place: MappedText;
  /** the key itself, in files and JSON */
  readonly keyPlace?: MappedText;
  readonly how: SourceKind;
  readonly unresolved: boolean;
  /** precedence: 0 is strongest */
  readonly rank: number;
  /** no setting, but a slip of the pen: the flag that was meant */
  readonly meant?: string;
  /** a word that follows a switch, which takes none */
  readonly surplus?: MappedText;
}

/** The entry of a key that counts: engines take the last one. */
export function lastOf(entries: readonly Entry[], key: string): Entry | undefined {
  return entries.findLast((entry) => entry.key === key);
}

/** Most entries of one worker. */
export const MAX_ENTRIES = 3000;

/** What a key without a value, `null` and `~` say, as JSON writes it. */
const NULL: MappedText = { text: "null", pieces: [] };

/** A group without keys. */
const EMPTY_MAP: MappedText = { text: "{}", pieces: [] };

/** A YAML engine file as entries with dotted keys; `flat` files use flag names. */
export function yamlEntries(
  root: Cursor | undefined,
  table: BackendFlags,
  how: SourceKind,
  rank: number,
): readonly Entry[] {
  const found: Entry[] = [];
  const nested = table.keys.size > 0;
  const space: Entry["space"] = nested ? "key" : "flag";
  const visit = (cursor: Cursor, path: string, depth: number): void => {
    for (const [name, value] of mapEntries(cursor)) {
      if (found.length >= MAX_ENTRIES || depth > 12) return;
      const part = nested ? name : name.replaceAll("_", "-");
      const key = path === "" ? part : `${path}.${part}`;
      const keyPlace = keyText(value) ?? cursor.context.text;
      const place = textAt(value) ?? keyPlace;
      const shared = { key, space, name: key, place, keyPlace, how, unresolved: false, rank };
      if (isEmptyMap(value)) found.push({ ...shared, value: EMPTY_MAP, list: undefined });
      // a group where a value belongs is what something else fills in, `{{ … }}`, or nothing that an engine reads
      else if (isMapCursor(value) && nested && isSingle(key, table))
        found.push({ ...shared, value: keyPlace, list: undefined, unresolved: true });
      else if (isMapCursor(value)) visit(value, key, depth + 1);
      else if (isListCursor(value))
        found.push({
          ...shared,
          value: undefined,
          list: items(value).flatMap((item) => textAt(item) ?? []),
        });
      else found.push({ ...shared, value: textAt(value), list: undefined });
    }
    for (const [name, keyPlace] of nullKeys(cursor)) {
      const part = nested ? name : name.replaceAll("_", "-");
      const key = path === "" ? part : `${path}.${part}`;
      const shared = { key, space, name: key, place: keyPlace, keyPlace, how, unresolved: false, rank };
      if (found.length < MAX_ENTRIES) found.push({ ...shared, value: NULL, list: undefined });
    }
  };
  if (isMapCursor(root)) visit(root, "", 0);
  return found;
}

/** Whether a key has one value and no keys of its own. */
function isSingle(key: string, { keys }: BackendFlags): boolean {
  return keys.has(key) && ![...keys.keys()].some((other) => other.startsWith(`${key}.`));
}

function keyText(cursor: Cursor): MappedText | undefined {
  const range = cursor.key?.range;
  return range ? slice(cursor.context.text, range[0], range[1]) : undefined;
}

/** JSON text as entries with dotted keys below `prefix`. Invalid JSON is reported and gives nothing. */
export function jsonEntries(
  text: MappedText,
  prefix: string,
  space: "flag" | "key",
  name: string,
  rank: number,
  findings: FindingList,
): readonly Entry[] {
  const errors: ParseError[] = [];
  const root =
    text.text.length > 200_000
      ? undefined
      : parseTree(text.text, errors, { allowTrailingComma: false, disallowComments: true });
  const error = errors[0];
  if (!root || error) {
    const at = error?.offset ?? 0;
    reportOn(
      findings,
      "json-syntax",
      slice(text, at, at + 1).text === "" ? text : slice(text, at, at + 1),
      `The value of ${name} is not valid JSON${error ? ` (${printParseErrorCode(error.error)})` : ""}.`,
    );
    return [];
  }
  const found: Entry[] = [];
  collectJson(root, { text, space, name, rank, found }, { key: prefix, written: "", depth: 0 });
  return found;
}

/** What all entries of one JSON text share. */
interface JsonSource extends Pick<Entry, "space" | "name" | "rank"> {
  readonly text: MappedText;
  readonly found: Entry[];
}

/** Where in the JSON: the dotted key, and the keys as they are written there. */
interface JsonPath {
  readonly key: string;
  readonly written: string;
  readonly depth: number;
}

function collectJson(node: Node, source: JsonSource, path: JsonPath): void {
  const { text, space, name, rank, found } = source;
  if (node.type !== "object" || path.depth > 12) return;
  const joined = (before: string, part: string): string => (before === "" ? part : `${before}.${part}`);
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key || !value || found.length >= MAX_ENTRIES) continue;
    const word = String(key.value);
    const full = joined(path.key, space === "flag" ? word.replaceAll("_", "-") : word);
    const written = joined(path.written, word);
    const shared = {
      key: full,
      space,
      name: `${name} ${written}`,
      keyPlace: slice(text, key.offset, key.offset + key.length),
      how: "inline-json" as const,
      unresolved: false,
      rank,
    };
    if (value.type === "object" && value.children?.length === 0)
      found.push({ ...shared, value: EMPTY_MAP, list: undefined, place: shared.keyPlace });
    else if (value.type === "object")
      collectJson(value, source, { key: full, written, depth: path.depth + 1 });
    else if (value.type === "array") {
      const list = (value.children ?? [])
        .filter((item) => item.type !== "object" && item.type !== "array")
        .map((item) => jsonText(item, text));
      found.push({
        ...shared,
        value: undefined,
        list,
        place: slice(text, value.offset, value.offset + value.length),
      });
    } else {
      const place = jsonText(value, text);
      found.push({ ...shared, value: place, list: undefined, place });
    }
  }
}

/** A JSON scalar's text; escapes in strings are undone without a place of their own. */
function jsonText(node: Node, text: MappedText): MappedText {
  if (node.type !== "string") return slice(text, node.offset, node.offset + node.length);
  const inner = slice(text, node.offset + 1, node.offset + node.length - 1);
  const value = String(node.value);
  if (inner.text !== value) return { text: value, pieces: [] };
  const starts = Array.from({ length: value.length }, (_, i) => node.offset + 1 + i);
  return value === ""
    ? concat([inner])
    : derive(
        text,
        value,
        starts,
        starts.map((start) => start + 1),
        { kind: "json" },
      );
}
