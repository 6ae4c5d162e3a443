import { rate } from "../report/format.js";
import type { Matrix } from "./matrix.js";

const CELL = { width: 110, height: 34 } as const;
const LEFT = 190;
const TOP = 76;
const MAX_LABEL = 24;

/**
 * The matrix as a heat map, SVG: darker is better. Readable without colour: every cell carries its figure. Values are
 * swept values, escaped all the same.
 */
export function sweepPicture(matrix: Matrix): string {
  const { rows, columns, rowValues, columnValues, cells } = matrix;
  const figures = cells.flat().filter((cell): cell is number => typeof cell === "number");
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  const width = LEFT + columnValues.length * CELL.width + 20;
  const height = TOP + rowValues.length * CELL.height + 20;
  const parts = [
    label(
      LEFT,
      24,
      `Best tokens/s per GPU by ${rows.name} (rows) and ${columns.name} (columns)`,
      "start",
      15,
      600,
    ),
    ...columnValues.map((value, index) =>
      label(LEFT + (index + 0.5) * CELL.width, TOP - 12, value, "middle"),
    ),
    ...rowValues.map((value, index) => label(LEFT - 10, TOP + (index + 0.5) * CELL.height + 5, value, "end")),
    ...cells.flatMap((line, row) =>
      line.map((cell, column) =>
        cellMarkup(
          cell,
          { row, column },
          high > low && typeof cell === "number" ? (cell - low) / (high - low) : 0.5,
        ),
      ),
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif">
<rect width="100%" height="100%" fill="#ffffff"/>
${parts.join("\n")}
</svg>
`;
}

function cellMarkup(
  cell: number | undefined | null,
  place: { readonly row: number; readonly column: number },
  share: number,
): string {
  const [x, y] = [LEFT + place.column * CELL.width, TOP + place.row * CELL.height];
  const found = typeof cell === "number";
  const fill = found ? mix(share) : "#f6f8fa";
  const ink = found && share > 0.55 ? "#ffffff" : "#1f2328";
  const shown = found ? rate(cell) : cell === null ? "lost" : "none";
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
  const shown =
    [...value].length > MAX_LABEL && anchor !== "start"
      ? `${[...value].slice(0, MAX_LABEL - 1).join("")}…`
      : value;
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${ink}">${escapeXml(shown)}</text>`;
}

function escapeXml(value: string): string {
  return value.replace(/[\p{Cc}\p{Cs}]/gu, "?").replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
