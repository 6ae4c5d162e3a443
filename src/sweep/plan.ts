import { createHash } from "node:crypto";
import type { SweepPoint } from "./grid.js";

/** Points of a sweep and how they are shared out. The same inputs give the same plan on every runner. */
export interface SweepPlan {
  readonly points: readonly SweepPoint[];
  /** first point of each shard, and one past the last of the last */
  readonly bounds: readonly number[];
  /** of the points and the program's version: results of another plan are not merged */
  readonly hash: string;
}

/** GitHub runs at most 256 jobs of a matrix. */
export const MAX_SHARDS = 256;
/** Fewer points are not worth a runner's start. */
const MIN_POINTS = 4;

/** Shares the points out in runs of neighbours whose lengths differ by at most one. */
export function planSweep(points: readonly SweepPoint[], maxShards: number, version: string): SweepPlan {
  const shards = Math.max(1, Math.min(maxShards, MAX_SHARDS, Math.floor(points.length / MIN_POINTS)));
  const bounds = Array.from({ length: shards + 1 }, (_, shard) =>
    Math.floor((shard * points.length) / shards),
  );
  const hash = createHash("sha256")
    .update(JSON.stringify([version, points, bounds]))
    .digest("hex")
    .slice(0, 16);
  return { points, bounds, hash };
}

/** Numbers of the shards, for a matrix. */
export function shardNumbers(plan: SweepPlan): readonly number[] {
  return plan.bounds.slice(1).map((_, shard) => shard);
}

/** Points of one shard; none for a number that the plan does not have. */
export function pointsOfShard(plan: SweepPlan, shard: number): readonly SweepPoint[] {
  const [from, to] = [plan.bounds[shard], plan.bounds[shard + 1]];
  return from === undefined || to === undefined ? [] : plan.points.slice(from, to);
}
