import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, visit } from "yaml";
import { hidesLines } from "../manifest/yaml/two-readers.js";
import { withoutComments } from "./template-lines.js";

/** Values of a text as they are written, for the question whether two texts say the same. Undefined: not to be compared. */
export interface Content {
  /** every document */
  readonly all: readonly unknown[] | undefined;
  /** the document, or the item of a list, that begins at an offset */
  partAt(start: number): unknown;
  /** the lines of the document that begins at an offset, where it is no YAML; without comments where those can be told */
  textAt(start: number): string | undefined;
}

export type ContentReader = (text: string) => Content;

/** Reads each text once, for all deployments of a file that rest on it. */
export function contentReader(): ContentReader {
  const known = new Map<string, Content>();
  return (text) => {
    let content = known.get(text);
    if (content === undefined) known.set(text, (content = contentOf(text)));
    return content;
  };
}

/** What may turn the meaning of values that are written alike: directives, and marks that end a comment for some readers. */
const DIRECTIVE = /^%/m;
const INVISIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]/;

/** Reads the values of a text; documents that the parser has anything to say about have none. */
export function contentOf(text: string): Content {
  const documents = parsed(text);
  if (documents === undefined) return { all: undefined, partAt: () => undefined, textAt: () => undefined };
  const textOf = (index: number): string =>
    text.slice(index === 0 ? 0 : documents[index]?.range[0], documents[index + 1]?.range[0] ?? text.length);
  const indexAt = (start: number): number => documents.findLastIndex(({ range }) => range[0] <= start);
  const readable = (index: number): Document.Parsed | undefined => {
    const one = documents[index];
    const isClear = one !== undefined && one.errors.length + one.warnings.length === 0;
    return isClear && !INVISIBLE.test(textOf(index)) ? one : undefined;
  };
  let all: readonly unknown[] | undefined;
  let isRead = false;
  return {
    get all() {
      if (!isRead && documents.every((_, index) => readable(index) !== undefined))
        all = attempt(() => documents.map((one) => wholeOf(one)));
      isRead = true;
      return all;
    },
    partAt: (start) => {
      const document = readable(indexAt(start));
      return document && attempt(() => partOf(document, start));
    },
    textAt: (start) => {
      const lines = textOf(indexAt(start));
      return withoutComments(lines) ?? lines;
    },
  };
}

function parsed(text: string): readonly Document.Parsed[] | undefined {
  if (DIRECTIVE.test(text) || hidesLines(text)) return undefined;
  const documents = attempt(() => parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" }));
  return documents && (Array.isArray(documents) ? documents : []);
}

/** Undefined for what is nested too deeply for a parser, and for a part that cannot stand alone. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function wholeOf(document: Document.Parsed): unknown {
  return written(document.contents, { isKept: hasAliases(document), anchors: new Set(), outer: new Set() });
}

/** A document, or one item of the list that it is, with what the list says of all of them. */
function partOf(document: Document.Parsed, start: number): unknown {
  if (document.range[0] === start) return wholeOf(document);
  let found: unknown;
  visit(document, {
    Map: (_, node) => {
      if (node.range?.[0] !== start) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  const outer = new Set<string>();
  visit(document, {
    Node: (_, node) => void (isNode(node) && "anchor" in node && outer.add(String(node.anchor))),
  });
  const list = isMap(document.contents) ? document.contents.items : [];
  const heads = list.filter(({ key }) => isScalar(key) && key.value !== "items");
  const order = { isKept: hasAliases(document), outer };
  return [
    heads.map(({ key, value }) =>
      [key, value].map((node) => written(node, { ...order, anchors: new Set() })),
    ),
    written(found, { ...order, anchors: new Set() }),
  ];
}

/** How a node is written down: `anchors` are those in front of it, `outer` those of what it is cut out of. */
interface Order {
  /** the order of keys counts: which anchor of a name an alias means, and what a merge overrules, hangs on what comes first */
  readonly isKept: boolean;
  readonly anchors: Set<string>;
  readonly outer: ReadonlySet<string>;
}

/** A node as it is written. An alias that means something outside of it has no words of its own. */
function written(node: unknown, order: Order): unknown {
  if (isAlias(node)) {
    const isHere = order.anchors.has(node.source);
    if (!isHere && order.outer.has(node.source))
      throw new RangeError(`the anchor of *${node.source} is elsewhere`);
    return [isHere ? "alias" : "broken alias", node.source];
  }
  if (isNode(node) && node.anchor !== undefined) order.anchors.add(node.anchor);
  if (isScalar(node)) {
    const plain = node.type === "PLAIN" && !isWord(node.source ?? "");
    return [plain ? "plain" : "text", node.tag, node.anchor, plain ? node.source : node.value];
  }
  if (isSeq(node)) return ["list", node.tag, node.anchor, node.items.map((item) => written(item, order))];
  if (!isMap(node)) return null;
  const pairs = node.items.map(
    ({ key, value }) => [JSON.stringify(written(key, order)), written(value, order)] as const,
  );
  const isKept = order.isKept || node.items.some(({ key }) => isScalar(key) && key.source === "<<");
  const ordered = isKept ? pairs : pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return ["map", node.tag, node.anchor, ordered];
}

/** Whether a plain scalar is a text for every reader: quotes round it say nothing more. */
function isWord(source: string): boolean {
  return /^-{0,2}[A-Za-z/]/.test(source) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(source);
}

function hasAliases(document: Document): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}
