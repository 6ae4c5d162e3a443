// Decodes the wheel and perf-db/ and compares them table by table. `npm run perf-db:verify [-- --wheel FILE --out DIR]`
import { readFileSync } from "node:fs";
import path from "node:path";
import { compact } from "../../src/domain/compact.js";
import { tablePath, type PerfDbSources } from "../../src/perf/db/index-format.js";
import { readPacked } from "../../src/perf/db/packed-table.js";
import { assertZstd, main, readOptions } from "./arguments.js";
import { columnKind } from "./columns.js";
import { compareTables, type Comparison } from "./compare.js";
import { groupsOf, readContents, type WheelContents, type WheelTable } from "./contents.js";
import { loadWheel } from "./download.js";
import { hiddenRows } from "./hidden.js";
import { PRUNED_TABLES } from "./reachable.js";
import { plainTable, readTable } from "./table.js";
import { readZip, sha256 } from "./wheel.js";

/** Half a step of the logarithmic codes, and what is lost in computing it. */
const ALLOWED_ERROR = 2 ** -11 * (1 + 1e-9);

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
  const { tables, slots } = readContents(readZip(loadWheel(options.wheel)));
  for (const group of groupsOf(tables)) {
    for (const line of await compareGroup(options.folder, group, { slots, sources })) {
      missing.delete(line.file);
      lines.push(line);
    }
  }
  printTable(lines);
  const faulty = lines.filter((line) => line.faults.length > 0);
  for (const line of faulty) console.error(`${line.file}: ${line.faults.join("; ")}`);
  for (const file of missing) console.error(`${file}: not in the wheel`);
  if (faulty.length + missing.size > 0) process.exitCode = 1;
});

/** Compares the tables of one system, family and name. */
async function compareGroup(
  folder: string,
  group: readonly WheelTable[],
  { slots, sources }: Pick<WheelContents, "slots"> & { readonly sources: PerfDbSources },
): Promise<Line[]> {
  const [system = "", family = "", , , stem = ""] = group[0]?.place ?? [];
  const isValue = (column: string) => columnKind(stem, column) === "value";
  const originals = await Promise.all(
    group.map(async ({ entry, place }) => {
      const bytes = entry.read();
      return { file: tablePath(...place), table: await readTable(bytes, isValue), sum: sha256(bytes) };
    }),
  );
  const hidden = PRUNED_TABLES.has(stem) ? hiddenRows(originals, slots.get(`${system}/${family}/${stem}`) ?? [], stem) : [];
  return originals.map(({ file, table, sum }, i) => {
    const known = sources.tables[file];
    if (known === undefined) return { file, table: stem, rows: 0, maxError: 0, meanError: 0, faults: ["not in sources.json"] };
    const stored = readFileSync(path.join(folder, file));
    const columns = [...table.keys, ...table.values].map(({ name }) => name);
    const plain = plainTable(readPacked(stored), columns, isValue);
    const result = compareTables(table, plain, compact({ family, stem, hidden: hidden[i] }));
    const faults = [...result.faults];
    if (result.maxError > ALLOWED_ERROR) faults.push(`relative error ${result.maxError} above ${ALLOWED_ERROR}`);
    if (known.sha256 !== sum) faults.push("sources.json names another original");
    if (known.bytes !== stored.length || known.rows !== result.rows) faults.push("sources.json has another size or row count");
    return { file, table: stem, ...result, faults };
  });
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
