import { UserError } from "../domain/errors.js";
import type { SystemDescription } from "./db/described-system.js";
import { isOwnFolder, openOwnFolder, type DataFolder } from "./db/folder.js";
import type { ModelPlaces } from "./db/models.js";
import { createPredictor, type PricedPredictor } from "./predictor.js";

/** Where performance data lie. */
export interface DataPlaces extends ModelPlaces {
  /** our own `perf-db/` folder */
  readonly root: string;
  /** the user's data folders in the upstream layout or ours; they come before our own, the first that knows a system wins */
  readonly systemsPaths?: readonly string[];
  /** systems of the user's own that are scaled from measured ones */
  readonly described?: readonly SystemDescription[];
}

/** Opened data and the predictor over them. */
export interface PerfDb {
  readonly folders: readonly DataFolder[];
  readonly predictor: PricedPredictor;
}

/** Opens performance data. Reads one index; tables are read when a step is priced. Throws `UserError` (`io`). */
export async function openPerfDb(places: DataPlaces): Promise<PerfDb> {
  const folders: DataFolder[] = [];
  for (const path of places.systemsPaths ?? []) {
    folders.push(isOwnFolder(path) ? openOwnFolder(path) : await openUpstream(path));
  }
  folders.push(withDescribed(openOwnFolder(places.root), places.described ?? []));
  return { folders, predictor: createPredictor(folders, places) };
}

/** A folder that knows some systems more. Throws `UserError` (`system`) for the name of a measured one. */
function withDescribed(folder: DataFolder, more: readonly SystemDescription[]): DataFolder {
  if (more.length === 0) return folder;
  const measured = more.find(({ name }) => Object.hasOwn(folder.index.tables, name));
  if (measured !== undefined)
    throw new UserError(
      "system",
      `${measured.name} is a measured system; give the one of the file a name of its own`,
    );
  const own = Object.fromEntries(more.map((one) => [one.name, one]));
  return { ...folder, described: () => ({ ...folder.described(), ...own }) };
}

async function openUpstream(path: string): Promise<DataFolder> {
  const { openUpstreamFolder } = await import("./db/upstream-folder.js");
  return openUpstreamFolder(path);
}
