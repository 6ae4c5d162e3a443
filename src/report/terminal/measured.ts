import type { ComparedFigure, ComparedName, MeasuredComparison } from "../../domain/measurement.js";

const NAMES: Readonly<Record<ComparedName, string>> = {
  ttftMs: "TTFT, ms",
  tpotMs: "TPOT, ms",
  requestLatencyMs: "Request latency, ms",
  tokensPerSec: "Tokens/s",
};

/** Predicted against measured as a table, with what it is about above it and doubts below. */
export function renderMeasured(comparison: MeasuredComparison, markdown: boolean): string {
  const { file, line, tool, date, isl, osl, concurrency, figures, notes } = comparison;
  const place = line > 1 ? `${file}:${line}` : file;
  const head = `${place} (${tool}${date === undefined ? "" : `, ${date}`}): isl ${isl}, osl ${osl}, ${concurrency} requests in flight`;
  const header = ["", "predicted", "measured", "predicted / measured", "80% interval", ""];
  const rows = figures.map(rowOf);
  const lines = markdown
    ? [
        `**${head.replaceAll("|", "\\|")}**`,
        "",
        ...[header, [":--", "--:", "--:", "--:", "--:", ":--"], ...rows].map(
          (row) => `| ${row.join(" | ")} |`,
        ),
      ]
    : [head, ...aligned([header, ...rows])];
  return [...lines, ...notes.map((note) => (markdown ? `\n> ${note}` : `note: ${note}`))].join("\n");
}

function rowOf({
  figure,
  statistic,
  predicted,
  measured,
  ratio,
  interval80,
  withinBand,
}: ComparedFigure): string[] {
  return [
    `${NAMES[figure]}${statistic === "mean" ? "" : `, ${statistic}`}`,
    short(predicted),
    short(measured),
    ratio.toFixed(2),
    interval80 === undefined ? "" : `${short(interval80[0])} to ${short(interval80[1])}`,
    withinBand === undefined ? "" : withinBand ? "within" : "outside",
  ];
}

/** First column left, the others right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1
          ? cell.padEnd(widths[column]!)
          : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
}

function short(value: number): string {
  return value >= 1000 ? value.toFixed(0) : value >= 100 ? value.toFixed(1) : value.toFixed(2);
}
