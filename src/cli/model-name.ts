import type { PerfDb } from "../perf/open.js";
import { findModel } from "../perf/db/models.js";
import { findSystem } from "../perf/db/names.js";

/**
 * The repository id behind a 0.5.0 name (`QWEN3_32B`), with the name kept for display: files and benchmark commands need an
 * id that exists. Other names pass unchanged.
 */
export function resolveModelName<
  T extends { readonly model: string; readonly system: string; readonly displayModel?: string },
>(db: PerfDb, request: T): T {
  const known = db.folders.some(({ index }) => Object.hasOwn(index.modelNames, request.model));
  if (!known) return request;
  const { system } = findSystem(db.folders, request.system);
  const { id } = findModel(db.folders, request.model, system);
  return id === request.model ? request : { ...request, model: id, displayModel: request.model };
}
