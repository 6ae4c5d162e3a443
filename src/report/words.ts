import { shapeText, type Deployment, type WorkerPool } from "../domain/deployment.js";
import { ENGINE_NAMES } from "../domain/engine-names.js";
import type { Evaluation, LimitCheck, Metric } from "../domain/review.js";
import { number } from "./format.js";
import { NBSP, text } from "./markdown.js";

/** Name of a backend as its makers write it. */
export function backendName(backend: string): string {
  return (ENGINE_NAMES as Readonly<Record<string, string | undefined>>)[backend] ?? backend;
}

/** `h200_sxm` → `H200 SXM`. */
export function systemName(system: string): string {
  return system.toUpperCase().replaceAll("_", " ");
}

/** `h200_sxm` → `H200`: the form factor says nothing to a reader of a comment. */
export function systemShort(system: string): string {
  return systemName(system).replace(/ (?:SXM|PCIE)$/, "");
}

/** `Qwen/Qwen3-32B-FP8` → `Qwen3-32B-FP8`. */
export function modelShort(model: string): string {
  return (
    model
      .split("/")
      .filter((part) => part !== "")
      .at(-1) ?? model
  );
}

const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  ttft: "TTFT",
  tpot: "TPOT",
  requestLatency: "Request latency",
};

export function metricName(metric: Metric): string {
  return METRIC_NAMES[metric];
}

/** A limited metric with the statistic that its figure is: `TTFT p99`; a mean goes without saying. */
export function limitName({ metric, percentile }: Pick<LimitCheck, "metric" | "percentile">): string {
  return percentile === undefined ? metricName(metric) : `${metricName(metric)} ${percentile.name}`;
}

function counted(count: number, what: string): string {
  return `${number(count)}${NBSP}×${NBSP}${what}`;
}

/** `10 × TP1` for all replicas of a pool. */
export function pool(deployment: Deployment, pool: WorkerPool): string {
  return counted(deployment.replicas * pool.workers, shapeText(pool.parallelism));
}

/** A pool with its role, where it has one of two. */
function poolWithRole(deployment: Deployment, each: WorkerPool): string {
  return `${pool(deployment, each)}${each.role === "agg" ? "" : ` ${each.role}`}`;
}

/** Cell of the row *Workers*: a line for each role; sizes like `DP2·EP2` may break between them on a phone. */
export function workers(deployment: Deployment): string {
  const lines = deployment.pools.map((each) => poolWithRole(deployment, each));
  return lines.join("<br>").replaceAll("·", "·\u200b");
}

/** The same with batch sizes: `10 × TP1 prefill (1)`, `3 × TP2 decode (64)`. */
export function workersWithBatch(deployment: Deployment): string {
  return deployment.pools
    .map((each) => `${poolWithRole(deployment, each)} (${number(each.batchSize)})`)
    .join("<br>");
}

/** The same on one line: `10 × TP1 prefill + 3 × TP2 decode`. */
export function workersInline(deployment: Deployment): string {
  return deployment.pools.map((each) => poolWithRole(deployment, each)).join(" + ");
}

/** GPUs of an evaluation with their type: `16 × H200`; two types when prefill and decode differ. */
export function gpus(evaluation: Evaluation): string {
  const systems = [
    ...new Set(evaluation.deployment.pools.map(({ system }) => text(systemShort(system), 40))),
  ];
  return counted(evaluation.prediction.totalGpus, systems.join(" and "));
}
