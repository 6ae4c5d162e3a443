import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../domain/errors.js";
import { didYouMean } from "../../domain/nearest-name.js";
import type { ModelFiles, RawConfig } from "../model/spec.js";
import type { SystemSpec } from "../system-spec.js";
import { aliasFiles, modelAlias } from "./model-aliases.js";
import type { DataFolder } from "./folder.js";

/** A model by the name it will be reported under. */
export interface FoundModel {
  readonly id: string;
  readonly files: ModelFiles;
  /** where the sizes come from, when they are those of another checkpoint */
  readonly basis?: string;
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
  const alias = aliasOf(folders, name);
  if (alias !== undefined) return alias;
  if (localModels) refuseFolder(name);
  const ids = folders.flatMap((folder) => Object.keys(folder.index.models));
  const old = folders.flatMap((folder) => Object.keys(folder.index.modelNames));
  const hint = didYouMean(name, [...ids, ...old], "", 1 / 2);
  throw new UserError(
    "model",
    `unknown model ${name}${hint}${localModels ? `${hint === "" ? "; for" : " For"} another model give the path of a folder with its config.json` : ""}`,
  );
}

/** A checkpoint of known shape that is not bundled, answered with the sizes of one that is. */
function aliasOf(folders: readonly DataFolder[], name: string): FoundModel | undefined {
  const alias = modelAlias(name);
  if (alias === undefined) return undefined;
  const { sizesOf, formatsOf } = alias;
  const filesOf = (id: string): ModelFiles | undefined =>
    folders.map((folder) => folder.modelFiles(id)).find((files) => files !== undefined);
  const sizes = filesOf(sizesOf);
  const formats = formatsOf === undefined || formatsOf === "plain" ? formatsOf : filesOf(formatsOf);
  if (sizes === undefined || (formatsOf !== undefined && formats === undefined)) return undefined;
  return {
    id: name,
    files: aliasFiles(sizes, formats),
    basis: `sizes of ${sizesOf}; config.json of ${name} was not read`,
  };
}

/** Checkpoint that a 0.5.0 name stands for on a GPU: FP8 where the hardware computes in FP8. */
function idOfOldName(folders: readonly DataFolder[], name: string, system: SystemSpec): string | undefined {
  for (const folder of folders) {
    const found = Object.hasOwn(folder.index.modelNames, name) ? folder.index.modelNames[name] : undefined;
    if (found !== undefined)
      return found.fp8 !== undefined && (system.gpu.tcFlops.fp8 ?? 0) > 0 ? found.fp8 : found.id;
  }
  return undefined;
}

function localFolder(name: string): string | undefined {
  const folder = path.basename(name) === "config.json" ? path.dirname(name) : name;
  return existsSync(path.join(folder, "config.json")) ? folder : undefined;
}

/** Throws when a name that is no known model is a folder, or the path of one, that lacks what a model needs. */
function refuseFolder(name: string): void {
  const found = statSync(name, { throwIfNoEntry: false });
  if (found?.isDirectory() === true)
    throw new UserError(
      "model",
      `the folder ${name} has no config.json; copy the checkpoint's config.json into it`,
    );
  if (found !== undefined)
    throw new UserError(
      "model",
      `${name} is a file; give the folder that holds the checkpoint's config.json`,
    );
  if (/^(?:[.~]{0,2}\/|~)|\/config\.json$/.test(name))
    throw new UserError(
      "model",
      `there is no folder ${name}; give one that holds the checkpoint's config.json`,
    );
}

function readLocal(folder: string): ModelFiles {
  const beside = path.join(folder, "hf_quant_config.json");
  return {
    config: readJson(path.join(folder, "config.json")),
    ...(existsSync(beside) ? { hfQuantConfig: readJson(beside) } : {}),
  };
}

/** A JSON object; Python writes `Infinity` and `NaN` into it, which JSON has not. */
function readJson(file: string): RawConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new UserError("model", `${file} cannot be read; a file that may be read is needed`, { cause });
  }
  const value = parseJson(text, file);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UserError("model", "not a JSON object; copy the checkpoint's own file", {
      file,
      position: { line: 1, column: 1 },
    });
  return value as RawConfig;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(/([:,[]\s*)-?(?:Infinity|NaN)/g, "$1null"));
    } catch (cause) {
      throw new UserError("model", "not valid JSON; copy the checkpoint's own file", {
        file,
        position: placeOf(cause, text),
        cause,
      });
    }
  }
}

/** Where a parser stopped: its message names an offset, or the text ended too early. */
function placeOf(error: unknown, text: string): { readonly line: number; readonly column: number } {
  const offset = /position (\d{1,9})/.exec(error instanceof Error ? error.message : "")?.[1];
  const lines = text.slice(0, offset === undefined ? text.length : Number(offset)).split("\n");
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
