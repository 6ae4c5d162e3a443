import { wrap } from "../text-layout.js";
import { truncate } from "../visible.js";
import { max, range } from "d3-array";
import type { Paint } from "./paint.js";

/** One frontier of a chart. */
export interface ChartSeries {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A chart's content; `highlight` is drawn last with its own marker. */
export interface ChartContent {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly ChartSeries[];
  readonly highlight?: { readonly label: string; readonly x: number; readonly y: number };
}

/** Outer size in characters. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** The reference's size. */
export const DEFAULT_CHART_SIZE: ChartSize = { width: 80, height: 30 };
const SERIES_MARKERS = ["•", "f", "h", "l", "s", "a", "b", "c", "d", "e"];
const HIGHLIGHT_MARKER = "x";
/** With more experiments a chart is unreadable (`docs/method/search.md` 7.5). */
export const MAX_CHART_SERIES = SERIES_MARKERS.length;
const Y_TICKS = 6;
const X_TICKS = 4;
const X_CAP = 300;
/** Lines that are not plot: title, two borders, tick labels, axis labels. */
const FRAME_LINES = 5;

/** Upper end of the y axis (`docs/method/search.md` 7.5). */
export function yAxisEnd(yMax: number): number {
  return Math.max(50, Math.floor((1.2 * yMax + 49) / 50) * 50);
}

/** Upper end of the x axis: 300 at most when any point lies within (`docs/method/search.md` 7.5). */
export function xAxisEnd(xs: readonly number[], capped: boolean): number {
  const end = Math.max(20, Math.floor((1.1 * (max(xs) ?? 0) + 19) / 20) * 20);
  return capped && xs.some((x) => x <= X_CAP) ? Math.min(end, X_CAP) : end;
}

/** Draws frontiers as text, one string a line, none longer than the width. Markers differ by letter, so no colour is needed. */
export function renderAsciiChart(
  content: ChartContent,
  paint: Paint,
  size: ChartSize = DEFAULT_CHART_SIZE,
  capX = true,
): string[] {
  const points = [
    ...content.series.flatMap((one) => one.points),
    ...(content.highlight === undefined ? [] : [content.highlight]),
  ];
  const yEnd = yAxisEnd(max(points, (point) => point.y) ?? 0);
  const xEnd = xAxisEnd(
    points.map((point) => point.x),
    capX,
  );
  const labels = range(Y_TICKS + 1).map((tick) => ((yEnd * (Y_TICKS - tick)) / Y_TICKS).toFixed(1));
  const labelWidth = Math.max(...labels.map((label) => label.length));
  const columns = size.width - labelWidth - 2;
  const rows = size.height - FRAME_LINES;
  const canvas = new Canvas(columns, rows, xEnd, yEnd);
  content.series.forEach((one, index) => canvas.line(one.points, index));
  if (content.highlight !== undefined) canvas.dot(content.highlight, content.series.length);
  canvas.legend([
    ...content.series.map((one, index) => ({ label: one.label, layer: index })),
    ...(content.highlight === undefined
      ? []
      : [{ label: content.highlight.label, layer: content.series.length }]),
  ]);
  const marker = (layer: number): string =>
    layer === content.series.length ? HIGHLIGHT_MARKER : SERIES_MARKERS[layer]!;
  const draw = (cell: Cell): string =>
    typeof cell === "string" ? cell : paint.series(cell, content.series.length, marker(cell));
  const tickRows = new Map(labels.map((label, tick) => [Math.round((tick * (rows - 1)) / Y_TICKS), label]));
  const body = canvas.cells.map((line, row) => {
    const label = tickRows.get(row);
    return `${(label ?? "").padStart(labelWidth)}${label === undefined ? "│" : "┤"}${line.map(draw).join("")}│`;
  });
  return [
    ...wrap(content.title, size.width).map((line) => centre(line.trim(), size.width)),
    `${" ".repeat(labelWidth)}┌${"─".repeat(columns)}┐`,
    ...body,
    ...xAxis(xEnd, columns, labelWidth),
    `${content.yLabel}${content.xLabel.padStart(size.width - content.yLabel.length)}`,
  ].map((line) => line.trimEnd());
}

/** The lower border with its ticks and the figures under them. */
function xAxis(xEnd: number, columns: number, labelWidth: number): string[] {
  const at = range(X_TICKS + 1).map((tick) => Math.round((tick * (columns - 1)) / X_TICKS));
  const border = range(columns).map((column) => (at.includes(column) ? "┬" : "─"));
  let figures = " ".repeat(labelWidth + 1);
  at.forEach((column, tick) => {
    const value = (xEnd * tick) / X_TICKS;
    const text = Number.isInteger(value) ? String(value) : value.toFixed(1);
    // Centred under its tick, inside the frame, one blank from the figure before.
    const start = Math.min(
      labelWidth + 1 + column - Math.floor((text.length - 1) / 2),
      labelWidth + 1 + columns - text.length,
    );
    figures = figures.padEnd(start) + text;
  });
  return [`${" ".repeat(labelWidth)}└${border.join("")}┘`, figures];
}

/** A blank, a letter of the legend, or the number of the series drawn there. */
type Cell = string | number;

class Canvas {
  readonly cells: Cell[][];

