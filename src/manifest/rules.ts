import type { FilePosition } from "../domain/location.js";
import type { Finding } from "../domain/review.js";
import { finding } from "../domain/finding.js";
import type { RuleOf, Severity } from "../domain/rules.js";
import { type FileText, positionAt } from "./text/file-text.js";
import { type MappedText, offsetsAt, positionOf, sourceOf } from "./text/mapped-text.js";
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
  push(
    findings,
    rule,
    message,
    findings.source.file,
    positionAt(findings.source, start),
    positionAt(findings.source, Math.max(start, end)),
    severity,
  );
}

/** Adds a finding on the characters of a mapped text. */
export function reportOn(
  findings: FindingList,
  rule: ManifestRule,
  text: MappedText,
  message: string,
  severity?: Severity,
): void {
  const source = sourceOf(text);
  const from = positionOf(text);
  const last = text.text.length === 0 ? undefined : offsetsAt(text, text.text.trimEnd().length - 1);
  push(
    findings,
    rule,
    message,
    source?.file.file ?? findings.source.file,
    from,
    last && source ? positionAt(source.file, last.end) : undefined,
    severity,
  );
}

/** Adds a finding at a position of the file. */
export function reportPosition(
  findings: FindingList,
  rule: ManifestRule,
  position: FilePosition,
  message: string,
  severity?: Severity,
): void {
  push(findings, rule, message, findings.source.file, position, undefined, severity);
}

/** Adds a finding on a setting. */
export function reportSetting(
  findings: FindingList,
  rule: ManifestRule,
  setting: { readonly origin: Origin },
  message: string,
  severity?: Severity,
): void {
  const { file, position, endPosition } = setting.origin;
  push(findings, rule, message, file === "" ? findings.source.file : file, position, endPosition, severity);
}

function push(
  findings: FindingList,
  rule: ManifestRule,
  message: string,
  file: string,
  position: FilePosition,
  endPosition: FilePosition | undefined,
  severity: Severity | undefined,
): void {
  if (findings.list.length >= MAX_FINDINGS) return;
  // Two workers that read one place through an alias have one mistake.
  const known = findings.list.some(
    (one) =>
      one.rule === rule &&
      one.file === file &&
      one.position.line === position.line &&
      one.position.column === position.column,
  );
  if (known) return;
  findings.list.push(finding(rule, { file, position, endPosition }, message, severity));
}
