import { decodeRanks } from "../../domain/decode-context.js";
import { gpusPerWorker, poolOf, type Parallelism } from "../../domain/deployment.js";
import type { ExperimentResult, SearchResult } from "../../search/result.js";
import type { SearchRow } from "../../search/rows.js";
import { truncate, visible } from "../visible.js";
import { asciiTable, withSecondLines } from "./ascii-table.js";
import { decimalsThatKeep } from "../../domain/compared.js";
import { violationText } from "./results-words.js";
import { chanceText, parallelText } from "./top-table.js";

/** `4 prefill (tp1) + 1 decode (tp4) x 2 replicas`; sizes of one GPU are still named, so that rows read alike. */
export function architectureText(row: SearchRow): string {
  const size = (p: Parallelism): string =>
    gpusPerWorker(p) === p.tp && p.dp === 1 && p.moeTp === 1 && p.moeEp === 1 && decodeRanks(p) === 1
      ? `tp${p.tp}`
      : parallelText(p);
  if (row.mode === "agg") return `${row.replicas} x ${size(row.deployment.pools[0]!.parallelism)}`;
  const side = (role: "prefill" | "decode"): string => {
    const pool = poolOf(row.deployment, role)!;
    return `${pool.workers} ${role} (${size(pool.parallelism)})`;
  };
  return `${side("prefill")} + ${side("decode")}${row.replicas > 1 ? ` x ${row.replicas}` : ""}`;
}

/**
 * All experiments side by side, best first: throughput, distance to the best, latencies, architecture. Those without a row
 * that meets the SLA come last and say why. No wider than `columns`; narrow terminals lose the latencies, then have the
 * architecture in a second line.
 */
export function renderComparison(result: SearchResult, columns: number): string[] {
  const ordered = [...result.experiments].sort((a, b) => b.bestThroughput - a.bestThroughput);
  const best = ordered[0]?.bestThroughput ?? 0;
  const rows = ordered.map((experiment) => cells(experiment, best, result.confidence));
  const banded = result.confidence !== undefined;
  const heads = ["Experiment", "tokens/s/gpu", "vs best", "TTFT ms", "TPOT ms", "Architecture", "chance"];
  const odds = banded ? [6] : [];
  const table = (chosen: readonly number[]): string[] =>
    asciiTable(
      chosen.map((i) => heads[i]!),
      rows.map((row) => chosen.map((i) => row[i]!)),
    );
  for (const chosen of [
    [0, 1, 2, ...odds, 3, 4, 5],
    [0, 1, 2, ...odds, 5],
  ]) {
    const lines = table(chosen);
    if ((lines[0] ?? "").length <= columns) return lines;
  }
  return withSecondLines(
    table([0, 1, 2, ...odds, 3, 4]),
    rows.map((row) => row[5]!),
  );
}

function cells(experiment: ExperimentResult, best: number, confidence: number | undefined): string[] {
  const name = truncate(visible(experiment.name), 30);
  const row = experiment.top[0];
  if (row === undefined) {
    const miss = experiment.nearest[0];
    const reason = miss === undefined ? "could not run" : `misses by ${violationText(miss)}`;
    return [
      name,
      reason,
      "-",
      miss === undefined ? "-" : miss.figures.ttftMs.toFixed(2),
      miss === undefined ? "-" : miss.figures.tpotMs.toFixed(2),
      "-",
      miss === undefined ? "-" : chanceText(miss, confidence),
    ];
  }
  const behind = 100 * (1 - experiment.bestThroughput / best);
  const gap =
    behind === 0 ? "best" : `-${behind.toFixed(decimalsThatKeep(behind, 1, (shown) => shown > 0))}%`;
  return [
    name,
    row.tokensPerSecPerGpuCluster.toFixed(2),
    gap,
    row.figures.ttftMs.toFixed(2),
    row.figures.tpotMs.toFixed(2),
    architectureText(row),
    chanceText(row, confidence),
  ];
}
