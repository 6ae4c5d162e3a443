import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { UserError, errorMessage } from "../../domain/errors.js";
import type { Calibration } from "../profile/calibration-file.js";
import type { PerfDbIndex } from "./index-format.js";
import type { LocalSpread } from "../profile/local-calibration.js";

/** Reads the calibration below a data folder. Throws `UserError` (`io`) that says how to mend a missing one. */
export function readCalibration(root: string): Calibration {
  return readJson(root, "calibrated.json") as Calibration;
}

/** Reads how much local measurements say, for those who have some. Throws `UserError` (`io`) like {@link readCalibration}. */
export function readLocalSpread(root: string): LocalSpread {
  return readJson(root, "local.json") as LocalSpread;
}

/**
 * Which program and which shipped calibration a local prediction rests on, e.g. `1.0.0 3f2a9c41d0b7`. Throws `UserError`
 * (`io`) like {@link readCalibration}.
 */
export function calibrationBase(root: string, version: string): string {
  return `${version} ${calibrationHash(root)}`;
}

/**
 * Which tables and which shipped calibration an answer rests on, for whoever saves it: the release of the tables, and the
 * first digits of the calibration's hash. Throws `UserError` (`io`) like {@link readCalibration}.
 */
export function dataRelease(root: string): string {
  const { source } = JSON.parse(readFileSync(path.join(root, "index.json"), "utf8")) as Pick<
    PerfDbIndex,
    "source"
  >;
  return `${source.package} ${source.version}, calibration ${calibrationHash(root)}`;
}

function calibrationHash(root: string): string {
  const text = read(root, "calibrated.json", (file) => readFileSync(file));
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function readJson(root: string, name: string): unknown {
  return read(root, name, (file) => JSON.parse(readFileSync(file, "utf8")) as unknown);
}

function read<T>(root: string, name: string, reader: (file: string) => T): T {
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
