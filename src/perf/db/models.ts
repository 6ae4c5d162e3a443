import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../domain/errors.js";
import type { ModelFiles, RawConfig } from "../model/spec.js";
import type { SystemSpec } from "../types.js";
import type { DataFolder } from "./folder.js";
import { didYouMean } from "./names.js";

/** A model by the name it will be reported under. */
export interface FoundModel {
  readonly id: string;
  readonly files: ModelFiles;
}

/**
 * Finds a model: a local folder with `config.json` (or the path of that file), a bundled repository id, or a name of the
 * 0.5.0 release, which chose the number format by GPU. `localModels: false` for names that a stranger wrote: then the
 * name is only a name, and no path is looked at. Throws `UserError` (`model`) with the nearest names.
 */
export function findModel(
  folders: readonly DataFolder[],
  name: string,
  system: SystemSpec,
  { localModels = true }: { readonly localModels?: boolean } = {},
): FoundModel {
  const local = localModels ? localFolder(name) : undefined;
  if (local !== undefined) return { id: name, files: readLocal(local) };
  const id = idOfOldName(folders, name, system) ?? name;
  for (const folder of folders) {
    const files = folder.modelFiles(id);
    if (files !== undefined) return { id, files };
  }
  const ids = folders.flatMap((folder) => Object.keys(folder.index.models));
  const old = folders.flatMap((folder) => Object.keys(folder.index.modelNames));
  throw new UserError(
    "model",
    `unknown model ${name}${didYouMean(name, [...ids, ...old])}${localModels ? "; pass the path of a folder with its config.json instead" : ""}`,
  );
}

/** Checkpoint that a 0.5.0 name stands for on a GPU: FP8 where the hardware computes in FP8. */
function idOfOldName(folders: readonly DataFolder[], name: string, system: SystemSpec): string | undefined {
  for (const folder of folders) {
    const found = folder.index.modelNames[name];
    if (found !== undefined)
      return found.fp8 !== undefined && (system.gpu.tcFlops.fp8 ?? 0) > 0 ? found.fp8 : found.id;
  }
  return undefined;
}

function localFolder(name: string): string | undefined {
  const folder = path.basename(name) === "config.json" ? path.dirname(name) : name;
  if (!existsSync(path.join(folder, "config.json"))) {
    if (/^[./~]/.test(name) && existsSync(name) && statSync(name).isDirectory()) {
      throw new UserError("model", `${name} has no config.json; copy the checkpoint's config.json into it`);
    }
    return undefined;
  }
  return folder;
}

function readLocal(folder: string): ModelFiles {
  const beside = path.join(folder, "hf_quant_config.json");
  return {
    config: readJson(path.join(folder, "config.json")),
    ...(existsSync(beside) ? { hfQuantConfig: readJson(beside) } : {}),
  };
}

/** Python writes `Infinity` and `NaN`, which JSON has not. */
function readJson(file: string): RawConfig {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text) as RawConfig;
  } catch {
    try {
      return JSON.parse(text.replace(/([:,[]\s*)-?(?:Infinity|NaN)/g, "$1null")) as RawConfig;
    } catch (cause) {
      throw new UserError("model", `${file} is not valid JSON`, { file, cause });
    }
  }
}
