import { tablePath, type ModelConfigFile, type PerfDbIndex } from "../../src/perf/db/index-format.js";
import { indexOf, tablePlace, type TablePlace } from "../../src/perf/db/upstream/index-of.js";
import { MODEL_NAMES } from "./model-names.js";
import { architecture, readModels } from "./models.js";
import { reachablePlaces } from "./reachable.js";
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
  const rest = { source: WHEEL, models: architectures, modelNames: MODEL_NAMES };
  const places = tables.map(({ place }) => place);
  const reached = reachablePlaces(indexOf(texts, places, rest), places);
  const kept = new Set(reached.map((place) => tablePath(...place)));
  return {
    index: indexOf(texts, reached, rest),
    tables: tables.filter(({ place }) => kept.has(tablePath(...place))),
    models,
    tableCount: tables.length,
  };
}
