import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import {
  type AliasUse,
  derive,
  identity,
  type MappedText,
  mapped,
  memo,
  offsetsAt,
  slice,
  sourceOf,
} from "../text/mapped-text.js";
import { scalarLayer, scalarSpans } from "../text/scalar-spans.js";

/** What reading a parsed document needs: its text, its anchors and how many more nodes may be visited. */
export interface ReadContext {
  readonly text: MappedText;
  /** the node that each alias stands for; aliases without an anchor before them are missing */
  readonly anchors: ReadonlyMap<Alias, Node>;
  /** shared by all cursors of a file: bounds the work that aliases can cause */
  readonly budget: { left: number };
}

/** A node of a document, with aliases followed and merge keys seen through. */
export interface Cursor {
  readonly context: ReadContext;
  readonly node: Scalar | YAMLMap | YAMLSeq;
  /** the node itself or one above it was reached through an alias or a merge key */
  readonly aliased: boolean;
  /** the key in the map above */
  readonly key?: Node;
  /** the outermost alias on the way here; absent below a merge key */
  readonly alias?: AliasUse;
}

/** A cursor for a node; undefined for null values, missing nodes, broken aliases and an exhausted budget. */
export function cursorAt(
  context: ReadContext,
  node: unknown,
  aliased: boolean,
  key?: Node,
  above?: AliasUse,
): Cursor | undefined {
  if (context.budget.left <= 0) return undefined;
  context.budget.left--;
  let target = node;
  let through = aliased;
  let alias = above;
  for (let hops = 0; isAlias(target) && hops < 20; hops++) {
    const anchored = context.anchors.get(target);
    if (!aliased && !through && target.range && anchored?.range) {
      const [from, to] = target.range;
      const [start, end] = anchored.range;
      alias = { token: { start: from, end: to }, node: { start, end } };
    }
    target = anchored;
    through = true;
  }
  if (!(isScalar(target) || isMap(target) || isSeq(target))) return undefined;
  if (isScalar(target) && target.value === null) return undefined;
  return { context, node: target, aliased: through, ...(key && { key }), ...(alias && { alias }) };
}

/** The value of a key: own keys first (the last of duplicates), then merged maps. */
export function child(cursor: Cursor | undefined, name: string): Cursor | undefined {
  if (!cursor || !isMap(cursor.node)) return undefined;
  return childOf(cursor, name, 0);
}

