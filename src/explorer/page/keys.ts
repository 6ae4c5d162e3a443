import type { ExplorerPoint } from "../point.js";
import { throughput } from "./axes.js";
import type { PlaneScene } from "./draw.js";

type Sorted = (point: ExplorerPoint) => number;

/** The point that a key leads to: left and right along the axis, up and down in throughput, Home and End. */
export function neighbour(
  { axis, judged }: PlaneScene,
  from: ExplorerPoint | undefined,
  key: string,
): ExplorerPoint | undefined {
  const directions: Readonly<Record<string, readonly [Sorted, 1 | -1]>> = {
    ArrowRight: [(point) => axis.value(point), 1],
    ArrowLeft: [(point) => axis.value(point), -1],
    ArrowUp: [throughput, 1],
    ArrowDown: [throughput, -1],
    Home: [(point) => axis.value(point), 1],
    End: [(point) => axis.value(point), -1],
  };
  const direction = directions[key];
  if (direction === undefined) return undefined;
  const holding = judged.filter(({ holds }) => holds);
  const points = (holding.length > 0 ? holding : judged).map(({ point }) => point);
  const [sorted, sign] = direction;
  const order = (a: ExplorerPoint, b: ExplorerPoint): number => sign * (sorted(a) - sorted(b)) || a.id - b.id;
  const start = key === "Home" || key === "End" ? undefined : from;
  let next: ExplorerPoint | undefined;
  for (const point of points) {
    if (start !== undefined && order(point, start) <= 0) continue;
    if (next === undefined || order(point, next) < 0) next = point;
  }
  return next ?? from;
}
