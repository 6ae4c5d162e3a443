import { shapeText, type Deployment, type WorkerPool } from "../domain/deployment.js";
import type { Bands, Interval } from "../domain/prediction.js";
import {
  BAND_COLUMNS,
  FIGURE_COLUMNS,
  type BandColumn,
  type ExplorerPayload,
  type FigureColumn,
  type PointSet,
} from "./payload.js";

/** One configuration of a page. Figures count one replica, with the names and units of the search's JSON. */
export interface ExplorerPoint extends Readonly<Record<FigureColumn, number>> {
  /** place in the page's list */
  readonly id: number;
  readonly set: PointSet;
  /** place in its set */
  readonly index: number;
  readonly bands?: Bands;
  readonly totalGpus: number;
  /** sizes of its workers: `2 × TP4 prefill + 3 × TP8 decode` */
  readonly layout: string;
}

/** The points of a page as objects, in the order of their sets. */
export function pointsOf({ sets }: Pick<ExplorerPayload, "sets">): readonly ExplorerPoint[] {
  const points: ExplorerPoint[] = [];
  for (const set of sets) {
    const { figures, bands } = set.columns;
    for (const index of figures.ttftMs.keys()) {
      const own = Object.fromEntries(FIGURE_COLUMNS.map((name) => [name, figures[name][index]!]));
      const point = {
        ...(own as Record<FigureColumn, number>),
        id: points.length,
        set,
        index,
        totalGpus: figures.replicas[index]! * figures.gpusPerReplica[index]!,
        layout: layoutOf(set, index),
      };
      points.push(bands === undefined ? point : { ...point, bands: bandsOf(bands, index) });
    }
  }
  return points;
}

function bandsOf(columns: NonNullable<PointSet["columns"]["bands"]>, index: number): Bands {
  const interval = (name: BandColumn): Interval => [columns[name][0]![index]!, columns[name][1]![index]!];
  return Object.fromEntries(BAND_COLUMNS.map((name) => [name, interval(name)])) as Record<
    BandColumn,
    Interval
  >;
}

/** The layout with all replicas counted: `4 × TP8`, `2 × TP4 prefill + 3 × TP8 decode`. */
function layoutOf(set: PointSet, index: number): string {
  const replicas = set.columns.figures.replicas[index]!;
  return set.columns.pools
    .map((pool, role) => {
      const { parallelism } = set.workers[pool.worker[index]!]!;
      const name = set.roles[role]!.role;
      const count = Math.max(1, replicas) * pool.workers[index]!;
      return `${count} × ${shapeText(parallelism)}${name === "agg" ? "" : ` ${name}`}`;
    })
    .join(" + ");
}

/** Sizes of the workers of a point, without counts; what a filter of layouts lists. */
export function shapesOf({ set, index }: ExplorerPoint): readonly string[] {
  return set.columns.pools.map((pool) => shapeText(set.workers[pool.worker[index]!]!.parallelism));
}

/** Requests in flight on one attention-DP rank, pool by pool: `bs 2`, `bs 1 + 64`. */
export function batchText({ set, index }: ExplorerPoint): string {
  return `bs ${set.columns.pools.map((pool) => pool.batchSize[index]!).join(" + ")}`;
}

/** Where a point runs: engine and systems. */
export function placeText({ set }: Pick<ExplorerPoint, "set">): string {
  const systems = [...new Set(set.roles.map(({ system }) => system))];
  return `${set.deployment.backend} on ${systems.join(" and ")}`;
}

/** The deployment that a point stands for. */
export function pointDeployment({ set, index, replicas }: ExplorerPoint): Deployment {
  const pools = set.columns.pools.map((pool, role): WorkerPool => {
    const { role: name, system, settings } = set.roles[role]!;
    return {
      role: name,
      system,
      parallelism: set.workers[pool.worker[index]!]!.parallelism,
      workers: pool.workers[index]!,
      batchSize: pool.batchSize[index]!,
      ...(name === "agg" ? { ctxTokens: pool.ctxTokens[index]! } : {}),
      settings,
    };
  });
  return { ...set.deployment, replicas, pools };
}
