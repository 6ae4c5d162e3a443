import { change, list, number, plural, rate } from "../report/format.js";
import { bold, small, table, text } from "../report/markdown.js";
import type { Collected } from "./collect.js";
import { fixedValues, sweptDimensions, type Dimension } from "./dimensions.js";
import type { SweepPoint } from "./grid.js";
import { bestMatrix, hiddenSentence, stepCost, type Matrix, type StepCost } from "./matrix.js";
import type { SweepOutcome } from "./outcome.js";
import type { SweepPlan } from "./plan.js";

/** Most lines of the table of all points; the CSV has the rest. */
const MAX_LINES = 400;
/** Columns of the table of all points beside those of the result. */
const MAX_DIMENSIONS = 3;
/** Longest name in a cell. */
const MAX_NAME = 60;

/** The job summary of a sweep: counts, what is lost, the matrix, what a step costs, every point. */
export function renderSweepSummary(plan: SweepPlan, collected: Collected): string {
  const { points } = plan;
  const { outcomes, lost, problems } = collected;
  const swept = sweptDimensions(points);
  const matrix = bestMatrix(points, outcomes, swept);
  const meets = outcomes.filter((outcome) => outcome.kind === "best").length;
  const parts = [
    `## Sweep: ${plural(points.length, "point")}, ${meets === outcomes.length && lost.length === 0 ? "all meet" : `${number(meets)} ${meets === 1 ? "meets" : "meet"}`} their limits`,
    lostLine(lost, points),
    problems.map((problem) => `- ${text(problem)}`).join("\n"),
    small(text(fixedValues(points))),
    matrix === undefined ? "" : matrixTable(matrix, swept),
    matrix === undefined ? "" : hiddenSentence(matrix),
    matrix === undefined ? "" : stepSentences(matrix),
    pointTable(points, outcomes, swept),
  ];
  return `${parts.filter((part) => part !== "" && part !== small("")).join("\n\n")}\n`;
}

function lostLine(lost: Collected["lost"], points: readonly SweepPoint[]): string {
  if (lost.length === 0) return "";
  const named = lost.map(
    ({ shard, from, to }) =>
      `shard ${number(shard)} (points ${number(from + 1)} to ${number(to + 1)}, from ${label(points[from])} to ${label(points[to])})`,
  );
  return `❌ ${bold(`${plural(lost.length, "shard")} lost`)}: ${named.map((each) => text(each)).join("; ")}. Run the failed jobs again; what is here stays.`;
}

function label(point: SweepPoint | undefined): string {
  return point === undefined ? "?" : `${point.model} on ${point.gpus} × ${point.system}`;
}

function matrixTable(
  { rows, columns, rowValues, columnValues, cells }: Matrix,
  swept: readonly Dimension[],
): string {
  const head = [rows.name, ...columnValues].map((value) => text(value, MAX_NAME));
  const body = cells.map((line, index) => {
    const best = Math.max(...line.map((cell) => cell ?? -Infinity));
    return [text(rowValues[index] ?? "", MAX_NAME), ...line.map((cell) => figureCell(cell, best))];
  });
  const others = swept.filter((dimension) => dimension !== rows && dimension !== columns);
  const over =
    others.length === 0 ? "" : `, the best over all values of ${list(others.map(({ name }) => text(name)))}`;
  const lead = `Best tokens/s per GPU by ${text(rows.name)} (rows) and ${text(columns.name)} (columns)${over}:`;
  return `${lead}\n\n${table(head, `l${"r".repeat(columnValues.length)}`, body)}`;
}

function figureCell(cell: number | undefined | null, best: number): string {
  if (cell === null) return "";
  if (cell === undefined) return "❌";
  return cell === best ? bold(rate(cell)) : rate(cell);
}

function stepSentences(matrix: Matrix): string {
  const costs = [stepCost(matrix, "columns"), stepCost(matrix, "rows")].filter((cost) => cost !== undefined);
  return costs.map(sentence).join(" ");
}

