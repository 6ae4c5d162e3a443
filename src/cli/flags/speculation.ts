import { compact } from "../../domain/compact.js";
import type { Speculation } from "../../domain/deployment.js";
import { SPEC_METHODS, speculationAsked, type DraftWords } from "../../domain/drafts-asked.js";
import { UserError } from "../../domain/errors.js";
import { ESTIMATE_MODES } from "../../perf/estimate/request.js";
import type { BACKEND_FLAG, MODEL_FLAGS } from "./model.js";
import { choiceFlag, intFlag, numberFlag, textFlag, type FlagValues } from "./types.js";

/** Flags of `estimate` for every way of speculative decoding; `--nextn` is the short form of `mtp`. */
export const SPEC_FLAGS = {
  "spec-method": choiceFlag(
    "who drafts tokens: layers of the checkpoint, a lookup in the text, a smaller model, or a network trained for this one (eagle3, dflash, dspark)",
    ...SPEC_METHODS,
  ),
  "spec-draft-model-path": textFlag(
    "the smaller model of draft_model (vLLM); for eagle3, dflash and dspark a folder with the draft's config.json",
    "model",
  ),
  "spec-num-draft-tokens": intFlag("draft tokens per step (eagle3, dflash, dspark: default of the draft)", 1),
  "spec-accepted-tokens": numberFlag(
    "drafts accepted per step on average, 0 to the number of draft tokens",
    -1e-9,
  ),
};

/** What is estimated. */
export const ESTIMATE_MODE_FLAG = {
  "estimate-mode": choiceFlag("what to predict (default agg)", ...ESTIMATE_MODES),
};

type SpeculationFlags = FlagValues<
  typeof SPEC_FLAGS & typeof MODEL_FLAGS & typeof BACKEND_FLAG & typeof ESTIMATE_MODE_FLAG
>;

/** Names of the flags, for messages. */
export const DRAFT_FLAGS: DraftWords = {
  method: "--spec-method",
  draftModel: "--spec-draft-model-path",
  draftTokens: "--spec-num-draft-tokens",
  acceptedTokens: "--spec-accepted-tokens",
  nextn: "--nextn",
  nextnAccepted: "--nextn-accepted",
};

/** Speculation of parsed flags. Throws `UserError` (`usage`). */
export function speculationFromFlags(flags: SpeculationFlags): Speculation | undefined {
  return speculationAsked({
    words: DRAFT_FLAGS,
    backend: flags.backend ?? "trtllm",
    disagg: flags.estimateMode === "disagg",
    ...compact({
      nextn: layersDrafts(flags),
      method: flags.specMethod,
      draftModel: flags.specDraftModelPath,
      draftTokens: flags.specNumDraftTokens,
      acceptedTokens: flags.specAcceptedTokens,
    }),
  });
}

/** Draft tokens of a number; the acceptance is never assumed. Throws `UserError`. */
function layersDrafts({ nextn: asked, nextnAccepted: accepted }: SpeculationFlags): Speculation | undefined {
  // `auto` is settled before, where the checkpoint is known
  if (asked === undefined || asked === "auto") return undefined;
  const nextn = Number(asked);
  if (!/^\d{1,3}$/.test(asked))
    throw new UserError("usage", `--nextn is '${asked}'; a whole number of at least 0 or auto is needed`);
  if (nextn === 0) return undefined;
  if (accepted === undefined)
    throw new UserError(
      "usage",
      `--nextn ${asked} needs --nextn-accepted, the accepted draft tokens per step (0 to nextn)`,
    );
  if (accepted > nextn || accepted < 0)
    throw new UserError("usage", `--nextn-accepted ${accepted} must be between 0 and --nextn ${nextn}`);
  return { nextn, accepted };
}