function childOf(cursor: Cursor, name: string, depth: number): Cursor | undefined {
  if (!isMap(cursor.node) || depth > 20) return undefined;
  const { items } = cursor.node;
  let own: Pair | undefined;
  for (const pair of items) if (keyName(pair.key) === name) own = pair;
  if (own) return cursorAt(cursor.context, own.value, cursor.aliased, own.key as Node, cursor.alias);
  for (const merged of mergedMaps(cursor)) {
    const found = childOf(merged, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The value at the end of a path of keys. */
export function at(cursor: Cursor | undefined, ...path: readonly string[]): Cursor | undefined {
  return path.reduce<Cursor | undefined>(child, cursor);
}

/** Keys and values of a map, merged ones last; null values are left out. */
export function entries(cursor: Cursor | undefined): readonly (readonly [string, Cursor])[] {
  const found = new Map<string, Cursor>();
  if (cursor) collectEntries(cursor, found, new Set(), 0);
  return [...found];
}

function collectEntries(cursor: Cursor, found: Map<string, Cursor>, nulls: Set<string>, depth: number): void {
  if (!isMap(cursor.node) || depth > 20) return;
  for (const pair of cursor.node.items) {
    const name = keyName(pair.key);
    if (name === undefined || (depth > 0 && (found.has(name) || nulls.has(name)))) continue;
    const value = cursorAt(cursor.context, pair.value, cursor.aliased, pair.key as Node, cursor.alias);
    if (value) found.set(name, value);
    else nulls.add(name);
  }
  for (const merged of mergedMaps(cursor)) collectEntries(merged, found, nulls, depth + 1);
}

/** Keys of a map whose own values are null, with the texts of the keys. */
export function nullKeys(cursor: Cursor | undefined): readonly (readonly [string, MappedText])[] {
  if (!cursor || !isMap(cursor.node)) return [];
  return cursor.node.items.flatMap(({ key, value }) => {
    const name = keyName(key);
    const range = (key as Scalar).range;
    const nothing = value === null || (isScalar(value) && value.value === null);
    if (name === undefined || !range || !nothing) return [];
    return [[name, slice(cursor.context.text, range[0], range[1])] as const];
  });
}

/** Items of a list; null items are left out. */
export function items(cursor: Cursor | undefined): readonly Cursor[] {
  if (!cursor || !isSeq(cursor.node)) return [];
  const found: Cursor[] = [];
  for (const item of cursor.node.items) {
    const value = cursorAt(cursor.context, item, cursor.aliased, undefined, cursor.alias);
    if (value) found.push(value);
  }
  return found;
}

/** True when the cursor stands on a map. */
export function isMapCursor(cursor: Cursor | undefined): cursor is Cursor {
  return cursor !== undefined && isMap(cursor.node);
}

/** True when the cursor stands on a map without keys. */
export function isEmptyMap({ node }: Cursor): boolean {
  return isMap(node) && node.items.length === 0;
}

/** True when the cursor stands on a list. */
export function isListCursor(cursor: Cursor | undefined): cursor is Cursor {
  return cursor !== undefined && isSeq(cursor.node);
}

/** The scalar's text (as written for numbers and booleans, the value for strings) with its place; undefined for maps and lists. */
export function textAt(cursor: Cursor | undefined): MappedText | undefined {
  if (!cursor || !isScalar(cursor.node)) return undefined;
  return scalarText(cursor.context.text, cursor.node, cursor.aliased, cursor.alias);
}

/** A whole number in a form of YAML 1.1, which Kubernetes reads: `010` and `0o10` are 8, `0b11` is 3, `1_000` is 1000. */
function oldInteger(source: string): number | undefined {
  const [, sign, digits] = /^([+-]?)(0[box]?[\da-f_]+|\d[\d_]*)$/i.exec(source) ?? [];
  if (digits === undefined || /^(?:0|[1-9]\d*)$/.test(digits)) return undefined;
  const plain = digits.replaceAll("_", "");
  const value = /^0[box]/i.test(plain)
    ? Number(plain)
    : /^0[0-7]+$/.test(plain)
      ? parseInt(plain, 8)
      : Number(plain);
  return Number.isSafeInteger(value) ? (sign === "-" ? -value : value) : undefined;
}

/** The scalar as a plain string. */
export function stringAt(cursor: Cursor | undefined): string | undefined {
  if (!cursor || !isScalar(cursor.node)) return undefined;
  const { value, source, type } = cursor.node;
  const whole = type === "PLAIN" && source !== undefined ? oldInteger(source) : undefined;
  if (whole !== undefined) return String(whole);
  // `!!binary`, which Kubernetes decodes as well
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  if (typeof value === "string") return value;
  return source ?? String(value);
}

/** A key as text; merge keys and keys that are not scalars have none. */
export function keyName(key: unknown): string | undefined {
  if (!isScalar(key) || typeof key.value === "symbol") return undefined;
  if (typeof key.value === "string") return key.value;
  if (key.value instanceof Uint8Array) return Buffer.from(key.value).toString("utf8");
  return key.source ?? String(key.value);
}

/** Offset in the file where the cursor's key (or, without one, its value) begins. */
export function offsetOf(cursor: Cursor): number {
  const at = cursor.key?.range?.[0] ?? cursor.node.range?.[0] ?? 0;
  const { text } = cursor.context;
  return offsetsAt(text, at)?.start ?? sourceOf(text)?.offset ?? 0;
}

function mergedMaps(cursor: Cursor): readonly Cursor[] {
  const found: Cursor[] = [];
  for (const pair of (cursor.node as YAMLMap).items) {
    if (!isMergeKey(pair.key)) continue;
    const value = cursorAt(cursor.context, pair.value, true);
    if (isMapCursor(value)) found.push(value);
    else for (const item of items(value)) if (isMapCursor(item)) found.push({ ...item, aliased: true });
  }
  return found;
}

/** Whether a key merges other maps into its own. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === "symbol" && (key.source ?? "<<") === "<<";
}

function scalarText(
  outer: MappedText,
  node: Scalar,
  aliased: boolean,
  alias: AliasUse | undefined,
): MappedText {
  const source = sourceOf(outer);
  if (!source) return { text: String(node.value), pieces: [] };
  const [from = 0, to = 0] = node.range ?? [];
  const isString = typeof node.value === "string";
  const text = isString ? (node.value as string) : (node.source ?? String(node.value));
  const local = memo(() =>
    isString
      ? scalarSpans(outer.text, node as Scalar<string>)
      : to - from === text.length
        ? identity(text.length, from)
        : undefined,
  );
  const layer = scalarLayer(outer.text, node);
  if (outer.pieces.length === 1 || local() === undefined) {
    return mapped(text, {
      ...source,
      aliased: aliased || source.aliased,
      // Only an alias of the file itself can be replaced by a copy; one inside an engine file cannot.
      ...(alias && source.layers.length === 0 && { alias }),
      offset: offsetsAt(outer, from)?.start ?? source.offset,
      layers: [...source.layers, layer],
      spans: memo(() => {
        const spans = local();
        if (!spans) return undefined;
        const start = new Int32Array(text.length).fill(-1);
        const end = start.slice();
        for (let i = 0; i < text.length; i++) {
          if ((spans.start[i] ?? -1) < 0) continue;
          start[i] = offsetsAt(outer, spans.start[i] ?? 0)?.start ?? -1;
          end[i] = offsetsAt(outer, (spans.end[i] ?? 1) - 1)?.end ?? -1;
        }
        return { start, end };
      }),
    });
  }
  const spans = local();
  return spans ? derive(outer, text, spans.start, spans.end, layer) : { text, pieces: [] };
}
