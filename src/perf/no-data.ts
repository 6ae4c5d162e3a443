import type { DatabaseMode } from "../domain/data-policy.js";
import { MissingDataError } from "./types.js";

/** What no estimate answers either, because nothing like it was measured. */
export class NeverEstimatedError extends MissingDataError {}

/** What the hardware cannot do, so that no estimate answers either. */
export class BeyondHardwareError extends NeverEstimatedError {}

/** What a user is told, and may do, where nothing was measured; one sentence for all commands. */
export function noMeasurements(error: Error, mode: DatabaseMode | undefined): string {
  if (error instanceof BeyondHardwareError)
    return `${error.message}; take a checkpoint or number formats that it has`;
  const mayEstimate = (mode ?? "SILICON") === "SILICON" && !(error instanceof NeverEstimatedError);
  const hint = mayEstimate ? "; try --database-mode HYBRID, which estimates such parts" : "";
  return `no measurements cover this: ${error.message}${hint}`;
}
