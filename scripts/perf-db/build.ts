// Builds perf-db/ from the pinned data wheel. `npm run perf-db:build [-- --wheel FILE --out DIR --jobs N --force]`
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { MODELS_FILE, tablePath, type PerfDbSources, type TableSource } from "../../src/perf/db/index-format.js";
import { packModels } from "../../src/perf/db/models-file.js";
import { packSupport } from "../../src/perf/db/support-matrix.js";
import { assertZstd, main, readOptions, type ScriptOptions } from "./arguments.js";
import { groupsOf, readContents, type WheelContents, type WheelTable } from "./contents.js";
import { loadWheel } from "./download.js";
import { CONVERTER } from "./encode.js";
import { runPool } from "./pool.js";
import { PRUNED_TABLES } from "./reachable.js";
import { removeStale } from "./stale.js";
import { readSupport } from "./support.js";
import { readZip, sha256, WHEEL } from "./wheel.js";
import type { EncodeJob } from "./worker.js";

await main(async () => {
  assertZstd();
  const options = readOptions();
  const entries = readZip(loadWheel(options.wheel));
  const contents = readContents(entries);
  const { index, tables, models, tableCount } = contents;
  const before = Object.keys(knownSources(options.folder)?.tables ?? {});
  const written = new Set<string>(["index.json", "sources.json", "support.json.br", MODELS_FILE]);
  write(options.folder, MODELS_FILE, brotliCompressSync(packModels(models)));
  write(options.folder, "index.json", `${JSON.stringify(index)}\n`);
  write(options.folder, "support.json.br", brotliCompressSync(JSON.stringify(packSupport(readSupport(entries)))));
  const sources = await encodeTables(options, contents);
  for (const file of Object.keys(sources.tables)) written.add(file);
  write(options.folder, "sources.json", sourcesText(sources));
  removeStale(options.folder, written, systemsOf([...before, ...written]));
  console.log(`${tableCount - tables.length} tables that nobody reads left out`);
  report(options.folder, sources.tables);
});

/**
 * Re-encodes what is not there yet. A group of tables that hide rows of each other is up to date when the converter, what
 * versions read, every original and every file on disk are what they were.
 */
async function encodeTables(options: ScriptOptions, contents: WheelContents): Promise<PerfDbSources> {
  const { tables, slots } = contents;
  const before = options.force ? undefined : knownSources(options.folder);
  const digest = sha256(Buffer.from(JSON.stringify([...slots])));
  const known = before?.converter === CONVERTER && before.slots === digest ? before.tables : {};
  const sources: Record<string, TableSource> = {};
  const sums = new Map(tables.map(({ entry, place }) => [tablePath(...place), sha256(entry.read())]));
  const isCurrent = (file: string) =>
    known[file] !== undefined && known[file].sha256 === sums.get(file) && sizeOf(path.join(options.folder, file)) === known[file].bytes;
  const jobs: (() => EncodeJob)[] = [];
  for (const group of groupsOf(tables)) {
    const files = group.map(({ place }) => tablePath(...place));
    if (files.every(isCurrent)) for (const file of files) sources[file] = known[file] as TableSource;
    else jobs.push(() => jobOf(group, slots));
  }
  console.log(`${tables.length} tables, ${jobs.length} groups of them to encode`);
  let done = 0;
  await runPool(jobs, options.jobs, (result) => {
    if ("error" in result) throw new Error(result.error);
    for (const { path: file, bytes, rows, maxError } of result.files) {
      write(options.folder, file, bytes);
      sources[file] = { sha256: sums.get(file) ?? "", rows, bytes: bytes.length, maxError: Number(maxError.toPrecision(4)) };
    }
    if (++done % 50 === 0) console.log(`${done} of ${jobs.length}`);
  });
  const sorted = Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1));
  return { source: WHEEL, converter: CONVERTER, slots: digest, tables: Object.fromEntries(sorted) };
}

function jobOf(group: readonly WheelTable[], slots: WheelContents["slots"]): EncodeJob {
  const [system = "", family = "", , , stem = ""] = group[0]?.place ?? [];
  return {
    family,
    stem,
    slots: PRUNED_TABLES.has(stem) ? slots.get(`${system}/${family}/${stem}`) : undefined,
    tables: group.map(({ entry, place }) => ({ path: tablePath(...place), original: entry.read() })),
  };
}

/** What an earlier build recorded; undefined when there was none. */
function knownSources(folder: string): PerfDbSources | undefined {
  const file = path.join(folder, "sources.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PerfDbSources) : undefined;
}

/** First folders of the tables' paths. */
function systemsOf(files: readonly string[]): string[] {
  return files.flatMap((file) => (file.includes("/") ? [file.slice(0, file.indexOf("/"))] : []));
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}

/** One table a line, so that a rebuild's diff shows which tables changed. */
function sourcesText({ tables, ...head }: PerfDbSources): string {
  const lines = Object.entries(tables).map(([file, source]) => `${JSON.stringify(file)}:${JSON.stringify(source)}`);
  return `${JSON.stringify(head).slice(0, -1)},"tables":{\n${lines.join(",\n")}\n}}\n`;
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
