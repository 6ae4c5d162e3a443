import { stripVTControlCharacters } from "node:util";
import { inertLines } from "../report/visible.js";

/** Where the command line reads and writes; replaced by buffers in tests. */
export interface Terminal {
  readonly columns: number;
  readonly color: boolean;
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
}

const MIN_COLUMNS = 40;
const MAX_COLUMNS = 200;

/** The process's own terminal. Width is held to 40…200 columns; colour only on a terminal and without `NO_COLOR`. */
export function processTerminal(): Terminal {
  // a pipe or a file has no width that could be missed
  const columns =
    (process.stdout.columns as number | undefined) ?? (Number(process.env["COLUMNS"]) || MAX_COLUMNS);
  return {
    columns: Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, columns)),
    color: process.stdout.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb",
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text.endsWith("\n") ? text : `${text}\n`),
    err: (text) => void process.stderr.write(text.endsWith("\n") ? text : `${text}\n`),
  };
}

/**
 * One line that cannot move the cursor, forge a line of its own or command a runner: control and bidi characters and what
 * is no character become `?`.
 */
export function safeLine(text: string): string {
  const seen = stripVTControlCharacters(text).replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    "?",
  );
  return inertLines(seen);
}
