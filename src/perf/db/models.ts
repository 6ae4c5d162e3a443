import { UserError } from "../../domain/errors.js";
import { didYouMean, ofItsNumbers } from "../../domain/nearest-name.js";
import type { ModelFiles } from "../model/spec.js";
import type { SystemSpec } from "../system-spec.js";
import type { DataFolder } from "./folder.js";
import { localFolder, readLocal, refuseFolder } from "./local-model.js";
import { aliasFiles, aliasIds, formatsOfAlias, modelAlias } from "./model-aliases.js";

/** A model by the name it will be reported under. */
export interface FoundModel {
  readonly id: string;
  readonly files: ModelFiles;
  /** where the sizes come from, when they are not the bundled ones or those of a folder that was named */
  readonly basis?: string;
}

/** What a place outside the data knows of a checkpoint: its files and where they lie, or why there are none. */
export type ForeignModel =
  { readonly files: ModelFiles; readonly from: string } | { readonly reason: string } | undefined;

/** Looks for a checkpoint that is not bundled, by the name that a file or a user gives; `own`: in files of that very name alone. */
export type ConfigSource = (name: string, own?: boolean) => Promise<ForeignModel>;

/** Where models are looked for besides the data. */
export interface ModelPlaces {
  /** false: the name is a stranger's, and no path is looked at. True unless said. */
  readonly localModels?: boolean | undefined;
  readonly configOf?: ConfigSource | undefined;
  /** true: only the checkpoint's very own files answer, not those of one that may be alike */
  readonly ownFiles?: boolean | undefined;
}

/** Nothing is known of a model but its name; `reason` says why its configuration could not be had. */
export class UnknownModelError extends UserError {
  constructor(
    message: string,
    readonly reason?: string,
  ) {
    super("model", reason === undefined ? message : `${message}. ${reason}`);
    this.name = "UnknownModelError";
  }
}

/**
 * Finds a model: a local folder with `config.json` (or the path of that file), a bundled repository id, a name of the
 * 0.5.0 release, the `config.json` that `configOf` has of it, or a checkpoint of equal sizes. Throws `UnknownModelError`
 * with the nearest names, and `UserError` (`model`) for files that cannot be read.
 */
export async function findModel(
  folders: readonly DataFolder[],
  name: string,
  system: SystemSpec,
  { localModels = true, configOf, ownFiles = false }: ModelPlaces = {},
): Promise<FoundModel> {
  const local = localModels ? localFolder(name) : undefined;
  if (local !== undefined) return { id: name, files: readLocal(local) };
  const id = checkpointOf(folders, name, system) ?? name;
  const bundled = filesOf(folders, id);
  if (bundled !== undefined) return { id, files: bundled };
  const foreign = await configOf?.(name, ownFiles);
  if (foreign !== undefined && "files" in foreign)
    return { id: name, files: foreign.files, basis: `sizes from ${foreign.from}` };
  const alias = ownFiles ? undefined : aliasOf(folders, name);
  if (alias !== undefined) return alias;
  if (localModels) refuseFolder(name);
  throw new UnknownModelError(
    unknownText(folders, name, localModels, foreign === undefined),
    foreign?.reason,
  );
}

function unknownText(
  folders: readonly DataFolder[],
  name: string,
  localModels: boolean,
  fetchable: boolean,
): string {
  const ids = folders.flatMap((folder) => Object.keys(folder.index.models));
  // names of 0.5.0 outlived some of their checkpoints
  const old = folders.flatMap(({ index }) =>
    Object.keys(index.modelNames).filter((each) => ids.includes(index.modelNames[each]!.id)),
  );
  const hint = didYouMean(name, ofItsNumbers(name, [...ids, ...aliasIds(), ...old]), "", 1 / 2);
  const other = localModels
    ? `${hint === "" ? "; for" : " For"} another model give the path of a folder with its config.json${fetchable ? ", or --fetch-config" : ""}`
    : "";
  return `unknown model ${name}${hint}${other}`;
}

function filesOf(folders: readonly DataFolder[], id: string): ModelFiles | undefined {
  for (const folder of folders) {
    const files = folder.modelFiles(id);
    if (files !== undefined) return files;
  }
  return undefined;
}

/** A checkpoint of known shape that is not bundled, answered with the sizes of one that is. */
function aliasOf(folders: readonly DataFolder[], name: string): FoundModel | undefined {
  const alias = modelAlias(name);
  if (alias === undefined) return undefined;
  const { sizesOf } = alias;
  const sizes = filesOf(folders, sizesOf);
  const formats = formatsOfAlias(alias, (id) => (id === sizesOf ? sizes : filesOf(folders, id)));
  if (sizes === undefined || formats === undefined) return undefined;
  return {
    id: name,
    files: aliasFiles(sizes, formats),
    basis: `sizes of ${sizesOf}; config.json of ${name} was not read`,
  };
}

/** Checkpoint that a 0.5.0 name stands for on a GPU: FP8 where the hardware computes in FP8. Undefined for other names. */
export function checkpointOf(
  folders: readonly DataFolder[],
  name: string,
  system: SystemSpec,
): string | undefined {
  for (const folder of folders) {
    const found = Object.hasOwn(folder.index.modelNames, name) ? folder.index.modelNames[name] : undefined;
    if (found !== undefined)
      return found.fp8 !== undefined && (system.gpu.tcFlops.fp8 ?? 0) > 0 ? found.fp8 : found.id;
  }
  return undefined;
}
