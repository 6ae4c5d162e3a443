import type { Family } from "./family.js";
import { llama } from "./families/llama.js";

/** Every model family. One line each. */
const FAMILIES: readonly Family[] = [llama];

/** The family of an architecture; undefined when nobody knows it. */
export function familyOf(architecture: string): Family | undefined {
  return FAMILIES.find((family) => family.architectures.includes(architecture));
}

/** All architectures that can be priced, for messages. */
export function knownArchitectures(): readonly string[] {
  return FAMILIES.flatMap((family) => family.architectures);
}
