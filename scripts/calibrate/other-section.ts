import type { OtherScore, Source, Figures } from "./other-scores.js";
import type { PercentileErrors, Quantile } from "./scheduled.js";

/** What the section is made of. */
export interface OtherFacts {
  readonly scores: readonly OtherScore[];
  readonly percentiles: readonly PercentileErrors[];
}

const TITLE = "## On measurements of other laboratories";

/** "On measurements of other laboratories" of `docs/accuracy.md`; none of these rows has a part in any fit. */
export function otherLines({ scores, percentiles }: OtherFacts): string[] {
  const cuts = groupsOf(scores);
  return [
    TITLE,
    "",
    "None of these rows has a part in any fit. They are engines of other years (NIM 1.0 and TensorRT-LLM 0.17 of 2024, 0.9 in static batches) and of other harnesses; only rows that ran as stated. Each cell: published method, then calibrated: typical factor of |ln(predicted / measured)|, and in brackets the median of predicted / measured. The rows themselves are not part of this repository; without them this section stays as it was.",
    "",
    "- closed: so many requests in flight. full: all at once, the most tokens/s that an engine serves. prefill: one prompt alone, TTFT at one request. decode: a decode worker alone. open: arrivals by chance at a rate, through `simulate`; their prompts repeat and were cached, so TTFT says nothing. static: one batch, operators alone, which no profile corrects.",
    "",
    `| source, load, system, format | rows | ${Object.values(FIGURES).join(" | ")} |`,
    "|---|---|---|---|---|---|",
    ...[...cuts].map(([name, rows]) => cutLine(name, rows)),
    "",
    worseLine(cuts),
    "",
    ...percentileLines(percentiles),
  ];
}

/** The section as a page has it, for runs without the rows; nothing where the page has none. */
export function keptSection(page: string): string[] {
  const from = page.indexOf(`${TITLE}\n`);
  if (from < 0) return [];
  const to = page.indexOf("\n## ", from + 1);
  return page.slice(from, to < 0 ? undefined : to).split("\n");
}

function groupsOf(scores: readonly OtherScore[]): ReadonlyMap<string, OtherScore[]> {
  const groups = new Map<string, OtherScore[]>();
  for (const score of scores) {
    const { source, load, system, quant } = score.row;
    const key = `${source}, ${load}, ${system}, ${quant.gemm === "fp8" ? "fp8" : "bf16"}`;
    groups.set(key, [...(groups.get(key) ?? []), score]);
  }
  return groups;
}

const FIGURES: Readonly<Record<keyof Figures, string>> = {
  ttftMs: "TTFT",
  tpotMs: "TPOT",
  latencyMs: "latency",
  tokensPerSec: "tokens/s",
};

/** Texts of either source for one figure of a cut; empty where nothing of it was measured. */
function said(rows: readonly OtherScore[], figure: keyof Figures): Readonly<Record<Source, string>> {
  const of = (source: Source): string => summary(rows.flatMap((score) => errorOf(score, source, figure)));
  return { published: of("published"), calibrated: of("calibrated") };
}

/** Rows that both sources answer. */
function answeredOf(rows: readonly OtherScore[]): readonly OtherScore[] {
  return rows.filter(({ said }) => said.published !== undefined && said.calibrated !== undefined);
}

function cutLine(name: string, rows: readonly OtherScore[]): string {
  const answered = answeredOf(rows);
  const count = answered.length === rows.length ? `${rows.length}` : `${answered.length} of ${rows.length}`;
  const cells = Object.keys(FIGURES).map((figure) => {
    const { published, calibrated } = said(answered, figure as keyof Figures);
    return published === "" ? "–" : `${published}, ${calibrated}`;
  });
  return `| ${name} | ${count} | ${cells.join(" | ")} |`;
}

/** Cuts in which the published method errs less. */
function worseLine(cuts: ReadonlyMap<string, readonly OtherScore[]>): string {
  const worse = [...cuts].flatMap(([name, rows]) => {
    const figures = Object.entries(FIGURES).flatMap(([figure, label]) => {
      const { published, calibrated } = said(answeredOf(rows), figure as keyof Figures);
      return Number.parseFloat(calibrated) > Number.parseFloat(published) ? [label] : [];
    });
    return figures.length > 0 ? [`${name} (${figures.join(", ")})`] : [];
  });
  return `The published method errs less: ${worse.length > 0 ? worse.join("; ") : "nowhere"}.`;
}

function errorOf({ row, said }: OtherScore, source: Source, figure: keyof Figures): number[] {
  const measured = row[figure];
  const predicted = said[source]?.[figure];
  // prompts of open loads were cached
  if (row.load === "open" && figure === "ttftMs") return [];
  return measured === undefined || predicted === undefined || !(measured > 0) || !(predicted > 0)
    ? []
    : [Math.log(predicted / measured)];
}

/** Typical factor and median ratio; empty without errors. */
function summary(errors: readonly number[]): string {
  if (errors.length === 0) return "";
  const factor = Math.exp(errors.reduce((sum, e) => sum + Math.abs(e), 0) / errors.length);
  const middle = [...errors].sort((a, b) => a - b)[Math.floor(errors.length / 2)]!;
  return `${factor.toFixed(2)} (${Math.exp(middle).toFixed(2)})`;
}

function percentileLines(all: readonly PercentileErrors[]): string[] {
  const kinds = [...new Set(all.map(kindOf))].sort();
  const cells = (part: readonly PercentileErrors[]): string =>
    (["ttft", "tpot"] as const)
      .flatMap((figure) =>
        (["p50", "p90", "p99"] as const satisfies readonly Quantile[]).map(
          (q) => summary(part.flatMap((e) => e[figure][q] ?? [])) || "–",
        ),
      )
      .join(" | ");
  return [
    "Percentiles of rows of the training file, through `simulate` as a benchmark of ten rounds that starts with all its requests at once (equal requests; measured lengths vary a little, which a mean does not show): typical factor, median ratio.",
    "",
    "| engine, mode | rows | TTFT p50 | TTFT p90 | TTFT p99 | TPOT p50 | TPOT p90 | TPOT p99 |",
    "|---|---|---|---|---|---|---|---|",
    ...kinds.map((kind) => {
      const part = all.filter((e) => kindOf(e) === kind);
      return `| ${kind} | ${part.length} | ${cells(part)} |`;
    }),
    "",
  ];
}

function kindOf({ sample: { priced } }: PercentileErrors): string {
  return `${priced.row.backend}, ${priced.row.mode}`;
}
