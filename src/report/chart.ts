import type { Evaluation, FrontierPoint } from "../domain/review.js";
import type { SlaTarget } from "../domain/workload.js";
import { rate } from "./format.js";
import { small } from "./markdown.js";
import type { ReviewView } from "./view.js";

/** The recipe is `docs/method/comment.md` 7. Labels are fixed words and numbers only, never text from a file. */

const COLOURS = { "this PR": "#bf8700", "best found": "#2da44e", before: "#8c959f" } as const;
const RADIUS = { "this PR": 7, "best found": 7, before: 5 } as const;
const DOTS = { agg: { radius: 2, colour: "#8c959f" }, disagg: { radius: 3, colour: "#1f6feb" } } as const;
/** Two labels nearer than this in both directions cover each other. */
const LABEL_DISTANCE = 0.06;
/** A dot nearer than this to the one before says nothing new. */
const DOT_DISTANCE = { x: 0.03, y: 0.045 };
const MAX_DOTS = 24;
/** Coordinates at the rim are syntax errors in some versions. */
const LOWEST = 0.02;
const HIGHEST = 0.98;

const CONFIG = `---
config:
  quadrantChart:
    chartWidth: 780
    chartHeight: 260
    pointLabelFontSize: 14
    quadrantLabelFontSize: 14
    xAxisLabelFontSize: 13
    yAxisLabelFontSize: 13
  themeVariables:
    quadrant1Fill: "#2da44e26"
    quadrant2Fill: "#8080800d"
    quadrant3Fill: "#8080800d"
    quadrant4Fill: "#8080800d"
---`;

/** The size alone, in the form that every Mermaid with this chart reads. */
const PLAIN_CONFIG = `%%{init: {"quadrantChart": {"chartWidth": 780, "chartHeight": 260, "pointLabelFontSize": 14, "quadrantLabelFontSize": 14, "xAxisLabelFontSize": 13, "yAxisLabelFontSize": 13}}}%%`;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Scale {
  readonly centre: number;
  readonly half: number;
}

/** The fence of the chart with its key; empty when there is nothing to compare. */
export function chart(view: ReviewView, style: "rich" | "plain"): string {
  const source = chartSource(view, style);
  if (source === "") return "";
  const fence = `\`\`\`mermaid\n${source}\n\`\`\``;
  return !source.includes(`" ": [`)
    ? fence
    : `${fence}\n\n${small(`Dots: best settings${underLimit(view.review.sla)}, blue disaggregated, grey aggregated${view.review.confidence === undefined ? "" : "; by their figures, so above the best found they hold less surely than asked"}.`)}`;
}

/** The Mermaid text alone. */
export function chartSource({ review }: ReviewView, style: "rich" | "plain"): string {
  const { base, proposed, recommended } = review;
  // points and dots are means: limits on a percentile are no line among them
  const meansTell = review.sla.percentile === undefined;
  const sla = meansTell ? review.sla : {};
  const frontier = meansTell ? review.frontier : [];
  const best = recommended?.evaluation ?? review.bestFound;
  if (proposed === undefined || best === undefined) return "";
  const labelled = {
    proposed: at(proposed),
    best: at(best),
    ...(base === undefined || missesUnseen(base) ? {} : { base: at(base) }),
  };
  const xScale = horizontal(Object.values(labelled), labelled.proposed, sla.tpotMs);
  const yScale = vertical(labelled);
  const place = (point: Point): Point => ({ x: position(point.x, xScale), y: position(point.y, yScale) });
  const points = labels(labelled, place);
  const lines = [
    style === "rich" ? CONFIG : PLAIN_CONFIG,
    "quadrantChart",
    ...axes(xScale, yScale, sla),
    ...points.map(
      ({ name, point }) =>
        `  "${name}": ${coordinates(clamp(point))}${style === "rich" ? ` radius: ${RADIUS[name]}, color: ${COLOURS[name]}` : ""}`,
    ),
    ...(style === "rich" ? dots(frontier, sla, place) : []),
  ];
  return lines.join("\n");
}

/** Whether a limit is missed that is no line of the chart: its point would stand among those inside the SLA. */
function missesUnseen({ limits }: Evaluation): boolean {
  return limits.some(({ metric, holds }) => metric !== "tpot" && !holds);
}

function at({ prediction }: Evaluation): Point {
  return { x: prediction.tokensPerSecPerUser, y: prediction.tokensPerSecPerGpu };
}

