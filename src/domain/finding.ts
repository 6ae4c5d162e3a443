import { compact } from "./compact.js";
import type { FilePosition, TextEdit } from "./location.js";
import type { Finding } from "./review.js";
import { RULES, type RuleId, type Severity } from "./rules.js";

/** Where a finding belongs. */
export interface FindingPlace {
  readonly file: string;
  readonly position: FilePosition;
  readonly endPosition?: FilePosition | undefined;
  readonly mend?: TextEdit | undefined;
}

/** A finding with its rule's own severity, unless the case is a graver or a lesser one. */
export function finding(
  rule: RuleId,
  place: FindingPlace,
  message: string,
  severity: Severity = RULES[rule].severity,
): Finding {
  const { file, position, endPosition, mend } = place;
  return compact({ rule, severity, message, file, position, endPosition, mend });
}

/** The place of a finding about a whole file. */
export function topOf(file: string): FindingPlace {
  return { file, position: { line: 1, column: 1 } };
}
