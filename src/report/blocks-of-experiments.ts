import type { CheckResult, ExperimentFileReview } from "../domain/review.js";
import { block, fixed, restsBlock } from "./block-parts.js";
import type { ReportContext } from "./context.js";
import type { CommentBlock } from "./fit.js";
import { bold, code } from "./markdown.js";
import { tellingExperiment } from "./result-heading.js";
import { experimentContext, experimentTable, formerWinner, outcome } from "./sections/experiment.js";
import { errorList, warningList } from "./sections/findings.js";
import { policyLine } from "./sections/policy-line.js";
import { restsOnFacts } from "./sections/rests-on.js";

/** Experiment files, each with its table; under its own name when it is not the only thing in the comment. */
export function blocksOfExperiments(result: CheckResult, context: ReportContext): readonly CommentBlock[] {
  const files = result.experiments ?? [];
  const several = files.length + result.deployments.length > 1;
  const told = files.length === 1 ? tellingExperiment(result) : undefined;
  return files.flatMap((review) => {
    // the heading has said how the only file came out
    const how = review === told || review.experiments.length === 0 ? "" : `: ${outcome(review)}`;
    return blocksOfFile(review, context, several ? `${bold(code(review.file, 120))}${how}` : "");
  });
}

function blocksOfFile(
  review: ExperimentFileReview,
  context: ReportContext,
  title: string,
): readonly CommentBlock[] {
  return [
    block(title),
    fixed(policyLine(review.verdict, context, review.untouched)),
    fixed(errorList(review.findings, context, { withFile: false })),
    block(review.experiments.length === 0 ? "" : experimentTable(review)),
    block(formerWinner(review)),
    block(experimentContext(review, context)),
    block(warningList(review.findings, context, { withFile: false })),
    ...(review.facts.length === 0 ? [] : [restsBlock(restsOnFacts(review.facts, [review.file], context), 1)]),
  ];
}
