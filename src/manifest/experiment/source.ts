import { LineCounter, parseDocument, type Document, type Node, type Pair } from "yaml";
import type { FilePosition } from "../../domain/location.js";
import { inspect } from "../yaml/inspect.js";

/** Largest experiment file that is read, in characters. */
export const MAX_LENGTH = 512 * 1024;
const MAX_NODES = 50_000;
const MAX_ALIASES = 200;

/** A parsed file: plain data, and where each value stands. */
export interface ParsedSource {
  readonly data: unknown;
  /** position of a value, of its nearest ancestor when it came through an alias or merge key */
  at(path: readonly (string | number)[]): FilePosition;
  /** position of a key itself */
  atKey(path: readonly (string | number)[]): FilePosition;
  /** keys that occur twice in one mapping */
  readonly duplicates: readonly { readonly key: string; readonly position: FilePosition }[];
}

/** Parsing failed: one line and its place. */
export interface BrokenSource {
  readonly problem: string;
  readonly position: FilePosition;
}

const START: FilePosition = { line: 1, column: 1 };

/** Parses one YAML document within bounds of size, depth and aliases. Several documents are refused. */
export function parseSource(text: string): ParsedSource | BrokenSource {
  if (text.length > MAX_LENGTH)
    return {
      problem: `the file has ${text.length} characters, at most ${MAX_LENGTH} are read`,
      position: START,
    };
  const lines = new LineCounter();
  const at = (offset: number): FilePosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      merge: true,
      logLevel: "error",
      prettyErrors: false,
    });
    const broken = document.errors[0];
    if (broken !== undefined)
      return { problem: `not valid YAML: ${firstLine(broken.message)}`, position: at(broken.pos[0]) };
    const inspection = inspect(document, MAX_NODES);
    if (inspection.tooDeep || inspection.nodes > MAX_NODES)
      return { problem: "the file is nested too deeply or has too many values", position: START };
    const alias = inspection.brokenAliases[0];
    if (alias !== undefined)
      return {
        problem: `the alias *${alias.name.slice(0, 60)} ${alias.cyclic ? "contains itself" : "has no anchor before it"}`,
        position: at(alias.start),
      };
    const data: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return {
      data,
      at: (path) => at(valueOffset(document, path)),
      atKey: (path) => at(keyOffset(document, path)),
      duplicates: inspection.duplicates.map(({ key, start }) => ({ key, position: at(start) })),
    };
  } catch (error) {
    // Deep nesting exhausts recursion, too many aliases are refused by the library.
    return {
      problem: `the file cannot be read as YAML: ${firstLine(error instanceof Error ? error.message : String(error))}`,
      position: START,
    };
  }
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").slice(0, 200);
}

function nodeAt(document: Document, path: readonly (string | number)[]): Node | undefined {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return (node as Node | undefined)?.range === undefined ? undefined : (node as Node);
}

function valueOffset(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length));
    if (node !== undefined) return node.range?.[0] ?? 0;
  }
  return 0;
}

function keyOffset(document: Document, path: readonly (string | number)[]): number {
  const parent = nodeAt(document, path.slice(0, -1)) as { readonly items?: readonly Pair[] } | undefined;
  const name = String(path.at(-1));
  const pair = parent?.items?.find(
    ({ key }) => String((key as { readonly value?: unknown } | undefined)?.value) === name,
  );
  return (pair?.key as Node | undefined)?.range?.[0] ?? valueOffset(document, path.slice(0, -1));
}
