import type { DatabaseMode } from "../domain/data-policy.js";

/** What a user is told, and may do, where nothing was measured; one sentence for all commands. */
export function noMeasurements({ message }: Error, mode: DatabaseMode = "SILICON"): string {
  const hint = mode === "SILICON" ? "; try --database-mode HYBRID, which estimates such parts" : "";
  return `no measurements cover this: ${message}${hint}`;
}
