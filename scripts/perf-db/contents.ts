import { tablePath, type ModelConfigFile, type PerfDbIndex, type TablePlace } from "../../src/perf/db/index-format.js";
import { LEGACY_MODELS } from "../../src/manifest/experiment/names.js";
import { indexOf, tablePlace } from "../../src/perf/db/upstream/index-of.js";
import { architecture, readModels } from "./models.js";
import { slotSources, type SlotSources } from "./reachable.js";
import { WHEEL, type ZipEntry } from "./wheel.js";

const SYSTEMS = "/systems/";

/** A table of the wheel that some queryable version reads. */
export interface WheelTable {
  readonly entry: ZipEntry;
  readonly place: TablePlace;
}

/** What a build takes from the wheel. */
export interface WheelContents {
  readonly index: PerfDbIndex;
  readonly tables: readonly WheelTable[];
  readonly models: ReadonlyMap<string, ModelConfigFile>;
  /** what queryable versions read, by `system/family/table` */
  readonly slots: ReadonlyMap<string, readonly SlotSources[]>;
  /** how many tables the wheel holds, those that nobody reads included */
  readonly tableCount: number;
}

/** Reads everything but the tables' rows, and picks the tables that are needed. */
export function readContents(entries: readonly ZipEntry[]): WheelContents {
  const files = entries
    .filter((entry) => entry.name.includes(SYSTEMS))
    .map((entry) => ({ entry, path: entry.name.slice(entry.name.indexOf(SYSTEMS) + SYSTEMS.length) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const tables = files.flatMap(({ entry, path }) => {
    const place = tablePlace(path);
    return place === undefined ? [] : [{ entry, place }];
  });
  const texts = files
    .filter(({ path }) => path.endsWith(".yaml"))
    .map(({ entry, path }) => ({ path, text: entry.read().toString("utf8") }));
  const models = readModels(entries);
  const architectures = Object.fromEntries([...models].map(([id, model]) => [id, architecture(id, model)]));
  const rest = { source: WHEEL, models: architectures, modelNames: LEGACY_MODELS };
  const places = tables.map(({ place }) => place);
  const slots = slotSources(indexOf(texts, places, rest), places);
  const read = new Set([...slots.values()].flat().flatMap((slot) => slot.files));
  const kept = tables.filter(({ place }) => read.has(tablePath(...place)));
  return {
    index: indexOf(texts, kept.map(({ place }) => place), rest),
    tables: kept,
    slots,
    models,
    tableCount: tables.length,
  };
}

/** Tables of one system, family and name. */
export function groupsOf(tables: readonly WheelTable[]): (readonly WheelTable[])[] {
  const groups = new Map<string, WheelTable[]>();
  for (const table of tables) {
    const [system, family, , , stem] = table.place;
    const key = `${system}/${family}/${stem}`;
    groups.set(key, [...(groups.get(key) ?? []), table]);
  }
  return [...groups.values()];
}
