// Finds measurements that contradict each other. `npm run perf-db:doubts [-- --out DIR] > docs/data-doubts.md`
// A narrower format should not take longer than bfloat16 at the same shape, nor a system longer than one of the same
// die with less memory bandwidth. What is found is doubted, not dropped: profile `reference` keeps every row.
import { openOwnFolder, type DataFolder } from "../../src/perf/db/folder.js";
import { tableStore } from "../../src/perf/db/tables.js";
import type { SourceTable } from "../../src/perf/table.js";
import { main, readOptions } from "./arguments.js";
import { compareLatencies, FACTOR, isDoubtful, latenciesOf, type Likeness, narrowerFormats } from "./plausible.js";

/** A system and one of the same die that is not faster in anything. */
const SLOWER_SIBLING: Readonly<Record<string, string>> = {
  h200_sxm: "h100_sxm",
  b300_sxm: "b200_sxm",
  gb300: "gb200",
};

await main(async () => {
  const folder = openOwnFolder(readOptions().folder);
  const doubts: string[] = [];
  let compared = 0;
  const judge = (place: string, against: string, likeness: Likeness): void => {
    compared++;
    if (!isDoubtful(likeness)) return;
    const share = `${Math.round(likeness.slower * 100)} %`;
    doubts.push(`| ${place} | ${against} | ${likeness.shared} | ${likeness.median.toFixed(2)} | ${share} |`);
  };
  for (const [system, family, backend, version, table] of placesOf(folder)) {
    const source = open(folder, system, family, backend, version, table);
    const place = `${system} / ${backend} ${version} / ${table}`;
    for (const { column, format, likeness } of narrowerFormats(source))
      judge(place, `${column} ${format} against bfloat16`, likeness);
    const sibling = SLOWER_SIBLING[system];
    if (sibling === undefined || !has(folder, sibling, family, backend, version, table)) continue;
    const other = open(folder, sibling, family, backend, version, table);
    const likeness = compareLatencies(latenciesOf(source), latenciesOf(other));
    if (likeness !== undefined) judge(place, `the same on ${sibling}`, likeness);
  }
  console.log(report(doubts, compared));
});

type Place = readonly [system: string, family: string, backend: string, version: string, table: string];

function placesOf(folder: DataFolder): readonly Place[] {
  const places: Place[] = [];
  for (const [system, families] of Object.entries(folder.index.tables))
    for (const [family, backends] of Object.entries(families))
      for (const [backend, versions] of Object.entries(backends))
        for (const [version, tables] of Object.entries(versions))
          for (const table of tables.split(" ")) places.push([system, family, backend, version, table]);
  return places;
}

function has(folder: DataFolder, ...[system, family, backend, version, table]: Place): boolean {
  return folder.index.tables[system]?.[family]?.[backend]?.[version]?.split(" ").includes(table) === true;
}

function open(folder: DataFolder, ...[system, family, backend, version, table]: Place): SourceTable {
  const [source] = tableStore(folder, system).open(family, table, [{ backend, version }]);
  if (source === undefined) throw new Error(`${system} has no ${family}/${table}`);
  return source;
}

function report(doubts: readonly string[], compared: number): string {
  return [
    "# Doubts about the data",
    "",
    "Written by `npm run perf-db:doubts`. Measured rows that contradict others: a narrower number format that takes longer than bfloat16 at",
    "the same shape, or a system that takes longer than its sibling of the same die. The published method uses them as they are, and so does",
    "profile `reference`.",
    "",
    `${compared} comparisons, ${doubts.length} with at least a tenth of the rows above ${FACTOR} times.`,
    "",
    "| Table | Compared | Rows | Median ratio | Above three times |",
    "|---|---|--:|--:|--:|",
    ...doubts,
  ].join("\n");
}
