import { isOwnFolder, openOwnFolder, type DataFolder } from "./db/folder.js";
import type { ModelPlaces } from "./db/models.js";
import { createPredictor, type PricedPredictor } from "./predictor.js";

/** Where performance data lie. */
export interface DataPlaces extends ModelPlaces {
  /** our own `perf-db/` folder */
  readonly root: string;
  /** the user's data folders in the upstream layout or ours; they come before our own, the first that knows a system wins */
  readonly systemsPaths?: readonly string[];
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
  folders.push(openOwnFolder(places.root));
  return { folders, predictor: createPredictor(folders, places) };
}

async function openUpstream(path: string): Promise<DataFolder> {
  const { openUpstreamFolder } = await import("./db/upstream-folder.js");
  return openUpstreamFolder(path);
}
