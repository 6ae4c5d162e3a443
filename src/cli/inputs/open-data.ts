import { statSync } from "node:fs";
import path from "node:path";
import { compact } from "../../domain/compact.js";
import { checkpointDrafts } from "../../perf/drafts.js";
import { isSystemFile } from "../../domain/system-file.js";
import { hubSource } from "../../hub/config-source.js";
import { hubSettings } from "../../hub/settings.js";
import { checkpointOf, type ConfigSource } from "../../perf/db/models.js";
import { findSystem, systemNames } from "../../perf/db/names.js";
import { UserError } from "../../domain/errors.js";
import type { SystemDescription } from "../../perf/db/described-system.js";
import type { DataFolder } from "../../perf/db/folder.js";
import { openPerfDb } from "../../perf/open.js";
import type { PricedPredictor } from "../../perf/predictor.js";
import type { Predictor } from "../../perf/types.js";
import { readTextFile } from "./read-file.js";
import type { CommandEnvironment } from "../command.js";
import { perfDbRoot } from "../../data-root.js";
import { contextOf, type ContextFlags } from "../flags/context.js";
import type { MODEL_FLAGS } from "../flags/model.js";
import type { FlagValues } from "../flags/types.js";

/** Performance data as a command uses them, and its flags with names as the data have them. */
export interface OpenedData<F> {
  readonly root: string;
  readonly folders: readonly DataFolder[];
  readonly predictor: PricedPredictor;
  readonly flags: F;
}

type Names = Partial<Pick<FlagValues<typeof MODEL_FLAGS>, "model" | "system" | "decodeSystem">>;
type Places = Pick<FlagValues<typeof MODEL_FLAGS>, "systemsPaths"> & {
  readonly fetchConfig?: boolean;
};

/** Opens the shipped data and those of `--systems-paths`, and knows `more` systems. Throws `UserError` (`io`). */
export async function openData<F extends Names & Places>(
  environment: CommandEnvironment,
  flags: F,
  more: readonly SystemDescription[] = [],
): Promise<OpenedData<F>> {
  const root = perfDbRoot(environment.moduleUrl);
  const systemsPaths = ownFolders(flags.systemsPaths);
  const configOf = fetchedConfigs(flags.fetchConfig);
  const { described: asked, flags: named } = await readSystems(environment.terminal.cwd, flags);
  const described = [...asked, ...more];
  const { predictor, folders } = await openPerfDb({ root, systemsPaths, described, configOf });
  const known = knownNames(folders, named);
  for (const name of [known.system, known.decodeSystem])
    refusePlace(name, environment.terminal.cwd, systemNames(folders));
  return { root, folders, predictor, flags: known };
}

/** Throws `UserError` (`system`) for a name that no system has but something on the disk: it was meant as a system file. */
export function refusePlace(name: string | undefined, cwd: string, known: readonly string[]): void {
  if (name === undefined || known.includes(name)) return;
  const found = statSync(path.resolve(cwd, name), { throwIfNoEntry: false });
  if (found === undefined) return;
  const what = found.isDirectory() ? "a folder" : "a file whose name does not end in .yml";
  throw new UserError(
    "system",
    `${name} is ${what}; give the name of a system, or the .yml file that describes one`,
  );
}

/** The flags with names where they gave system files, and what those describe. Throws `UserError` for a broken file. */
export async function readSystems<F extends Pick<Names, "system" | "decodeSystem">>(
  cwd: string,
  flags: F,
): Promise<{ readonly described: readonly SystemDescription[]; readonly flags: F }> {
  const named: { system?: string; decodeSystem?: string } = {};
  const described: SystemDescription[] = [];
  for (const flag of ["system", "decodeSystem"] as const) {
    const file = flags[flag];
    // no name of a system has a slash
    if (file === undefined || !(isSystemFile(file) || /[/\\]/.test(file))) continue;
    const { readSystemFile } = await import("../../systems/read.js");
    const one = await readSystemFile(readTextFile(cwd, file), file);
    described.push(one);
    named[flag] = one.name;
  }
  return { described, flags: { ...flags, ...named } };
}

/** The systems that files of a repository describe. Throws `UserError` for a broken or missing one. */
export async function describedIn(
  cwd: string,
  files: readonly string[] | undefined,
): Promise<readonly SystemDescription[]> {
  if (files === undefined) return [];
  const { readSystemFile } = await import("../../systems/read.js");
  return Promise.all(files.map((file) => readSystemFile(readTextFile(cwd, file), file)));
}

/** The hub, where that is allowed. Throws `UserError` (`usage`) for an `HF_ENDPOINT` that is no address. */
export function fetchedConfigs(allowed: boolean | undefined): ConfigSource | undefined {
  return allowed === true ? hubSource(hubSettings()) : undefined;
}

/** Folders of `--systems-paths` without the word that stands for the shipped data. */
export function ownFolders(paths: readonly string[] | undefined): readonly string[] {
  return (paths ?? []).filter((folder) => folder !== "default");
}

/**
 * The flags with every other spelling of a system or a model replaced by the data's own name, once and for everything that
 * follows. A name that nobody knows stays, so that whoever needs it complains.
 */
export function knownNames<F extends Names>(folders: readonly DataFolder[], flags: F): F {
  const knows = (list: "systemAliases" | "systems" | "modelNames", name: string): boolean =>
    folders.some(({ index }) => Object.hasOwn(index[list], name));
  const systemName = (name: string | undefined): string | undefined =>
    name !== undefined && knows("systemAliases", name) ? findSystem(folders, name).system.name : name;
  const system = systemName(flags.system);
  // which checkpoint a name of release 0.5.0 stands for depends on the GPU
  const modelName = (name: string | undefined): string | undefined =>
    name === undefined || !knows("modelNames", name)
      ? name
      : system !== undefined && knows("systems", system)
        ? checkpointOf(folders, name, findSystem(folders, system).system)
        : folders.flatMap(({ index }) => index.modelNames[name]?.id ?? [])[0];
  return {
    ...flags,
    ...compact({
      system,
      decodeSystem: systemName(flags.decodeSystem),
      model: modelName(flags.model),
    }),
  };
}

/** The name of the model as it was typed, for tables, where the data have another one. */
export function typedModel(asked: Names, known: Names): { readonly displayModel?: string } {
  return compact({ displayModel: asked.model === known.model ? undefined : asked.model });
}

/** The flags with `--nextn auto` as the checkpoint's own number of drafts, and how to say so. Throws `UserError`. */
export async function settledDrafts<F extends ContextFlags>(
  predictor: Predictor,
  flags: F,
): Promise<{ readonly flags: F; readonly notes: readonly string[] }> {
  if (flags.nextn !== "auto") return { flags, notes: [] };
  const context = contextOf({ ...flags, nextn: "0" });
  const { speculation, note } = await checkpointDrafts(predictor, context, flags.nextnAccepted);
  return { flags: { ...flags, nextn: String(speculation?.nextn ?? 0) }, notes: [note] };
}
