import stringWidth from "string-width";

/** A centred table as lines in the reference's frame: rules of `-` and `+` above, below the head and below the last row. */
export function asciiTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((text, i) =>
    Math.max(columnsOf(text), ...rows.map((row) => columnsOf(row[i] ?? ""))),
  );
  const rule = `+${widths.map((width) => "-".repeat(width + 2)).join("+")}+`;
  const line = (cells: readonly string[]): string =>
    `|${widths.map((width, i) => ` ${centred(cells[i] ?? "", width)} `).join("|")}|`;
  return [rule, line(head), rule, ...rows.map(line), rule];
}

/** A text between blanks, the odd one after it. */
function centred(text: string, width: number): string {
  const blanks = width - columnsOf(text);
  const before = blanks >> 1;
  return `${" ".repeat(before)}${text}${" ".repeat(blanks - before)}`;
}

/** Columns of a terminal that a text takes; texts of plain letters need no look at their characters' classes. */
function columnsOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
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
