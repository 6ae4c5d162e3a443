import type { Deployment, Parallelism, WorkerPool } from "../../src/domain/deployment.js";
import { SINGLE_GPU, totalGpus } from "../../src/domain/deployment.js";
import type { Bands, Prediction } from "../../src/domain/prediction.js";
import type {
  CheckResult,
  DeploymentReview,
  Evaluation,
  Fact,
  Finding,
  LimitCheck,
} from "../../src/domain/review.js";
import type { SlaTarget } from "../../src/domain/workload.js";
import type { ReportContext } from "../../src/report/context.js";
import { npxOf } from "../../src/report/check-command.js";
import { LOCAL_CONTEXT } from "../../src/report/context.js";

/** Builders of review data; every one takes overrides. Figures are those of the drawn examples unless a test says otherwise. */

const GIB = 1024 ** 3;
export const FILE = "deploy/qwen3-32b.yaml";
export const SLA: SlaTarget = { ttftMs: 600, tpotMs: 16.67 };

export function parallel(sizes: Partial<Parallelism>): Parallelism {
  return { ...SINGLE_GPU, ...sizes };
}

export function pool(
  role: WorkerPool["role"],
  workers: number,
  sizes: Partial<Parallelism>,
  batchSize: number,
): WorkerPool {
  return { role, system: "h200_sxm", parallelism: parallel(sizes), workers, batchSize, settings: {} };
}

/** `count` aggregated workers. */
export function agg(
  count: number,
  sizes: Partial<Parallelism>,
  batchSize: number,
  overrides: Partial<Deployment> = {},
): Deployment {
  return {
    model: "Qwen/Qwen3-32B-FP8",
    backend: "trtllm",
    backendVersion: "1.3.0rc20",
    mode: "agg",
    replicas: count,
    pools: [pool("agg", 1, sizes, batchSize)],
    quant: {},
    ...overrides,
  };
}

/** One replica of `p` prefill and `d` decode workers. */
export function disagg(
  [p, prefillSizes, prefillBatch]: readonly [number, Partial<Parallelism>, number],
  [d, decodeSizes, decodeBatch]: readonly [number, Partial<Parallelism>, number],
  overrides: Partial<Deployment> = {},
): Deployment {
  return {
    ...agg(1, {}, 1),
    mode: "disagg",
    pools: [pool("prefill", p, prefillSizes, prefillBatch), pool("decode", d, decodeSizes, decodeBatch)],
    ...overrides,
  };
}

export interface Figures {
  readonly ttft: number;
  readonly tpot: number;
  /** tokens/s per GPU */
  readonly rate: number;
  readonly atOnce: number;
  readonly osl?: number;
  readonly usedGib?: number;
  readonly requestsPerSec?: number;
  readonly bands?: Bands;
  readonly pSla?: number;
  readonly user?: number;
  readonly gpus?: number;
}

export function evaluation(deployment: Deployment, figures: Figures, sla: SlaTarget = SLA): Evaluation {
  const gpus = figures.gpus ?? totalGpus(deployment);
  const osl = figures.osl ?? 500;
  const requestLatencyMs = figures.ttft + figures.tpot * (osl - 1);
  const prediction: Prediction = {
    ttftMs: figures.ttft,
    tpotMs: figures.tpot,
    requestLatencyMs,
    tokensPerSec: figures.rate * gpus,
    tokensPerSecPerGpu: figures.rate,
    tokensPerSecPerUser: figures.user ?? 1000 / figures.tpot,
    requestsPerSec: figures.requestsPerSec ?? (figures.rate * gpus) / osl,
    concurrency: figures.atOnce,
    totalGpus: gpus,
    memoryBytes: (figures.usedGib ?? 30) * GIB,
    memoryCapacityBytes: 141 * GIB,
    memoryVerdict: "fits",
    quant: { gemm: "fp8_block", moe: "fp8_block", kvcache: "fp8", fmha: "fp8", comm: "half" },
    perfDb: { system: "h200_sxm", backend: deployment.backend, version: deployment.backendVersion },
    profile: "reference",
    ...(figures.bands === undefined ? {} : { bands: figures.bands }),
    ...(figures.pSla === undefined ? {} : { pSla: figures.pSla }),
    notes: [],
  };
  return { deployment, prediction, limits: limitsOf(prediction, sla) };
}

