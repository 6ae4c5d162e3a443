import type { Backend } from "../../domain/deployment.js";
import type { SystemSpec } from "../system-spec.js";
import { compareVersions, isVersion } from "../../domain/versions.js";
import type { PerfDbIndex } from "./index-format.js";

/** One file of a table, and which of its rows may be used. */
export interface SourcePlace {
  readonly backend: string;
  readonly version: string;
  /** kernels whose rows may be taken; absent means all */
  readonly kernels?: readonly string[];
}

export interface SourceQuestion {
  readonly index: PerfDbIndex;
  readonly system: SystemSpec;
  readonly backend: Backend;
  readonly version: string;
  readonly family: string;
  readonly table: string;
}

/** Libraries whose version the system file fixes; they never inherit. */
const LIBRARIES: Readonly<Record<string, "nccl" | "oneccl">> = { nccl_perf: "nccl", oneccl_perf: "oneccl" };

/**
 * Files of a table in order of precedence (`docs/method/performance.md` 8.3): the requested version, declared donors,
 * earlier versions of the engine, then other engines for shared kernels.
 */
export function resolveSources(question: SourceQuestion): readonly SourcePlace[] {
  const { index, system, backend, version, family, table } = question;
  const folders = index.tables[system.name]?.[family] ?? {};
  const has = (engine: string, release: string): boolean =>
    folders[engine]?.[release]?.split(" ").includes(table) === true;
  const library = LIBRARIES[table];
  if (library !== undefined) {
    const release = library === "nccl" ? system.ncclVersion : system.onecclVersion;
    return release !== undefined && has(library, release) ? [{ backend: library, version: release }] : [];
  }
  const found = new Set<string>();
  if (has(backend, version)) found.add(version);
  const donor = index.donors[`${system.name}/${family}/${backend}/${version}`]?.[table];
  if (donor !== undefined && has(backend, donor)) found.add(donor);
  for (const earlier of earlierVersions(index, system.name, backend, version)) {
    if (has(backend, earlier)) found.add(earlier);
  }
  const own: SourcePlace[] = [...found].map((release) => ({ backend, version: release }));
  return family === "comm" ? own : [...own, ...otherEngines(question, folders)];
}

/** Versions of an engine before the requested one, newest first, over every family of the system. */
function earlierVersions(
  index: PerfDbIndex,
  system: string,
  backend: Backend,
  version: string,
): readonly string[] {
  const all = new Set<string>();
  for (const folders of Object.values(index.tables[system] ?? {})) {
    for (const release of Object.keys(folders[backend] ?? {})) all.add(release);
  }
  return [...all]
    .filter((release) => isVersion(release) && compareVersions(release, version) < 0)
    .sort((a, b) => compareVersions(b, a));
}

function otherEngines(
  question: SourceQuestion,
  folders: Readonly<Record<string, Readonly<Record<string, string>>>>,
): readonly SourcePlace[] {
  const shared = question.index.reuse[question.table];
  if (shared === undefined) return [];
  const places: SourcePlace[] = [];
  for (const engine of Object.keys(folders).sort()) {
    if (engine === question.backend) continue;
    const kernels = Object.keys(shared).filter((kernel) => {
      const engines: readonly string[] = shared[kernel] ?? [];
      return engines.includes(question.backend) && engines.includes(engine);
    });
    if (kernels.length === 0) continue;
    for (const [release, tables] of Object.entries(folders[engine] ?? {})) {
      if (isVersion(release) && tables.split(" ").includes(question.table))
        places.push({ backend: engine, version: release, kernels });
    }
  }
  return places;
}
