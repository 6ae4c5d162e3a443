import type { Backend, Deployment, Parallelism, Role, WorkerPool } from "../../../src/domain/deployment.js";
import { applyMapping } from "../../../src/generate/options/parse.js";
import {
  DEFAULT_OPTIONS,
  type GenerateOptions,
  type JsonObject,
} from "../../../src/generate/options/types.js";
import type { GenerateTask } from "../../../src/generate/task.js";

/** One generator run of the reference (`artifact_cases.json`). */
export interface ReferenceCase {
  readonly id: string;
  readonly backend: Backend;
  readonly mode: "agg" | "disagg";
  readonly model: string;
  readonly system: string;
  readonly total_gpus: number;
  readonly isl: number;
  readonly osl: number;
  readonly prefix: number;
  readonly nextn: number;
  readonly row: Readonly<Record<string, number | string>>;
  readonly overrides: JsonObject;
  readonly template_version: string;
  readonly generator_config: {
    readonly WorkerConfig: Readonly<Record<string, number | null>>;
    readonly params: Readonly<Record<string, JsonObject>>;
    readonly ModelConfig: { readonly is_moe: boolean };
  };
  readonly files: readonly string[];
  readonly manifest: readonly JsonObject[];
  readonly engine: Readonly<Record<string, JsonObject>>;
  readonly bench_concurrency: readonly number[];
  readonly run_scripts: Readonly<Record<string, Readonly<Record<string, number | boolean>>>>;
}

export interface ReferenceRequest {
  readonly deployment: Deployment;
  readonly task: GenerateTask;
  readonly options: GenerateOptions;
}

/** The request behind a case in our words. */
export function requestOf(one: ReferenceCase): ReferenceRequest {
  const pools =
    one.mode === "agg" ? [pool(one, "agg", "")] : [pool(one, "prefill", "(p)"), pool(one, "decode", "(d)")];
  const gpus = pools.reduce((sum, { parallelism: p, workers }) => sum + p.tp * p.pp * p.dp * workers, 0);
  const prefix = one.mode === "agg" ? "" : "(p)";
  return {
    deployment: {
      model: one.model,
      backend: one.backend,
      backendVersion: one.template_version,
      mode: one.mode,
      replicas: Math.max(1, Math.floor(one.total_gpus / gpus)),
      pools,
      quant: Object.fromEntries(
        ["gemm", "moe", "kvcache", "fmha", "comm"].map((kind) => [kind, String(one.row[`${prefix}${kind}`])]),
      ),
      ...(one.nextn > 0 ? { speculation: { nextn: one.nextn, accepted: 0.85 } } : {}),
    },
    task: {
      isl: one.isl,
      osl: one.osl,
      prefix: one.prefix,
      isMoe: one.generator_config.ModelConfig.is_moe,
      predicted: { ttftMs: Number(one.row["ttft"]), tpotMs: Number(one.row["tpot"]) },
    },
    options: applyMapping(DEFAULT_OPTIONS, one.overrides),
  };
}

function pool(one: ReferenceCase, role: Role, prefix: string): WorkerPool {
  const value = (name: string): number => Number(one.row[`${prefix}${name}`]);
  const parallelism: Parallelism = {
    tp: value("tp"),
    pp: value("pp"),
    dp: value("dp"),
    cp: 1,
    moeTp: value("moe_tp"),
    moeEp: value("moe_ep"),
  };
  return {
    role,
    system: one.system,
    parallelism,
    workers: role === "agg" ? 1 : value("workers"),
    batchSize: value("bs"),
    settings: {},
  };
}
