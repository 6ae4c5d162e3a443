import type uPlot from "uplot";
import type { ExplorerPoint } from "../point.js";
import type { JudgedPoint } from "../judge.js";
import { throughput, type PlaneAxis } from "./axes.js";
import { stampsOf, SymbolLayer, type SeriesStamps, type SymbolPicture } from "./stamps.js";
import { lookNow } from "./look.js";
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
  /** the same in the same order, judged */
  readonly judged: readonly JudgedPoint[];
  /** one line for each part of the page */
  readonly frontiers: readonly (readonly ExplorerPoint[])[];
  readonly marks: readonly PlaneMark[];
  /** points with a ring and their bands: under the pointer, chosen, kept for comparison */
  readonly focus: readonly ExplorerPoint[];
  readonly seriesPlace: ReadonlyMap<string, number>;
}

const MARK_RADIUS = 9;

/** Colours that were asked for, and the look that they belong to. */
const colours = new Map<string, string>();
let coloursOf = "";

/** The colour that a CSS variable has now. Kept while the look stays: asking lays the page out, which a drag cannot wait for. */
export function cssColour(name: string): string {
  const look = lookNow();
  if (look !== coloursOf) colours.clear();
  coloursOf = look;
  let colour = colours.get(name);
  if (colour === undefined) {
    colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    colours.set(name, colour);
  }
  return colour;
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

/** Something, and what it was made from. */
interface Kept<T> {
  readonly made: T;
  readonly madeFrom: readonly unknown[];
}

/** What was made from the same, or else made anew. */
function keptOr<T>(kept: Kept<T> | undefined, madeFrom: readonly unknown[], make: () => T): Kept<T> {
  return kept !== undefined && madeFrom.every((part, at) => part === kept.madeFrom[at])
    ? kept
    : { made: make(), madeFrom };
}

/**
 * The points of a chart in two pictures: outlines of all of them, and those that hold their limits. The first stays while
 * limits move, and both do while only the pointer does; so do the places of the points on the screen.
 */
export class PointPictures {
  private readonly pictures = new Map<keyof SeriesStamps, Kept<SymbolPicture>>();
  private readonly layers = new Map<keyof SeriesStamps, Kept<SymbolLayer>>();
  private places?: Kept<Float64Array>;
  private stamps?: { readonly madeFor: string; readonly all: AllStamps };

  draw(chart: uPlot, scene: PlaneScene): void {
    this.drawOne(chart, scene, "missed");
    this.drawOne(chart, scene, "held");
  }

  private drawOne(chart: uPlot, scene: PlaneScene, which: keyof SeriesStamps): void {
    const { ctx, bbox } = chart;
    const list = which === "missed" ? scene.shown : scene.judged;
    const stamps = this.stampsOf(scene.seriesPlace);
    const size = [bbox.width, bbox.height];
    const picture = keptOr(this.pictures.get(which), [list, stamps, ...size], () => {
      this.places = keptOr(this.places, [scene.shown, ...size], () => placesOf(chart, scene));
      const layer = keptOr(
        this.layers.get(which),
        [devicePixelRatio, ...size],
        () => new SymbolLayer(Math.ceil(bbox.width), Math.ceil(bbox.height), devicePixelRatio),
      );
      this.layers.set(which, layer);
      return pictureOf(scene, which, { stamps, places: this.places.made, layer: layer.made });
    });
    this.pictures.set(which, picture);
    const { image, edge } = picture.made;
    ctx.drawImage(image, bbox.left - edge, bbox.top - edge);
  }

  /** The symbols, made anew when the colours of the page or the scale of the screen have changed. */
  private stampsOf(seriesPlace: PlaneScene["seriesPlace"]): AllStamps {
    const madeFor = `${cssColour("--ink")} ${devicePixelRatio}`;
    if (this.stamps?.madeFor !== madeFor)
      this.stamps = { madeFor, all: stampsOf(seriesPlace, devicePixelRatio, cssColour) };
    return this.stamps.all;
  }
}

/** Where points lie in the drawing, device pixels: right and down of each in turn. */
function placesOf(chart: uPlot, { axis, shown }: PlaneScene): Float64Array {
  const { bbox } = chart;
  const places = new Float64Array(2 * shown.length);
  for (const [at, point] of shown.entries()) {
    places[2 * at] = chart.valToPos(axis.value(point), "x", true) - bbox.left;
    places[2 * at + 1] = chart.valToPos(throughput(point), "y", true) - bbox.top;
  }
  return places;
}

/** The points of one picture, put on an empty layer. */
function pictureOf(
  { shown, judged }: PlaneScene,
  which: keyof SeriesStamps,
  on: { readonly stamps: AllStamps; readonly places: Float64Array; readonly layer: SymbolLayer },
): SymbolPicture {
  on.layer.clear();
  // thousands of points at every move of a drag: a plain loop, and a look-up where the series changes
  let series: string | undefined;
  let stamp: SeriesStamps[typeof which];
  for (let at = 0; at < shown.length; at++) {
    if (which === "held" && !judged[at]!.holds) continue;
    const its = shown[at]!.set.series;
    if (its !== series) stamp = on.stamps.get((series = its))![which];
    on.layer.put(stamp!, on.places[2 * at]!, on.places[2 * at + 1]!);
  }
  return on.layer.picture();
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

const paths = new Map<string, Path2D>();

function pathOf(symbol: string): Path2D {
  const path = paths.get(symbol) ?? new Path2D(symbol);
  paths.set(symbol, path);
  return path;
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
  const path = pathOf(symbol);
  ctx.stroke(path);
  ctx.fill(path);
  ctx.restore();
}

function ring(ctx: CanvasRenderingContext2D, [x, y]: readonly [number, number], scale: number): void {
  ctx.strokeStyle = cssColour("--ink");
  ctx.beginPath();
  ctx.arc(x, y, 8 * scale, 0, 2 * Math.PI);
  ctx.stroke();
}
