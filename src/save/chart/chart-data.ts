import type { ExperimentResult, SearchResult } from "../../search/result.js";
import type { SearchRow } from "../../search/rows.js";

/** One point: x and y of the chart. */
export type Point = readonly [x: number, y: number];

/** A frontier. */
export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

/** What a Pareto chart shows. */
export interface ChartData {
  readonly title: string;
  readonly subtitle: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  /** the recommended row */
  readonly chosen?: { readonly point: Point; readonly series: number; readonly label: string };
  /** limit on x: `min` means points left of it miss the limit, `max` points right of it */
  readonly limit?: { readonly x: number; readonly side: "min" | "max"; readonly label: string };
}

/** A search as a chart: one frontier an experiment, the best row marked, the TPOT (or request latency) limit. */
export function chartData(result: SearchResult): ChartData {
  const shown = result.experiments.filter((experiment) => experiment.frontier.length > 0);
  const first = shown[0] ?? result.experiments[0];
  const byLatency = first?.xAxis === "requestLatency";
  const x = (row: SearchRow): number =>
    byLatency ? row.figures.requestLatencyMs : row.figures.tokensPerSecPerUser;
  const best = shown.findIndex((experiment) => experiment.name === result.best);
  const chosen = shown[best]?.top[0];
  return {
    title: `${first?.task.displayModel ?? first?.task.model ?? ""}: throughput against ${byLatency ? "request latency" : "speed for the user"}`,
    subtitle: first === undefined ? "" : subtitle(first),
    xLabel: byLatency ? "request latency, ms" : "tokens/s per user",
    yLabel: "tokens/s per GPU",
    series: shown.map((experiment) => ({
      name: experiment.name,
      points: experiment.frontier.map((row) => [x(row), row.tokensPerSecPerGpuCluster] as const),
    })),
    ...(chosen === undefined
      ? {}
      : {
          chosen: {
            series: best,
            point: [x(chosen), chosen.tokensPerSecPerGpuCluster] as const,
            label: `best: ${Math.round(chosen.tokensPerSecPerGpuCluster)} tokens/s per GPU`,
          },
        }),
    ...limitOf(first, byLatency),
  };
}

function subtitle({ task }: ExperimentResult): string {
  const { isl, osl } = task.lengths;
  const system =
    task.mode === "agg"
      ? task.worker.system
      : [...new Set([task.prefill.system, task.decode.system])].join(" and ");
  const limits = [
    ...(task.sla.ttftMs === undefined ? [] : [`TTFT ≤ ${task.sla.ttftMs} ms`]),
    ...(task.sla.requestLatencyMs !== undefined
      ? [`request ≤ ${task.sla.requestLatencyMs} ms`]
      : task.sla.tpotMs === undefined
        ? []
        : [`TPOT ≤ ${task.sla.tpotMs} ms`]),
  ];
  return [`${task.totalGpus} × ${system}`, `${isl} tokens in, ${osl} out`, ...limits].join(" · ");
}

function limitOf(first: ExperimentResult | undefined, byLatency: boolean): Pick<ChartData, "limit"> {
  const { tpotMs, requestLatencyMs } = first?.task.sla ?? {};
  if (byLatency)
    return requestLatencyMs === undefined
      ? {}
      : { limit: { x: requestLatencyMs, side: "max", label: `limit ${requestLatencyMs} ms` } };
  return tpotMs === undefined
    ? {}
    : { limit: { x: 1000 / tpotMs, side: "min", label: `TPOT limit ${tpotMs} ms` } };
}
