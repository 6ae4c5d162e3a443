import { createHash } from "node:crypto";
import type { CheckResult, Finding } from "../domain/review.js";
import { RULES, type RuleId } from "../domain/rules.js";
import { jsonText } from "./json-text.js";
import { sortFindings } from "./sections/findings.js";
import { truncate, visible } from "./visible.js";

/** What the file must know beside the findings. */
export interface SarifOptions {
  /** version of the program */
  readonly version: string;
  /** tells uploads of one commit apart; one for each group of paths */
  readonly category: string;
  /** address of the page of a rule, from its id */
  readonly helpUri?: (rule: string) => string;
}

/** The platform keeps 5,000 results of a run. */
const MAX_RESULTS = 5000;
const LEVELS = { error: "error", warning: "warning", notice: "note" } as const;

/** A SARIF 2.1.0 log of all findings; valid without any, because a missing file would break the upload step. */
export function sarifLog(result: CheckResult, options: SarifOptions): Record<string, unknown> {
  const findings = sortFindings([
    ...result.findings,
    ...result.deployments.flatMap((review) => review.findings),
    ...(result.experiments ?? []).flatMap((review) => review.findings),
  ]).slice(0, MAX_RESULTS);
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const occurrences = new Map<string, number>();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Dynamo Config Advisor",
            semanticVersion: options.version,
            rules: rules.map((id) => ruleJson(id, options)),
          },
        },
        automationDetails: { id: `${visible(options.category)}/` },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultJson(finding, rules.indexOf(finding.rule), occurrences)),
      },
    ],
  };
}

/** The same as text. */
export function toSarif(result: CheckResult, options: SarifOptions): string {
  return `${jsonText(sarifLog(result, options), 2)}\n`;
}

function ruleJson(id: RuleId, { helpUri }: SarifOptions): Record<string, unknown> {
  const words = id.replaceAll("-", " ");
  return {
    id,
    name: words.replace(/(?:^| )(?<letter>[a-z])/g, (_all, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}` },
    help: {
      text: `See the page of the rule ${id}.`,
      ...(helpUri === undefined ? {} : { markdown: `[${id}](${helpUri(id)})` }),
    },
    ...(helpUri === undefined ? {} : { helpUri: helpUri(id) }),
    defaultConfiguration: { level: LEVELS[RULES[id].severity] },
    properties: { tags: ["dynamo", "deployment"] },
  };
}

/** Address below the root of the repository: segments that would leave it are left out. */
function uriBelowRoot(file: string): string {
  return file
    .split("/")
    .filter((part) => !["", ".", ".."].includes(part))
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")))
    .join("/");
}

/** Plain text of SARIF has links (`[text](address)`), and an alert is shown as a comment: names in it stay words. */
function withoutLinks(message: string): string {
  return message
    .replaceAll("](", "]\u200b(")
    .replace(/[@#](?=[a-z0-9])/gi, (mark) => `${mark}\u200b`)
    .replace(/:(?=\/\/)/g, ":\u200b");
}

function resultJson(
  finding: Finding,
  ruleIndex: number,
  occurrences: Map<string, number>,
): Record<string, unknown> {
  const { rule, severity, message, file, position, endPosition } = finding;
  const shown = truncate(visible(message), 4000);
  // lines move and figures change from push to push; rule, file and words stay
  const identity = JSON.stringify([rule, file, shown.replace(/[\d.,]+/g, "0")]);
  const nth = occurrences.get(identity) ?? 0;
  occurrences.set(identity, nth + 1);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: withoutLinks(shown) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: uriBelowRoot(file),
            uriBaseId: "%SRCROOT%",
          },
          region: {
            startLine: Math.max(1, Math.trunc(position.line)),
            startColumn: Math.max(1, Math.trunc(position.column)),
            ...(endPosition === undefined
              ? {}
              : {
                  endLine: Math.max(1, Math.trunc(endPosition.line)),
                  endColumn: Math.max(1, Math.trunc(endPosition.column)),
                }),
          },
        },
      },
    ],
    partialFingerprints: {
      "dynamoAdvisor/v1": createHash("sha256").update(`${identity}#${nth}`).digest("hex").slice(0, 32),
    },
  };
}
