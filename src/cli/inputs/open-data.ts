import { compact } from "../../domain/compact.js";
import { checkpointDrafts } from "../../perf/drafts.js";
import { findModel } from "../../perf/db/models.js";
import { findSystem } from "../../perf/db/names.js";
import type { DataFolder } from "../../perf/db/folder.js";
import { openPerfDb } from "../../perf/open.js";
import type { PricedPredictor } from "../../perf/predictor.js";
import type { Predictor } from "../../perf/types.js";
import type { CommandEnvironment } from "../command.js";
import { perfDbRoot } from "../../data-root.js";
import { contextOf } from "../commands/estimate/request.js";
import type { FlagValues } from "../flags/table.js";

/** Performance data as a command uses them, and its flags with names as the data have them. */
export interface OpenedData {
  readonly root: string;
  readonly folders: readonly DataFolder[];
  readonly predictor: PricedPredictor;
  readonly flags: FlagValues;
}

/** Opens the shipped data and those of `--systems-paths`. Throws `UserError` (`io`). */
export async function openData(environment: CommandEnvironment, flags: FlagValues): Promise<OpenedData> {
  const root = perfDbRoot(environment.moduleUrl);
  const systemsPaths = ownFolders(flags["systemsPaths"] as readonly string[] | undefined);
  const { predictor, folders } = await openPerfDb({ root, systemsPaths });
  return { root, folders, predictor, flags: knownNames(folders, flags) };
}

/** Folders of `--systems-paths` without the word that stands for the shipped data. */
export function ownFolders(paths: readonly string[] | undefined): readonly string[] {
  return (paths ?? []).filter((folder) => folder !== "default");
}

/**
 * The flags with every other spelling of a system or a model replaced by the data's own name, once and for everything that
 * follows. A name that nobody knows stays, so that whoever needs it complains.
 */
export function knownNames(folders: readonly DataFolder[], flags: FlagValues): FlagValues {
  const named: Record<string, unknown> = { ...flags };
  for (const flag of ["system", "decodeSystem"])
    if (knows("systemAliases", flags[flag]))
      named[flag] = findSystem(folders, String(flags[flag])).system.name;
  // which checkpoint a name of release 0.5.0 stands for depends on the GPU
  const model = String(flags["model"]);
  if (knows("modelNames", model))
    named["model"] = knows("systems", named["system"])
      ? findModel(folders, model, findSystem(folders, String(named["system"])).system).id
      : folders.find(({ index }) => Object.hasOwn(index.modelNames, model))!.index.modelNames[model]!.id;
  return named;

  function knows(list: "systemAliases" | "systems" | "modelNames", name: unknown): boolean {
    return folders.some(({ index }) => typeof name === "string" && Object.hasOwn(index[list], name));
  }
}

/** The name of the model as it was typed, for tables, where the data have another one. */
export function typedModel(asked: FlagValues, known: FlagValues): { readonly displayModel?: string } {
  return compact({
    displayModel: asked["model"] === known["model"] ? undefined : (asked["model"] as string | undefined),
  });
}

/** The flags with `--nextn auto` as the checkpoint's own number of drafts, and how to say so. Throws `UserError`. */
export async function settledDrafts(
  predictor: Predictor,
  flags: FlagValues,
): Promise<{ readonly flags: FlagValues; readonly notes: readonly string[] }> {
  if (flags["nextn"] !== "auto") return { flags, notes: [] };
  const { nextn: _auto, nextnAccepted, ...rest } = flags;
  const { speculation, note } = await checkpointDrafts(
    predictor,
    contextOf(rest),
    nextnAccepted as number | undefined,
  );
  return {
    flags: speculation === undefined ? rest : { ...rest, nextn: String(speculation.nextn), nextnAccepted },
    notes: [note],
  };
}
