import type { Speculation } from "../domain/deployment.js";
import type { DraftNumber, TrainedDraftName } from "../domain/draft-methods.js";
import { UserError } from "../domain/errors.js";
import type { AutoDrafts } from "../domain/search-task.js";
import type { Predictor, WorkerContext } from "./types.js";

/** What a number that was left open comes to: drafts, or none where the checkpoint has no draft layers; and how to say so. */
export interface FoundDrafts {
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
): Promise<FoundDrafts> {
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

/**
 * The number of drafts that a trained network's own files ask for, or the published default of its method. Throws `UserError` where
 * the acceptance is missing or above it, and for files that cannot be read.
 */
export async function trainedDrafts(
  predictor: Predictor,
  context: WorkerContext,
  { accepted, trained }: AutoDrafts & { readonly trained: TrainedDraftName },
): Promise<FoundDrafts> {
  const found = await predictor.draftTokens(context, trained);
  const note = draftsNote(trained, found);
  if (accepted === undefined || accepted > found.tokens)
    throw new UserError(
      "input",
      `${note}; accepted_tokens is ${accepted ?? "missing"}, the drafts accepted per step on average are needed, 0 to ${found.tokens}`,
    );
  return { speculation: { ...trained, nextn: found.tokens, accepted }, note };
}

/** Where a trained network's number of drafts is from. */
export function draftsNote({ method, draftModel }: TrainedDraftName, { tokens, said }: DraftNumber): string {
  return `${tokens} draft tokens per step, ${said ? `as config.json of ${draftModel} says` : `the published default of ${method}`}`;
}
