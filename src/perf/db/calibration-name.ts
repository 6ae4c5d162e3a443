import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { readBelow } from "./calibration.js";
import type { PerfDbIndex } from "./index-format.js";

/**
 * Which program and which shipped calibration a local prediction rests on, e.g. `1.0.0 3f2a9c41d0b7`. Throws `UserError`
 * (`io`) like `readCalibration`.
 */
export function calibrationBase(root: string, version: string): string {
  return `${version} ${calibrationHash(root)}`;
}

/**
 * Which tables and which shipped calibration an answer rests on, for whoever saves it: the release of the tables, and the
 * first digits of the calibration's hash. Throws `UserError` (`io`) like `readCalibration`.
 */
export function dataRelease(root: string): string {
  const { source } = JSON.parse(readFileSync(path.join(root, "index.json"), "utf8")) as Pick<
    PerfDbIndex,
    "source"
  >;
  return `${source.package} ${source.version}, calibration ${calibrationHash(root)}`;
}

function calibrationHash(root: string): string {
  const text = readBelow(root, "calibrated.json", (file) => readFileSync(file));
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
