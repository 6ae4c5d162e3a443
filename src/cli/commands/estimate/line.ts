import { compact } from "../../../domain/compact.js";
import { UserError } from "../../../domain/errors.js";
import type { DataFolder } from "../../../perf/db/folder.js";
import { systemNames } from "../../../perf/db/names.js";
import type { EstimateResult } from "../../../perf/estimate/request.js";
import type { PricedPredictor } from "../../../perf/predictor.js";
import type { Profile } from "../../../perf/profile/profile.js";
import { BATCH_RENAMED } from "../../../batch/keys.js";
import { ESTIMATE_FLAGS, type EstimateFlags } from "./request.js";
import { estimateFlags } from "./answer.js";
import { flagsFromObject } from "../../flags/table.js";
import { measuredRow } from "../../../batch/measured-row.js";
import { knownNames } from "../../inputs/open-data.js";
import { siblingModel } from "../../../batch/sibling-model.js";

/** What a batch is answered with. */
export interface BatchDeps {
  readonly predictor: PricedPredictor;
  readonly folders: readonly DataFolder[];
  readonly profileFor: (flags: EstimateFlags) => Profile;
  /** flags of the command, which lines may override */
  readonly outer: EstimateFlags;
}

/** Estimates one line of a batch. Throws `UserError` for what cannot be read or answered. */
export async function estimateLine(
  deps: BatchDeps,
  row: Readonly<Record<string, unknown>>,
): Promise<EstimateResult> {
  const { predictor, folders, profileFor, outer } = deps;
  const systems = systemNames(folders);
  const { cells, notes } = measuredRow(row, { keys: Object.keys(ESTIMATE_FLAGS), systems });
  const flags = knownNames(folders, flagsFromObject(cells, ESTIMATE_FLAGS, BATCH_RENAMED));
  // measurements to compare with: answered where parts are estimated
  const answering = {
    substitutes: true,
    profile: profileFor({ ...compact({ profile: outer.profile }), ...flags }),
  };
  const told = (result: EstimateResult, more: readonly string[] = []): EstimateResult => {
    const all = [...notes, ...more];
    return all.length === 0 ? result : { ...result, notes: [...result.notes, ...all] };
  };
  try {
    return told(await estimateFlags(predictor, flags, answering));
  } catch (error) {
    const name = flags.model;
    if (!(error instanceof UserError) || error.code !== "model" || name === undefined) throw error;
    const sibling = siblingModel(
      name,
      folders.flatMap(({ index }) => Object.keys(index.models)),
    );
    if (sibling === undefined) throw error;
    const { id, precision } = sibling;
    const stated = flags.gemmQuantMode ?? flags.moeQuantMode ?? flags.precision;
    const asked = { ...flags, model: id, ...(stated === undefined ? compact({ precision }) : {}) };
    return told(await estimateFlags(predictor, asked, answering), [
      `${name} is not bundled; answered with the shapes of ${id}, which are the same`,
    ]);
  }
}
