import type { Role } from "../../domain/deployment.js";
import type { DgdApiVersion } from "../versions.js";
import type { EnvEntry } from "../systems.js";
import type { Transport } from "../transport.js";

/** Data as YAML and JSON know it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Engine settings of one role given by hand (`Workers.<role>.<key>`). A value here wins over every rule, and rules that
 * build on it (token budget from batch limit, …) use it. Names are the generator's, see `docs/artifacts.md`.
 */
export interface WorkerOverrides {
  readonly tensor_parallel_size?: number;
  readonly pipeline_parallel_size?: number;
  readonly data_parallel_size?: number;
  readonly moe_tensor_parallel_size?: number;
  readonly moe_expert_parallel_size?: number;
  readonly max_batch_size?: number;
  readonly max_num_tokens?: number;
  readonly max_prefill_tokens?: number;
  readonly max_seq_len?: number;
  readonly kv_cache_dtype?: string;
  readonly kv_cache_free_gpu_memory_fraction?: number;
  readonly kv_cache_max_tokens?: number;
  readonly tokens_per_block?: number;
  readonly disable_prefix_cache?: boolean;
  readonly enable_chunked_prefill?: boolean;
  readonly enable_mixed_chunk?: boolean;
  readonly cache_transceiver_max_tokens_in_buffer?: number;
  readonly kv_transfer_backend?: string;
  readonly disaggregation_bootstrap_port?: number;
  readonly cuda_graph_batch_sizes?: readonly number[];
  readonly cuda_graph_enable_padding?: boolean;
  readonly cuda_graph_max_batch_size?: number;
  readonly disable_cuda_graph?: boolean;
  readonly disable_overlap_scheduler?: boolean;
  readonly moe_backend?: string;
  readonly moe_all2all_backend?: string;
  readonly attention_backend?: string;
  readonly skip_tokenizer_init?: boolean;
  readonly trust_remote_code?: boolean;
  readonly quantization?: string;
  /** TensorRT-LLM: merged into the engine file; vLLM and SGLang: further flags by name */
  readonly extra_engine_args?: JsonObject;
  /** arguments added at the end of the engine command, one text each */
  readonly extra_cli_args?: readonly string[];
}

/** `ServiceConfig`: the model and the frontend. */
export interface ServiceOptions {
  readonly modelPath?: string;
  readonly servedModelName?: string;
  readonly hfToken: string;
  readonly headNodeIp: string;
  readonly port: number;
  readonly includeFrontend: boolean;
  readonly vllmKvEventPort: number;
  readonly vllmNixlSideChannelPort: number;
  readonly sglangKvEventPort: number;
}

/** `DynConfig`: routing and planning. */
export interface DynOptions {
  /** given by the user; the name gets `-router` only then */
  readonly enableRouter?: boolean;
  readonly routerMode?: string;
  readonly routerConfig?: JsonObject;
  readonly plannerConfig?: JsonObject;
  readonly kvbmConfig?: JsonObject;
}

/** `K8sConfig`: the cluster. */
export interface K8sOptions {
  readonly namePrefix: string;
  readonly namespace?: string;
  readonly image?: string;
  readonly plannerImage?: string;
  readonly imagePullSecret?: string;
  /** secret with `HF_TOKEN`; empty text: none */
  readonly hfTokenSecret: string;
  readonly transport: Transport;
  /** where TensorRT-LLM's engine files stand: in the script, or in a ConfigMap */
  readonly engineMode: "inline" | "configmap";
  readonly pvcName?: string;
  readonly pvcMountPath: string;
  readonly modelPathInPvc?: string;
  readonly hfHome?: string;
  readonly etcdEndpoints?: string;
  /** `known`: select by GPU product where its label is known; a mapping replaces it; `none` writes no selector */
  readonly nodeSelector: "known" | "none" | Readonly<Record<string, string>>;
  readonly extraEnv: readonly EnvEntry[];
  readonly workerExtraPodSpec?: JsonObject;
  readonly frontendExtraPodSpec?: JsonObject;
  readonly apiVersion?: DgdApiVersion;
}

/** `BenchConfig`: the AIPerf run. */
export interface BenchOptions {
  readonly name?: string;
  readonly image: string;
  readonly profileStartTimeout: number;
  readonly endpointType: string;
  readonly endpointUrl?: string;
  readonly model?: string;
  readonly tokenizer?: string;
  readonly isl?: number;
  readonly osl?: number;
  readonly islStddev: number;
  readonly oslStddev: number;
  readonly prefix?: number;
  readonly prefixPromptPoolSize: number;
  readonly concurrency?: readonly number[];
  readonly ui: string;
}

/** How engine limits follow from the predicted batch: with headroom for real traffic, or exactly as predicted. */
export type RuleSet = "default" | "benchmark";

/** Everything the user can say about the written files. */
export interface GenerateOptions {
  readonly dynamoVersion?: string;
  /** engine version whose flags are written, in place of the one that belongs to the Dynamo version */
  readonly engineVersion?: string;
  readonly rule: RuleSet;
  /** write no batch and token limits: the engine's own defaults stay */
  readonly preserveEngineLimits: boolean;
  readonly service: ServiceOptions;
  readonly dyn: DynOptions;
  readonly k8s: K8sOptions;
  readonly bench: BenchOptions;
  /** worker counts of the whole deployment, in place of the deployment's own */
  readonly workerCounts: Partial<Readonly<Record<Role, number>>>;
  readonly workers: Partial<Readonly<Record<Role, WorkerOverrides>>>;
  readonly isMoe?: boolean;
  readonly nextn?: number;
  readonly prefix?: number;
  readonly isl?: number;
  readonly osl?: number;
  readonly gpusPerNode?: number;
}

/** Options when the user says nothing. */
export const DEFAULT_OPTIONS: GenerateOptions = {
  rule: "default",
  preserveEngineLimits: false,
  service: {
    hfToken: "",
    headNodeIp: "0.0.0.0",
    port: 8000,
    includeFrontend: true,
    vllmKvEventPort: 20081,
    vllmNixlSideChannelPort: 20097,
    sglangKvEventPort: 5557,
  },
  dyn: {},
  k8s: {
    namePrefix: "dynamo",
    hfTokenSecret: "hf-token-secret",
    transport: "nvlink",
    engineMode: "inline",
    pvcMountPath: "/workspace/model_cache",
    nodeSelector: "known",
    extraEnv: [],
  },
  bench: {
    image: "python:3.12-slim",
    profileStartTimeout: 400,
    endpointType: "chat",
    islStddev: 0,
    oslStddev: 0,
    prefixPromptPoolSize: 1,
    ui: "simple",
  },
  workerCounts: {},
  workers: {},
};

/** Roles that `Workers.<role>` may name. */
export const ROLES_OF_OPTIONS: readonly Role[] = ["prefill", "decode", "agg"];