function sentence({ dimension, typical, largest }: StepCost): string {
  const name = text(dimension.name.replace(", ms", ""));
  const most = `${text(largest.from, MAX_NAME)} to ${text(largest.to, MAX_NAME)}`;
  const moved = change(largest.ratio);
  if (!dimension.numeric)
    return moved === SAME
      ? `${name}: ${most} keeps the best.`
      : `${name}: ${most} changes the best by ${moved}.`;
  if (moved === SAME) return `No step in ${name} changes the best.`;
  const usual = change(typical);
  return usual === SAME
    ? `A step in ${name} seldom changes the best, at most by ${moved} (${most}).`
    : `A step in ${name} typically changes the best by ${usual}, at most by ${moved} (${most}).`;
}

/** How a change of less than half a percent reads. */
const SAME = change(1);

interface Line {
  readonly values: readonly string[];
  readonly cells: readonly string[];
}

/** Every point: the last three swept values as columns, the others as titles of groups. */
function pointTable(
  points: readonly SweepPoint[],
  outcomes: readonly SweepOutcome[],
  swept: readonly Dimension[],
): string {
  const shown = swept.slice(-MAX_DIMENSIONS);
  const titles = swept.slice(0, -MAX_DIMENSIONS);
  const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
  const groups = new Map<string, Line[]>();
  for (const point of points) {
    const title = titles.map((dimension) => dimension.valueOf(point)).join(" · ");
    const line: Line = {
      values: shown.map((dimension) => dimension.valueOf(point)),
      cells: outcomeCells(byIndex.get(point.index)),
    };
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [line]);
    else group.push(line);
  }
  const head = [
    ...shown.map((dimension) => dimension.name),
    "Best found",
    "TTFT, ms",
    "TPOT, ms",
    "Tokens/s per GPU",
    "Tokens/s per user",
  ];
  let left = MAX_LINES;
  let hidden = 0;
  const parts: string[] = [];
  for (const [title, all] of groups) {
    const lines = joinNeighbours(all, shown.at(-1)?.numeric === true);
    const kept = lines.slice(0, left);
    left -= kept.length;
    hidden += lines.length - kept.length;
    if (kept.length === 0) continue;
    const rows = kept.map((line) => [...line.values.map((value) => text(value, MAX_NAME)), ...line.cells]);
    parts.push(
      `${title === "" ? "" : `${bold(text(title))}\n\n`}${table(
        head.map((name) => text(name)),
        `${shown.map(({ numeric }) => (numeric ? "r" : "l")).join("")}lrrrr`,
        rows,
      )}`,
    );
  }
  if (hidden > 0) parts.push(`${plural(hidden, "more line")} in the CSV.`);
  return parts.join("\n\n");
}

function outcomeCells(outcome: SweepOutcome | undefined): readonly string[] {
  if (outcome === undefined) return ["lost", "", "", "", ""];
  if (outcome.kind === "error") return [`❌ ${text(outcome.message, 120)}`, "", "", "", ""];
  const { best, kind } = outcome;
  return [
    `${kind === "miss" ? "❌ nearest: " : ""}${text(best.workers)}`,
    number(best.ttftMs),
    number(best.tpotMs, 1),
    rate(best.tokensPerSecPerGpu),
    rate(best.tokensPerSecPerUser),
  ];
}

/** Neighbours that differ in their last value alone and have equal results become one line with a range. */
function joinNeighbours(lines: readonly Line[], numeric: boolean): readonly Line[] {
  if (!numeric) return lines;
  const joined: { first: Line; last: Line }[] = [];
  for (const line of lines) {
    const previous = joined.at(-1);
    const same =
      previous !== undefined &&
      previous.last.values.slice(0, -1).join("\n") === line.values.slice(0, -1).join("\n") &&
      previous.last.cells.join("\n") === line.cells.join("\n");
    if (same) previous.last = line;
    else joined.push({ first: line, last: line });
  }
  return joined.map(({ first, last }) =>
    first === last
      ? first
      : {
          values: [...first.values.slice(0, -1), `${first.values.at(-1) ?? ""}–${last.values.at(-1) ?? ""}`],
          cells: first.cells,
        },
  );
}
