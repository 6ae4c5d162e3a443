import { shorten, visible } from "../../report/visible.js";
import type { ChartData, Series } from "./chart-data.js";
import { type Scale, scaleTo, tickText } from "./scale.js";
import { DARK, LIGHT, type Theme } from "./theme.js";

const WIDTH = 880;
const HEIGHT = 500;
const LEFT = 76;
const RIGHT = 28;
const TOP = 96;
const BOTTOM = 60;
/** Most characters of a text, of the title at its size, and of a name in the legend; names come from anywhere. */
const MAX_TEXT = 300;
const MAX_TITLE = 90;
const MAX_NAME = 24;

/** How a chart is drawn. */
export interface SvgOptions {
  /** `auto` follows the reader's light or dark setting; the others are fixed, for pictures */
  readonly theme?: "auto" | "light" | "dark";
}

/** A Pareto chart as SVG text. Colour is never alone: series differ by marker too, the chosen point has a label. */
export function paretoSvg(data: ChartData, options: SvgOptions = {}): string {
  const points = data.series.flatMap((series) => series.points);
  const x = scaleTo(Math.max(0, data.limit?.x ?? 0, ...points.map(([px]) => px)), LEFT, WIDTH - RIGHT, 8);
  const y = scaleTo(Math.max(0, ...points.map(([, py]) => py)), HEIGHT - BOTTOM, TOP, 6);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="Inter, system-ui, sans-serif" font-size="13">`,
    `<title>${escape(data.title)}</title>`,
    `<desc>${escape(description(data))}</desc>`,
    `<style>${styles(options.theme ?? "auto")}</style>`,
    `<rect class="background" width="${WIDTH}" height="${HEIGHT}" rx="6"/>`,
    `<text class="text" x="${LEFT}" y="32" font-size="16" font-weight="600">${escape(shorten(visible(data.title), MAX_TITLE))}</text>`,
    `<text class="muted" x="${LEFT}" y="52">${escape(data.subtitle)}</text>`,
    missArea(data, x, y),
    axes(data, x, y),
    ...data.series.map((series, index) => frontier(series, index, x, y)),
    limitLabel(data, x),
    legend(data),
    chosen(data, x, y),
    "</svg>",
  ]
    .filter((part) => part !== "")
    .join("\n")
    .concat("\n");
}

function styles(theme: "auto" | "light" | "dark"): string {
  if (theme !== "auto") return rules(theme === "light" ? LIGHT : DARK);
  return `${rules(LIGHT)}@media (prefers-color-scheme: dark){${rules(DARK)}}`;
}

function rules(theme: Theme): string {
  return [
    `.background{fill:${theme.background}}.text{fill:${theme.text}}.muted{fill:${theme.muted}}.grid{stroke:${theme.grid}}.miss{fill:${theme.miss}}.limit{stroke:${theme.muted}}`,
    `.chosen{fill:none;stroke:${theme.chosen}}.chosen-text{fill:${theme.chosen}}.halo{stroke:${theme.background};fill:${theme.background}}`,
    ...theme.series.map(
      (colour, index) =>
        `.line${index}{stroke:${colour};fill:none}.dot${index}{fill:${colour};stroke:${theme.background}}`,
    ),
  ].join("");
}

function axes(data: ChartData, x: Scale, y: Scale): string {
  const lines = y.ticks.map((tick) => {
    const at = px(y.at(tick));
    return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text class="muted" x="${LEFT - 8}" y="${px(y.at(tick) + 4)}" text-anchor="end">${tickText(tick)}</text>`;
  });
  const labels = x.ticks.map(
    (tick) =>
      `<text class="muted" x="${px(x.at(tick))}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${tickText(tick)}</text>`,
  );
  return [
    ...lines,
    ...labels,
    `<text class="text" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 16}" text-anchor="middle">${escape(data.xLabel)}</text>`,
    `<text class="text" transform="translate(20 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${escape(data.yLabel)}</text>`,
  ].join("\n");
}

function missArea({ limit }: ChartData, x: Scale, y: Scale): string {
  if (limit === undefined) return "";
  const at = x.at(limit.x);
  const [from, to] = limit.side === "min" ? [LEFT, at] : [at, WIDTH - RIGHT];
  const height = px(y.at(0) - TOP);
  return `<rect class="miss" x="${px(from)}" y="${TOP}" width="${px(Math.max(0, to - from))}" height="${height}"/><line class="limit" x1="${px(at)}" x2="${px(at)}" y1="${TOP}" y2="${px(y.at(0))}" stroke-width="1.5" stroke-dasharray="5 4"/>`;
}

