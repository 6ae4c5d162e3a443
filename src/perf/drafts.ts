import type { Speculation } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { Predictor, WorkerContext } from "./types.js";

/** What `auto` comes to for a model: drafts, or none where the checkpoint has no draft layers; and how to say so. */
export interface CheckpointDrafts {
  readonly speculation?: Speculation;
  readonly note: string;
}

/**
 * Resolves a draft depth of `auto` to the checkpoint's own (`num_nextn_predict_layers`). How many drafts are accepted is a
 * matter of the workload and never assumed. Throws `UserError` where it is missing or above the depth, and for unknown names.
 */
export async function checkpointDrafts(
  predictor: Predictor,
  context: WorkerContext,
  accepted: number | undefined,
): Promise<CheckpointDrafts> {
  const { model, nextnLayers = 0 } = await predictor.facts(context);
  if (nextnLayers === 0)
    return { note: `nextn auto: ${model} has no layers for drafts, so none are predicted` };
  const depth = `nextn auto is ${nextnLayers} for ${model}`;
  if (accepted === undefined)
    throw new UserError(
      "input",
      `${depth}; it needs nextn_accepted, the drafts accepted per step on average`,
    );
  if (!(accepted >= 0 && accepted <= nextnLayers))
    throw new UserError("input", `${depth}; nextn_accepted is ${accepted} and must lie between 0 and that`);
  return {
    speculation: { nextn: nextnLayers, accepted },
    note: `${depth}, the checkpoint's own number of draft layers`,
  };
}
