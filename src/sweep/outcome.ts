import type { ServingMode } from "../domain/deployment.js";
import { isRecord } from "../domain/record.js";
import type { ExperimentResult, SearchResult } from "../search/result.js";
import type { SearchRow } from "../search/rows.js";
import { truncate } from "../report/visible.js";
import { workersInline } from "../report/words.js";
import type { OutcomePage } from "../explorer/payload.js";
import type { SweepPoint } from "./grid.js";

/** Longest text that an outcome carries: messages quote names of any length. */
const MAX_TEXT = 2000;

/** The best setting of a point. Figures as the search ranks them; rates count the whole deployment. */
export interface SweepBest {
  readonly mode: ServingMode;
  readonly backend: string;
  readonly workers: string;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly tokensPerSecPerGpu: number;
  readonly tokensPerSecPerUser: number;
  readonly requestsPerSec: number;
  readonly concurrency: number;
  readonly gpusUsed: number;
  readonly memoryGib: number;
  readonly dataVersion: string;
}

/** What a point gave: the best setting that meets the limits, else the nearest miss, else why there is neither. */
export type SweepOutcome = { readonly index: number; readonly page?: OutcomePage } & (
  | { readonly kind: "best" | "miss"; readonly best: SweepBest }
  | { readonly kind: "error"; readonly message: string }
);

/** Reads the answer of a point off a search. */
export function outcomeOf(point: SweepPoint, result: SearchResult): SweepOutcome {
  const winner = result.experiments.find((experiment) => experiment.name === result.best)?.top[0];
  if (winner !== undefined) return { index: point.index, kind: "best", best: bestOf(winner) };
  const misses = result.experiments.flatMap((experiment) => experiment.nearest);
  const nearest = misses.reduce<SearchRow | undefined>(
    (best, row) => (best === undefined || row.violation < best.violation ? row : best),
    undefined,
  );
  if (nearest !== undefined) return { index: point.index, kind: "miss", best: bestOf(nearest) };
  return { index: point.index, kind: "error", message: firstError(result.experiments) };
}

function firstError(experiments: readonly ExperimentResult[]): string {
  const message = experiments.find((experiment) => experiment.error !== undefined)?.error?.message;
  return truncate(message ?? "no configuration fits", MAX_TEXT);
}

function bestOf(row: SearchRow): SweepBest {
  const { figures, deployment, replicas } = row;
  return {
    mode: row.mode,
    backend: deployment.backend,
    workers: workersInline(deployment),
    ttftMs: figures.ttftMs,
    tpotMs: figures.tpotMs,
    requestLatencyMs: figures.requestLatencyMs,
    tokensPerSecPerGpu: row.tokensPerSecPerGpuCluster,
    tokensPerSecPerUser: figures.tokensPerSecPerUser,
    requestsPerSec: figures.requestsPerSec * replicas,
    concurrency: figures.concurrency * replicas,
    gpusUsed: row.totalGpusUsed,
    memoryGib: figures.memoryGib,
    dataVersion: row.version,
  };
}

const FIGURES = [
  "ttftMs",
  "tpotMs",
  "requestLatencyMs",
  "tokensPerSecPerGpu",
  "tokensPerSecPerUser",
  "requestsPerSec",
  "concurrency",
  "gpusUsed",
  "memoryGib",
] as const satisfies readonly (keyof SweepBest)[];
const WORDS = ["backend", "workers", "dataVersion"] as const satisfies readonly (keyof SweepBest)[];

/** Whether a value read from a file has the shape of an outcome: what shows it later need not look again. */
export function isOutcome(value: unknown): value is SweepOutcome {
  if (!isRecord(value) || !Number.isSafeInteger(value["index"])) return false;
  const { kind, message, best, page } = value;
  if (page !== undefined && !isPage(page)) return false;
  if (kind === "error") return isText(message);
  if ((kind !== "best" && kind !== "miss") || !isRecord(best)) return false;
  return (
    (best["mode"] === "agg" || best["mode"] === "disagg") &&
    WORDS.every((name) => isText(best[name])) &&
    FIGURES.every((name) => {
      const figure = best[name];
      return typeof figure === "number" && Number.isFinite(figure) && figure >= 0;
    })
  );
}

/** Whether a value has the lists of a page's part; the page itself tells when what lies in them is broken. */
function isPage(value: unknown): boolean {
  if (!isRecord(value) || !isText(value["profile"])) return false;
  const { sets, marks, leftOut, confidence = 0 } = value;
  const lists = [sets, marks].every((list) => Array.isArray(list) && list.every(isRecord));
  return lists && [leftOut, confidence].every((number) => typeof number === "number" && number >= 0);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_TEXT;
}
