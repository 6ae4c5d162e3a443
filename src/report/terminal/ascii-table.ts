import Table from "cli-table3";

/** The reference's frame: `+`, `-` and `|`, rules above, below the head and below the last row. */
const FRAME = {
  top: "-",
  "top-mid": "+",
  "top-left": "+",
  "top-right": "+",
  bottom: "-",
  "bottom-mid": "+",
  "bottom-left": "+",
  "bottom-right": "+",
  left: "|",
  "left-mid": "+",
  mid: "-",
  "mid-mid": "+",
  right: "|",
  "right-mid": "+",
  middle: "|",
} as const;

/** A centred table as lines. */
export function asciiTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const table = new Table({
    head: [...head],
    chars: FRAME,
    style: { head: [], border: [], compact: true },
    colAligns: head.map(() => "center"),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().split("\n");
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
