import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../domain/errors.js";
import type { ModelFiles } from "../model/spec.js";
import {
  INDEX_FORMAT,
  modelConfigPath,
  tablePath,
  type ModelConfigFile,
  type PerfDbIndex,
} from "./index-format.js";

/** One folder of performance data: ours, or a user's own in the upstream layout. */
export interface DataFolder {
  readonly index: PerfDbIndex;
  /** path of a table's file */
  tableFile(system: string, family: string, backend: string, version: string, table: string): string;
  /** files of a bundled model; undefined when it has none of that name */
  modelFiles(id: string): ModelFiles | undefined;
}

/** Opens our own folder. Throws `UserError` (`io`) when it is missing or of another layout. */
export function openOwnFolder(root: string): DataFolder {
  const file = path.join(root, "index.json");
  let index: PerfDbIndex;
  try {
    index = JSON.parse(readFileSync(file, "utf8")) as PerfDbIndex;
  } catch (cause) {
    throw new UserError("io", `cannot read the performance data index ${file}`, { cause });
  }
  if (index.format !== INDEX_FORMAT) {
    throw new UserError(
      "io",
      `${file} has layout ${String(index.format)}, this program reads ${INDEX_FORMAT}`,
    );
  }
  return {
    index,
    tableFile: (...place) => path.join(root, tablePath(...place)),
    modelFiles(id) {
      if (!Object.hasOwn(index.models, id)) return undefined;
      return JSON.parse(readFileSync(path.join(root, modelConfigPath(id)), "utf8")) as ModelConfigFile;
    },
  };
}

/** Whether a folder has the layout of ours (an index) rather than upstream's (YAML files). */
export function isOwnFolder(root: string): boolean {
  return existsSync(path.join(root, "index.json"));
}
