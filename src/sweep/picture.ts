import { rate } from "../report/format.js";
import { shorten, visible } from "../report/visible.js";
import { hiddenSentence, type Matrix } from "./matrix.js";

const CELL = { width: 110, height: 34 } as const;
const MARGIN = 20;
const TOP = 100;
const MAX_LABEL = 24;
/** Width of a character at the size of labels, and of the title: an upper mean of common fonts. */
const CHARACTER = 7.6;
const TITLE_CHARACTER = 9;

/**
 * The matrix as a heat map, SVG: darker is better. Readable without colour: every cell carries its figure. Values are
 * swept values, escaped all the same.
 */
export function sweepPicture(matrix: Matrix): string {
  const { rows, columns, rowValues, columnValues, cells } = matrix;
  const figures = cells.flat().filter((cell): cell is number => typeof cell === "number");
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const longest = Math.max(0, ...rowValues.map((value) => Math.min(MAX_LABEL, [...value].length)));
  const left = MARGIN + 10 + Math.ceil(longest * CHARACTER);
  const title = "Best tokens/s per GPU";
  const axes = `rows: ${rows.name} · columns: ${columns.name}`;
  const rest = hiddenSentence(matrix);
  const bottom = TOP + rowValues.length * CELL.height;
  const height = bottom + (rest === "" ? MARGIN : 2 * MARGIN);
  const width = Math.ceil(
    Math.max(
      left + columnValues.length * CELL.width + MARGIN,
      2 * MARGIN + title.length * TITLE_CHARACTER,
      2 * MARGIN + Math.max(axes.length, rest.length) * CHARACTER,
    ),
  );
  const parts = [
    label(MARGIN, 28, title, "start", 15, 600),
    label(MARGIN, 50, axes, "start", 13, 400, "#59636e"),
    ...columnValues.map((value, index) =>
      label(left + (index + 0.5) * CELL.width, TOP - 12, value, "middle"),
    ),
    ...rowValues.map((value, index) => label(left - 10, TOP + (index + 0.5) * CELL.height + 5, value, "end")),
    ...cells.flatMap((line, row) =>
      line.map((cell, column) =>
        cellMarkup(
          cell,
          { x: left + column * CELL.width, y: TOP + row * CELL.height },
          high > low && typeof cell === "number" ? (cell - low) / (high - low) : 0.5,
        ),
      ),
    ),
    ...(rest === "" ? [] : [label(MARGIN, bottom + 24, rest, "start")]),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif">
<rect width="100%" height="100%" fill="#ffffff"/>
${parts.join("\n")}
</svg>
`;
}

function cellMarkup(
  cell: number | undefined | null,
  { x, y }: { readonly x: number; readonly y: number },
  share: number,
): string {
  const found = typeof cell === "number";
  const fill = found ? mix(share) : "#f6f8fa";
  const ink = found && share > 0.55 ? "#ffffff" : "#1f2328";
  const shown = found ? rate(cell) : cell === null ? "lost" : "no setting";
  return `<rect x="${x}" y="${y}" width="${CELL.width - 2}" height="${CELL.height - 2}" rx="4" fill="${fill}"/>${label(x + CELL.width / 2, y + CELL.height / 2 + 5, shown, "middle", 13, 400, ink)}`;
}

/** From a pale to a deep green. */
function mix(share: number): string {
  const [from, to] = [
    [218, 251, 225],
    [17, 99, 41],
  ] as const;
  const channel = (index: 0 | 1 | 2): string =>
    Math.round(from[index] + (to[index] - from[index]) * share)
      .toString(16)
      .padStart(2, "0");
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

function label(
  x: number,
  y: number,
  value: string,
  anchor: "start" | "middle" | "end",
  size = 13,
  weight = 400,
  ink = "#1f2328",
): string {
  const shown = anchor === "start" ? visible(value) : shorten(visible(value), MAX_LABEL);
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${ink}">${escapeXml(shown)}</text>`;
}

function escapeXml(value: string): string {
  return value.replaceAll(/[\ufffe\uffff]/g, "?").replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
