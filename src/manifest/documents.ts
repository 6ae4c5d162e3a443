import { type Document, isMap, isScalar, parseAllDocuments } from "yaml";
import type { TextRange } from "../domain/location.js";
import { type FindingList, reportAt } from "./rules.js";
import { type FileText } from "./text/file-text.js";
import { type MappedText, wholeFile } from "./text/mapped-text.js";
import type { TemplateKind } from "./types.js";
import { type Cursor, at, cursorAt, stringAt } from "./yaml/cursor.js";
import { inspect } from "./yaml/inspect.js";
import { BEHIND_END_WORDS, hiddenLineEnd, HIDDEN_LINE_END_WORDS } from "./yaml/two-readers.js";

/** Largest file that is read, in UTF-16 units. */
export const MAX_FILE_LENGTH = 1024 * 1024;
/** Most documents in a file. */
export const MAX_DOCUMENTS = 200;
/** Most YAML nodes in a file. */
export const MAX_NODES = 100_000;
/** Most node visits while reading, so that aliases cannot multiply the work. */
const READ_BUDGET = 400_000;

/** One document of a file. */
export interface LoadedDocument {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string | undefined;
  readonly range: TextRange;
  /** undefined when the document has errors or is empty */
  readonly root: Cursor | undefined;
  /** `kubectl` reads other values here than other readers do, or nothing */
  readonly contested?: true;
}

/** A file's documents and what is wrong with them. */
export interface LoadedFile {
  readonly source: FileText;
  readonly documents: readonly LoadedDocument[];
  /** false: at least one document is no YAML because it is a template */
  readonly plainYaml: boolean;
  readonly template: TemplateKind | undefined;
}

const YAML_OPTIONS = {
  keepSourceTokens: true,
  merge: true,
  // The library's own check is quadratic; `inspect` does it with a set.
  uniqueKeys: false,
  logLevel: "error",
  prettyErrors: false,
  strict: true,
} as const;

/** Parses all documents of a file. Documents with errors are reported and skipped; the others are kept. */
export function loadDocuments(source: FileText, findings: FindingList): LoadedFile {
  const { text } = source;
  const refused = (rule: "file-too-large" | "too-many-documents", message: string): LoadedFile => {
    reportAt(findings, rule, 0, 0, message);
    return { source, documents: [], plainYaml: true, template: undefined };
  };
  if (text.length > MAX_FILE_LENGTH)
    return refused(
      "file-too-large",
      `The file has ${text.length} characters, at most ${MAX_FILE_LENGTH} are read. Split it.`,
    );
  if (countMarkers(text) > MAX_DOCUMENTS)
    return refused("too-many-documents", `The file has more than ${MAX_DOCUMENTS} documents. Split it.`);
  if (text.charCodeAt(0) === 0xfeff)
    reportAt(findings, "byte-order-mark", 0, 1, "The file begins with a byte order mark. It is ignored.");
  const hidden = hiddenLineEnd(text);
  if (hidden !== undefined) {
    reportAt(findings, "yaml-syntax", hidden, hidden + 1, HIDDEN_LINE_END_WORDS);
    return { source, documents: [], plainYaml: false, template: undefined };
  }
  const parsed = parseGuarded(text, findings);
  if (parsed === undefined) return { source, documents: [], plainYaml: false, template: undefined };
  const whole = wholeFile(source);
  const budget = { left: READ_BUDGET };
  let nodes = 0;
  let plainYaml = true;
  let template: TemplateKind | undefined;
  const documents: LoadedDocument[] = [];
  for (const [index, document] of parsed.entries()) {
    const range = documentRange(document, text);
    // the range of a broken document ends where the parser stopped; its text goes on up to the next one
    const end = parsed[index + 1]?.range[0] ?? text.length;
    // control flow in front of the first document leads the parser astray, so that the parts are none
    const kindOfTemplate =
      templateOf(document, text.slice(range.start, end)) ??
      (document.errors.length > 0 ? templateOf(document, text) : undefined);
    if (kindOfTemplate) {
      if (!template) reportTemplate(findings, kindOfTemplate, document, range);
      template ??= kindOfTemplate;
      plainYaml = false;
      documents.push(unreadable(document, range));
      continue;
    }
    if (document.errors.length > 0) {
      reportErrors(findings, document);
      documents.push(unreadable(document, range));
      continue;
    }
    if (document.contents === null) continue;
    const inspection = inspect(document, MAX_NODES - nodes);
    nodes += inspection.nodes;
    if (nodes > MAX_NODES || inspection.tooDeep) {
      const what = inspection.tooDeep ? "is nested too deeply" : `has more than ${MAX_NODES} values`;
      reportAt(
        findings,
        "too-many-nodes",
        range.start,
        range.start,
        `This document ${what} and is not read.`,
      );
      documents.push(unreadable(document, range));
      if (nodes > MAX_NODES) break;
      continue;
    }
    reportInspection(findings, inspection);
    // behind `...` alone `kubectl` reads nothing until the next `---`
    const isBehindEnd = index > 0 && document.directives.docStart !== true;
    if (isBehindEnd) reportAt(findings, "yaml-syntax", range.start, range.start + 1, BEHIND_END_WORDS);
    const root = cursorAt({ text: whole, anchors: inspection.anchors, budget }, document.contents, false);
    documents.push({
      kind: stringAt(at(root, "kind")) ?? "",
      apiVersion: stringAt(at(root, "apiVersion")) ?? "",
      name: stringAt(at(root, "metadata", "name")),
      range,
      root,
      ...((isBehindEnd || inspection.contested.length > 0) && { contested: true }),
    });
  }
  return { source, documents, plainYaml, template };
}

