import type { Evaluation } from "../../domain/review.js";
import { latency, number, rate } from "../format.js";
import { fold, NBSP, table } from "../markdown.js";
import type { ReviewView } from "../view.js";
import { workersWithBatch } from "../words.js";

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
  const requestLimit = review.sla.requestLatencyMs !== undefined;
  const header = [
    "",
    "Workers (batch)",
    "Tokens/s per GPU",
    "Tokens/s per user",
    "TTFT, ms",
    "TPOT, ms",
    ...(requestLimit ? ["Request latency, ms"] : []),
    "Requests at once",
  ];
  const rows = groups.flatMap(({ mode, rows: found }) =>
    found.map(({ deployment, prediction }, index) => [
      `${mode}${NBSP}${number(index + 1)}`,
      workersWithBatch(deployment),
      rate(prediction.tokensPerSecPerGpu),
      rate(prediction.tokensPerSecPerUser),
      latency("ttft", prediction.ttftMs),
      latency("tpot", prediction.tpotMs),
      ...(requestLimit ? [latency("requestLatency", prediction.requestLatencyMs)] : []),
      number(prediction.concurrency),
    ]),
  );
  return fold(
    `Other settings that pass: ${counts.join(", ")}`,
    table(header, `ll${"r".repeat(header.length - 2)}`, rows),
  );
}

/** The mode of the best one first. */
function orderedModes(alternatives: readonly Evaluation[]): readonly ("agg" | "disagg")[] {
  const best = [...alternatives].sort(
    (a, b) => b.prediction.tokensPerSecPerGpu - a.prediction.tokensPerSecPerGpu,
  )[0];
  return best?.deployment.mode === "agg" ? [...MODES].reverse() : MODES;
}
