import { textWidth } from "../text-width.js";

/** A centred table as lines, in the reference's frame: rules above, below the head and below the last row. */
export function asciiTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, i) => Math.max(textWidth(name), ...rows.map((row) => textWidth(row[i]!))));
  const rule = `+${widths.map((width) => "-".repeat(width + 2)).join("+")}+`;
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell, i) => ` ${centred(cell, widths[i]!)} `).join("|")}|`;
  return [rule, line(head), rule, ...rows.map(line), rule];
}

/** The odd blank stands after the text. */
function centred(text: string, width: number): string {
  const room = width - textWidth(text);
  const before = room >> 1;
  return " ".repeat(before) + text + " ".repeat(room - before);
}

/**
 * The lines of a table with a second line below each row, for what a narrow table has no columns for. A text longer than the
 * table is split where ` + ` joins its parts.
 */
export function withSecondLines(table: readonly string[], texts: readonly string[]): string[] {
  const room = (table[0]?.length ?? 0) - 6;
  const cell = (text: string): string => `|   ${text.padEnd(room)} |`;
  const second = (text: string): string[] =>
    text.length <= room ? [cell(text)] : text.split(/(?<= \+) /).map(cell);
  // three lines of head before the rows
  return table.flatMap((line, i) => {
    const text = texts[i - 3];
    return text === undefined ? [line] : [line, ...second(text)];
  });
}
