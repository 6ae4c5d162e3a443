import { parse } from "yaml";
import type { Backend } from "../../../domain/deployment.js";
import {
  INDEX_FORMAT,
  type AttentionLaneDefaults,
  type CollectionNote,
  type DonorTables,
  type PerfDbIndex,
  type ReuseManifest,
  type Slots,
  type SystemEntry,
  type TableIndex,
  type TablePlace,
  type VersionSlots,
} from "../index-format.js";
import { readSystem } from "./system-file.js";
import { compareVersions, isVersion } from "../../../domain/versions.js";

/** Text of a file below `systems/` of the package, or of a folder in its layout. */
export interface SystemsFile {
  readonly path: string;
  readonly text: string;
}

/** Splits `data/<system>/<family>/<backend>/<version>/<table>.parquet`; undefined for other paths. */
export function tablePlace(path: string): TablePlace | undefined {
  const parts = path.split("/");
  if (parts.length !== 6 || parts[0] !== "data" || !path.endsWith(".parquet")) return undefined;
  const [, system = "", family = "", backend = "", version = "", file = ""] = parts;
  return [system, family, backend, version, file.slice(0, -".parquet".length)];
}

/** What only the package or only a user's folder knows. */
export type IndexRest = Pick<PerfDbIndex, "source" | "models" | "modelNames">;

/**
 * The index of a folder in the upstream layout, from its YAML files and its table paths. A folder without version slots
 * offers its newest version of every engine; without a reuse manifest or lane defaults it has none.
 */
export function indexOf(
  files: readonly SystemsFile[],
  places: readonly TablePlace[],
  rest: IndexRest,
): PerfDbIndex {
  const yaml = (name: string): unknown => {
    const file = files.find(({ path }) => path === name);
    return file === undefined ? undefined : parse(file.text);
  };
  const slots = yaml("query_versions.yaml") as SlotFile | undefined;
  return {
    format: INDEX_FORMAT,
    source: rest.source,
    systems: systemsOf(files),
    systemAliases: { gb200_sxm: "gb200" },
    versions: slotsOf(slots ?? newestVersions(places), places),
    ...lanesOf(yaml("attention_lane_defaults.yaml") ?? {}),
    reuse: reuseOf((yaml("perf_data_reuse_manifest.yaml") ?? { groups: [] }) as ManifestFile),
    donors: donorsOf(files, places),
    tables: tablesOf(places),
    models: rest.models,
    modelNames: rest.modelNames,
    collection: collectionOf(files, places),
  };
}

/** Slots of a folder that names none: each engine's newest version. */
function newestVersions(places: readonly TablePlace[]): SlotFile {
  const newest = (backend: Backend): { current: string; previous: null } => ({
    current:
      places
        .filter(([, family, folder]) => folder === backend && family !== "comm")
        .map(([, , , version]) => version)
        .sort(compareVersions)
        .at(-1) ?? "0",
    previous: null,
  });
  return {
    defaults: { trtllm: newest("trtllm"), vllm: newest("vllm"), sglang: newest("sglang") },
    overrides: {},
  };
}

function systemsOf(files: readonly SystemsFile[]): Record<string, SystemEntry> {
  const systems: Record<string, SystemEntry> = {};
  for (const { path, text } of files) {
    if (path.includes("/") || !path.endsWith(".yaml")) continue;
    const system = readSystem(path.slice(0, -".yaml".length), text);
    if (system !== undefined) systems[system.name] = system;
  }
  return systems;
}

interface SlotFile {
  readonly defaults: Record<Backend, { current: string; previous: string | null }>;
  readonly overrides: Record<string, Partial<SlotFile["defaults"]>>;
}

/** `next` of a backend: its newest version with data above `current`, systems with an override left out. */
function slotsOf(file: SlotFile, places: readonly TablePlace[]): VersionSlots {
  const slots = (written: { current: string; previous: string | null }): Slots => ({
    current: written.current,
    ...(written.previous === null ? {} : { previous: written.previous }),
  });
  const defaults = Object.entries(file.defaults).map(([backend, written]) => {
    const next = places
      .filter(
        ([system, , folder]) =>
          folder === backend && file.overrides[system]?.[backend as Backend] === undefined,
      )
      .map(([, , , version]) => version)
      .filter((version) => isVersion(version) && compareVersions(version, written.current) > 0)
      .sort(compareVersions)
      .at(-1);
    return [backend, { ...slots(written), ...(next === undefined ? {} : { next }) }] as const;
  });
  const overrides = Object.entries(file.overrides).map(
    ([system, backends]) =>
      [
        system,
        Object.fromEntries(Object.entries(backends).map(([backend, written]) => [backend, slots(written)])),
      ] as const,
  );
  return {
    defaults: Object.fromEntries(defaults) as VersionSlots["defaults"],
    overrides: Object.fromEntries(overrides),
  };
}

