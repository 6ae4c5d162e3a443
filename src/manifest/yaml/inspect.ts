import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
} from "yaml";
import { isMergeKey, keyName } from "./cursor.js";
import { JOINED_LINES_WORDS, joinsLines, mergedBehindWords } from "./two-readers.js";

/** What one walk over a parsed document finds. Offsets count in the text that was parsed. */
export interface Inspection {
  readonly anchors: ReadonlyMap<Alias, Node>;
  readonly nodes: number;
  readonly tooDeep: boolean;
  readonly duplicates: readonly { readonly key: string; readonly start: number; readonly end: number }[];
  /** where Kubernetes reads something else than we do, and what is said of it */
  readonly contested: readonly { readonly words: string; readonly start: number; readonly end: number }[];
  readonly brokenAliases: readonly {
    readonly name: string;
    readonly start: number;
    readonly end: number;
    readonly cyclic: boolean;
  }[];
  /** keys that are maps, as an unrendered `{{ … }}` gives */
  readonly mapKeys: boolean;
  readonly ambiguous: readonly {
    readonly text: string;
    readonly key: string;
    readonly start: number;
    readonly end: number;
  }[];
}

/** Deepest nesting that is read. */
export const MAX_DEPTH = 120;

const YAML_1_1_BOOLEANS = /^(?:y|n|yes|no|on|off)$/i;

interface Walk {
  readonly anchors: Map<Alias, Node>;
  readonly named: Map<string, Node>;
  readonly open: Set<Node>;
  readonly duplicates: { key: string; start: number; end: number }[];
  readonly contested: { words: string; start: number; end: number }[];
  readonly broken: { name: string; start: number; end: number; cyclic: boolean }[];
  readonly ambiguous: { text: string; key: string; start: number; end: number }[];
  readonly limit: number;
  nodes: number;
  tooDeep: boolean;
  mapKeys: boolean;
}

/**
 * Walks a document once, in order and without following aliases: resolves each alias to the last anchor of its name
 * before it, and finds duplicate keys, broken aliases and keys that are maps. Stops at `limit` nodes.
 */
export function inspect(document: Document.Parsed, limit: number): Inspection {
  const walk: Walk = {
    anchors: new Map(),
    named: new Map(),
    open: new Set(),
    duplicates: [],
    contested: [],
    broken: [],
    ambiguous: [],
    limit,
    nodes: 0,
    tooDeep: false,
    mapKeys: false,
  };
  visit(walk, document.contents, 0);
  return {
    anchors: walk.anchors,
    nodes: walk.nodes,
    tooDeep: walk.tooDeep,
    duplicates: walk.duplicates,
    contested: walk.contested,
    brokenAliases: walk.broken,
    mapKeys: walk.mapKeys,
    ambiguous: walk.ambiguous,
  };
}

function visit(walk: Walk, node: unknown, depth: number): void {
  if (walk.nodes++ >= walk.limit) return;
  if (depth > MAX_DEPTH) {
    walk.tooDeep = true;
    return;
  }
  if (isAlias(node)) visitAlias(walk, node);
  else if (isMap(node) || isSeq(node)) {
    if (node.anchor) walk.named.set(node.anchor, node);
    walk.open.add(node);
    if (isMap(node)) visitMap(walk, node.items, depth);
    else for (const item of node.items) visit(walk, isPair(item) ? item.value : item, depth + 1);
    walk.open.delete(node);
  } else if (isScalar(node)) {
    if (node.anchor) walk.named.set(node.anchor, node);
    if (node.type === "QUOTE_DOUBLE" && joinsLines(node.srcToken)) contest(walk, node, JOINED_LINES_WORDS);
  }
}

function contest(walk: Walk, { range }: Pick<Scalar, "range">, words: string): void {
  const [start = 0, end = 0] = range ?? [];
  if (walk.contested.length < 50) walk.contested.push({ words, start, end });
}

function visitAlias(walk: Walk, alias: Alias): void {
  const target = walk.named.get(alias.source);
  const cyclic = target !== undefined && walk.open.has(target);
  if (target && !cyclic) walk.anchors.set(alias, target);
  else if (walk.broken.length < 50) {
    const [start = 0, end = 0] = alias.range ?? [];
    walk.broken.push({ name: alias.source, start, end, cyclic });
  }
}

function visitMap(walk: Walk, pairs: readonly { key: unknown; value: unknown }[], depth: number): void {
  const seen = new Set<string>();
  const brought = new Set<string>();
  for (const { key, value } of pairs) {
    if (isMap(key) || isSeq(key)) walk.mapKeys = true;
    if (isScalar(key) && key.anchor) walk.named.set(key.anchor, key);
    const name = keyName(key);
    if (name !== undefined) {
      if (seen.has(name) && walk.duplicates.length < 50) {
        const [start = 0, end = 0] = (key as Scalar).range ?? [];
        walk.duplicates.push({ key: name, start, end });
      }
      seen.add(name);
      noteAmbiguous(walk, name, value);
    }
    visit(walk, value, depth + 1);
    if (isMergeKey(key))
      for (const merged of mergedNames(walk, value, 0)) {
        if (seen.has(merged) || brought.has(merged))
          contest(walk, key as Scalar, mergedBehindWords(merged.slice(0, 60)));
        brought.add(merged);
      }
  }
}

/** Names that a merge key brings, with those of merge keys in what it merges; each costs a node of the limit. */
function mergedNames(walk: Walk, value: unknown, depth: number): ReadonlySet<string> {
  const node = isAlias(value) ? walk.anchors.get(value) : value;
  const maps = isSeq(node)
    ? node.items.map((item) => (isAlias(item) ? walk.anchors.get(item) : item))
    : [node];
  const names = new Set<string>();
  for (const map of maps) {
    if (!isMap(map) || depth > 20) continue;
    for (const { key, value: inner } of map.items) {
      if (walk.nodes++ >= walk.limit) return names;
      const name = keyName(key);
      if (name !== undefined) names.add(name);
      if (isMergeKey(key)) for (const deeper of mergedNames(walk, inner, depth + 1)) names.add(deeper);
    }
  }
  return names;
}

/** `yes`, `on` and the like are booleans for Kubernetes' YAML 1.1 reader and strings for ours. */
function noteAmbiguous(walk: Walk, key: string, value: unknown): void {
  if (!isScalar(value) || value.type !== "PLAIN" || typeof value.value !== "string") return;
  if (!YAML_1_1_BOOLEANS.test(value.value) || walk.ambiguous.length >= 20) return;
  const [start = 0, end = 0] = value.range ?? [];
  walk.ambiguous.push({ text: value.value, key, start, end });
}
