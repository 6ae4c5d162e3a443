import { plainText, styler, wrap } from "./text-layout.js";
import { textWidth } from "./text-width.js";
import { truncate } from "./visible.js";

/** Narrowest that a cell of words becomes without need. */
const MIN_CELL = 24;
/** Longest text of a cell: some are a stranger's. */
const MAX_CELL = 1000;

/** A Markdown table of ours as aligned text. */
export function textTable(markdown: string, columns: number): string[] {
  const rows = markdown
    .split("\n")
    .filter((_line, index) => index !== 1)
    .map((line) => line.replace(/^\| | \|$/g, "").split(" | "));
  return ["", ...alignedTable(rows, columns, styler(false))];
}

/**
 * Right-aligned columns under a header, no wider than `columns` unless single words are: the widest column has its words in
 * more lines until the table fits. A cell of several lines takes several rows, beside the same lines of the other cells.
 */
export function alignedTable(
  rows: readonly (readonly string[])[],
  columns: number,
  style: ReturnType<typeof styler>,
): string[] {
  const lines = rows.flatMap((row, index) => linesOf(row).map((texts) => ({ texts, head: index === 0 })));
  const count = Math.max(...rows.map((row) => row.length));
  const most = Math.max(MIN_CELL, Math.floor(columns / 2));
  const widths = Array.from({ length: count }, (_, column) => widthOf(lines, column, most));
  const free = (): number => columns - 2 - (count - 1) - widths.reduce((a, b) => a + b, 0);
  const narrow = new Set<number>();
  while (free() < 0 && narrow.size < count) {
    const open = widths.map((width, column) => (narrow.has(column) ? 0 : width));
    const widest = open.indexOf(Math.max(...open));
    const width = widthOf(lines, widest, widths[widest]! - 1);
    if (width < widths[widest]!) widths[widest] = width;
    else narrow.add(widest);
  }
  const gap = " ".repeat(Math.min(3, 1 + Math.max(0, Math.floor(free() / Math.max(1, count - 1)))));
  return lines.flatMap(({ texts, head }) => {
    const cells = widths.map((width, column) => wrap(texts[column] ?? "", width));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = cells.map((cell, column) =>
        pad(cell[line] ?? "", widths[column]!, column === 0 ? "left" : "right"),
      );
      const shown = `  ${parts.join(gap)}`.trimEnd();
      return head ? style("dim", shown) : shown;
    });
  });
}

/** The lines of a row's cells, side by side. */
function linesOf(row: readonly string[]): string[][] {
  const cells = row.map((cell) =>
    cell.split("<br>").map((line) => plainText(truncate(line.trim(), MAX_CELL)).trimEnd()),
  );
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => cells.map((cell) => cell[line] ?? ""));
}

/** Width of a column whose words are in lines of at most `most`. */
function widthOf(
  lines: readonly { readonly texts: readonly string[] }[],
  column: number,
  most: number,
): number {
  return Math.max(
    ...lines.flatMap(({ texts }) => wrap(texts[column] ?? "", most).map((line) => textWidth(line))),
  );
}

function pad(value: string, width: number, side: "left" | "right"): string {
  const blank = " ".repeat(Math.max(0, width - textWidth(value)));
  return side === "left" ? value + blank : blank + value;
}
