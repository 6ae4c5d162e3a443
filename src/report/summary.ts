import type { CheckResult } from "../domain/review.js";
import { BROKEN_HEADING, judgedBlocks, resultBlocks } from "./comment.js";
import type { ReportContext } from "./context.js";
import { fit, type CommentBlock } from "./fit.js";
import { codeHtml, fold, prose } from "./markdown.js";
import { resultHeading } from "./result-heading.js";
import { footer } from "./sections/footer.js";
import { factsTable } from "./sections/facts.js";
import { warningList } from "./sections/findings.js";
import { viewsOf } from "./view.js";

/** GitHub refuses more than 1 MiB of UTF-8; three bytes a character at worst leaves a third. */
export const SUMMARY_BUDGET = 340_000;

/** The job summary: the comment with everything that it has no room for, and what went wrong with writing. */
export function renderSummary(result: CheckResult, context: ReportContext, budget = SUMMARY_BUDGET): string {
  const views = viewsOf(result, context);
  const several = views.length > 1;
  const blocks: readonly CommentBlock[] = [
    { text: `## ${resultHeading(result, views)}`, fixed: true },
    { text: notices(context), fixed: true },
    ...resultBlocks(result, context),
    ...judgedBlocks(result, views, context, "summary"),
    ...(several
      ? views
          .filter(({ review }) => review.facts.length > 0)
          .map((view) => factFold(view.name, factsTable(view.review.facts, context)))
      : []),
    { text: several ? warningList(result.findings, context, { withFile: true, max: 100 }) : "" },
  ];
  return `${fit(blocks, (shortened) => footer(result, context, shortened), budget - 1).text}\n`;
}

/** The summary of a run that ended in a defect of ours. */
export function renderBrokenSummary(message: string, context: ReportContext): string {
  return `## ${BROKEN_HEADING}\n\n${prose(message, 2000)}\n${notices(context) === "" ? "" : `\n${notices(context)}\n`}`;
}

function factFold(name: string, facts: string): CommentBlock {
  return {
    text: fold(`${codeHtml(name, 60)}: what it rests on`, facts),
    cuts: [{ step: 3, rank: 0, text: "" }],
  };
}

function notices(context: ReportContext): string {
  return (context.notices ?? []).map((notice) => `- ${prose(notice, 500)}`).join("\n");
}
