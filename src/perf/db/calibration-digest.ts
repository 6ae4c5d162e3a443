import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** Which program and which shipped calibration a local prediction rests on, e.g. `1.0.0 3f2a9c41d0b7`. */
export function calibrationBase(root: string, version: string): string {
  const bytes = readFileSync(path.join(root, "calibration", "calibrated.json"));
  return `${version} ${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}`;
}