/** Parses YAML that stands inside another text (an engine file). Undefined when it is broken; the first error is returned. */
export function parseNested(
  text: MappedText,
  budget: { left: number },
): { readonly root?: Cursor; readonly error?: { readonly message: string; readonly unit: number } } {
  if (text.text.length > MAX_FILE_LENGTH) return { error: { message: "too large", unit: 0 } };
  try {
    const [document, second] = parseAllDocuments(text.text, YAML_OPTIONS) as Document.Parsed[];
    if (!document?.contents) return {};
    // engines read these files by a loader that knows one document and the tags of YAML itself
    const error = document.errors[0] ?? document.warnings.find(({ code }) => code === "TAG_RESOLVE_FAILED");
    if (second !== undefined)
      return {
        error: { message: "a second document, of which the engine reads none", unit: second.range[0] },
      };
    if (error) return { error: { message: firstLine(error.message), unit: error.pos[0] } };
    const inspection = inspect(document, 20_000);
    if (inspection.nodes > 20_000 || inspection.tooDeep)
      return { error: { message: "too many values", unit: 0 } };
    const root = cursorAt({ text, anchors: inspection.anchors, budget }, document.contents, false);
    return root ? { root } : {};
  } catch (error) {
    return {
      error: { message: error instanceof Error ? firstLine(error.message) : "not readable", unit: 0 },
    };
  }
}

/** Undefined, and said, where nesting exhausts the library's recursion: nothing of the file is known then. */
function parseGuarded(text: string, findings: FindingList): readonly Document.Parsed[] | undefined {
  try {
    const parsed = parseAllDocuments(text, YAML_OPTIONS);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    reportAt(findings, "too-many-nodes", 0, 0, "The file is nested too deeply and is not read.");
    return undefined;
  }
}

function countMarkers(text: string): number {
  let count = 0;
  for (
    let at = text.startsWith("---") ? 0 : text.indexOf("\n---");
    at !== -1;
    at = text.indexOf("\n---", at + 1)
  )
    count++;
  return count;
}

function documentRange(document: Document.Parsed, text: string): TextRange {
  const [start = 0, , end = text.length] = document.range;
  return { start, end };
}

function unreadable(document: Document.Parsed, range: TextRange): LoadedDocument {
  const read = (name: string): string => {
    if (!isMap(document.contents)) return "";
    const value = document.contents.items.find(
      (pair) => isScalar(pair.key) && pair.key.value === name,
    )?.value;
    return isScalar(value) && typeof value.value === "string" ? value.value : "";
  };
  return { kind: read("kind"), apiVersion: read("apiVersion"), name: undefined, range, root: undefined };
}

