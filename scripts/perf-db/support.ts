import type { SupportRow } from "../../src/perf/db/index-format.js";
import type { ZipEntry } from "./wheel.js";

/** Longest reason that is kept; the traces behind it are not. */
const LONGEST_REASON = 240;

/** Every row of the wheel's support matrix, files in name order. */
export function readSupport(entries: readonly ZipEntry[]): SupportRow[] {
  const files = entries.filter((entry) => entry.name.includes("/support_matrix/") && entry.name.endsWith(".csv"));
  return files
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((file) => {
      const [header = [], ...lines] = parseCsv(file.read().toString("utf8"));
      return lines.map((line) => toRow(Object.fromEntries(header.map((name, i) => [name, line[i] ?? ""]))));
    });
}

function toRow(cells: Readonly<Record<string, string>>): SupportRow {
  const cell = (name: string) => cells[name] ?? "";
  return {
    model: cell("HuggingFaceID"),
    architecture: cell("Architecture"),
    system: cell("System"),
    backend: cell("Backend") as SupportRow["backend"],
    version: cell("Version"),
    mode: cell("Mode") as SupportRow["mode"],
    status: cell("Status"),
    error: reason(cell("ErrMsg")),
    source: cell("Source"),
  };
}

/** The message at the end of a Python trace (line breaks are written as `\n` in the file), shortened. */
export function reason(trace: string): string {
  const lines = trace
    .replaceAll("\\n", "\n")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const first = lines.findIndex((line) => /^[\w.]+(?:Error|Exception|Interrupt)\b/.test(line));
  const text = (first < 0 ? (lines.at(-1) ?? "") : (lines[first] ?? "").replace(/^[\w.]+: /, "")).trim();
  return text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON - 1)}…` : text;
}

/** Fields of a comma-separated text with doubled quotes (RFC 4180). */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "," || char === "\n") {
      row.push(field);
      field = "";
      if (char === "\n") {
        rows.push(row);
        row = [];
      }
    } else if (char !== "\r") field += char;
  }
  if (field !== "" || row.length > 0) rows.push([...row, field]);
  return rows;
}