function limitsOf(prediction: Prediction, sla: SlaTarget): readonly LimitCheck[] {
  const all = [
    { metric: "ttft", valueMs: prediction.ttftMs, limitMs: sla.ttftMs },
    { metric: "tpot", valueMs: prediction.tpotMs, limitMs: sla.tpotMs },
    { metric: "requestLatency", valueMs: prediction.requestLatencyMs, limitMs: sla.requestLatencyMs },
  ] as const;
  return all.flatMap(({ metric, valueMs, limitMs }) =>
    limitMs === undefined ? [] : [{ metric, valueMs, limitMs, holds: valueMs <= limitMs }],
  );
}

export function facts(limits = "TTFT 600\u00a0ms, TPOT 16.67\u00a0ms", file = FILE): readonly Fact[] {
  const at = (line: number) => ({ line, column: 1 });
  return [
    {
      label: "Model",
      value: "Qwen/Qwen3-32B-FP8",
      source: { kind: "file", file, position: at(96), what: "MODEL_PATH" },
    },
    {
      label: "Precision",
      value: "weights fp8 (block), KV cache fp8",
      source: { kind: "checkpoint", what: "the model's `config.json`" },
      also: [{ kind: "file", file, position: at(17), what: "" }],
    },
    {
      label: "GPUs",
      value: "16\u00a0×\u00a0H200 SXM",
      source: { kind: "policy", path: "defaults.system", what: "" },
      also: [{ kind: "derived", what: "replicas × `gpu` limits" }],
    },
    {
      label: "Prompt, answer",
      value: "4,000 and 500\u00a0tokens",
      source: { kind: "policy", path: "overrides[0]", what: "deploy/**" },
    },
    {
      label: "Limits",
      value: limits,
      source: { kind: "file", file, position: at(40), what: "", how: "annotation" },
    },
    {
      label: "Engine data",
      value: "TensorRT-LLM 1.3.0rc20",
      source: { kind: "file", file, position: at(60), what: "", how: "nearest to image tag 1.3.0" },
    },
    { label: "Shared prefix", value: "0\u00a0tokens", source: { kind: "assumed", what: "" } },
    {
      label: "Load",
      value: "every worker full",
      source: { kind: "assumed", what: "the policy names no concurrency" },
    },
  ];
}

export function review(overrides: Partial<DeploymentReview> = {}): DeploymentReview {
  return {
    file: FILE,
    name: "qwen3-32b",
    line: 20,
    verdict: "pass",
    reasons: [],
    workload: { isl: 4000, osl: 500, prefix: 0 },
    sla: SLA,
    gpuBudget: 16,
    movements: [],
    alternatives: [],
    frontier: [],
    facts: facts(),
    findings: [],
    ...overrides,
  };
}

export function result(
  deployments: readonly DeploymentReview[],
  overrides: Partial<CheckResult> = {},
): CheckResult {
  const order = ["fail", "too-close", "not-applicable", "pass"] as const;
  return {
    verdict: order.find((kind) => deployments.some(({ verdict }) => verdict === kind)) ?? "not-applicable",
    deployments,
    findings: [],
    files: deployments.map(({ file }) => file),
    profile: "reference",
    incomplete: false,
    ...overrides,
  };
}

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: "heads-not-divisible",
    severity: "error",
    message: "something is wrong",
    file: FILE,
    position: { line: 58, column: 9 },
    ...overrides,
  };
}

/** The run of the drawn examples. */
export function context(overrides: Partial<ReportContext> = {}): ReportContext {
  return {
    ...LOCAL_CONTEXT,
    command: { program: npxOf("example/advisor", "v1") },
    serverUrl: "https://github.com",
    repository: "example/serving",
    headSha: "4f2c9a1",
    baseSha: "8d21f0e",
    run: { id: 8123, attempt: 1, url: "https://github.com/example/serving/actions/runs/8123" },
    canCommit: true,
    commit: "on-label",
    ...overrides,
  };
}