/**
 * A document that is no YAML because something else fills it in first: it does not parse as it stands and does once its
 * placeholders are filled. Whatever is broken besides is a mistake of the document, wherever `${…}` stands in it. Helm
 * can be valid YAML by accident.
 */
function templateOf(document: Document.Parsed, text: string): TemplateKind | undefined {
  const broken = document.errors.length > 0;
  if (text.includes("{{") && (broken || hasMapKey(document)))
    return parses(text.replace(HELM_BLOCK, "").replace(HELM, "x")) ? "helm" : undefined;
  if (!broken || !PLACEHOLDER.test(text)) return undefined;
  const filled = text.replace(PLACEHOLDER_BLOCK, "").replaceAll(new RegExp(PLACEHOLDER, "g"), "x");
  return parses(filled) ? "envsubst" : undefined;
}

/** Lines that hold nothing but control flow of Helm, or a placeholder that stands for lines. */
const HELM_BLOCK = /^[ \t]*\{\{-?[^{}]*\}\}[ \t]*$/gm;
const PLACEHOLDER_BLOCK = /^[ \t]*\$\{[^{}\n]*\}[ \t]*$/gm;
const HELM = /\{\{[^{}]*\}\}/g;
const PLACEHOLDER = /\$(?:\{[^{}\n]*\}|[A-Za-z_][A-Za-z0-9_]*)/;

function parses(text: string): boolean {
  try {
    return parseAllDocuments(text, YAML_OPTIONS).every((one) => "errors" in one && one.errors.length === 0);
  } catch {
    // Deep nesting behind the place where the parser stopped before.
    return false;
  }
}

function hasMapKey(document: Document.Parsed): boolean {
  return inspect(document, MAX_NODES).mapKeys;
}

function reportTemplate(
  findings: FindingList,
  kind: TemplateKind,
  document: Document.Parsed,
  range: TextRange,
): void {
  const marker = kind === "helm" ? "{{" : "${";
  const found = findings.source.text.indexOf(marker, range.start);
  const start = found === -1 ? (document.errors[0]?.pos[0] ?? range.start) : found;
  const name = kind === "helm" ? "a Helm template" : "a template for envsubst";
  reportAt(
    findings,
    "template-not-rendered",
    start,
    start + 2,
    `This is ${name}, not YAML yet. Render it and check the rendered file.`,
  );
}

function reportErrors(findings: FindingList, document: Document.Parsed): void {
  for (const error of document.errors.slice(0, 5)) {
    if (error.message.includes("call stack")) {
      reportAt(
        findings,
        "too-many-nodes",
        error.pos[0],
        error.pos[0],
        "This document is nested too deeply and is not read.",
      );
      return;
    }
    reportAt(
      findings,
      "yaml-syntax",
      error.pos[0],
      error.pos[1],
      `Not valid YAML: ${firstLine(error.message)}. This document is skipped.`,
    );
  }
}

function reportInspection(findings: FindingList, inspection: ReturnType<typeof inspect>): void {
  for (const { key, start, end } of inspection.duplicates)
    reportAt(
      findings,
      "duplicate-key",
      start,
      end,
      `The key "${key.slice(0, 60)}" occurs twice in this map. Kubernetes refuses that; here the last one counts.`,
    );
  for (const { words, start, end } of inspection.contested)
    reportAt(findings, "yaml-syntax", start, end, words);
  for (const { name, start, end, cyclic } of inspection.brokenAliases) {
    const why = cyclic ? "contains itself" : "has no anchor before it in this document";
    reportAt(findings, "broken-alias", start, end, `The alias *${name.slice(0, 60)} ${why}.`);
  }
  for (const { text, key, start, end } of inspection.ambiguous)
    reportAt(
      findings,
      "ambiguous-boolean",
      start,
      end,
      `${key.slice(0, 60)}: ${text} is a boolean for Kubernetes and text for YAML 1.2. Write true, false or "${text}".`,
    );
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).slice(0, 200);
}
