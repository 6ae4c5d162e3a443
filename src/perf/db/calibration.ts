import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError, errorMessage } from "../../domain/errors.js";
import type { Calibration } from "../profile/calibration-file.js";

/** Reads the calibration below a data folder. Throws `UserError` (`io`). */
export function readCalibration(root: string): Calibration {
  const file = path.join(root, "calibration", "calibrated.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Calibration;
  } catch (error) {
    throw new UserError(
      "io",
      `profile calibrated: cannot read ${file}: ${errorMessage(error)}; use --profile reference or reinstall`,
    );
  }
}
