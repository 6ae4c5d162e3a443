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
