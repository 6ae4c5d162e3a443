import type { Backend } from "../domain/deployment.js";
import type { DataFolder } from "../perf/db/folder.js";
import { findSystem, systemNames, resolveVersion, slotsOf } from "../perf/db/names.js";
import { measuredSystem } from "../perf/system-spec.js";
import { compareVersions } from "../domain/versions.js";

/** A version of the data, and what to say when it is not the one that was asked for. */
export interface VersionChoice {
  readonly version: string;
  readonly note?: string;
}

/**
 * The version to search with for one that a file asks for: itself when the data have it, else the nearest that is not
 * newer, else the oldest, with a note (`docs/method/experiment-files.md` 4). Throws `UserError` for unknown systems
 * and for engines without data.
 */
export function standInVersion(
  folders: readonly DataFolder[],
  systemName: string,
  backend: Backend,
  asked: string,
): VersionChoice {
  const { folder, system } = findSystem(folders, systemName);
  const measured = measuredSystem(system).name;
  const slots = slotsOf(folder.index, measured, backend);
  // The strict rule knows the words for what is missing.
  if (slots === undefined) return { version: resolveVersion(folder.index, measured, backend, asked) };
  const versions = [...new Set(Object.values(slots))].sort(compareVersions);
  if (asked in slots || versions.includes(asked)) return { version: asked };
  const older = versions.filter((version) => compareVersions(version, asked) <= 0);
  const version = older.at(-1) ?? versions[0]!;
  return {
    version,
    note: `${backend} ${asked} is not in the data for ${system.name} (available: ${versions.join(", ")}); ${version} is used`,
  };
}

/** Systems and versions of opened data, for reading experiment files. */
export function dataNames(folders: readonly DataFolder[]): {
  readonly systems: readonly string[];
  readonly resolveVersion: (system: string, backend: Backend, asked: string) => VersionChoice;
} {
  return {
    systems: systemNames(folders),
    resolveVersion: (system, backend, asked) => standInVersion(folders, system, backend, asked),
  };
}
