import { number } from "../../report/format.js";
import type { Bands, Interval } from "../../domain/prediction.js";
import type { ExplorerPayload } from "../payload.js";
import type { ExplorerPoint } from "../point.js";

/** What a plane shows from left to right, and the limit whose line stands on it. */
export interface PlaneAxis {
  readonly name: string;
  readonly limit: "ttftMs" | "tpotMs" | "requestLatencyMs";
  readonly limitName: string;
  readonly logarithmic: boolean;
  value(point: ExplorerPoint): number;
  /** ends of the 80 % band on the axis */
  band(bands: Bands): Interval;
  /** a limit in milliseconds as a place on the axis, and back */
  toAxis(limitMs: number): number;
  toLimitMs(place: number): number;
  /** a place in words */
  text(place: number): string;
}

/** Whole from 100; below that four digits, however small a limit is. */
function shortNumber(value: number): string {
  return value < 100 ? String(Number(value.toPrecision(4))) : number(value);
}

const same = (value: number): number => value;

/** The speed that one user sees; a TPOT limit is its least. */
export const USER_SPEED: PlaneAxis = {
  name: "Speed for one user, tokens/s",
  limit: "tpotMs",
  limitName: "TPOT limit",
  logarithmic: false,
  value: (point) => point.tokensPerSecPerUser,
  band: ({ tpotMs: [low, high] }) => [1000 / high, 1000 / low],
  toAxis: (limitMs) => 1000 / limitMs,
  toLimitMs: (place) => 1000 / place,
  text: (place) => `TPOT ${shortNumber(1000 / place)} ms, ${shortNumber(place)} tokens/s for a user`,
};

/** The wait for the first token. */
export const FIRST_TOKEN: PlaneAxis = {
  name: "Time to first token, ms",
  limit: "ttftMs",
  limitName: "TTFT limit",
  logarithmic: true,
  value: (point) => point.ttftMs,
  band: ({ ttftMs }) => ttftMs,
  toAxis: same,
  toLimitMs: same,
  text: (place) => `TTFT ${shortNumber(place)} ms`,
};

/** The whole request, where that is what is limited. */
export const WHOLE_REQUEST: PlaneAxis = {
  name: "Whole request, ms",
  limit: "requestLatencyMs",
  limitName: "Request latency limit",
  logarithmic: true,
  value: (point) => point.requestLatencyMs,
  band: ({ requestLatencyMs }) => requestLatencyMs,
  toAxis: same,
  toLimitMs: same,
  text: (place) => `request latency ${shortNumber(place)} ms`,
};

/** The planes of a page: the user's speed, and the wait that its limits are about. */
export function planeAxes({ sets }: Pick<ExplorerPayload, "sets">): readonly [PlaneAxis, PlaneAxis] {
  const byRequest = sets.some(({ task }) => task.sla.requestLatencyMs !== undefined);
  return [USER_SPEED, byRequest ? WHOLE_REQUEST : FIRST_TOKEN];
}

/** Above the highest point is room for its mark and the words of a limit. */
const HEADROOM = 1.12;

/** Room for all points: the ends of the axis, and the top of the plane. */
export function axisEnds(
  points: readonly ExplorerPoint[],
  axis: PlaneAxis,
): readonly [low: number, high: number, top: number] {
  let [low, high, top] = [Infinity, 0, 0];
  for (const point of points) {
    const value = axis.value(point);
    if (value > 0 && value < low) low = value;
    if (value > high) high = value;
    top = Math.max(top, throughput(point));
  }
  return axis.logarithmic ? [low * 0.9, high * 1.1, top * HEADROOM] : [0, high * 1.05, top * HEADROOM];
}

/** Upwards in every plane. */
export const THROUGHPUT = "Throughput, tokens/s per GPU";
export const throughput = (point: ExplorerPoint): number => point.tokensPerSecPerGpuCluster;
