import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError, errorMessage } from "../../domain/errors.js";
import type { Calibration } from "../profile/calibration-file.js";
import type { LocalSpread } from "../profile/local-calibration.js";

/** Reads the calibration below a data folder. Throws `UserError` (`io`) that says how to mend a missing one. */
export function readCalibration(root: string): Calibration {
  return readJson(root, "calibrated.json") as Calibration;
}

/** Reads how much local measurements say, for those who have some. Throws `UserError` (`io`) like {@link readCalibration}. */
export function readLocalSpread(root: string): LocalSpread {
  return readJson(root, "local.json") as LocalSpread;
}

function readJson(root: string, name: string): unknown {
  return readBelow(root, name, (file) => JSON.parse(readFileSync(file, "utf8")) as unknown);
}

/** What a reader makes of a file below `calibration/`. Throws `UserError` (`io`) that says how to mend a missing one. */
export function readBelow<T>(root: string, name: string, reader: (file: string) => T): T {
  const file = path.join(root, "calibration", name);
  try {
    return reader(file);
  } catch (error) {
    throw new UserError(
      "io",
      `profile calibrated: cannot read ${file}: ${errorMessage(error)}; ` +
        "run npm run calibrate in a clone, reinstall the package, or choose --profile reference",
    );
  }
}
