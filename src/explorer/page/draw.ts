import type uPlot from "uplot";
import type { ExplorerPoint } from "../point.js";
import type { JudgedPoint } from "../judge.js";
import { throughput, type PlaneAxis } from "./axes.js";
import { MARK_SYMBOLS, seriesLook } from "./symbols.js";

/** A named point in a plane. */
export interface PlaneMark {
  readonly point: ExplorerPoint;
  readonly kind: keyof typeof MARK_SYMBOLS;
}

/** What a plane draws. */
export interface PlaneScene {
  readonly axis: PlaneAxis;
  readonly judged: readonly JudgedPoint[];
  /** one line for each part of the page */
  readonly frontiers: readonly (readonly ExplorerPoint[])[];
  readonly marks: readonly PlaneMark[];
  /** points with a ring and their bands: under the pointer, chosen, kept for comparison */
  readonly focus: readonly ExplorerPoint[];
  readonly seriesPlace: ReadonlyMap<string, number>;
}

const RADIUS = 4;
const MARK_RADIUS = 9;

/** The colour that a CSS variable has now. */
export function cssColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Draws a scene into a chart: points that miss the limits first, then those that hold, the frontier, marks, bands. */
export function drawScene(chart: uPlot, scene: PlaneScene): void {
  const { ctx, bbox } = chart;
  const scale = devicePixelRatio;
  const place = (point: ExplorerPoint): readonly [number, number] => [
    chart.valToPos(scene.axis.value(point), "x", true),
    chart.valToPos(throughput(point), "y", true),
  ];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const stamps = stampsOf(scene.seriesPlace, scale);
  for (const holds of [false, true]) {
    for (const { point, holds: own } of scene.judged) {
      if (own !== holds) continue;
      const stamp = stamps.get(point.set.series)![holds ? 1 : 0];
      const [x, y] = place(point);
      ctx.drawImage(stamp, Math.round(x - stamp.width / 2), Math.round(y - stamp.height / 2));
    }
  }
  ctx.lineWidth = 1.5 * scale;
  for (const line of scene.frontiers) drawFrontier(ctx, line.map(place));
  for (const point of scene.focus) drawBands(chart, scene.axis, point);
  for (const { point, kind } of scene.marks) drawMark(ctx, place(point), MARK_SYMBOLS[kind], scale);
  for (const point of scene.focus) ring(ctx, place(point), scale);
  ctx.restore();
}

/** A symbol of each series ready to be copied: an outline where limits are missed, filled where they hold. */
function stampsOf(
  seriesPlace: ReadonlyMap<string, number>,
  scale: number,
): ReadonlyMap<string, readonly [HTMLCanvasElement, HTMLCanvasElement]> {
  return new Map(
    [...seriesPlace].map(([series, place]) => {
      const { symbol, colour } = seriesLook(place);
      const stamp = (filled: boolean): HTMLCanvasElement => {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = Math.ceil((2 * RADIUS + 4) * scale);
        const ctx = canvas.getContext("2d")!;
        ctx.translate(canvas.width / 2, canvas.height / 2);
        ctx.scale(RADIUS * scale, RADIUS * scale);
        ctx.globalAlpha = filled ? 0.85 : 0.28;
        ctx.lineWidth = 0.25;
        ctx.fillStyle = ctx.strokeStyle = cssColour(colour);
        if (filled) ctx.fill(new Path2D(symbol));
        ctx.stroke(new Path2D(symbol));
        return canvas;
      };
      return [series, [stamp(false), stamp(true)] as const] as const;
    }),
  );
}

function drawFrontier(ctx: CanvasRenderingContext2D, places: readonly (readonly [number, number])[]): void {
  if (places.length < 2) return;
  ctx.strokeStyle = cssColour("--ink");
  ctx.beginPath();
  for (const [x, y] of places) ctx.lineTo(x, y);
  ctx.stroke();
}

/** The 80 % bands of a point, as a cross with ends. */
function drawBands(chart: uPlot, axis: PlaneAxis, point: ExplorerPoint): void {
  const { ctx } = chart;
  if (point.bands === undefined) return;
  const [left, right] = axis.band(point.bands).map((end) => chart.valToPos(end, "x", true)) as [
    number,
    number,
  ];
  // the band is of one replica; idle GPUs of the deployment shrink it as they shrink the figure
  const share = throughput(point) / point.tokensPerSecPerGpu;
  const [low, high] = point.bands.tokensPerSecPerGpu.map((end) => chart.valToPos(end * share, "y", true)) as [
    number,
    number,
  ];
  const x = chart.valToPos(axis.value(point), "x", true);
  const y = chart.valToPos(throughput(point), "y", true);
  ctx.fillStyle = cssColour("--band");
  ctx.fillRect(left, high, right - left, low - high);
  ctx.strokeStyle = cssColour("--ink");
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(right, y);
  ctx.moveTo(x, low);
  ctx.lineTo(x, high);
  ctx.stroke();
}

function drawMark(
  ctx: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  symbol: string,
  scale: number,
): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(MARK_RADIUS * scale, MARK_RADIUS * scale);
  ctx.fillStyle = cssColour("--mark");
  ctx.strokeStyle = cssColour("--paper");
  ctx.lineWidth = 0.2;
  ctx.stroke(new Path2D(symbol));
  ctx.fill(new Path2D(symbol));
  ctx.restore();
}

function ring(ctx: CanvasRenderingContext2D, [x, y]: readonly [number, number], scale: number): void {
  ctx.strokeStyle = cssColour("--ink");
  ctx.beginPath();
  ctx.arc(x, y, 8 * scale, 0, 2 * Math.PI);
  ctx.stroke();
}
