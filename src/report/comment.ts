import { totalsLine } from "./sections/totals.js";
import type { CheckResult } from "../domain/review.js";
import { blocksOfExperiments } from "./blocks-of-experiments.js";
import type { Surface } from "./block-parts.js";
import { blocksOfMany } from "./blocks-of-many.js";
import { blocksOfOne } from "./blocks-of-one.js";
import type { ReportContext } from "./context.js";
import { COMMENT_BUDGET, fit, type CommentBlock } from "./fit.js";
import { bold, prose } from "./markdown.js";
import { encodeMarker, type Marker } from "./marker.js";
import { ownText } from "./own-text.js";
import { resultHeading, tellingExperiment } from "./result-heading.js";
import { footer } from "./sections/footer.js";
import { errorList } from "./sections/findings.js";
import { headingOfMany, headingOfOne } from "./sections/heading.js";
import { policyLine } from "./sections/policy-line.js";
import { removedLine } from "./sections/totals.js";
import { viewsOf, type ReviewView } from "./view.js";

/** The pull-request comment, hidden header first, within the size budget. */
export function renderComment(result: CheckResult, context: ReportContext, budget = COMMENT_BUDGET): string {
  const views = viewsOf(result, context);
  const checked = views.some(({ form }) => form !== "not-checked") || (result.experiments?.length ?? 0) > 0;
  const custom = ownText(context.footer);
  const tail = custom === "" ? "" : `\n\n${custom}`;
  const blocks: readonly CommentBlock[] = [
    { text: head(context, result.verdict, resultHeading(result, views)), fixed: true },
    ...resultBlocks(result, context),
    ...judgedBlocks(result, views, context, "comment"),
  ];
  const last = (shortened: number): string =>
    `${checked || shortened > 0 ? footer(result, context, shortened) : ""}${tail}`.replace(/^\n+/, "");
  return `${fit(blocks, last, budget - 1).text}\n`;
}

/** Manifests and experiment files; what the heading speaks of comes first. */
export function judgedBlocks(
  result: CheckResult,
  views: readonly ReviewView[],
  outer: ReportContext,
  surface: Surface,
): readonly CommentBlock[] {
  const context = { ...outer, failed: result.verdict === "fail" };
  // what a manifest lacks stands perhaps in the policy that could not be read
  const told = brokenPolicy(result) ? views.filter(({ form }) => form !== "not-checked") : views;
  const manifests = manifestBlocks(told, context, { surface, totals: totalsLine(result) });
  const experiments = blocksOfExperiments(result, context);
  if (tellingExperiment(result) === undefined || manifests.length === 0)
    return [...manifests, ...experiments];
  const [only] = views;
  const title = views.length === 1 && only !== undefined ? headingOfOne(only) : headingOfMany(views);
  return [...experiments, { text: bold(title), fixed: true }, ...manifests];
}

/** Blocks of the manifests, by how many there are. */
function manifestBlocks(
  views: readonly ReviewView[],
  context: ReportContext,
  shown: { readonly surface: Surface; readonly totals: string },
): readonly CommentBlock[] {
  const [only] = views;
  if (only === undefined) return [];
  return views.length === 1 ? blocksOfOne(only, context, shown.surface) : blocksOfMany(views, context, shown);
}

/** What belongs to no manifest: files that could not be read, a list that was cut. */
export function resultBlocks(result: CheckResult, context: ReportContext): readonly CommentBlock[] {
  const errors = errorList(result.findings, context, { withFile: true });
  const judged = [...result.deployments, ...(result.experiments ?? [])].some(
    ({ verdict }) => verdict === "fail",
  );
  return [
    { text: errors, fixed: true },
    {
      text: brokenPolicy(result) ? "No manifest is judged by a policy that cannot be read." : "",
      fixed: true,
    },
    {
      text: result.incomplete
        ? "The list of changed files is cut by the platform; manifests beyond it were not looked at. Split the pull request."
        : "",
      fixed: true,
    },
    { text: result.verdict === "fail" && !judged ? policyLine("fail", context) : "", fixed: true },
    { text: removedLine(result) },
  ];
}

/** Whether the policy itself is wrong, so that what it says holds for nothing. */
function brokenPolicy({ findings }: CheckResult): boolean {
  return findings.some(({ rule, severity }) => rule === "policy-invalid" && severity === "error");
}

/** The comment of a run that ended in a defect of ours. */
export function renderBrokenComment(message: string, context: ReportContext): string {
  const blocks: readonly CommentBlock[] = [
    { text: head(context, "error", BROKEN_HEADING), fixed: true },
    {
      text: `${prose(message, 400)}\n\nNothing in this pull request caused it. The job log has the details; a run started again may pass.`,
      fixed: true,
    },
  ];
  const empty: CheckResult = {
    verdict: "fail",
    deployments: [],
    findings: [],
    files: [],
    profile: "",
    incomplete: false,
  };
  return `${fit(blocks, () => footer(empty, context)).text}\n`;
}

/** Heading of a defect of ours. */
export const BROKEN_HEADING = "❌ Fail: the advisor broke, not your change";

/** Hidden header, the policy's own text, and the heading. */
function head(context: ReportContext, verdict: Marker["verdict"], heading: string): string {
  const marker = encodeMarker(context.key, {
    v: 1,
    head: context.headSha ?? "",
    run: context.run?.id ?? 0,
    attempt: context.run?.attempt ?? 0,
    verdict,
    ...(context.hashes === undefined ? {} : { hashes: context.hashes }),
  });
  const custom = ownText(context.header);
  return `${marker}\n${custom === "" ? "" : `${custom}\n\n`}### ${heading}`;
}
