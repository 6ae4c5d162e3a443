import type { Backend } from "../../domain/deployment.js";
import type { SystemSpec } from "../system-spec.js";

/** Version of the layout of `perf-db/index.json`; a reader refuses another one. */
export const INDEX_FORMAT = 2;

/**
 * `perf-db/index.json`: everything that a prediction needs besides tables and one model's `config.json`, so that no YAML
 * is parsed at run time. Written by `scripts/perf-db/build.ts`. Provenance (checksums, rows, errors) is in
 * `perf-db/sources.json` ({@link PerfDbSources}), which start-up never reads.
 */
export interface PerfDbIndex {
  readonly format: typeof INDEX_FORMAT;
  readonly source: DataPackage;
  /** by system name, e.g. `h200_sxm` */
  readonly systems: Readonly<Record<string, SystemEntry>>;
  /** other spellings of a system, e.g. 0.5.0's `gb200_sxm` for `gb200` */
  readonly systemAliases: Readonly<Record<string, string>>;
  readonly versions: VersionSlots;
  readonly attentionLanes: AttentionLaneDefaults;
  /** by `architectures[0]`: an entry that knows the version and the GPU replaces {@link PerfDbIndex.attentionLanes} */
  readonly architectureLanes: Readonly<Record<string, AttentionLaneDefaults>>;
  readonly reuse: ReuseManifest;
  readonly donors: DonorTables;
  readonly tables: TableIndex;
  /** `architectures[0]` by repository id, e.g. `Qwen/Qwen3-32B-FP8`; the files are in {@link MODELS_FILE} */
  readonly models: Readonly<Record<string, string>>;
  /** names of the 0.5.0 release, e.g. `QWEN3_32B`, case sensitive */
  readonly modelNames: Readonly<Record<string, ModelName>>;
  /** tables whose collection is incomplete or substituted, worth a note in a report */
  readonly collection: readonly CollectionNote[];
}

/** The package that the data were taken from. */
export interface DataPackage {
  readonly package: string;
  readonly version: string;
  /** of the wheel file */
  readonly sha256: string;
}

/** A system file. Absent optional numbers are absent in the JSON. `unused` holds what no formula reads. */
export interface SystemEntry extends SystemSpec {
  /** fields without use in a latency or memory formula, kept for reports */
  readonly unused: {
    readonly powerW: number;
    readonly pcieBw: number;
    readonly interRackLatencyS?: number;
    readonly float32TcFlops?: number;
  };
}

/** Queryable versions of one backend. `next` is the newest version with data above `current` (never with an override). */
export interface Slots {
  readonly current: string;
  readonly previous?: string;
  readonly next?: string;
}

/** Which versions may be asked for; `overrides` by system replace `defaults` backend by backend and have no `next`. */
export interface VersionSlots {
  readonly defaults: Readonly<Record<Backend, Slots>>;
  readonly overrides: Readonly<Record<string, Partial<Readonly<Record<Backend, Slots>>>>>;
}

/** Framework-default attention kernel: backend → version from which it holds → sm version → lane (`default`: none pinned). */
export type AttentionLaneDefaults = Readonly<
  Partial<Record<Backend, Readonly<Record<string, Readonly<Record<string, string>>>>>>
>;

/**
 * Kernel sources that one backend may take from another: table stem → kernel source → backends that share it. Only
 * kernels of two or more backends are listed; entries that the source marks as inert are left out. Both fidelity tiers
 * are merged, because the resolution treats them alike.
 */
export type ReuseManifest = Readonly<Record<string, Readonly<Record<string, readonly Backend[]>>>>;

/** Declared donors of `reuse.yaml`: `system/family/backend/version` → table stem → donor version of the same backend. */
export type DonorTables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Tables on disk: system → family → backend folder (`nccl`, `oneccl` too) → version → table stems joined by one space.
 * Versions stand newest first in PEP 440 order, so that a reader needs no version arithmetic.
 */
export type TableIndex = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>>
>;

/** What a 0.5.0 model name means. That release chose the number format by GPU, hence the quantized checkpoints. */
export interface ModelName {
  readonly id: string;
  /** checkpoint of the same model in FP8 or FP8-block; DeepSeek-V3 is its own */
  readonly fp8?: string;
  readonly nvfp4?: string;
}

/** A fact about one table's collection. `key` is `system/family/backend/version/table`. */
export interface CollectionNote {
  readonly key: string;
  readonly status: "partial" | "complete";
  /** rows measured through a stand-in of the real kernel path */
  readonly substitute?: string;
}

/** `perf-db/sources.json`: provenance of every table, read by the build, the verification and `support`. */
export interface PerfDbSources {
  readonly source: DataPackage;
  /** version of the converter; a change re-encodes everything */
  readonly converter: number;
  /** SHA-256 of what queryable versions read, which decides the rows that are kept */
  readonly slots: string;
  /** by path below `perf-db/` */
  readonly tables: Readonly<Record<string, TableSource>>;
}

/** Where one re-encoded table comes from and how exact it is. */
export interface TableSource {
  /** of the original file */
  readonly sha256: string;
  /** rows kept */
  readonly rows: number;
  /** size of the re-encoded file */
  readonly bytes: number;
  /** largest relative error of a value, from rounding */
  readonly maxError: number;
}

/** A model's files in one: `config.json` and, where the checkpoint has it, `hf_quant_config.json`. */
export interface ModelConfigFile {
  readonly config: Readonly<Record<string, unknown>>;
  readonly hfQuantConfig?: Readonly<Record<string, unknown>>;
}

/** One row of the support matrix: the outcome of a whole search by the reference. */
export interface SupportRow {
  readonly model: string;
  readonly architecture: string;
  readonly system: string;
  readonly backend: Backend;
  readonly version: string;
  readonly mode: "agg" | "disagg";
  readonly status: string;
  /** first line of the reason, empty when it passed */
  readonly error: string;
  /** database mode that the run needed */
  readonly source: string;
}

/** All {@link ModelConfigFile}s below `perf-db/`, packed together (`models-file.ts`). */
export const MODELS_FILE = "models.br";

/** The described systems of `perf-db/systems/*.yml` by name, so that no YAML is read at run time. */
export const DESCRIBED_FILE = "systems.json";

/** A table's place, e.g. `h200_sxm / gemm / trtllm / 1.3.0rc20 / gemm_perf`. */
export type TablePlace = readonly [
  system: string,
  family: string,
  backend: string,
  version: string,
  table: string,
];

/** Path of a table below `perf-db/`. */
export function tablePath(...place: TablePlace): string {
  return `${place.join("/")}.tbl`;
}
