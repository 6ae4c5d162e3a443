import type { Interval } from "../../domain/prediction.js";
import { chance, number } from "../../report/format.js";
import { batchText, placeText, type ExplorerPoint } from "../point.js";

/** A figure that points are listed and compared by. */
export interface FigureWords {
  readonly id: string;
  readonly name: string;
  readonly short: string;
  value(point: ExplorerPoint): number;
  readonly decimals: number;
  /** which way is better; absent where neither is */
  readonly better?: "more" | "less";
  band?(point: ExplorerPoint): Interval | undefined;
}

/** GPUs of a point; those of one replica where no budget decides how many there are. */
export function gpusShown({ totalGpus, gpusPerReplica }: ExplorerPoint): number {
  return totalGpus || gpusPerReplica;
}

/** Every figure of a point, in the order of the table. */
export const FIGURES: readonly FigureWords[] = [
  {
    id: "tokensPerSecPerGpuCluster",
    name: "Throughput per GPU, tokens/s",
    short: "tokens/s/GPU",
    value: (point) => point.tokensPerSecPerGpuCluster,
    decimals: 2,
    better: "more",
    band: ({ bands, tokensPerSecPerGpu, tokensPerSecPerGpuCluster }) => {
      const share = tokensPerSecPerGpuCluster / tokensPerSecPerGpu;
      return bands && [bands.tokensPerSecPerGpu[0] * share, bands.tokensPerSecPerGpu[1] * share];
    },
  },
  {
    id: "tokensPerSecPerUser",
    name: "Speed for one user, tokens/s",
    short: "tokens/s/user",
    value: (point) => point.tokensPerSecPerUser,
    decimals: 2,
    better: "more",
  },
  {
    id: "ttftMs",
    name: "TTFT, ms",
    short: "TTFT ms",
    value: (point) => point.ttftMs,
    decimals: 2,
    better: "less",
    band: ({ bands }) => bands?.ttftMs,
  },
  {
    id: "tpotMs",
    name: "TPOT, ms",
    short: "TPOT ms",
    value: (point) => point.tpotMs,
    decimals: 2,
    better: "less",
    band: ({ bands }) => bands?.tpotMs,
  },
  {
    id: "requestLatencyMs",
    name: "Request latency, ms",
    short: "request ms",
    value: (point) => point.requestLatencyMs,
    decimals: 0,
    better: "less",
    band: ({ bands }) => bands?.requestLatencyMs,
  },
  {
    id: "requestsPerSec",
    name: "Requests a second, all replicas",
    short: "req/s",
    value: (point) => point.requestsPerSec * Math.max(1, point.replicas),
    decimals: 2,
    better: "more",
  },
  {
    id: "concurrency",
    name: "Requests at once, all replicas",
    short: "at once",
    value: (point) => point.concurrency * Math.max(1, point.replicas),
    decimals: 0,
    better: "more",
  },
  {
    id: "totalGpus",
    name: "GPUs used",
    short: "GPUs",
    value: gpusShown,
    decimals: 0,
  },
  {
    id: "memoryGib",
    name: "Memory of the fullest GPU, GiB",
    short: "memory GiB",
    value: (point) => point.memoryGib,
    decimals: 1,
    better: "less",
  },
];

/** A figure as the table shows it. */
export function figureText({ value, decimals }: FigureWords, point: ExplorerPoint): string {
  return number(value(point), decimals);
}

/** The 80 % band of a figure: `187 to 320`; empty where no error is known. */
export function bandText({ band }: FigureWords, point: ExplorerPoint): string {
  const interval = band?.(point);
  return interval === undefined ? "" : interval.map((end) => number(end, end < 100 ? 1 : 0)).join(" to ");
}

/** The configuration in a few words. */
export function nameText(point: ExplorerPoint): string {
  const { set, index } = point;
  const tokens = set.columns.pools[0]?.ctxTokens[index] ?? 0;
  // of two points that differ in nothing else this is what differs
  const chunk = tokens > 0 ? `\u00A0· ctx\u00A0${tokens}` : "";
  // a line breaks after a dot, never before one
  return `${point.layout}\u00A0· ${batchText(point).replace(" ", "\u00A0")}${chunk}`;
}

/** A point in lines: what it is, and its figures with their bands. */
export function pointWords(point: ExplorerPoint): readonly string[] {
  const shown = FIGURES.slice(0, 4).map((figure) => {
    const band = bandText(figure, point);
    return `${figure.short} ${figureText(figure, point)}${band === "" ? "" : ` (80 % band ${band})`}`;
  });
  return [`${point.set.series}: ${nameText(point)}`, placeText(point), ...shown];
}

/** A chance in words, never level with the confidence asked where it is less; empty where none is known. */
export function chanceWords(probability: number | undefined, confidence: number): string {
  return probability === undefined ? "" : chance(probability, confidence);
}
