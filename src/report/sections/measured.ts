import type { ComparedName, MeasuredComparison } from "../../domain/measurement.js";
import { number } from "../format.js";
import { fold, NBSP, table, text } from "../markdown.js";
import type { ReviewView } from "../view.js";

const NAMES: Readonly<Record<ComparedName, string>> = {
  ttftMs: "TTFT, ms",
  tpotMs: "TPOT, ms",
  requestLatencyMs: "Request latency, ms",
  tokensPerSec: "Tokens/s",
};

/** Header and rows of a comparison; cells hold no Markdown of strangers. */
export function measuredRows({ figures }: MeasuredComparison): readonly (readonly string[])[] {
  return [
    ["", "Predicted", "Measured", "Ratio", "80% band"],
    ...figures.map(({ figure, statistic, predicted, measured, ratio, interval80, withinBand }) => [
      `${NAMES[figure]}${statistic === "mean" ? "" : ` ${statistic}`}`,
      short(predicted),
      short(measured),
      ratio.toFixed(2),
      interval80 === undefined
        ? ""
        : `${interval80.map(short).join("–")}${withinBand === true ? "" : ", outside"}`,
    ]),
  ];
}

/** Where a comparison's measurement came from, and at which load. */
export function measuredTitle({ file, tool, date, isl, osl, concurrency }: MeasuredComparison): string {
  const when = date === undefined ? "" : `, ${date.slice(0, 10)}`;
  return `${file} (${tool}${when}): ${number(isl)} tokens in, ${number(osl)} out, ${number(concurrency)} at once`;
}

/** The fold of benchmark results beside the manifest: predicted against measured at the same load. Empty without any. */
export function measuredFold({ review }: ReviewView): string {
  const all = review.measured ?? [];
  if (all.length === 0) return "";
  const parts = all.map((comparison) => {
    const [header = [], ...rows] = measuredRows(comparison);
    const notes = comparison.notes.map((note) => `\n\n${text(note, 300)}`).join("");
    return `${text(measuredTitle(comparison), 200)}\n\n${table(header, "lrrrr", rows)}${notes}`;
  });
  const tpot = all[0]?.figures.find(({ figure, statistic }) => figure === "tpotMs" && statistic === "mean");
  const lead =
    tpot === undefined ? "" : `: TPOT ${short(tpot.measured)}${NBSP}ms, predicted ${short(tpot.predicted)}`;
  return fold(`Measured${lead}`, parts.join("\n\n"));
}

function short(value: number): string {
  return value >= 100 ? number(value) : value.toFixed(1);
}
