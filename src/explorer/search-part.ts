import { compact } from "../domain/compact.js";
import { parallelKey, type Role } from "../domain/deployment.js";
import type { Lengths, WorkerModel } from "../perf/types.js";
import { cacheRoom } from "../search/cache-room.js";
import { bestRow } from "../search/choose.js";
import { servedRows } from "../search/fit-load.js";
import type { ExperimentResult, SearchResult } from "../search/result.js";
import type { WorkerRow } from "../perf/disagg.js";
import type { SearchRow } from "../search/rows.js";
import {
  BAND_COLUMNS,
  bandMultiple,
  FIGURE_COLUMNS,
  POOL_COLUMNS,
  type BandColumn,
  type FigureColumn,
  type PagePart,
  type PointMark,
  type PointSet,
  type PoolColumn,
} from "./payload.js";
import { MOST_POINTS, thinRows } from "./thin.js";

/** How a search becomes a part of a page. */
export interface PartOptions {
  /** what its points belong to, when a page holds several searches */
  readonly part?: string;
  /** most points of the part; {@link MOST_POINTS} unless given */
  readonly most?: number;
}

/** The priced configurations of a search, and the rows that it recommends. */
export function searchPart(result: SearchResult, { part, most = MOST_POINTS }: PartOptions = {}): PagePart {
  const share = Math.ceil(most / Math.max(1, result.experiments.length));
  const thinned = result.experiments.map((experiment) => rowsOf(experiment, share));
  const built = result.experiments.flatMap((experiment, at) => setsOf(experiment, thinned[at]!.rows, part));
  const best = bestRow(result);
  const evenOdds = result.experiments.flatMap((one) => one.evenOdds ?? []);
  const name = (words: string): string => (part === undefined ? words : `${words}, ${part}`);
  return {
    sets: built.map(({ set }) => set),
    marks: [
      ...(best === undefined ? [] : markOf(built, best, "best", name("Best found"))),
      ...evenOdds.flatMap((row) => markOf(built, row, "evenOdds", name(`Even odds, ${row.experiment}`))),
    ],
    leftOut: thinned.reduce((sum, one) => sum + one.leftOut, 0),
  };
}

/** Priced rows of an experiment, best throughput first; those that it recommends and its frontier always among them. */
function rowsOf(
  experiment: ExperimentResult,
  most: number,
): { readonly rows: readonly SearchRow[]; readonly leftOut: number } {
  const { everyRow, rows: kept } = experiment;
  const named = [experiment.top[0], experiment.evenOdds, ...servedRows(experiment.frontier, experiment)];
  const room = Math.max(1, most - named.length);
  const { rows, seen } = thinRows(servedRows(everyRow?.() ?? kept, experiment), room);
  const known = new Set(rows.map(pointKey));
  const missing = new Map<string, SearchRow>();
  for (const row of named)
    if (row !== undefined && !known.has(pointKey(row))) missing.set(pointKey(row), row);
  const all = [...rows, ...missing.values()];
  return {
    rows: all.sort((a, b) => b.tokensPerSecPerGpuCluster - a.tokensPerSecPerGpuCluster),
    leftOut: Math.max(0, seen - all.length),
  };
}

/** A set and the rows that its points were made from. */
interface BuiltSet {
  readonly set: PointSet;
  readonly rows: readonly SearchRow[];
}

/** Rows of an experiment, one set an engine (engines of `--backend auto` share an experiment). */
function setsOf(
  experiment: ExperimentResult,
  rows: readonly SearchRow[],
  part: string | undefined,
): readonly BuiltSet[] {
  return [...groupRows(rows).values()].map((own) => ({ rows: own, set: setOf(experiment, own, part) }));
}

/** What tells the points of a search apart. */
function pointKey({ experiment, deployment }: SearchRow): string {
  const pools = deployment.pools.map(
    ({ parallelism, workers, batchSize, ctxTokens = 0 }) =>
      `${parallelKey(parallelism)} ${workers} ${batchSize} ${ctxTokens}`,
  );
  return [experiment, ...pools].join("|");
}

function markOf(
  built: readonly BuiltSet[],
  row: SearchRow,
  kind: PointMark["kind"],
  name: string,
): readonly PointMark[] {
  const key = pointKey(row);
  for (const [set, { rows }] of built.entries()) {
    const point = rows.findIndex((one) => pointKey(one) === key);
    if (point >= 0) return [{ name, kind, set, point }];
  }
  return [];
}

