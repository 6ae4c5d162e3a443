import stringWidth from "string-width";
import { plainText, styler, wrap } from "./text-layout.js";
import { truncate } from "./visible.js";

/** Narrowest that a cell of words becomes. */
const MIN_CELL = 24;

/** A Markdown table of ours as aligned text. */
export function textTable(markdown: string, columns: number): string[] {
  const rows = markdown
    .split("\n")
    .filter((_line, index) => index !== 1)
    .map((line) => line.replace(/^\| | \|$/g, "").split(" | "));
  return ["", ...alignedTable(rows, columns, styler(false))];
}

/** Right-aligned columns under a header; a cell of several lines takes several rows. */
export function alignedTable(
  rows: readonly (readonly string[])[],
  columns: number,
  style: ReturnType<typeof styler>,
): string[] {
  // a sentence in a cell takes more lines, not more columns
  const cellWidth = Math.max(MIN_CELL, Math.floor(columns / 2));
  const cells = rows.map((row) =>
    row.map((cell) =>
      cell.split("<br>").flatMap((line) => wrap(truncate(plainText(line.trim()), columns), cellWidth)),
    ),
  );
  const count = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(...cells.map((row) => Math.max(0, ...(row[index] ?? []).map((line) => stringWidth(line))))),
  );
  const free = columns - 2 - (widths[0] ?? 0) - widths.slice(1).reduce((a, b) => a + b, 0);
  const gap = " ".repeat(Math.max(1, Math.min(3, Math.floor(free / Math.max(1, count - 1)))));
  return cells.flatMap((row, rowIndex) => {
    const height = Math.max(...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = widths.map((width, index) =>
        pad(row[index]?.[line] ?? "", width, index === 0 ? "left" : "right"),
      );
      const shown = `  ${parts.join(gap)}`.trimEnd();
      return rowIndex === 0 ? style("dim", shown) : shown;
    });
  });
}

function pad(value: string, width: number, side: "left" | "right"): string {
  const blank = " ".repeat(Math.max(0, width - stringWidth(value)));
  return side === "left" ? value + blank : blank + value;
}
