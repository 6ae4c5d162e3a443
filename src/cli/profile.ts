import type { Profile } from "../perf/profile/profile.js";
import type { FlagValues } from "./flag-table.js";

/** The profile that a command's flags ask for, as a part of the search's dependencies. */
export function profileFlag(_flags: FlagValues, _root: string): { readonly profile?: Profile } {
  return {};
}
