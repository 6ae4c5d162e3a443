import { UserError } from "../../domain/errors.js";
import { readCalibration } from "../db/calibration.js";
import { calibratedProfile } from "./calibrated.js";
import { reference, type Profile } from "./profile.js";

/** The profile of a name; `calibrated` is read below the data folder. Throws `UserError` for other names. */
export function selectProfile(name: string, root: string): Profile {
  if (name === "reference") return reference;
  if (name === "calibrated") return calibratedProfile(readCalibration(root));
  throw new UserError("usage", `unknown profile '${name}'; use reference or calibrated`);
}
