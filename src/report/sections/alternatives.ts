import type { Evaluation, Metric } from "../../domain/review.js";
import { latency, number, rate } from "../format.js";
import { fold, table } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { metricName, workersWithBatch } from "../words.js";

const MODES = ["disagg", "agg"] as const;
const WORDS = { agg: "aggregated", disagg: "disaggregated" } as const;

/** The fold of other settings that pass, at most `each` of a mode. Empty when there are none. */
export function alternativesFold({ review }: ReviewView, each: number): string {
  const modes = orderedModes(review.alternatives);
  const groups = modes.map((mode) => ({
    mode,
    rows: review.alternatives.filter(({ deployment }) => deployment.mode === mode).slice(0, each),
  }));
  const counts = groups
    .filter(({ rows }) => rows.length > 0)
    .map(({ mode, rows }) => `${number(rows.length)} ${WORDS[mode]}`);
  if (counts.length === 0) return "";
  // limits on a percentile: the figures that were held against them, where every row has them
  const statistic = review.alternatives[0]?.limits[0]?.percentile?.name;
  const held =
    statistic !== undefined &&
    review.alternatives.every(({ limits }) => limits.every(({ percentile }) => percentile !== undefined));
  const title = (metric: Metric): string => {
    const limited = held && review.sla[`${metric}Ms`] !== undefined;
    return `${metricName(metric)}${limited ? ` ${statistic}` : statistic === undefined ? "" : " mean"}, ms`;
  };
  const cell = (evaluation: Evaluation, metric: Metric): string =>
    latency(
      metric,
      (held ? evaluation.limits.find((each) => each.metric === metric)?.valueMs : undefined) ??
        evaluation.prediction[`${metric}Ms`],
    );
  const requestLimit = review.sla.requestLatencyMs !== undefined;
  const header = [
    "Workers (batch)",
    "Tokens/s per GPU",
    title("ttft"),
    title("tpot"),
    ...(requestLimit ? [title("requestLatency")] : []),
    "At once",
  ];
  const rows = groups.flatMap(({ rows: found }) =>
    found.map((evaluation) => [
      workersWithBatch(evaluation.deployment),
      rate(evaluation.prediction.tokensPerSecPerGpu),
      cell(evaluation, "ttft"),
      cell(evaluation, "tpot"),
      ...(requestLimit ? [cell(evaluation, "requestLatency")] : []),
      number(evaluation.prediction.concurrency),
    ]),
  );
  return fold(
    `Other settings that pass: ${counts.join(", ")}`,
    table(header, `l${"r".repeat(header.length - 1)}`, rows),
  );
}

/** The mode of the best one first. */
function orderedModes(alternatives: readonly Evaluation[]): readonly ("agg" | "disagg")[] {
  const best = [...alternatives].sort(
    (a, b) => b.prediction.tokensPerSecPerGpu - a.prediction.tokensPerSecPerGpu,
  )[0];
  return best?.deployment.mode === "agg" ? [...MODES].reverse() : MODES;
}
