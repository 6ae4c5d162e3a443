import { shapeText, type Deployment, type WorkerPool } from "../domain/deployment.js";
import type { Bands, Interval } from "../domain/prediction.js";
import {
  FIGURE_COLUMNS,
  type BandColumn,
  type ExplorerPayload,
  type FigureColumn,
  type PointSet,
  type WorkerFacts,
} from "./payload.js";

/** One configuration of a page. Figures count one replica, with the names and units of the search's JSON. */
export interface ExplorerPoint extends Readonly<Record<FigureColumn, number>> {
  /** place in the page's list */
  readonly id: number;
  readonly set: PointSet;
  /** place in its set */
  readonly index: number;
  readonly bands?: Bands | undefined;
  readonly totalGpus: number;
  /** sizes of its workers: `2 × TP4 prefill + 3 × TP8 decode` */
  readonly layout: string;
}

/** The points of a page as objects, in the order of their sets. */
export function pointsOf({ sets }: Pick<ExplorerPayload, "sets">): readonly ExplorerPoint[] {
  const points: ExplorerPoint[] = [];
  for (const set of sets) {
    const { figures } = set.columns;
    for (let index = 0; index < figures.ttftMs.length; index++) {
      const point = new ColumnPoint(set, index, points.length) as ColumnPoint & Record<FigureColumn, number>;
      for (const name of FIGURE_COLUMNS) point[name] = figures[name][index]!;
      points.push(point);
    }
  }
  return points;
}

/** What a point does not need before somebody looks at it is read from the columns then: a page holds thousands. */
class ColumnPoint {
  private read?: Bands;

  constructor(
    readonly set: PointSet,
    readonly index: number,
    readonly id: number,
  ) {}

  get totalGpus(): number {
    const { replicas, gpusPerReplica } = this.set.columns.figures;
    return replicas[this.index]! * gpusPerReplica[this.index]!;
  }

  get layout(): string {
    return layoutOf(this.set, this.index);
  }

  get bands(): Bands | undefined {
    const { bands } = this.set.columns;
    return bands && (this.read ??= bandsOf(this.set.columns, bands, this.index));
  }
}

function bandsOf(
  { figures }: PointSet["columns"],
  bands: NonNullable<PointSet["columns"]["bands"]>,
  index: number,
): Bands {
  const interval = (name: BandColumn): Interval => {
    const [low, high] = bands[name];
    const figure = figures[name][index]!;
    return [figure * low![index]!, figure * high![index]!];
  };
  return {
    ttftMs: interval("ttftMs"),
    tpotMs: interval("tpotMs"),
    requestLatencyMs: interval("requestLatencyMs"),
    tokensPerSecPerGpu: interval("tokensPerSecPerGpu"),
  };
}

/** Texts of shapes by worker: thousands of points share a few. */
const SHAPES = new WeakMap<WorkerFacts, string>();

/** The shape of a worker: `TP4`. */
export function shapeOf(worker: WorkerFacts): string {
  const known = SHAPES.get(worker);
  if (known !== undefined) return known;
  const text = shapeText(worker.parallelism);
  SHAPES.set(worker, text);
  return text;
}

/** The layout with all replicas counted: `4 × TP8`, `2 × TP4 prefill + 3 × TP8 decode`. */
function layoutOf(set: PointSet, index: number): string {
  const replicas = set.columns.figures.replicas[index]!;
  return set.columns.pools
    .map((pool, role) => {
      const shape = shapeOf(set.workers[pool.worker[index]!]!);
      const name = set.roles[role]!.role;
      const count = Math.max(1, replicas) * pool.workers[index]!;
      return `${count} × ${shape}${name === "agg" ? "" : ` ${name}`}`;
    })
    .join(" + ");
}

/** Sizes of the workers of a point, without counts; what a filter of layouts lists. */
export function shapesOf({ set, index }: ExplorerPoint): readonly string[] {
  return set.columns.pools.map((pool) => shapeOf(set.workers[pool.worker[index]!]!));
}

/** Requests in flight on one attention-DP rank, pool by pool: `bs 2`, `bs 1 + 64`. */
export function batchText({ set, index }: ExplorerPoint): string {
  return `bs ${set.columns.pools.map((pool) => pool.batchSize[index]!).join(" + ")}`;
}

/** What stands beside the name of a system whose operators were never timed. */
export const SCALED = " (scaled, never measured)";

/** Where a point runs: its systems, each with what it rests on. */
export function gpuSystemsOf({ roles }: Pick<PointSet, "roles">): string {
  const systems = roles.map(({ system, scaledFrom }) => system + (scaledFrom === undefined ? "" : SCALED));
  return [...new Set(systems)].join(" and ");
}

/** Where a point runs: engine and systems. */
export function placeText({ set }: Pick<ExplorerPoint, "set">): string {
  return `${set.deployment.backend} on ${gpuSystemsOf(set)}`;
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
