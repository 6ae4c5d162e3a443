import { openPerfDb } from "../perf/open.js";
import type { SystemDescription } from "../perf/db/described-system.js";
import { findSystem, systemNames } from "../perf/db/names.js";
import type { ConfigSource } from "../perf/db/models.js";
import { createPredictor } from "../perf/predictor.js";
import { nearestName, ofItsNumbers } from "../domain/nearest-name.js";
import { selectProfile } from "../perf/profile/select.js";
import type { Predictor } from "../perf/types.js";
import { dataNames } from "../search/data-versions.js";
import type { CheckDeps } from "./deps.js";
import type { LocalText } from "./local-profile.js";

/** Where data lie and which profile answers. */
export interface OpenOptions {
  readonly root: string;
  readonly systemsPaths?: readonly string[];
  readonly profile?: string | undefined;
  /** measurements of the repository, and `calibrationBase` of the program; used by the calibrated profile alone */
  readonly local?: LocalText & { readonly base: string };
  /** GPUs of the repository's own that are scaled from measured ones */
  readonly described?: readonly SystemDescription[];
  /** where configurations of models are had from that are neither bundled nor beside a manifest */
  readonly configOf?: ConfigSource | undefined;
}

/** What checks need, opened, and what only their caller asks of it. */
export interface OpenedCheck extends CheckDeps {
  readonly withModels: NonNullable<CheckDeps["withModels"]>;
  /** a system by the data's own name; throws `UserError` (`system`), with what is near, for one that nobody knows */
  systemName(name: string): string;
}

/** Opens performance data for checks. Throws `UserError`: `io` when there are none, `input` for broken measurements. */
export async function openCheckDeps(options: OpenOptions): Promise<OpenedCheck> {
  const { predictor, folders } = await openPerfDb({
    root: options.root,
    systemsPaths: options.systemsPaths ?? [],
    // the names come from manifests under review: none of them may make us read a file of this machine
    localModels: false,
    configOf: options.configOf,
    described: options.described ?? [],
  });
  const models = [...new Set(folders.flatMap(({ index }) => Object.keys(index.models)))].sort();
  const lower = new Set(models.map((name) => name.toLowerCase()));
  const deps: CheckDeps = {
    predictor,
    knowsModel: (name) => lower.has(name.toLowerCase()),
    ...(await profileOf(options, predictor)),
    experimentContext: dataNames(folders),
    systems: systemNames(folders),
    nearestModels: (name) => nearestModels(name, models),
  };
  const withModels = (first: ConfigSource): CheckDeps => {
    const configOf: ConfigSource = async (name, own) =>
      (await first(name, own)) ?? options.configOf?.(name, own);
    return { ...deps, predictor: createPredictor(folders, { localModels: false, configOf }) };
  };
  return { ...deps, withModels, systemName: (name) => findSystem(folders, name).system.name };
}

async function profileOf(
  { profile, root, local }: OpenOptions,
  predictor: Predictor,
): Promise<Pick<CheckDeps, "profile" | "notes">> {
  if (profile === undefined) return {};
  if (profile !== "calibrated" || local === undefined) return { profile: selectProfile(profile, root) };
  const { openLocalProfile } = await import("./local-profile.js");
  const opened = await openLocalProfile(local, { root, base: local.base, predictor });
  return { profile: opened.profile, notes: opened.notes };
}

/** Models whose own name (behind the organisation) begins alike, else the one that is spelled most alike. */
function nearestModels(name: string, models: readonly string[]): readonly string[] {
  const stem = own(name).slice(0, 8);
  const alike = models.filter((model) => stem.length >= 4 && own(model).startsWith(stem));
  if (alike.length > 0) return alike.slice(0, 3);
  const near = nearestName(name, ofItsNumbers(name, models), 1 / 2);
  return near === undefined ? [] : [near];
}

function own(model: string): string {
  return (model.split("/").at(-1) ?? model).toLowerCase();
}
