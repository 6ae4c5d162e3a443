import type { SystemSpec } from "./system-spec.js";

const BLACKWELL_SM = 100;

/** Whether a system's GPUs are of the Blackwell generation or later; those of no stated generation are not. */
export function isBlackwell({ gpu }: SystemSpec): boolean {
  return (gpu.smVersion ?? 0) >= BLACKWELL_SM;
}
