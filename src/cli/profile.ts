import type { Profile } from "../perf/profile/profile.js";
import { selectProfile } from "../perf/profile/select.js";
import type { FlagValues } from "./flag-table.js";

/** The profile that a command's flags ask for, as a part of the search's dependencies; the reference unless asked. */
export function profileFlag(flags: FlagValues, root: string): { readonly profile?: Profile } {
  const name = flags["profile"] as string | undefined;
  return name === undefined || name === "reference" ? {} : { profile: selectProfile(name, root) };
}
