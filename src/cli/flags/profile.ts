import { compact } from "../../domain/compact.js";
import type { Profile } from "../../perf/profile/profile.js";
import { selectProfile, usualProfile } from "../../perf/profile/select.js";
import { CONFIDENCE_RANGE } from "../../domain/confidence.js";
import { betweenFlag, type FlagValues } from "./types.js";
import type { MODEL_FLAGS } from "./model.js";

/** The profile of a command's searches, as a part of their dependencies: as asked, else the usual one. */
export function profileFlag(
  flags: Pick<FlagValues<typeof MODEL_FLAGS>, "profile">,
  root: string,
  databaseModes: readonly (string | undefined)[],
): { readonly profile: Profile } {
  return { profile: selectProfile(flags.profile ?? usualProfile(databaseModes), root) };
}

/** The chance that a search or a check asks for. */
export const CONFIDENCE_FLAG = {
  confidence: betweenFlag(
    "chance with which all limits must hold together (default 0.8); the published method has no error and ignores it",
    CONFIDENCE_RANGE.least,
    CONFIDENCE_RANGE.most,
  ),
};

/** The chance asked for, as a part of a search's dependencies. */
export function confidenceFlag({ confidence }: FlagValues<typeof CONFIDENCE_FLAG>): {
  readonly confidence?: number;
} {
  return compact({ confidence });
}

/** Said when a chance is asked of a profile that knows no error. */
export const CONFIDENCE_UNUSED = "note: profile reference has no error band; --confidence is not used";
