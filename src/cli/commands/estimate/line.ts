import { compact } from "../../../domain/compact.js";
import { systemNames } from "../../../perf/db/names.js";
import type { EstimateResult } from "../../../perf/estimate/request.js";
import { BATCH_RENAMED } from "../../../batch/keys.js";
import { measuredRow } from "../../../batch/measured-row.js";
import { ESTIMATE_FLAGS, type EstimateFlags } from "./request.js";
import { estimateFlags, type EstimateDeps } from "./answer.js";
import { flagsFromObject } from "../../flags/table.js";
import { knownNames } from "../../inputs/open-data.js";

/** What the lines of a batch are answered with. */
export interface BatchDeps extends EstimateDeps {
  /** flags of the command, which lines may override */
  readonly outer: EstimateFlags;
}

/** Estimates one line of a batch. Throws `UserError` for what cannot be read or answered. */
export async function estimateLine(
  deps: BatchDeps,
  row: Readonly<Record<string, unknown>>,
): Promise<EstimateResult> {
  const systems = systemNames(deps.folders);
  const { cells, measured, notes } = measuredRow(row, { keys: Object.keys(ESTIMATE_FLAGS), systems });
  const flags = knownNames(deps.folders, flagsFromObject(cells, ESTIMATE_FLAGS, BATCH_RENAMED));
  const result = await estimateFlags(
    deps,
    { ...compact({ profile: deps.outer.profile }), ...flags },
    measured ? "measured" : "line",
  );
  return notes.length === 0 ? result : { ...result, notes: [...notes, ...result.notes] };
}
