// Decodes the wheel and perf-db/ and compares them table by table. `npm run perf-db:verify [-- --wheel FILE --out DIR]`
import { readFileSync } from "node:fs";
import path from "node:path";
import { tablePath, type PerfDbSources } from "../../src/perf/db/index-format.js";
import { assertZstd, main, readOptions } from "./arguments.js";
import { columnKind } from "./columns.js";
import { compareTables, type Comparison } from "./compare.js";
import { readContents } from "./contents.js";
import { loadWheel } from "./download.js";
import { MANTISSA_BITS } from "./encode.js";
import { readTable } from "./table.js";
import { readZip, sha256 } from "./wheel.js";

/** Rounding to nearest leaves half a step of the last kept bit. */
const ALLOWED_ERROR = 2 ** -(MANTISSA_BITS + 1);

interface Line extends Comparison {
  readonly file: string;
  readonly table: string;
}

await main(async () => {
  assertZstd();
  const options = readOptions();
  const sources = JSON.parse(readFileSync(path.join(options.folder, "sources.json"), "utf8")) as PerfDbSources;
  const missing = new Set(Object.keys(sources.tables));
  const lines: Line[] = [];
  for (const { entry, place } of readContents(readZip(loadWheel(options.wheel))).tables) {
    const file = tablePath(...place);
    missing.delete(file);
    lines.push({ file, table: place[4], ...(await compareOne(options.folder, file, place, entry.read(), sources)) });
  }
  printTable(lines);
  const faulty = lines.filter((line) => line.faults.length > 0);
  for (const line of faulty) console.error(`${line.file}: ${line.faults.join("; ")}`);
  for (const file of missing) console.error(`${file}: not in the wheel`);
  if (faulty.length + missing.size > 0) process.exitCode = 1;
});

async function compareOne(
  folder: string,
  file: string,
  place: readonly [string, string, string, string, string],
  bytes: Buffer,
  sources: PerfDbSources,
): Promise<Comparison> {
  const [, family, , , stem] = place;
  const known = sources.tables[file];
  if (known === undefined) return { rows: 0, maxError: 0, meanError: 0, faults: ["not in sources.json"] };
  const isValue = (column: string) => columnKind(stem, column) === "value";
  const stored = readFileSync(path.join(folder, file));
  const result = compareTables(await readTable(bytes, isValue), await readTable(stored, isValue), family, stem);
  const faults = [...result.faults];
  if (result.maxError > ALLOWED_ERROR) faults.push(`relative error ${result.maxError} above ${ALLOWED_ERROR}`);
  if (known.sha256 !== sha256(bytes)) faults.push("sources.json names another original");
  if (known.bytes !== stored.length || known.rows !== result.rows) faults.push("sources.json has another size or row count");
  return { ...result, faults };
}

/** One line for each table name, then the totals. */
function printTable(lines: readonly Line[]): void {
  console.log(row("table", "files", "rows", "max error %", "mean error", "faults"));
  for (const table of [...new Set(lines.map((line) => line.table))].sort()) print(table, lines.filter((line) => line.table === table));
  print("all", lines);
}

function print(name: string, lines: readonly Line[]): void {
  const rows = lines.reduce((sum, line) => sum + line.rows, 0);
  const worst = Math.max(...lines.map((line) => line.maxError));
  const mean = lines.reduce((sum, line) => sum + line.meanError * line.rows, 0) / Math.max(1, rows);
  const faults = lines.filter((line) => line.faults.length > 0).length;
  console.log(row(name, String(lines.length), String(rows), (worst * 100).toFixed(5), mean.toExponential(1), String(faults)));
}

function row(name: string, ...cells: readonly string[]): string {
  return name.padEnd(36) + cells.map((cell) => cell.padStart(13)).join("");
}
