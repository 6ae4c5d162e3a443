import { compact } from "../../domain/compact.js";
import type { Backend, Speculation } from "../../domain/deployment.js";
import type { EstimateMode } from "../../perf/estimate/request.js";
import { SPEC_METHODS, speculationAsked, type SpecMethod } from "../../perf/estimate/speculation.js";
import { choice, int, number, text, type Flag, type FlagValues } from "./table.js";

/** Flags of `estimate` for every way of speculative decoding; `--nextn` is the short form of `mtp`. */
export const SPEC_FLAGS: readonly Flag[] = [
  {
    name: "spec-method",
    type: choice(...SPEC_METHODS),
    help: "who drafts tokens: layers of the checkpoint, a lookup in the text, a smaller model",
  },
  { name: "spec-draft-model-path", type: text("model"), help: "the smaller model of draft_model (vLLM)" },
  { name: "spec-num-draft-tokens", type: int(1), help: "draft tokens per step" },
  {
    name: "spec-accepted-tokens",
    type: number(-1e-9),
    help: "drafts accepted per step on average, 0 to the number of draft tokens",
  },
];

/** Speculation of parsed flags; `nextn` is what the older flags say. Throws `UserError` (`usage`). */
export function speculationFromFlags(
  flags: FlagValues,
  nextn: Speculation | undefined,
): Speculation | undefined {
  return speculationAsked({
    backend: (flags["backend"] as Backend | undefined) ?? "trtllm",
    mode: (flags["estimateMode"] as EstimateMode | undefined) ?? "agg",
    ...compact({
      nextn,
      method: flags["specMethod"] as SpecMethod | undefined,
      draftModel: flags["specDraftModelPath"] as string | undefined,
      draftTokens: flags["specNumDraftTokens"] as number | undefined,
      acceptedTokens: flags["specAcceptedTokens"] as number | undefined,
    }),
  });
}
