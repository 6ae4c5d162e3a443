import type { SystemExplanation, SystemFigure } from "../../../systems/explain.js";

/** `dynamo-advisor system check` for people. */
export function explanationText(explained: SystemExplanation): string {
  const { name, scaledFrom, figures, refused, doubts, bandFactor } = explained;
  const rows = figures.map((one) => [
    one.what,
    withUnit(one.own, one.unit),
    withUnit(one.donor, one.unit),
    slowerText(one),
  ]);
  const table = [["", name, scaledFrom.system, ""], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const lines = table.map((row) =>
    row
      .map((cell, i) => cell.padEnd((widths[i] ?? 0) + 2))
      .join("")
      .trimEnd(),
  );
  const formats = refused.map(({ format, reason }) => `Refused: ${format}; ${reason}`);
  return [
    `${name} is scaled from ${scaledFrom.system}, operator by operator; launches and tails hardly scale.`,
    ...lines,
    ...formats,
    ...doubts.map((doubt) => `Look again: ${doubt}`),
    `Bands: each end at least ${factor(bandFactor.oneGpu)} from the figure on one GPU, ${factor(bandFactor.together)} where GPUs work together, joined with the error of the model.`,
  ].join("\n");
}

function withUnit(value: number, unit: string): string {
  return `${Number(value.toPrecision(4))}${unit === "" ? "" : ` ${unit}`}`;
}

function slowerText({ slower }: SystemFigure): string {
  if (slower === undefined) return "";
  const { times, operators } = slower;
  if (Math.abs(times - 1) < 0.005) return `as there: ${operators}`;
  return `${factor(times)} the time: ${operators}`;
}

function factor(value: number): string {
  return `${value.toFixed(2)} times`;
}
