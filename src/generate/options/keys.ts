import type { Role } from "../../domain/deployment.js";
import { TRANSPORTS } from "../transport.js";
import type { GenerateOptions, Json } from "./types.js";
import {
  envEntries,
  mappingOption,
  nodeSelector,
  nonNegative,
  optionOneOf,
  positiveOption,
  positiveList,
  fraction,
  switchOn,
  optionText,
  words,
} from "./values.js";

/** Reads one option's value into the options. `key` is the dotted name, for messages. */
export type Apply = (options: GenerateOptions, value: Json, key: string) => GenerateOptions;

type Section = "service" | "dyn" | "k8s" | "bench";
type Read<T> = (value: Json, key: string) => T;

/** Sets a field of a section; null leaves it as it is (the reference writes null for "not set"). */
function field<S extends Section, K extends keyof GenerateOptions[S]>(
  section: S,
  name: K,
  read: Read<GenerateOptions[S][K]>,
): Apply {
  return (options, value, key) =>
    value === null ? options : { ...options, [section]: { ...options[section], [name]: read(value, key) } };
}

function top<K extends keyof GenerateOptions>(name: K, read: Read<GenerateOptions[K]>): Apply {
  return (options, value, key) => (value === null ? options : { ...options, [name]: read(value, key) });
}

function workerCount(role: Role): Apply {
  return (options, value, key) =>
    value === null
      ? options
      : { ...options, workerCounts: { ...options.workerCounts, [role]: nonNegative(value, key) } };
}

/** Accepted because generator files of AIConfigurator carry it; it changes nothing here. */
const ignored: Apply = (options) => options;

/** Emptiable text: an empty text means "not set". */
function optionalField<S extends Section, K extends keyof GenerateOptions[S]>(section: S, name: K): Apply {
  return (options, value, key) =>
    value === null || value === ""
      ? options
      : { ...options, [section]: { ...options[section], [name]: optionText(value, key) } };
}

/** Every dotted key outside `Workers.*`. */
export const OPTION_KEYS: Readonly<Record<string, Apply>> = {
  "ServiceConfig.model_path": optionalField("service", "modelPath"),
  "ServiceConfig.served_model_path": ignored,
  "ServiceConfig.served_model_name": optionalField("service", "servedModelName"),
  "ServiceConfig.model_name": (options, value, key) =>
    options.service.servedModelName === undefined
      ? optionalField("service", "servedModelName")(options, value, key)
      : options,
  "ServiceConfig.hf_token": optionalField("service", "hfToken"),
  "ServiceConfig.head_node_ip": optionalField("service", "headNodeIp"),
  "ServiceConfig.port": field("service", "port", positiveOption),
  "ServiceConfig.include_frontend": field("service", "includeFrontend", switchOn),
  "ServiceConfig.prefix": top("prefix", nonNegative),
  "ServiceConfig.dyn_vllm_kv_event_port": field("service", "vllmKvEventPort", positiveOption),
  "ServiceConfig.vllm_nixl_side_channel_port": field("service", "vllmNixlSideChannelPort", positiveOption),
  "ServiceConfig.sglang_kv_event_port": field("service", "sglangKvEventPort", positiveOption),
  "DynConfig.mode": ignored,
  "DynConfig.enable_router": field("dyn", "enableRouter", switchOn),
  "DynConfig.router_mode": optionalField("dyn", "routerMode"),
  "DynConfig.router_config": field("dyn", "routerConfig", mappingOption),
  "DynConfig.planner_config": field("dyn", "plannerConfig", mappingOption),
  "DynConfig.kvbm_config": field("dyn", "kvbmConfig", mappingOption),
  "K8sConfig.name_prefix": field("k8s", "namePrefix", optionText),
  "K8sConfig.k8s_namespace": optionalField("k8s", "namespace"),
  "K8sConfig.k8s_image": optionalField("k8s", "image"),
  "K8sConfig.k8s_planner_image": optionalField("k8s", "plannerImage"),
  "K8sConfig.k8s_image_pull_secret": optionalField("k8s", "imagePullSecret"),
  "K8sConfig.k8s_hf_token_secret": (options, value, key) => ({
    ...options,
    k8s: { ...options.k8s, hfTokenSecret: value === null ? "" : optionText(value, key) },
  }),
  "K8sConfig.transport": field("k8s", "transport", optionOneOf(TRANSPORTS)),
  "K8sConfig.k8s_engine_mode": field("k8s", "engineMode", optionOneOf(["inline", "configmap"] as const)),
  "K8sConfig.use_engine_cm": ignored,
  "K8sConfig.k8s_pvc_name": optionalField("k8s", "pvcName"),
  "K8sConfig.k8s_model_cache": optionalField("k8s", "pvcName"),
  "K8sConfig.k8s_pvc_mount_path": optionalField("k8s", "pvcMountPath"),
  "K8sConfig.k8s_model_path_in_pvc": optionalField("k8s", "modelPathInPvc"),
  "K8sConfig.k8s_etcd_endpoints": optionalField("k8s", "etcdEndpoints"),
  "K8sConfig.k8s_hf_home": optionalField("k8s", "hfHome"),
  "K8sConfig.node_selector": field("k8s", "nodeSelector", nodeSelector),
  "K8sConfig.extra_env": field("k8s", "extraEnv", envEntries),
  "K8sConfig.worker_extra_pod_spec": field("k8s", "workerExtraPodSpec", mappingOption),
  "K8sConfig.frontend_extra_pod_spec": field("k8s", "frontendExtraPodSpec", mappingOption),
  "K8sConfig.k8s_api_version": (options, value, key) => ({
    ...options,
    k8s: {
      ...options.k8s,
      apiVersion: `nvidia.com/${optionOneOf(["v1alpha1", "v1beta1"] as const)(withoutGroup(value), key)}`,
    },
  }),
  "K8sConfig.name": ignored,
  "K8sConfig.system_name": ignored,
  "K8sConfig.fpm_orchestrator": ignored,
  "K8sConfig.prefill_engine_args": ignored,
  "K8sConfig.decode_engine_args": ignored,
  "K8sConfig.agg_engine_args": ignored,
  "WorkerConfig.prefill_workers": workerCount("prefill"),
  "WorkerConfig.decode_workers": workerCount("decode"),
  "WorkerConfig.agg_workers": workerCount("agg"),
  "WorkerConfig.prefill_gpus_per_worker": ignored,
  "WorkerConfig.decode_gpus_per_worker": ignored,
  "WorkerConfig.agg_gpus_per_worker": ignored,
  "ModelConfig.is_moe": top("isMoe", switchOn),
  "ModelConfig.nextn": top("nextn", nonNegative),
  "ModelConfig.nextn_accepted": ignored,
  "ModelConfig.nextn_accept_rates": ignored,
  "ModelConfig.prefix": top("prefix", nonNegative),
  "ModelConfig.fits_in_memory": ignored,
  "ModelConfig.required_tp": ignored,
  "SlaConfig.isl": top("isl", positiveOption),
  "SlaConfig.osl": top("osl", positiveOption),
  "SlaConfig.ttft": ignored,
  "SlaConfig.tpot": ignored,
  "NodeConfig.num_gpus_per_node": top("gpusPerNode", positiveOption),
  "NodeConfig.system_name": ignored,
  "BenchConfig.name": optionalField("bench", "name"),
  "BenchConfig.image": optionalField("bench", "image"),
  "BenchConfig.profile_start_timeout": field("bench", "profileStartTimeout", positiveOption),
  "BenchConfig.endpoint_type": optionalField("bench", "endpointType"),
  "BenchConfig.endpoint_url": optionalField("bench", "endpointUrl"),
  "BenchConfig.model": optionalField("bench", "model"),
  "BenchConfig.tokenizer": optionalField("bench", "tokenizer"),
  "BenchConfig.isl": field("bench", "isl", positiveOption),
  "BenchConfig.osl": field("bench", "osl", positiveOption),
  "BenchConfig.isl_stddev": field("bench", "islStddev", nonNegative),
  "BenchConfig.osl_stddev": field("bench", "oslStddev", nonNegative),
  "BenchConfig.prefix": field("bench", "prefix", nonNegative),
  "BenchConfig.prefix_prompt_pool_size": field("bench", "prefixPromptPoolSize", positiveOption),
  "BenchConfig.concurrency": field("bench", "concurrency", positiveList),
  "BenchConfig.estimated_concurrency": ignored,
  "BenchConfig.num_requests": ignored,
  "BenchConfig.ui": optionalField("bench", "ui"),
  "BenchConfig.image_batch_size": ignored,
  generator_dynamo_version: (options, value, key) =>
    value === null || value === "" ? options : { ...options, dynamoVersion: optionText(value, key) },
  generated_config_version: (options, value, key) =>
    value === null || value === "" ? options : { ...options, engineVersion: optionText(value, key) },
  rule: top("rule", optionOneOf(["default", "benchmark"] as const)),
  preserve_engine_limits: top("preserveEngineLimits", switchOn),
};

