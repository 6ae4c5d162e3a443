import type { Profile } from "../perf/profile/profile.js";
import { selectProfile } from "../perf/profile/select.js";
import type { FlagValues } from "./flag-table.js";

/** Database modes whose figures are theory by intent: what real systems did must not be laid over them unasked. */
const THEORY: readonly string[] = ["SOL", "EMPIRICAL"];

/**
 * The profile of a command's searches, as a part of their dependencies: as asked; else `calibrated`, which errs less on
 * measurements that it has not seen (`docs/accuracy.md`); and the reference where any search is of theory alone.
 */
export function profileFlag(
  flags: FlagValues,
  root: string,
  databaseModes: readonly (string | undefined)[],
): { readonly profile: Profile } {
  const theory = databaseModes.some((mode) => mode !== undefined && THEORY.includes(mode));
  const name = (flags["profile"] as string | undefined) ?? (theory ? "reference" : "calibrated");
  return { profile: selectProfile(name, root) };
}