  constructor(
    private readonly columns: number,
    private readonly rows: number,
    private readonly xEnd: number,
    private readonly yEnd: number,
  ) {
    this.cells = range(rows).map(() => new Array<Cell>(columns).fill(" "));
  }

  dot(point: { readonly x: number; readonly y: number }, layer: number): void {
    const [column, row] = this.place(point);
    this.set(column, row, layer);
  }

  line(points: readonly { readonly x: number; readonly y: number }[], layer: number): void {
    for (let i = 0; i < points.length; i++) {
      const [c1, r1] = this.place(points[i]!);
      const [c2, r2] = this.place(points[i + 1] ?? points[i]!);
      const [from, to] = this.visiblePart(c1, c2);
      const steps = Math.max(Math.ceil(Math.abs(c2 - c1) * (to - from)), Math.abs(r2 - r1), 1);
      for (let step = 0; from <= to && step <= steps; step++) {
        const share = from + ((to - from) * step) / steps;
        this.set(Math.round(c1 + (c2 - c1) * share), Math.round(r1 + (r2 - r1) * share), layer);
      }
    }
  }

  /** Entries below each other in the upper right corner, marker doubled. */
  legend(entries: readonly { readonly label: string; readonly layer: number }[]): void {
    const widest = Math.min(this.columns - 6, Math.max(...entries.map((entry) => entry.label.length)));
    const start = this.columns - widest - 5;
    entries.forEach((entry, row) => {
      const label = truncate(entry.label, widest);
      const cells: Cell[] = [" ", entry.layer, entry.layer, " ", ...label.padEnd(widest), " "];
      cells.forEach((cell, index) => {
        const line = this.cells[row];
        if (line !== undefined) line[start + index] = cell;
      });
    });
  }

  /** Shares of the way between two columns that lie inside; the x axis may end before the points do. */
  private visiblePart(c1: number, c2: number): readonly [number, number] {
    if (c1 === c2) return [0, 1];
    const shares = [(0 - c1) / (c2 - c1), (this.columns - 1 - c1) / (c2 - c1)].sort((a, b) => a - b);
    return [Math.max(0, shares[0]!), Math.min(1, shares[1]!)];
  }

  private place(point: { readonly x: number; readonly y: number }): readonly [number, number] {
    return [
      Math.round((point.x / this.xEnd) * (this.columns - 1)),
      Math.round((1 - point.y / this.yEnd) * (this.rows - 1)),
    ];
  }

  private set(column: number, row: number, layer: number): void {
    const line = this.cells[row];
    if (line !== undefined && column >= 0 && column < this.columns) line[column] = layer;
  }
}

function centre(text: string, width: number): string {
  const shown = truncate(text, width);
  return " ".repeat(Math.floor((width - shown.length) / 2)) + shown;
}
