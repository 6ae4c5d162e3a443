import type { FilePosition } from "../domain/location.js";
import type { Finding, Severity } from "../domain/review.js";
import { type FileText, positionAt } from "./text/file-text.js";
import { type MappedText, offsetsAt, positionOf, sourceOf } from "./text/mapped-text.js";
import type { Origin } from "./types.js";

/** Rules that reading a manifest can break, with the severity each has unless the policy says otherwise. `docs/rules.md` explains them. */
export const MANIFEST_RULES = {
  // the file
  "file-too-large": "error",
  "too-many-documents": "error",
  "too-many-nodes": "error",
  "yaml-syntax": "error",
  "duplicate-key": "warning",
  "broken-alias": "error",
  "ambiguous-boolean": "notice",
  "byte-order-mark": "notice",
  "template-not-rendered": "notice",
  "kustomize-patch": "notice",
  "legacy-graph": "notice",
  "deprecated-api-version": "notice",
  "unknown-api-version": "warning",
  "version-shape-mismatch": "error",
  // commands and engine files
  "engine-not-found": "warning",
  "shell-syntax": "warning",
  "shell-too-long": "warning",
  "shell-stray-backslash": "error",
  "shell-array-under-sh": "warning",
  "unresolved-value": "notice",
  "flag-value-invalid": "error",
  "flag-duplicate": "warning",
  "flag-ignored": "warning",
  "json-syntax": "error",
  "engine-file-missing": "notice",
  "engine-file-syntax": "error",
  "setting-disagrees": "warning",
  "backend-mismatch": "warning",
  // roles
  "role-flag-missing": "warning",
  "role-mismatch": "warning",
  "mode-not-understood": "notice",
  "model-mismatch": "error",
  "kv-connector-missing": "warning",
  // sizes
  "gpus-too-few": "error",
  "gpus-unused": "warning",
  "dp-not-dividing-tp": "error",
  "experts-not-dividing-tp": "error",
  "gpu-limit-missing": "notice",
  "gpu-request-differs": "error",
  "gpu-product-mixed": "notice",
  "gpu-product-conflict": "warning",
  "tokens-below-batch": "warning",
  "graph-sizes-below-batch": "notice",
  "annotation-unknown": "warning",
  "not-predicted": "notice",
} as const satisfies Record<string, Severity>;

/** Id of a rule that reading a manifest can break. */
export type ManifestRule = keyof typeof MANIFEST_RULES;

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
): void {
  push(
    findings,
    rule,
    message,
    findings.source.file,
    positionAt(findings.source, start),
    positionAt(findings.source, Math.max(start, end)),
  );
}

/** Adds a finding on the characters of a mapped text. */
export function reportOn(findings: FindingList, rule: ManifestRule, text: MappedText, message: string): void {
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
  );
}

/** Adds a finding at a position of the file. */
export function reportPosition(
  findings: FindingList,
  rule: ManifestRule,
  position: FilePosition,
  message: string,
  file = findings.source.file,
): void {
  push(findings, rule, message, file, position, undefined);
}

/** Adds a finding on a setting. */
export function reportSetting(
  findings: FindingList,
  rule: ManifestRule,
  setting: { readonly origin: Origin },
  message: string,
): void {
  const { file, position, endPosition } = setting.origin;
  push(findings, rule, message, file === "" ? findings.source.file : file, position, endPosition);
}

function push(
  findings: FindingList,
  rule: ManifestRule,
  message: string,
  file: string,
  position: FilePosition,
  endPosition: FilePosition | undefined,
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
  findings.list.push({
    rule,
    severity: MANIFEST_RULES[rule],
    message,
    file,
    position,
    ...(endPosition && { endPosition }),
  });
}
