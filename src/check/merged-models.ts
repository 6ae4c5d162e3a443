import type { ChangedFile } from "../domain/change.js";
import type { SiblingFile } from "../manifest/types.js";
import type { FileContext } from "./file-context.js";
import { modelFilesOf } from "./model-files.js";

/**
 * The files that say what models are. What is merged says it before the change does, so that no change shrinks a model: of a
 * manifest that stood there all of them, of a new one each file that stood beside its place.
 */
export async function modelFiles(
  { siblings, compared }: FileContext,
  { path, previousPath = path }: ChangedFile,
  before: readonly SiblingFile[] | undefined,
  nearby: readonly SiblingFile[],
): Promise<Readonly<Record<"merged" | "counting" | "now", readonly SiblingFile[]>>> {
  const now = modelFilesOf(path, nearby);
  if (before !== undefined || !compared || now.length === 0) {
    const merged = modelFilesOf(previousPath, before ?? []);
    return { merged, counting: merged.length > 0 ? merged : now, now };
  }
  const beside = modelFilesOf(path, await siblings(path, "base"));
  const held = new Set(beside.map(({ file }) => file));
  return { merged: [], counting: [...beside, ...now.filter(({ file }) => !held.has(file))], now };
}
