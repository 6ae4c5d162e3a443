import type { DatabaseMode } from "../domain/data-policy.js";
import { MissingDataError } from "./types.js";

/** What the hardware cannot do, so that no estimate answers either. */
export class BeyondHardwareError extends MissingDataError {}

/** What a user is told, and may do, where nothing was measured; one sentence for all commands. */
export function noMeasurements(error: Error, mode: DatabaseMode | undefined): string {
  if (error instanceof BeyondHardwareError)
    return `${error.message}; take a checkpoint or number formats that it has`;
  const hint =
    (mode ?? "SILICON") === "SILICON" ? "; try --database-mode HYBRID, which estimates such parts" : "";
  return `no measurements cover this: ${error.message}${hint}`;
}
