import type { FilePosition, TextEdit } from "../domain/location.js";
import type { Finding } from "../domain/review.js";
import { finding } from "../domain/finding.js";
import type { RuleOf, Severity } from "../domain/rules.js";
import { type FileText, positionAt } from "./text/file-text.js";
import { type MappedText, offsetsAt, positionOf, rangeOf, slice, sourceOf } from "./text/mapped-text.js";
import type { Origin } from "./types.js";

/** Id of a rule that reading a manifest can break. */
export type ManifestRule = RuleOf<"manifest">;

/** Collects findings of one file. */
export interface FindingList {
  readonly source: FileText;
  readonly list: Finding[];
}

/** Most findings kept for one file: a hostile file must not make an endless list. */
const MAX_FINDINGS = 500;

/** Adds a finding at a range of offsets. */
export function reportAt(
  findings: FindingList,
  rule: ManifestRule,
  start: number,
  end: number,
  message: string,
  severity?: Severity,
): void {
  const { file } = findings.source;
  const position = positionAt(findings.source, start);
  const endPosition = positionAt(findings.source, Math.max(start, end));
  push(findings, finding(rule, { file, position, endPosition }, message, severity));
}

/** Adds a finding on the characters of a mapped text. */
export function reportOn(
  findings: FindingList,
  rule: ManifestRule,
  text: MappedText,
  message: string,
  { severity, mend }: { readonly severity?: Severity; readonly mend?: TextEdit | undefined } = {},
): void {
  const source = sourceOf(text);
  const from = positionOf(text);
  const last = text.text.length === 0 ? undefined : offsetsAt(text, text.text.trimEnd().length - 1);
  const file = source?.file.file ?? findings.source.file;
  const endPosition = last && source ? positionAt(source.file, last.end) : undefined;
  push(findings, finding(rule, { file, position: from, endPosition, mend }, message, severity));
}

/** The edit that writes another name for one in a mapped text; undefined where the file does not hold it letter by letter. */
export function renamed(text: MappedText, written: string, meant: string): TextEdit | undefined {
  const at = text.text.indexOf(written);
  const range = at < 0 ? undefined : rangeOf(slice(text, at, at + written.length));
  return range?.end === (range?.start ?? 0) + written.length ? { range, text: meant } : undefined;
}

/** Adds a finding at a position of the file. */
export function reportPosition(
  findings: FindingList,
  rule: ManifestRule,
  position: FilePosition,
  message: string,
  severity?: Severity,
): void {
  push(findings, finding(rule, { file: findings.source.file, position }, message, severity));
}

/** Adds a finding on a setting. */
export function reportSetting(
  findings: FindingList,
  rule: ManifestRule,
  setting: { readonly origin: Origin },
  message: string,
  severity?: Severity,
): void {
  const { origin } = setting;
  const file = origin.file === "" ? findings.source.file : origin.file;
  push(findings, finding(rule, { ...origin, file }, message, severity));
}

function push(findings: FindingList, found: Finding): void {
  if (findings.list.length >= MAX_FINDINGS) return;
  // Two workers that read one place through an alias have one mistake.
  const at = findings.list.findIndex(
    (one) =>
      one.rule === found.rule &&
      one.file === found.file &&
      one.position.line === found.position.line &&
      one.position.column === found.position.column,
  );
  const known = findings.list[at];
  if (known === undefined) findings.list.push(found);
  else if (known.mend === undefined && found.mend !== undefined)
    findings.list[at] = { ...known, mend: found.mend };
}
