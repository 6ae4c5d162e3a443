import type { ServingMode } from "../domain/deployment.js";
import type { UserError } from "../domain/errors.js";
import type { TooClose } from "../domain/too-close.js";
import type { SearchRow } from "./rows.js";
import type { SearchTask } from "./task.js";

/** Distinct points that were looked at, by role, those that do not fit included. */
export interface EvaluatedPoints {
  readonly agg?: number;
  readonly prefill?: number;
  readonly decode?: number;
}

/** What one experiment found. */
export interface ExperimentResult {
  readonly name: string;
  readonly mode: ServingMode;
  readonly task: SearchTask;
  /** distinct points that were looked at, all roles together */
  readonly evaluated: number;
  readonly points: EvaluatedPoints;
  /** parallel choices that were listed, by role */
  readonly choices: EvaluatedPoints;
  readonly seconds: number;
  /** every row that the sweep kept, best tokens per second per GPU first; with a strict SLA only those that meet it */
  readonly rows: readonly SearchRow[];
  /** a row for every configuration that was priced, made one by one: what `points.csv` lists */
  readonly everyRow?: () => Iterable<SearchRow>;
  /** best rows that meet the SLA, one per parallel key */
  readonly top: readonly SearchRow[];
  /** only when no row meets the SLA: the nearest misses, flagged `meetsSla: false` */
  readonly nearest: readonly SearchRow[];
  /** the best row at even odds, where it serves clearly more than the first of `top` */
  readonly evenOdds?: SearchRow;
  readonly frontier: readonly SearchRow[];
  /** figure of the first row of `top`; 0 when nothing meets the SLA */
  readonly bestThroughput: number;
  readonly xAxis: "tokensPerSecPerUser" | "requestLatency";
  /** why there is no row at all */
  readonly error?: UserError;
  /** set when the task has a load: any row with the replicas that it needs, undefined beyond the GPUs that may be used */
  readonly forLoad?: (row: SearchRow) => SearchRow | undefined;
  readonly notes: readonly string[];
}

/** What a search found, over all its experiments. */
export interface SearchResult {
  readonly experiments: readonly ExperimentResult[];
  /** name of the experiment with the best row that meets its SLA */
  readonly best: string | undefined;
  /** how much better the best is than the next best; undefined with fewer than two that meet their SLA */
  readonly bestOverNext: number | undefined;
  /** the best and those that the error does not tell from it */
  readonly tooClose?: TooClose;
  readonly profile: string;
  /** chance with which rows hold their limits; only of a profile that knows its error */
  readonly confidence?: number;
  readonly seconds: number;
  readonly notes: readonly string[];
}

/** A search that a check made, and the deployment it was made for; `experiments` of a file are made for none. */
export interface ToldSearch {
  readonly result: SearchResult;
  readonly asker?: SearchAsker;
}

/** The deployment that a search is made for. */
export interface SearchAsker {
  readonly file: string;
  readonly name: string;
}