function groupRows(rows: readonly SearchRow[]): ReadonlyMap<string, readonly SearchRow[]> {
  const groups = new Map<string, SearchRow[]>();
  for (const row of rows) {
    const known = groups.get(row.experiment);
    if (known === undefined) groups.set(row.experiment, [row]);
    else known.push(row);
  }
  return groups;
}

function setOf(experiment: ExperimentResult, rows: readonly SearchRow[], part: string | undefined): PointSet {
  const { task } = experiment;
  const first = rows[0]!;
  const sides = sidesOf(first);
  const { replicas: _replicas, pools, ...deployment } = first.deployment;
  const book = new WorkerBook(task.lengths);
  const columns = columnsOf(rows, book);
  return {
    series: first.experiment,
    ...compact({ part }),
    task: {
      family: sides.at(-1)!.model.family,
      ...compact({
        model: task.model,
        displayModel: task.displayModel,
        totalGpus: task.totalGpus,
        lengths: task.lengths,
        sla: task.sla,
        databaseMode: task.databaseMode,
        transfer: task.transfer,
        attentionLane: task.attentionLane,
        memFraction: task.memFraction,
        maxSeqLen: task.maxSeqLen,
      }),
    },
    deployment,
    roles: pools.map(({ role, system, settings }, at) => ({
      role,
      system,
      ...compact({
        systemFile: sides[at]!.model.systemFile,
        scaledFrom: sides[at]!.model.scaled?.system,
      }),
      settings,
    })),
    workers: book.workers,
    columns,
  };
}

/** One pool of a row. */
interface Side {
  readonly model: WorkerModel;
  readonly role: Role;
  readonly workers: number;
  readonly batchSize: number;
  readonly ctxTokens: number;
  readonly memoryGib: number;
}

/** The pools of a row in the order of its deployment. */
function sidesOf({ origin, figures }: SearchRow): readonly Side[] {
  if (origin.mode === "agg") {
    const { model, point } = origin;
    const { batchSize, ctxTokens } = point;
    return [{ model, role: "agg", workers: 1, batchSize, ctxTokens, memoryGib: figures.memoryGib }];
  }
  const side = (role: Role, { model, batchSize, memoryGib }: WorkerRow, workers: number): Side => ({
    model,
    role,
    workers,
    batchSize,
    ctxTokens: 0,
    memoryGib,
  });
  return [
    side("prefill", origin.prefill, origin.prefillWorkers),
    side("decode", origin.decode, origin.decodeWorkers),
  ];
}

/** Distinct workers in the order they were met. */
class WorkerBook {
  readonly workers: PointSet["workers"][number][] = [];
  private readonly known = new Map<WorkerModel, number>();

  constructor(private readonly lengths: Lengths) {}

  indexOf({ model, role }: Pick<Side, "model" | "role">): number {
    const known = this.known.get(model);
    if (known !== undefined) return known;
    const index = this.workers.length;
    this.known.set(model, index);
    this.workers.push({
      parallelism: model.parallelism,
      quant: model.quant,
      room: cacheRoom(model, role, this.lengths),
    });
    return index;
  }
}

function columnsOf(rows: readonly SearchRow[], book: WorkerBook): PointSet["columns"] {
  const all = rows.map((row) => ({ row, sides: sidesOf(row) }));
  const figure = (name: FigureColumn): number[] =>
    all.map(({ row }) =>
      name === "replicas" || name === "tokensPerSecPerGpuCluster" ? row[name] : row.figures[name],
    );
  const ends = (name: BandColumn): number[][] =>
    [0, 1].map((end) => rows.map(({ figures }) => bandMultiple(figures.bands![name][end]!, figures[name])));
  const pool = (role: number, name: PoolColumn): number[] =>
    all.map(({ sides }) => (name === "worker" ? book.indexOf(sides[role]!) : sides[role]![name]));
  const record = <K extends string, V>(names: readonly K[], value: (name: K) => V): Record<K, V> =>
    Object.fromEntries(names.map((name) => [name, value(name)])) as Record<K, V>;
  return {
    figures: record(FIGURE_COLUMNS, figure),
    ...(rows.every(({ figures }) => figures.bands !== undefined)
      ? { bands: record(BAND_COLUMNS, ends) }
      : {}),
    pools: all[0]!.sides.map((_side, role) => record(POOL_COLUMNS, (name) => pool(role, name))),
  };
}
