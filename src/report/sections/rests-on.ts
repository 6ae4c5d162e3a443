import type { DeploymentReview, Evaluation, Fact } from "../../domain/review.js";
import { checkCommand, commandPaths } from "../check-command.js";
import { columnsOf } from "../columns.js";
import type { ReportContext } from "../context.js";
import { latencyMs, memory, number, rate } from "../format.js";
import { fence, fold, table } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { factsTable, sharedFactsTable } from "./facts.js";

const SUMMARY = "What this rests on, and how to recompute it";

/** The forms of the fold, longest first: all, without other figures, assumed facts only. */
export interface RestsOn {
  readonly full: string;
  readonly withoutFigures: string;
  readonly assumedOnly: string;
}

/** What one manifest's figures rest on. */
export function restsOn(view: ReviewView, context: ReportContext): RestsOn {
  const { review } = view;
  const command = fence("sh", [checkCommand([review.file], context)]);
  const compose = (...parts: readonly string[]): string =>
    fold(SUMMARY, [...parts.filter((part) => part !== ""), command].join("\n\n"));
  const facts = factsTable(review.facts, context);
  const assumed = factsTable(
    review.facts.filter(({ source }) => source.kind === "assumed"),
    context,
  );
  return {
    full: compose(otherFigures(view), facts),
    withoutFigures: compose(facts),
    assumedOnly: compose(assumed),
  };
}

/** What figures without a table of others rest on. */
export function restsOnFacts(
  facts: readonly Fact[],
  files: readonly string[],
  context: ReportContext,
): RestsOn {
  const command = fence("sh", [checkCommand(files, context)]);
  const compose = (shown: readonly Fact[]): string =>
    fold(SUMMARY, [factsTable(shown, context), command].filter((part) => part !== "").join("\n\n"));
  const full = compose(facts);
  return {
    full,
    withoutFigures: full,
    assumedOnly: compose(facts.filter(({ source }) => source.kind === "assumed")),
  };
}

/** What the figures of several manifests rest on. */
export function restsOnMany(reviews: readonly DeploymentReview[], context: ReportContext): RestsOn {
  const command = fence("sh", [
    checkCommand(
      commandPaths(
        reviews.map(({ file }) => file),
        context,
      ),
      context,
    ),
  ]);
  const compose = (facts: string): string =>
    fold(SUMMARY, [facts, command].filter((part) => part !== "").join("\n\n"));
  const full = compose(sharedFactsTable(reviews, context, { assumedOnly: false }));
  return {
    full,
    withoutFigures: full,
    assumedOnly: compose(sharedFactsTable(reviews, context, { assumedOnly: true })),
  };
}

/** All figures that the main table leaves out; only where the comment argues for another setting. */
function otherFigures(view: ReviewView): string {
  if (view.form !== "gain") return "";
  const columns = columnsOf(view, { withFix: false });
  const row = (label: string, cell: (evaluation: Evaluation) => string): readonly string[] => [
    label,
    ...columns.map(({ evaluation }) => cell(evaluation)),
  ];
  const rows = [
    ...(view.review.sla.requestLatencyMs === undefined
      ? [row("Request latency", ({ prediction }) => latencyMs("requestLatency", prediction.requestLatencyMs))]
      : []),
    row("Tokens/s in all", ({ prediction }) => number(prediction.tokensPerSec)),
    row("Requests/s", ({ prediction }) =>
      prediction.requestsPerSec < 100
        ? number(prediction.requestsPerSec, 1)
        : rate(prediction.requestsPerSec),
    ),
    row("GPUs", ({ prediction }) => number(prediction.totalGpus)),
    row("Memory used per GPU", ({ prediction }) =>
      memory(prediction.memoryBytes, prediction.memoryCapacityBytes),
    ),
  ];
  return table(["All figures", ...columns.map(({ title }) => title)], `l${"r".repeat(columns.length)}`, rows);
}
