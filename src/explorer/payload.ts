import type { CacheRoom } from "../domain/cache-room.js";
import type { Deployment, Parallelism, QuantModes, Role } from "../domain/deployment.js";
import type { SearchTask } from "../domain/search-task.js";
import type { GenerateOptions } from "../generate/options/types.js";

/**
 * What an explorer page holds: points in columns, and what is needed to name them, to judge them by other limits and to
 * write their manifests. Plain data; numbers are those of the command's JSON.
 */
export interface ExplorerPayload {
  readonly title: string;
  /** lines under the title: what was asked, and the answer */
  readonly facts: readonly string[];
  /** e.g. `dynamo-advisor 0.1.0` */
  readonly producer: string;
  readonly profile: string;
  /** chance with which limits must hold; only of a profile that knows its error */
  readonly confidence?: number;
  readonly sets: readonly PointSet[];
  /** points with a name of their own: the best found, before and after of a change */
  readonly marks: readonly PointMark[];
  readonly notes: readonly string[];
  /** the answer is the fewest GPUs that serve a load: the table begins with them */
  readonly fewestGpus?: boolean;
  /** settings of the generator, for the manifests of points */
  readonly generate: GenerateOptions;
  /** how the program was started, for the commands of points; `dynamo-advisor` unless given */
  readonly program?: string;
  /** the command that made the page of a check, for the points that are files of it */
  readonly checkCommand?: string;
}

/** Points of one experiment that share engine, systems and workload. */
export interface PointSet {
  /** series that the legend names */
  readonly series: string;
  /** what the points belong to beside that, when a page holds several: a deployment of a change, a cell of a sweep */
  readonly part?: string;
  /** the manifest that the set's one point was read from */
  readonly source?: PointSource;
  readonly task: PointTask;
  /** the deployment of each point without its sizes */
  readonly deployment: Omit<Deployment, "replicas" | "pools">;
  readonly roles: readonly RoleFacts[];
  /** distinct workers, which columns refer to by index */
  readonly workers: readonly WorkerFacts[];
  readonly columns: PointColumns;
}

/** A file of a change; `manifest` is its text after the recommended edit. */
export interface PointSource {
  readonly file: string;
  readonly manifest?: string;
}

/** What was asked of all points of a set. */
export interface PointTask extends Pick<
  SearchTask,
  | "model"
  | "displayModel"
  | "totalGpus"
  | "lengths"
  | "sla"
  | "databaseMode"
  | "transfer"
  | "attentionLane"
  | "memFraction"
  | "maxSeqLen"
> {
  readonly family: string;
}

/** Where a role runs. */
export interface RoleFacts {
  readonly role: Role;
  readonly system: string;
  /** the measured system whose operator times were scaled; absent: measured itself */
  readonly scaledFrom?: string;
  /** the file that describes the system, where that is no shipped one */
  readonly systemFile?: string;
  readonly settings: Deployment["pools"][number]["settings"];
}

/** One way to run a worker. */
export interface WorkerFacts {
  readonly parallelism: Parallelism;
  readonly quant: QuantModes;
  /** what the KV cache of one rank holds; absent for a deployment of a change, whose manifest is a file */
  readonly room?: CacheRoom;
}

/** Figures and sizes of the points, each list as long as the others. Names and units are those of the search's JSON. */
export const FIGURE_COLUMNS = [
  "tokensPerSecPerGpuCluster",
  "tokensPerSecPerGpu",
  "tokensPerSecPerUser",
  "ttftMs",
  "tpotMs",
  "requestLatencyMs",
  "requestsPerSec",
  "concurrency",
  "memoryGib",
  "gpusPerReplica",
  "replicas",
] as const;

/**
 * Ends of the 80 % bands, low and high of each figure in turn, as multiples of it ({@link bandMultiple}): neighbours share
 * them, so they take a third less room than the ends themselves. Empty where the profile knows no error.
 */
export const BAND_COLUMNS = ["ttftMs", "tpotMs", "requestLatencyMs", "tokensPerSecPerGpu"] as const;

/** Digits of a multiple: more than are shown of an end, so that a chance made from them is the command's. */
const MULTIPLE_DIGITS = 6;

/** An end of a band as a multiple of its figure; the end is the product of both. */
export function bandMultiple(end: number, figure: number): number {
  return figure > 0 ? Number((end / figure).toFixed(MULTIPLE_DIGITS)) : 0;
}

/** Sizes of the pools, one list a role for each. */
export const POOL_COLUMNS = ["worker", "workers", "batchSize", "ctxTokens", "memoryGib"] as const;

export type FigureColumn = (typeof FIGURE_COLUMNS)[number];
export type BandColumn = (typeof BAND_COLUMNS)[number];
export type PoolColumn = (typeof POOL_COLUMNS)[number];

/** The points of a set as lists of numbers. */
export interface PointColumns {
  readonly figures: Readonly<Record<FigureColumn, readonly number[]>>;
  readonly bands?: Readonly<Record<BandColumn, readonly (readonly number[])[]>>;
  /** in the order of the set's roles */
  readonly pools: readonly Readonly<Record<PoolColumn, readonly number[]>>[];
}

/** What one search, or one deployment of a change, adds to a page. */
export interface PagePart {
  readonly sets: readonly PointSet[];
  /** with places among the sets of this part */
  readonly marks: readonly PointMark[];
  /** points that were priced and are not shown */
  readonly leftOut: number;
}

/** What a page shows of one point of a sweep; travels in the file of its shard. */
export interface OutcomePage extends PagePart, Pick<ExplorerPayload, "profile" | "confidence"> {}

/** A point with a name. */
export interface PointMark {
  readonly name: string;
  readonly kind: "best" | "evenOdds" | "base" | "proposed";
  /** index of the set and of the point in it */
  readonly set: number;
  readonly point: number;
}