type LaneFile = AttentionLaneDefaults & { readonly architectures?: PerfDbIndex["architectureLanes"] };

/** The file's own maps, their numeric keys as text. */
function lanesOf(file: LaneFile): Pick<PerfDbIndex, "attentionLanes" | "architectureLanes"> {
  const { architectures = {}, ...attentionLanes } = file;
  return JSON.parse(JSON.stringify({ attentionLanes, architectureLanes: architectures })) as ReturnType<
    typeof lanesOf
  >;
}

interface ManifestFile {
  readonly groups: readonly { op_file: string; kernel_source: string; tier: string; frameworks: Backend[] }[];
}

/** Kernels of one backend alone can never be inherited across backends, so only shared ones stay. */
function reuseOf(file: ManifestFile): ReuseManifest {
  const manifest: Record<string, Record<string, readonly Backend[]>> = {};
  for (const group of file.groups) {
    if (group.tier === "absence_load_bearing" || group.frameworks.length < 2) continue;
    (manifest[group.op_file.replace(/\.parquet$/, "")] ??= {})[group.kernel_source] = group.frameworks;
  }
  return manifest;
}

function donorsOf(files: readonly SystemsFile[], places: readonly TablePlace[]): DonorTables {
  const donors: Record<string, Record<string, string>> = {};
  const known = new Set(places.map((place) => place.join("/")));
  for (const { path, text } of files) {
    if (!path.endsWith("/reuse.yaml")) continue;
    const { reuse } = parse(text) as { reuse: readonly { table: string; from_version: string }[] };
    const folder = path.slice("data/".length, -"/reuse.yaml".length);
    const given = reuse
      .map((entry) => [entry.table, String(entry.from_version)] as const)
      .filter(([table, from]) => known.has(`${folder.slice(0, folder.lastIndexOf("/"))}/${from}/${table}`));
    if (given.length > 0) donors[folder] = Object.fromEntries(given);
  }
  return donors;
}

/** Nested maps; versions newest first, so that a reader needs no version arithmetic. */
function tablesOf(places: readonly TablePlace[]): TableIndex {
  const index: Record<string, Record<string, Record<string, Record<string, string>>>> = {};
  const sorted = [...places].sort(
    (a, b) =>
      compareText(a[0], b[0]) ||
      compareText(a[1], b[1]) ||
      compareText(a[2], b[2]) ||
      compareVersions(b[3], a[3]) ||
      compareText(a[4], b[4]),
  );
  for (const [system, family, backend, version, table] of sorted) {
    const versions = (((index[system] ??= {})[family] ??= {})[backend] ??= {});
    const before = versions[version];
    versions[version] = before === undefined ? table : `${before} ${table}`;
  }
  return index;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface MetaFile {
  readonly tables?: Readonly<Record<string, { status?: string; norm_dispatch?: string }>>;
}

function collectionOf(files: readonly SystemsFile[], places: readonly TablePlace[]): CollectionNote[] {
  const notes: CollectionNote[] = [];
  const known = new Set(places.map((place) => place.join("/")));
  for (const { path, text } of files) {
    if (!path.endsWith("/collection_meta.yaml")) continue;
    const folder = path.slice("data/".length, -"/collection_meta.yaml".length);
    for (const [table, facts] of Object.entries((parse(text) as MetaFile).tables ?? {})) {
      const partial = facts.status === "partial";
      if (!known.has(`${folder}/${table}`) || (!partial && facts.norm_dispatch === undefined)) continue;
      notes.push({
        key: `${folder}/${table}`,
        status: partial ? "partial" : "complete",
        ...(facts.norm_dispatch === undefined ? {} : { substitute: facts.norm_dispatch }),
      });
    }
  }
  return notes.sort((a, b) => compareText(a.key, b.key));
}
