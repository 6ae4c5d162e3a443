import type { Interval } from "../domain/prediction.js";
import type { SlaTarget } from "../domain/workload.js";
import { findFrontier } from "../search/frontier.js";
import { carries, chanceOf } from "../search/odds.js";
import { judgedLimits } from "../search/sla.js";
import type { PointSet } from "./payload.js";
import { visible } from "../report/visible.js";
import { shapeOf, shapesOf, gpuSystemsOf, type ExplorerPoint } from "./point.js";

/** What a reader asks of points: limits in place of those of the search, and which points to leave out. */
export interface ExplorerView {
  /** limits that were moved; a limit that is absent is the set's own, null lifts it */
  readonly limits: { readonly [K in "ttftMs" | "tpotMs" | "requestLatencyMs"]?: number | null };
  readonly confidence: number;
  /** names that are left out, by what they name */
  readonly hidden: Readonly<Record<HiddenKind, ReadonlySet<string>>>;
}

/** What points can be filtered by. */
export const HIDDEN_KINDS = ["series", "engine", "model", "system", "part", "gpus", "shape"] as const;
export type HiddenKind = (typeof HIDDEN_KINDS)[number];

/** A view that leaves nothing out. */
export const NOTHING_HIDDEN: ExplorerView["hidden"] = {
  series: new Set(),
  engine: new Set(),
  model: new Set(),
  system: new Set(),
  part: new Set(),
  gpus: new Set(),
  shape: new Set(),
};

/** A point under a view. */
export interface JudgedPoint {
  readonly point: ExplorerPoint;
  /** chance that all limits hold; absent where no error is known or nothing limits */
  readonly chance: number | undefined;
  /** all limits hold with the chance asked for */
  readonly holds: boolean;
}

/** The limits that points of a set are judged by under a view. */
export function limitsOf(
  { set }: Pick<ExplorerPoint, "set">,
  { limits }: Pick<ExplorerView, "limits">,
): SlaTarget {
  const all: Record<string, unknown> = { ...set.task.sla };
  for (const [name, limit] of Object.entries(limits)) {
    if (limit === null) delete all[name];
    else all[name] = limit;
  }
  return judgedLimits(all);
}

/** The points that the filters leave. */
export function shownPoints(
  points: readonly ExplorerPoint[],
  hidden: ExplorerView["hidden"],
): readonly ExplorerPoint[] {
  const kinds = HIDDEN_KINDS.filter((kind) => hidden[kind].size > 0);
  return points.filter(
    (point) => !kinds.some((kind) => filterNames(point, kind).some((name) => hidden[kind].has(name))),
  );
}

/** Points under the view's limits, judged as a search judges its rows. */
export function judgePoints(
  points: readonly ExplorerPoint[],
  view: Omit<ExplorerView, "hidden">,
): readonly JudgedPoint[] {
  const bySet = new Map<unknown, SlaTarget>();
  return points.map((point) => {
    let sla = bySet.get(point.set);
    if (sla === undefined) bySet.set(point.set, (sla = limitsOf(point, view)));
    return new Judged(point, sla, !isHopeless(point, sla) && carries(point, sla, view.confidence));
  });
}

/** A point whose chance is worked out when somebody asks: a drag judges thousands, and few are looked at. */
class Judged implements JudgedPoint {
  private known?: number | undefined;

  constructor(
    readonly point: ExplorerPoint,
    private readonly sla: SlaTarget,
    readonly holds: boolean,
  ) {}

  get chance(): number | undefined {
    return (this.known ??= chanceOf(this.point, this.sla));
  }
}

/** Whether a limit lies below the middle of its band: that alone keeps the chance under one half, the least to ask for. */
function isHopeless({ bands }: ExplorerPoint, sla: SlaTarget): boolean {
  return bands !== undefined && LATENCIES.some((name) => isBelowMiddle(sla[name], bands[name]));
}

const LATENCIES = ["ttftMs", "tpotMs", "requestLatencyMs"] as const;

function isBelowMiddle(limit: number | undefined, [low, high]: Interval): boolean {
  return limit !== undefined && limit * limit < low * high;
}

/** What a filter knows a point by. */
export function filterNames(point: ExplorerPoint, kind: HiddenKind): readonly string[] {
  switch (kind) {
    case "gpus":
      return [String(point.gpusPerReplica)];
    case "shape":
      return shapesOf(point);
    default:
      return namesIn(point.set, kind);
  }
}

/** Every name that a filter knows points of a set by. */
export function namesIn(set: PointSet, kind: HiddenKind): readonly string[] {
  switch (kind) {
    case "series":
      return [set.series];
    case "engine":
      return [set.deployment.backend];
    case "model":
      return [visible(set.task.displayModel ?? set.task.model)];
    case "system":
      return [gpuSystemsOf(set)];
    case "part":
      return [set.part ?? ""];
    case "gpus":
      return [...new Set(set.columns.figures.gpusPerReplica)].map(String);
    case "shape":
      return set.workers.map(shapeOf);
  }
}

/** Of the points that hold: those that no other beats in throughput and in the user's speed, for each part of a page. */
export function frontierPoints(judged: readonly JudgedPoint[]): readonly (readonly ExplorerPoint[])[] {
  const parts = new Map<string | undefined, ExplorerPoint[]>();
  for (const { point, holds } of judged) {
    if (!holds) continue;
    const known = parts.get(point.set.part);
    if (known === undefined) parts.set(point.set.part, [point]);
    else known.push(point);
  }
  return [...parts.values()].map((points) =>
    findFrontier(
      points,
      (point) => point.tokensPerSecPerUser,
      (point) => point.tokensPerSecPerGpuCluster,
      "maximise",
    ),
  );
}
