import { isDeepStrictEqual } from "node:util";
import type { ChangedFile } from "../domain/change.js";
import type { TextRange } from "../domain/location.js";
import type { DeploymentReview, Finding } from "../domain/review.js";
import type { ManifestDocument, ManifestFile, SiblingFile } from "../manifest/types.js";
import type { ResolvedSettings } from "../policy/index.js";
import { nameOf } from "./moved.js";
import { gainsExpressions } from "./rendered.js";
import { isSameTemplate } from "./template-lines.js";
import { isServing, unreadDocuments } from "./understand.js";
import { type Content, contentOf, type ContentReader } from "./written-content.js";

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
  const asWritten = ({ file, text }: SiblingFile): readonly unknown[] => [file, read(text).all ?? text];
  if (!isDeepStrictEqual(head.restsOn.map(asWritten), base.restsOn.map(asWritten))) return false;
  const whole = read(head.text).all;
  if (whole !== undefined && isDeepStrictEqual(whole, read(base.text).all)) return true;
  const [now, before] = [documentsFor(head, read), documentsFor(base, read)];
  return now !== undefined && isDeepStrictEqual(now, before);
}

/** Whether a change leaves a whole file as it was, in its place; a template is compared by its lines. */
export function isFileUntouched({ previousPath, baseText, headText }: ChangedFile): boolean {
  if (previousPath !== undefined || baseText === undefined || headText === undefined) return false;
  const now = contentOf(headText).all;
  return now === undefined
    ? isSameTemplate(headText, baseText)
    : isDeepStrictEqual(now, contentOf(baseText).all);
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

/** Kinds that a deployment takes nothing from which we read. */
const APART =
  /^(?:Service|ServiceAccount|Namespace|Ingress|HTTPRoute|Gateway|(?:Cluster)?Role(?:Binding)?|PersistentVolumeClaim|(?:Service|Pod)Monitor|NetworkPolicy|PodDisruptionBudget)$/;

/** The document of a deployment, and those of its file that are no deployments, which it may take settings from. */
function documentsFor({ text, file, start }: SideAsWritten, read: ContentReader): Written {
  const own = file.deployments.find((one) => one.range.start === start);
  // of two of one name the last is what runs
  const others = file.deployments.filter((one) => own === undefined || nameOf(one) !== nameOf(own));
  return writtenOf(
    file.documents.filter(
      ({ range, kind }) =>
        isIn(range, start) || (!APART.test(kind) && others.every((one) => !isIn(range, one.range.start))),
    ),
    read(text),
  );
}

type Written = readonly unknown[] | undefined;

/** Documents of a text as they are written; undefined where one of them cannot be compared. */
function writtenOf(documents: readonly ManifestDocument[], content: Content): Written {
  const contents = documents.map(({ range, readable }) =>
    readable ? content.partAt(range.start) : content.textAt(range.start),
  );
  return contents.includes(undefined) ? undefined : contents;
}

/** A file as it was read, for questions about parts of it that are no deployments. */
export interface FileAsWritten {
  readonly text: string;
  readonly file: ManifestFile;
}

/** Whether a change leaves those documents of a file as they were that serve a model and are not read. */
export function areUnreadUntouched(head: FileAsWritten, base: FileAsWritten, read: ContentReader): boolean {
  const [now, before] = [head, base].map(({ text, file }) =>
    writtenOf(unreadDocuments(file, text), read(text)),
  );
  return now !== undefined && isDeepStrictEqual(now, before);
}

/**
 * Findings of a file, those marked that were said before of a document that the change leaves as it was. Not what is said of
 * deployments and of ConfigMaps, which they rest on: who changes a deployment answers for it.
 */
export function markedFindings(
  head: FileAsWritten,
  base: FileAsWritten,
  read: ContentReader,
): readonly Finding[] {
  const saidOf = (
    { text, file }: FileAsWritten,
    { rule, message, position }: Finding,
  ): string | undefined => {
    const document = file.documents.findLast((one) => one.position.line <= position.line);
    if (document === undefined || (document.readable && (isServing(document.kind) || isEngine(document))))
      return undefined;
    const content = writtenOf([document], read(text));
    return content && JSON.stringify([rule, message, content]);
  };
  const before = new Set(
    base.file.findings.flatMap((one) => (one.file === base.file.file ? (saidOf(base, one) ?? []) : [])),
  );
  return head.file.findings.map((one) =>
    one.file === head.file.file && before.has(saidOf(head, one) ?? "")
      ? { ...one, message: `${one.message} (as on the base)`, untouched: true }
      : one,
  );
}

const isEngine = ({ kind }: ManifestDocument): boolean => kind === "ConfigMap";
