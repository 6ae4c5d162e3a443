import type { CheckResult, ExperimentFileReview } from "../domain/review.js";
import { block, fixed, restsBlock } from "./block-parts.js";
import type { ReportContext } from "./context.js";
import type { Block } from "./fit.js";
import { bold, code } from "./markdown.js";
import { experimentContext, experimentTable, formerWinner } from "./sections/experiment.js";
import { errorList, warningList } from "./sections/findings.js";
import { policyLine } from "./sections/policy-line.js";
import { restsOnFacts } from "./sections/rests-on.js";

/** Experiment files, each with its table; under its own name when it is not the only thing in the comment. */
export function blocksOfExperiments(result: CheckResult, context: ReportContext): readonly Block[] {
  const files = result.experiments ?? [];
  const several = files.length + result.deployments.length > 1;
  return files.flatMap((review) => blocksOfFile(review, context, several));
}

function blocksOfFile(
  review: ExperimentFileReview,
  context: ReportContext,
  named: boolean,
): readonly Block[] {
  return [
    block(named ? bold(code(review.file, 120)) : ""),
    fixed(policyLine(review.verdict, context)),
    fixed(errorList(review.findings, context, { withFile: false })),
    block(review.experiments.length === 0 ? "" : experimentTable(review)),
    block(formerWinner(review)),
    block(experimentContext(review, context)),
    block(warningList(review.findings, context, { withFile: false })),
    ...(review.facts.length === 0 ? [] : [restsBlock(restsOnFacts(review.facts, [review.file], context), 1)]),
  ];
}
