import { UserError } from "../../domain/errors.js";
import { readCalibration } from "../db/calibration.js";
import { calibratedProfile } from "./calibrated.js";
import { reference, type Profile } from "./profile.js";

/** Database modes whose figures are theory by intent: what real systems did must not be laid over them unasked. */
const THEORY: readonly string[] = ["SOL", "EMPIRICAL"];

/**
 * The profile of who names none: `calibrated`, which errs less on measurements that it has not seen (`docs/accuracy.md`);
 * the reference where anything asked is theory alone, or a bare point of batch sizes (no load), which nobody measured.
 */
export function usualProfile(
  databaseModes: readonly (string | undefined)[],
  load = true,
): "calibrated" | "reference" {
  const theory = databaseModes.some((mode) => mode !== undefined && THEORY.includes(mode));
  return theory || !load ? "reference" : "calibrated";
}

/** The profile of a name; `calibrated` is read below the data folder. Throws `UserError` for other names. */
export function selectProfile(name: string, root: string): Profile {
  if (name === "reference") return reference;
  if (name === "calibrated") return calibratedProfile(readCalibration(root));
  throw new UserError("usage", `unknown profile '${name}'; use reference or calibrated`);
}