/** Sections of generator files that are for other targets (Slurm, llm-d) or that hold results, not wishes. */
export const IGNORED_SECTIONS: readonly string[] = ["SflowConfig", "LlmdConfig", "params", "backend"];

/** Keys of `Workers.<role>.*`. */
export const WORKER_KEYS: Readonly<Record<string, Read<unknown>>> = {
  tensor_parallel_size: positiveOption,
  pipeline_parallel_size: positiveOption,
  data_parallel_size: positiveOption,
  moe_tensor_parallel_size: positiveOption,
  moe_expert_parallel_size: positiveOption,
  max_batch_size: positiveOption,
  max_num_tokens: positiveOption,
  max_prefill_tokens: positiveOption,
  max_seq_len: positiveOption,
  kv_cache_dtype: optionText,
  kv_cache_free_gpu_memory_fraction: fraction,
  kv_cache_max_tokens: positiveOption,
  tokens_per_block: positiveOption,
  page_size: positiveOption,
  disable_prefix_cache: switchOn,
  enable_chunked_prefill: switchOn,
  enable_mixed_chunk: switchOn,
  cache_transceiver_max_tokens_in_buffer: positiveOption,
  kv_transfer_backend: optionText,
  disaggregation_bootstrap_port: positiveOption,
  cuda_graph_batch_sizes: positiveList,
  cuda_graph_enable_padding: switchOn,
  cuda_graph_max_batch_size: positiveOption,
  disable_cuda_graph: switchOn,
  disable_overlap_scheduler: switchOn,
  moe_backend: optionText,
  moe_all2all_backend: optionText,
  attention_backend: optionText,
  skip_tokenizer_init: switchOn,
  trust_remote_code: switchOn,
  quantization: optionText,
  extra_engine_args: mappingOption,
  extra_cli_args: words,
};

function withoutGroup(value: Json): Json {
  return typeof value === "string" ? value.replace(/^nvidia\.com\//, "") : value;
}

/** Every legal dotted key, for messages. */
export function allOptionKeys(): readonly string[] {
  const workers = (["prefill", "decode", "agg"] as const).flatMap((role) =>
    Object.keys(WORKER_KEYS).map((key) => `Workers.${role}.${key}`),
  );
  return [...Object.keys(OPTION_KEYS), ...workers];
}
