import { siblingModel } from "../../../batch/sibling-model.js";
import { compact } from "../../../domain/compact.js";
import { UserError } from "../../../domain/errors.js";
import type { DataFolder } from "../../../perf/db/folder.js";
import { draftsNote } from "../../../perf/drafts.js";
import { estimate } from "../../../perf/estimate/estimate.js";
import type { EstimateRequest, EstimateResult } from "../../../perf/estimate/request.js";
import type { PricedPredictor } from "../../../perf/predictor.js";
import type { Profile } from "../../../perf/profile/profile.js";
import { asCompared } from "./as-compared.js";
import { estimateRequest, type EstimateFlags } from "./request.js";
import { isTrained } from "../../../domain/draft-methods.js";
import { contextOf } from "../../flags/context.js";
import { settledDrafts } from "../../inputs/open-data.js";

/** What estimates are answered with. */
export interface EstimateDeps {
  readonly predictor: PricedPredictor;
  readonly folders: readonly DataFolder[];
  readonly profileFor: (flags: EstimateFlags) => Profile;
}

/** How flags are answered. */
type Answering = Pick<EstimateRequest, "profile" | "substitutes">;

/** Who asks: the command, which says no where `check` does, a line of a batch, or a measured deployment. */
export type Asked = "flags" | "line" | "measured";

/**
 * Estimates the configuration of flags, those of the command and those of a batch line alike: what both answer has the same
 * figures. Lines are compared with each other and with measurements, so they are answered where the command says no: what
 * they leave out follows from the rest, parts without data are estimated, and a checkpoint that is not bundled has the shapes
 * of another of its architecture; notes say so. Throws `UserError`.
 */
export async function estimateFlags(
  { predictor, folders, profileFor }: EstimateDeps,
  given: EstimateFlags,
  asked: Asked,
): Promise<EstimateResult> {
  const forgiven = asked !== "flags";
  const flags = forgiven ? asCompared(given, { measured: asked === "measured" }) : given;
  const answering = { profile: profileFor(flags), ...(forgiven ? { substitutes: true } : {}) };
  try {
    return await answer(predictor, flags, answering);
  } catch (error) {
    const name = flags.model;
    if (!forgiven || name === undefined || !(error instanceof UserError) || error.code !== "model")
      throw error;
    const known = folders.flatMap(({ index }) => Object.keys(index.models));
    const sibling = siblingModel(name, known);
    if (sibling === undefined) throw error;
    const { id, precision } = sibling;
    const stated = flags.gemmQuantMode ?? flags.moeQuantMode ?? flags.precision;
    const like = { ...flags, model: id, ...(stated === undefined ? compact({ precision }) : {}) };
    const result = await answer(predictor, like, answering);
    const note = `${name} is not bundled; answered with the shapes of ${id}, which are the same`;
    return { ...result, notes: [...result.notes, note] };
  }
}

async function answer(
  predictor: PricedPredictor,
  given: EstimateFlags,
  answering: Answering,
): Promise<EstimateResult> {
  const depth = await settledDepth(predictor, given);
  const { flags, notes } = await settledDrafts(predictor, depth.flags);
  const result = await estimate(predictor, { ...estimateRequest(flags), ...answering });
  return { ...result, notes: [...result.notes, ...depth.notes, ...notes] };
}

/** The flags with the number of drafts that a trained draft's own files ask for, where none is given. Throws `UserError`. */
async function settledDepth(
  predictor: PricedPredictor,
  flags: EstimateFlags,
): Promise<{ readonly flags: EstimateFlags; readonly notes: readonly string[] }> {
  const { specMethod: method, specDraftModelPath: draft, specNumDraftTokens: given } = flags;
  if (!isTrained(method) || draft === undefined || given !== undefined) return { flags, notes: [] };
  const { specMethod: _method, specDraftModelPath: _draft, specAcceptedTokens: _accepted, ...target } = flags;
  const trained = { method, draftModel: draft };
  const found = await predictor.draftTokens(contextOf(target), trained);
  const note = `${draftsNote(trained, found)}; --spec-num-draft-tokens sets another number`;
  return { flags: { ...flags, specNumDraftTokens: found.tokens }, notes: [note] };
}
