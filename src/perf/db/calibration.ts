import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError, errorMessage } from "../../domain/errors.js";
import type { Calibration } from "../profile/calibration-file.js";
import type { LocalSpread } from "../profile/local-calibration.js";

/** Reads the calibration below a data folder. Throws `UserError` (`io`). */
export function readCalibration(root: string): Calibration {
  return readJson(path.join(root, "calibration", "calibrated.json")) as Calibration;
}

/** Reads how much local measurements say, for those who have some. Throws `UserError` (`io`). */
export function readLocalSpread(root: string): LocalSpread {
  return readJson(path.join(root, "calibration", "local.json")) as LocalSpread;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(
      "io",
      `profile calibrated: cannot read ${file}: ${errorMessage(error)}; use --profile reference or reinstall`,
    );
  }
}