function limitLabel({ limit }: ChartData, x: Scale): string {
  if (limit === undefined) return "";
  const at = x.at(limit.x);
  const left = limit.side === "min" ? at > 220 : at > WIDTH - 180;
  return `<text class="muted" x="${px(at + (left ? -8 : 8))}" y="${TOP + 16}" text-anchor="${left ? "end" : "start"}">${escape(limit.side === "min" ? `misses ${limit.label}` : limit.label)}</text>`;
}

function frontier(series: Series, index: number, x: Scale, y: Scale): string {
  const sorted = series.points.toSorted((a, b) => a[0] - b[0]);
  const path = sorted
    .map(([px0, py], position) => `${position === 0 ? "M" : "L"}${px(x.at(px0))} ${px(y.at(py))}`)
    .join("");
  const dots = sorted.map((point) => marker(index, x.at(point[0]), y.at(point[1])));
  return `<path class="line${index % LIGHT.series.length}" d="${path}" stroke-width="2" stroke-linejoin="round"/>\n${dots.join("")}`;
}

/** Circle, square, triangle, diamond, then the same again. */
function marker(index: number, cx: number, cy: number): string {
  const style = `class="dot${index % LIGHT.series.length}" stroke-width="1"`;
  switch (index % 4) {
    case 0:
      return `<circle ${style} cx="${px(cx)}" cy="${px(cy)}" r="3.5"/>`;
    case 1:
      return `<rect ${style} x="${px(cx - 3.5)}" y="${px(cy - 3.5)}" width="7" height="7"/>`;
    case 2:
      return `<path ${style} d="M${px(cx)} ${px(cy - 4.5)}L${px(cx + 4.2)} ${px(cy + 3)}L${px(cx - 4.2)} ${px(cy + 3)}Z"/>`;
    default:
      return `<path ${style} d="M${px(cx)} ${px(cy - 4.5)}L${px(cx + 4.5)} ${px(cy)}L${px(cx)} ${px(cy + 4.5)}L${px(cx - 4.5)} ${px(cy)}Z"/>`;
  }
}

/** Room for "and 12 more" at the end of the legend. */
const MORE_WIDTH = 90;

function legend({ series }: ChartData): string {
  let at = LEFT;
  const entries: string[] = [];
  for (const [index, { name }] of series.entries()) {
    const shown = shorten(visible(name), MAX_NAME);
    const width = 52 + Math.ceil(shown.length * 7.4);
    const left = series.length - index;
    // the last one needs no room for "and 3 more"
    if (at + width + (left > 1 ? MORE_WIDTH : 0) > WIDTH - RIGHT + 22) {
      entries.push(`<text class="muted" x="${at}" y="78">and ${left} more</text>`);
      break;
    }
    entries.push(
      `<line class="line${index % LIGHT.series.length}" x1="${at}" x2="${at + 22}" y1="74" y2="74" stroke-width="2"/>${marker(index, at + 11, 74)}<text class="text" x="${at + 30}" y="78">${escape(shown)}</text>`,
    );
    at += width;
  }
  return entries.join("\n");
}

function chosen(data: ChartData, x: Scale, y: Scale): string {
  if (data.chosen === undefined) return "";
  const [cx, cy] = [x.at(data.chosen.point[0]), y.at(data.chosen.point[1])];
  const width = data.chosen.label.length * 7.6;
  const toRight = cx + 16 + width < WIDTH - RIGHT;
  const textY = Math.max(TOP + 34, cy - 14);
  const textX = toRight ? cx + 12 : cx - 12;
  const anchor = toRight ? "start" : "end";
  const label = escape(data.chosen.label);
  return [
    `<circle class="chosen" cx="${px(cx)}" cy="${px(cy)}" r="9" stroke-width="2.5"/>`,
    `<text class="halo" x="${px(textX)}" y="${px(textY)}" text-anchor="${anchor}" font-weight="600" stroke-width="4" stroke-linejoin="round">${label}</text>`,
    `<text class="chosen-text" x="${px(textX)}" y="${px(textY)}" text-anchor="${anchor}" font-weight="600">${label}</text>`,
  ].join("\n");
}

function description({ series, chosen: best }: ChartData): string {
  const names = series.map(({ name, points }) => `${name} with ${points.length} points`).join(", ");
  return `Pareto frontiers of ${names}.${best === undefined ? "" : ` Marked: ${best.label}.`}`;
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text for SVG on one line: what is not visible is replaced, markup characters are entities. */
function escape(text: string): string {
  return shorten(visible(text), MAX_TEXT)
    .replaceAll(/[\ufffe\uffff]/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
