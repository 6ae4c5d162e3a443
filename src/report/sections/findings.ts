import type { Finding } from "../../domain/review.js";
import type { ReportContext } from "../context.js";
import { number, plural } from "../format.js";
import { fileUrl } from "../links.js";
import { code, link, prose } from "../markdown.js";

const MAX_ERRORS = 10;
const MAX_WARNINGS = 5;
const ORDER = { error: 0, warning: 1, notice: 2 } as const;

/** Worst first, then by place. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      ORDER[a.severity] - ORDER[b.severity] ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.position.line - b.position.line ||
      a.position.column - b.position.column,
  );
}

/** `[line 58] · message`; with the file when the reader cannot know it. */
function findingText(finding: Finding, context: ReportContext, withFile: boolean): string {
  const place = link(
    `line ${Math.trunc(finding.position.line)}`,
    fileUrl(context, finding.file, finding.position.line),
  );
  return `${withFile ? `${code(finding.file, 80)} ` : ""}${place} · ${prose(finding.message, 500)}`;
}

/** A numbered list of errors, at most ten. */
export function errorList(
  findings: readonly Finding[],
  context: ReportContext,
  options: { readonly withFile: boolean },
): string {
  const errors = sortFindings(findings).filter(({ severity }) => severity === "error");
  const lines = errors
    .slice(0, MAX_ERRORS)
    .map((finding, index) => `${index + 1}. ${findingText(finding, context, options.withFile)}`);
  if (errors.length > MAX_ERRORS)
    lines.push("", `and ${plural(errors.length - MAX_ERRORS, "more error")} on the lines.`);
  return lines.join("\n");
}

/** A rule that the heading or the line under it has said whole. */
const SAID = "sla-unreachable";

/** Warnings that do not decide, as a short list; notices are only on the lines, and what was {@link SAID} is not repeated. */
export function warningList(
  findings: readonly Finding[],
  context: ReportContext,
  options: { readonly withFile: boolean; readonly max?: number },
): string {
  const warnings = sortFindings(findings).filter(
    ({ severity, rule }) => severity === "warning" && rule !== SAID,
  );
  if (warnings.length === 0) return "";
  const max = options.max ?? MAX_WARNINGS;
  const lines = warnings
    .slice(0, max)
    .map((finding) => `- ⚠️ ${findingText(finding, context, options.withFile)}`);
  if (warnings.length > max) lines.push(`- and ${number(warnings.length - max)} more on the lines`);
  return lines.join("\n");
}
