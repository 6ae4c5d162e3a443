// Builds perf-db/ from the pinned data wheel. `npm run perf-db:build [-- --wheel FILE --out DIR --jobs N --force]`
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import {
  modelConfigPath,
  tablePath,
  type ModelConfigFile,
  type PerfDbSources,
  type TableSource,
} from "../../src/perf/db/index-format.js";
import { packSupport } from "../../src/perf/db/support-matrix.js";
import { assertZstd, main, readOptions, type ScriptOptions } from "./arguments.js";
import { readContents, type WheelTable } from "./contents.js";
import { loadWheel } from "./download.js";
import { CONVERTER } from "./encode.js";
import { runPool } from "./pool.js";
import { removeStale } from "./stale.js";
import { readSupport } from "./support.js";
import { readZip, sha256, WHEEL } from "./wheel.js";
import type { EncodeJob } from "./worker.js";

await main(async () => {
  assertZstd();
  const options = readOptions();
  const entries = readZip(loadWheel(options.wheel));
  const { index, tables, models, tableCount } = readContents(entries);
  const before = Object.keys(knownSources(options.folder)?.tables ?? {});
  const written = new Set<string>(["index.json", "sources.json", "support.json.br"]);
  writeModels(options.folder, models, written);
  write(options.folder, "index.json", `${JSON.stringify(index)}\n`);
  write(options.folder, "support.json.br", brotliCompressSync(JSON.stringify(packSupport(readSupport(entries)))));
  const sources = await encodeTables(options, tables);
  for (const file of Object.keys(sources)) written.add(file);
  write(options.folder, "sources.json", sourcesText(sources));
  removeStale(options.folder, written, systemsOf([...before, ...written]));
  console.log(`${tableCount - tables.length} tables that nobody reads left out`);
  report(options.folder, sources);
});

function writeModels(folder: string, models: ReadonlyMap<string, ModelConfigFile>, written: Set<string>): void {
  for (const [id, model] of models) {
    write(folder, modelConfigPath(id), `${JSON.stringify(model)}\n`);
    written.add(modelConfigPath(id));
  }
}

/** Re-encodes what is not there yet: same original, same converter, same size on disk means up to date. */
async function encodeTables(
  options: ScriptOptions,
  tables: readonly WheelTable[],
): Promise<Record<string, TableSource>> {
  const before = options.force ? undefined : knownSources(options.folder);
  const known = before?.converter === CONVERTER ? before.tables : {};
  const sources: Record<string, TableSource> = {};
  const sums = new Map<string, string>();
  const jobs: (() => EncodeJob)[] = [];
  for (const { entry, place } of tables) {
    const file = tablePath(...place);
    const original = entry.read();
    sums.set(file, sha256(original));
    const before = known[file];
    if (before !== undefined && before.sha256 === sums.get(file) && sizeOf(path.join(options.folder, file)) === before.bytes) {
      sources[file] = before;
    } else {
      jobs.push(() => ({ path: file, family: place[1], stem: place[4], original: entry.read() }));
    }
  }
  console.log(`${tables.length} tables, ${jobs.length} to encode`);
  let done = 0;
  await runPool(jobs, options.jobs, (result) => {
    if ("error" in result) throw new Error(`${result.path}: ${result.error}`);
    write(options.folder, result.path, result.bytes);
    const { rows, maxError } = result;
    sources[result.path] = { sha256: sums.get(result.path) ?? "", rows, bytes: result.bytes.length, maxError };
    if (++done % 50 === 0) console.log(`${done} of ${jobs.length}`);
  });
  return Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What an earlier build recorded; undefined when there was none. */
function knownSources(folder: string): PerfDbSources | undefined {
  const file = path.join(folder, "sources.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PerfDbSources) : undefined;
}

/** First folders of the tables' paths. */
function systemsOf(files: readonly string[]): string[] {
  return files.flatMap((file) => (file.endsWith(".parquet") ? [file.slice(0, file.indexOf("/"))] : []));
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}

/** One table a line, so that a rebuild's diff shows which tables changed. */
function sourcesText(tables: PerfDbSources["tables"]): string {
  const rounded = (source: TableSource) => ({ ...source, maxError: Number(source.maxError.toPrecision(4)) });
  const lines = Object.entries(tables).map(([file, source]) => `${JSON.stringify(file)}:${JSON.stringify(rounded(source))}`);
  const head = `{"source":${JSON.stringify(WHEEL)},"converter":${CONVERTER},"tables":{`;
  return `${head}\n${lines.join(",\n")}\n}}\n`;
}

function write(folder: string, file: string, content: string | Uint8Array): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

function report(folder: string, sources: Readonly<Record<string, TableSource>>): void {
  const all = Object.values(sources);
  const sum = (pick: (source: TableSource) => number) => all.reduce((total, source) => total + pick(source), 0);
  const worst = Math.max(...all.map((source) => source.maxError));
  console.log(
    `${folder}: ${all.length} tables, ${sum((s) => s.rows)} rows, ${(sum((s) => s.bytes) / 1e6).toFixed(2)} MB, ` +
      `largest relative error ${(worst * 100).toFixed(4)} %`,
  );
}
