import { isDeepStrictEqual } from "node:util";
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments, visit } from "yaml";
import type { ChangedFile } from "../domain/change.js";
import type { TextRange } from "../domain/location.js";
import type { DeploymentReview } from "../domain/review.js";
import { hidesLines } from "../manifest/yaml/two-readers.js";
import type { ManifestFile, SiblingFile } from "../manifest/types.js";
import type { ResolvedSettings } from "../policy/index.js";
import { nameOf } from "./moved.js";
import { gainsExpressions } from "./rendered.js";

/** One side of a deployment that may be as it was. */
export interface SideAsWritten {
  readonly path: string;
  readonly text: string;
  readonly file: ManifestFile;
  /** where the deployment begins in the text */
  readonly start: number;
  readonly settings: ResolvedSettings;
  /** files that it rests on: ConfigMaps, requests, benchmark jobs, files of its checkpoint */
  readonly restsOn: readonly SiblingFile[];
}

/**
 * Whether a change leaves a deployment as it was: in its place, with all that Kubernetes and the engine read of it and of
 * what it rests on, judged by the same values. Comments, indentation, quotes and the order of keys are nothing; a value
 * that is written otherwise is something, for YAML has several versions.
 */
export function isUntouched(head: SideAsWritten, base: SideAsWritten, read: ContentReader): boolean {
  if (head.path !== base.path || !isDeepStrictEqual(judgedBy(head), judgedBy(base))) return false;
  if (!isDeepStrictEqual(rulesOf(head), rulesOf(base))) return false;
  const asWritten = ({ file, text }: SiblingFile): readonly unknown[] => [file, read(text) ?? text];
  if (!isDeepStrictEqual(head.restsOn.map(asWritten), base.restsOn.map(asWritten))) return false;
  if (isSameContent(head.text, base.text, read)) return true;
  const [now, before] = [documentsFor(head, read), documentsFor(base, read)];
  return now !== undefined && isDeepStrictEqual(now, before);
}

/** Values of a text as they are written; undefined where they cannot be compared. */
export type ContentReader = (text: string) => readonly unknown[] | undefined;

/** Reads each text once, for all deployments of a file that rest on it. */
export function contentReader(): ContentReader {
  const known = new Map<string, readonly unknown[] | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, contentOf(text));
    return known.get(text);
  };
}

/** Whether two texts hold the same documents, but for comments and layout; false where one cannot be read whole. */
function isSameContent(head: string, base: string, read: ContentReader = contentOf): boolean {
  const now = read(head);
  return now !== undefined && isDeepStrictEqual(now, read(base));
}

/** Whether a change leaves a whole file as it was, in its place. */
export function isFileUntouched({ previousPath, baseText, headText }: ChangedFile): boolean {
  const both = previousPath === undefined && baseText !== undefined && headText !== undefined;
  return both && isSameContent(headText, baseText);
}

/** The review of a file that is not checked, marked where the change leaves the whole file as it was. */
export function asOnTheBase(file: ChangedFile, review: DeploymentReview): DeploymentReview {
  return !gainsExpressions(file) && isFileUntouched(file) ? { ...review, untouched: true } : review;
}

function judgedBy({ settings }: SideAsWritten): readonly (readonly [string, unknown])[] {
  return Object.entries(settings.values)
    .map(([key, sourced]) => [key, sourced.value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What reading the document of the deployment said, wherever in it. */
function rulesOf({ path, file, start }: SideAsWritten): readonly string[] {
  const at = file.documents.findIndex(({ range }) => isIn(range, start));
  const [from = 0, to = Infinity] = file.documents.slice(at).map(({ position }) => position.line);
  const own = file.findings.filter(
    (one) => one.file === path && one.position.line >= from && one.position.line < to,
  );
  return own.map(({ rule }) => rule).sort();
}

function isIn(range: TextRange, at: number): boolean {
  return range.start <= at && at < range.end;
}

/** The document of a deployment, and those of its file that are no deployments, which it may take settings from. */
function documentsFor(
  { text, file, start }: SideAsWritten,
  read: ContentReader,
): readonly unknown[] | undefined {
  if (DIRECTIVE.test(text)) return undefined;
  const own = file.deployments.find((one) => one.range.start === start);
  // of two of one name the last is what runs
  const others = file.deployments.filter((one) => own === undefined || nameOf(one) !== nameOf(own));
  const used = file.documents.filter(
    ({ range }) => isIn(range, start) || others.every((one) => !isIn(range, one.range.start)),
  );
  const contents = used.map(({ range, readable }) =>
    readable ? read(text.slice(range.start, range.end)) : undefined,
  );
  return contents.includes(undefined) ? undefined : contents;
}

/** What may turn the meaning of values that are written alike: directives, and marks that end a comment for some readers. */
const DIRECTIVE = /^%/m;
const INVISIBLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]/;

/** Values of a text as they are written; undefined where readers may differ, or the parser has anything to say. */
function contentOf(text: string): readonly unknown[] | undefined {
  if (DIRECTIVE.test(text) || INVISIBLE.test(text) || hidesLines(text)) return undefined;
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" });
    if (!Array.isArray(documents)) return [];
    if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) return undefined;
    return documents.map((one) => written(one.contents, { isKept: hasAliases(one), anchors: new Set() }));
  } catch {
    // nested too deeply for a parser, or an alias of an anchor that is not here
    return undefined;
  }
}

/**
 * A node as it is written. `anchors` are those in front of it. The order of keys is kept where aliases or merges stand:
 * which anchor of a name an alias means, and whether a merge overrules a key, hangs on what comes first.
 */
function written(node: unknown, order: { readonly isKept: boolean; readonly anchors: Set<string> }): unknown {
  if (isAlias(node)) {
    if (!order.anchors.has(node.source)) throw new RangeError(`no anchor for *${node.source}`);
    return ["alias", node.source];
  }
  if (isNode(node) && node.anchor !== undefined) order.anchors.add(node.anchor);
  if (isScalar(node)) {
    const plain = node.type === "PLAIN";
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
