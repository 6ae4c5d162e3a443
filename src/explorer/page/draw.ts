import type uPlot from "uplot";
import type { ExplorerPoint } from "../point.js";
import type { JudgedPoint } from "../judge.js";
import { throughput, type PlaneAxis } from "./axes.js";
import { stampsOf, SymbolLayer, type SeriesStamps, type SymbolPicture } from "./stamps.js";
import { MARK_SYMBOLS } from "./symbols.js";

/** A named point in a plane. */
export interface PlaneMark {
  readonly point: ExplorerPoint;
  readonly kind: keyof typeof MARK_SYMBOLS;
}

/** What a plane draws. */
export interface PlaneScene {
  readonly axis: PlaneAxis;
  /** points that no filter leaves out */
  readonly shown: readonly ExplorerPoint[];
  /** the same, judged */
  readonly judged: readonly JudgedPoint[];
  /** one line for each part of the page */
  readonly frontiers: readonly (readonly ExplorerPoint[])[];
  readonly marks: readonly PlaneMark[];
  /** points with a ring and their bands: under the pointer, chosen, kept for comparison */
  readonly focus: readonly ExplorerPoint[];
  readonly seriesPlace: ReadonlyMap<string, number>;
}

const MARK_RADIUS = 9;

/** The colour that a CSS variable has now. */
export function cssColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Draws a scene into a chart: the points, the frontier, marks, bands. */
export function drawScene(chart: uPlot, scene: PlaneScene, pictures: PointPictures): void {
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
  pictures.draw(chart, scene);
  ctx.lineWidth = 1.5 * scale;
  for (const line of scene.frontiers) drawFrontier(ctx, line.map(place));
  for (const point of scene.focus) drawBands(chart, scene.axis, point);
  for (const { point, kind } of scene.marks) drawMark(ctx, place(point), MARK_SYMBOLS[kind], scale);
  for (const point of scene.focus) ring(ctx, place(point), scale);
  ctx.restore();
}

type AllStamps = ReturnType<typeof stampsOf>;

/** A picture, and what it was made from. */
interface KeptPicture extends SymbolPicture {
  readonly madeFrom: readonly unknown[];
}

/**
 * The points of a chart in two pictures: outlines of all of them, and those that hold their limits. The first stays while
 * limits move, and both do while only the pointer does.
 */
export class PointPictures {
  private readonly kept = new Map<keyof SeriesStamps, KeptPicture>();
  private stamps?: { readonly madeFor: string; readonly all: AllStamps };

  draw(chart: uPlot, scene: PlaneScene): void {
    this.drawOne(chart, scene, "missed");
    this.drawOne(chart, scene, "held");
  }

  private drawOne(chart: uPlot, scene: PlaneScene, which: keyof SeriesStamps): void {
    const { ctx, bbox } = chart;
    const list = which === "missed" ? scene.shown : scene.judged;
    const stamps = this.stampsOf(scene.seriesPlace);
    const madeFrom = [list, bbox.width, bbox.height, stamps];
    let picture = this.kept.get(which);
    if (picture === undefined || madeFrom.some((part, at) => part !== picture!.madeFrom[at])) {
      picture = { ...pictureOf(chart, scene, which, stamps), madeFrom };
      this.kept.set(which, picture);
    }
    ctx.drawImage(picture.image, bbox.left - picture.edge, bbox.top - picture.edge);
  }

  /** The symbols, made anew when the colours of the page or the scale of the screen have changed. */
  private stampsOf(seriesPlace: PlaneScene["seriesPlace"]): AllStamps {
    const madeFor = `${cssColour("--ink")} ${devicePixelRatio}`;
    if (this.stamps?.madeFor !== madeFor)
      this.stamps = { madeFor, all: stampsOf(seriesPlace, devicePixelRatio, cssColour) };
    return this.stamps.all;
  }
}

function pictureOf(
  chart: uPlot,
  { axis, shown, judged }: PlaneScene,
  which: keyof SeriesStamps,
  stamps: AllStamps,
): SymbolPicture {
  const { bbox } = chart;
  const layer = new SymbolLayer(Math.ceil(bbox.width), Math.ceil(bbox.height), devicePixelRatio);
  const put = (point: ExplorerPoint): void => {
    const x = chart.valToPos(axis.value(point), "x", true) - bbox.left;
    const y = chart.valToPos(throughput(point), "y", true) - bbox.top;
    layer.put(stamps.get(point.set.series)![which], x, y);
  };
  if (which === "missed") for (const point of shown) put(point);
  else for (const { point, holds } of judged) if (holds) put(point);
  return layer.picture();
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