/** Centre is the SLA, without one this PR. */
function horizontal(points: readonly Point[], proposed: Point, tpotMs: number | undefined): Scale {
  const centre = tpotMs === undefined ? proposed.x : 1000 / tpotMs;
  const furthest = Math.max(...points.map(({ x }) => Math.abs(x - centre)));
  return { centre, half: Math.max(centre, 1.15 * furthest) };
}

/** Centre is this PR. */
function vertical({ proposed, best, base }: { proposed: Point; best: Point; base?: Point }): Scale {
  const fall = base === undefined ? 0 : 1.15 * Math.abs(proposed.y - base.y);
  return { centre: proposed.y, half: Math.max(2.3 * Math.abs(best.y - proposed.y), fall, 0.15 * proposed.y) };
}

function position(value: number, { centre, half }: Scale): number {
  return 0.5 + (value - centre) / (2 * half);
}

function clamp({ x, y }: Point): Point {
  const inside = (value: number): number => Math.min(HIGHEST, Math.max(LOWEST, value));
  return { x: inside(x), y: inside(y) };
}

function coordinates({ x, y }: Point): string {
  return `[${x.toFixed(3)}, ${y.toFixed(3)}]`;
}

/** Names of points: this PR always, each further one where it does not lie under a name that stands already. */
function labels(
  points: { proposed: Point; best: Point; base?: Point },
  place: (point: Point) => Point,
): readonly Labelled[] {
  const shown: Labelled[] = [{ name: "this PR", point: place(points.proposed) }];
  const add = (name: Labelled["name"], at: Point | undefined): void => {
    if (at === undefined) return;
    const point = place(at);
    const hidden = shown.some(
      (other) =>
        Math.abs(other.point.x - point.x) < LABEL_DISTANCE &&
        Math.abs(other.point.y - point.y) < LABEL_DISTANCE,
    );
    if (!hidden) shown.push({ name, point });
  };
  add("best found", points.best);
  add("before", points.base);
  return shown;
}

interface Labelled {
  readonly name: keyof typeof COLOURS;
  readonly point: Point;
}

function axes(x: Scale, y: Scale, sla: SlaTarget): readonly string[] {
  const middle = rate(y.centre);
  const field = Object.keys(sla).length === 0 ? "better" : "better, inside the SLA";
  if (sla.tpotMs === undefined) {
    return [
      `  x-axis "slower" --> "faster than this PR"`,
      `  y-axis "below ${middle}" --> "above ${middle} per GPU"`,
      `  quadrant-1 "${field}"`,
    ];
  }
  return [
    `  x-axis "below ${rate(x.centre)} tokens/s per user" --> "${rate(x.centre)} to ${rate(x.centre + x.half)} tokens/s per user"`,
    `  y-axis "below ${middle}" --> "above ${middle} per GPU"`,
    `  quadrant-1 "${field}"`,
    `  quadrant-2 "misses TPOT"`,
  ];
}

/** The two frontiers: aggregated first, each from the slowest user up; only what meets the other limits. */
function dots(
  frontier: readonly FrontierPoint[],
  sla: SlaTarget,
  place: (point: Point) => Point,
): readonly string[] {
  const kept: string[] = [];
  for (const mode of ["agg", "disagg"] as const) {
    const { radius, colour } = DOTS[mode];
    let last: Point | undefined;
    const points = frontier
      .filter((point) => point.mode === mode && holds(point, sla))
      .map((point) => place({ x: point.tokensPerSecPerUser, y: point.tokensPerSecPerGpu }))
      .filter(({ x, y }) => x >= LOWEST && x <= HIGHEST && y >= LOWEST && y <= HIGHEST)
      .sort((a, b) => a.x - b.x);
    for (const point of points) {
      if (
        last !== undefined &&
        Math.abs(point.x - last.x) < DOT_DISTANCE.x &&
        Math.abs(point.y - last.y) < DOT_DISTANCE.y
      )
        continue;
      last = point;
      kept.push(`  " ": ${coordinates(point)} radius: ${radius}, color: ${colour}`);
    }
  }
  return kept.slice(0, MAX_DOTS);
}

function holds({ ttftMs, requestLatencyMs }: FrontierPoint, sla: SlaTarget): boolean {
  return ttftMs <= (sla.ttftMs ?? Infinity) && requestLatencyMs <= (sla.requestLatencyMs ?? Infinity);
}

function underLimit(sla: SlaTarget): string {
  if (sla.ttftMs !== undefined && sla.requestLatencyMs !== undefined)
    return " under the TTFT and request-latency limits";
  if (sla.ttftMs !== undefined) return " under the TTFT limit";
  return sla.requestLatencyMs === undefined ? "" : " under the request-latency limit";
}
