import type { WorkerRole } from "../types.js";
import type { Entry } from "./entries.js";
import type { NotModelledRow } from "./spec.js";

/** A direction of figures that are too good. */
export const SLOWER = "real latencies are higher than predicted";
const FASTER = "real latencies may be lower than predicted";
const EITHER = "figures are those without it and may be off either way";
const REPEATS = "prompts that repeat answer sooner than predicted, others are as predicted";
const ROOM = "the real room for requests at once differs from the predicted one";
const LORA = "LoRA adapters";
const OVERRIDES = "a change of the model's own configuration";
const OFFLOAD = "keeping weights in CPU memory";
const KV_OFFLOAD = "a KV cache beyond GPU memory";
const GRAPHS = "running without CUDA graphs";
const COMPILED = "running without compiled kernels";
const OVERLAP = "scheduling that does not overlap the GPU's work";
const CUT = "weights that are cut to 4 bits as they are loaded";
const PACKED = "weights of another file format";
const FLOAT32 = "numbers of 32 bits";
const EPLB = "balancing experts over GPUs";
const ATTENTION = "attention kernels that the engine does not choose by itself";
/** Those that engines take by themselves on GPUs that run them best: FlashAttention, with SGLang by its third version's name. */
const OWN_KERNELS: readonly string[] = ["fa3", "flash_attn"];
const KV_FORMAT = "a KV cache of a format without prices";
const TORCH_COMPILE = "compiling the model";
const STREAM = "tokens that are sent several at a time";
const PLAIN_MODEL = "another implementation of the model than the engine's own";
const OWN_CLASS = "classes in the place of the engine's own";
const TRACED = "tracing every step";
const REPEATABLE = "kernels whose results do not depend on the batch";
const WAITS = "waiting for further requests before a step";
const ANSWERS = "several answers to one request, where requests do not say otherwise";
const BATCH_OVERLAP = "overlapping two micro-batches";

const formats = (key: string, names: string): string =>
  names
    .split(" ")
    .map((name) => `${key}=${name}`)
    .join(" ");

export const VLLM_NOT_MODELLED: readonly NotModelledRow[] = [
  [
    "enforce-eager compilation-config.cudagraph-mode=none compilation-config.use-cudagraph=false compilation-config=0 " +
      "optimization-level=0 compilation-config.cudagraph-capture-sizes=[] cudagraph-capture-sizes=[] " +
      "compilation-config.max-cudagraph-capture-size=0 max-cudagraph-capture-size=0",
    GRAPHS,
    SLOWER,
  ],
  [
    "compilation-config.mode=0 compilation-config.mode=none compilation-config.level=0 compilation-config.backend=eager " +
      "compilation-config.use-inductor=false",
    COMPILED,
    SLOWER,
  ],
  ["load-format=bitsandbytes", CUT, EITHER],
  ["load-format=gguf", PACKED, EITHER],
  ["tokenizer-mode=slow", "the slow tokenizer", SLOWER],
  ["kv-sharing-fast-prefill", "layers that share a KV cache", FASTER],
  ["profiler-config", TRACED, SLOWER],
  ["kernel-config", "kernels that the engine does not choose by itself", EITHER],
  ["hf-overrides hf-config-path", OVERRIDES, EITHER],
  ["dtype=float32 dtype=float", FLOAT32, `${SLOWER}, and less fits`],
  ["cpu-offload-gb offload-group-size", OFFLOAD, `${SLOWER}, and more fits`],
  [
    "kv-offloading-size connector=kvbm connector=lmcache " +
      [
        "dynamo",
        "pd",
        "multi",
        "offloading",
        "lmcache",
        "lmcachemp",
        "flexkv",
        "simplecpuoffload",
        "mooncakestore",
        "hf3fskv",
      ]
        .flatMap((name) => [`${name}connector`, `${name}connectorv1`])
        .map((name) => `kv-transfer-config.kv-connector=${name}`)
        .join(" "),
    KV_OFFLOAD,
    REPEATS,
  ],
  ["prefill-context-parallel-size pcp", "prefill context parallelism", FASTER],
  ["enable-lora lora-modules", LORA, SLOWER],
  ["enable-eplb", EPLB, FASTER],
  ["enable-dbo", BATCH_OVERLAP, FASTER],
  ["disable-sliding-window", "a cache of the whole context in every layer", ROOM],
  ["long-prefill-token-threshold max-num-partial-prefills", "limits on long prompts in a step", EITHER],
  ["disable-custom-all-reduce", "the plain all-reduce", SLOWER],
  ["no-async-scheduling async-scheduling=false", OVERLAP, SLOWER],
  ["stream-interval", STREAM, EITHER],
  ["model-impl=transformers model-impl=terratorch", PLAIN_MODEL, SLOWER],
  ["worker-cls scheduler-cls worker-extension-cls logits-processors", OWN_CLASS, EITHER],
  ["collect-detailed-traces enable-layerwise-nvtx-tracing", TRACED, SLOWER],
  ["scheduler-delay-factor", WAITS, SLOWER],
  ["attention-backend attention-config.backend", ATTENTION, EITHER],
  [
    formats(
      "kv-cache-dtype",
      "nvfp4 nvfp4_4over6 nvfp4_ds_mla int8_per_token_head int4_per_token_head turboquant_k8v4 turboquant_4bit_nc " +
        "turboquant_k3v4_nc turboquant_3bit_nc",
    ),
    KV_FORMAT,
    EITHER,
  ],
];

export const SGLANG_NOT_MODELLED: readonly NotModelledRow[] = [
  [
    "disable-cuda-graph disable-decode-cuda-graph cuda-graph-backend-decode=disabled " +
      "cuda-graph-config.decode.backend=disabled cuda-graph-max-bs=0 cuda-graph-max-bs-decode=0",
    GRAPHS,
    SLOWER,
  ],
  ["dtype=float32 dtype=float", FLOAT32, `${SLOWER}, and less fits`],
  ["load-format=bitsandbytes", CUT, EITHER],
  ["load-format=gguf", PACKED, EITHER],
  ["json-model-override-args", OVERRIDES, EITHER],
  ["cpu-offload-gb offload-group-size", OFFLOAD, `${SLOWER}, and more fits`],
  [
    "enable-hierarchical-cache enable-lmcache enable-flexkv enable-unified-cache-external-linker",
    KV_OFFLOAD,
    REPEATS,
  ],
  ["enable-lora lora-paths", LORA, SLOWER],
  ["enable-eplb ep-num-redundant-experts", EPLB, FASTER],
  ["enable-two-batch-overlap enable-single-batch-overlap", BATCH_OVERLAP, FASTER],
  ["disable-overlap-schedule", OVERLAP, SLOWER],
  ["stream-interval", STREAM, EITHER],
  ["model-impl=transformers", PLAIN_MODEL, SLOWER],
  ["num-continuous-decode-steps scheduler-recv-interval", "steps between two looks at new requests", EITHER],
  ["schedule-conservativeness", "how many requests are let in", EITHER],
  ["enable-deterministic-inference rl-on-policy-target", REPEATABLE, SLOWER],
  ["sampling-backend=pytorch", "the plain sampler", SLOWER],
  ["enable-prefill-delayer", WAITS, EITHER],
  ["debug-tensor-dump-output-folder", TRACED, SLOWER],
  ["preferred-sampling-params", ANSWERS, SLOWER],
  ["disable-custom-all-reduce", "the plain all-reduce", SLOWER],
  ["attention-backend prefill-attention-backend decode-attention-backend", ATTENTION, EITHER],
  ["enable-torch-compile", TORCH_COMPILE, FASTER],
  [formats("kv-cache-dtype", "fp4_e2m1 mxfp8 nvfp4 fp4_mx_block16"), KV_FORMAT, EITHER],
  ["enable-pdmux", "prefill and decode on parts of one GPU", EITHER],
];

export const TRTLLM_NOT_MODELLED: readonly NotModelledRow[] = [
  ["cuda_graph_config=null use_cuda_graph=false", GRAPHS, SLOWER],
  ["model_kwargs", OVERRIDES, EITHER],
  ["dtype=float32", FLOAT32, `${SLOWER}, and less fits`],
  ["kv_cache_config.host_cache_size kv_connector_config", KV_OFFLOAD, REPEATS],
  ["kv_cache_config.max_attention_window", "a window on the attention of layers", ROOM],
  ["kv_cache_compression_config", "a KV cache that is thinned out", EITHER],
  ["lora_config enable_lora", LORA, SLOWER],
  ["moe_config.load_balancer", EPLB, FASTER],
  ["disable_overlap_scheduler", OVERLAP, SLOWER],
  ["stream_interval", STREAM, EITHER],
  ["batch_wait_timeout_ms batch_wait_timeout_iters", WAITS, SLOWER],
  ["scheduler_config.capacity_scheduler_policy=static_batch", "batches that end before others begin", SLOWER],
  ["moe_config.backend=vanilla", "the plain kernels of experts", SLOWER],
  ["sparse_attention_config", "sparse attention", FASTER],
  ["context_parallel_size cp_config", "context parallelism", EITHER],
  ["max_beam_width", "beam search", SLOWER],
  ["attn_backend=vanilla attn_backend=flashinfer", ATTENTION, EITHER],
  ["torch_compile_config", TORCH_COMPILE, FASTER],
  [formats("kv_cache_config.dtype", "nvfp4 float32"), KV_FORMAT, EITHER],
];

/** What one entry changes and no formula knows. */
export interface NotModelled {
  /** as written, with its value where that is what matters */
  readonly named: string;
  readonly what: string;
  readonly direction: string;
}

/** What is usual on a prefill worker and in none of its figures. */
const NO_MATTER_TO_PREFILL: readonly string[] = [GRAPHS, OVERLAP];

/** Keys whose number is an amount, so that one below zero is off. */
const AMOUNTS: ReadonlySet<string> = new Set([
  ...["cpu-offload-gb", "offload-group-size", "kv-offloading-size", "ep-num-redundant-experts"],
  "kv_cache_config.host_cache_size",
]);
/** Keys of which the prediction assumes one. */
const AT_ONE: ReadonlySet<string> = new Set([
  ...[
    "prefill-context-parallel-size",
    "pcp",
    "stream-interval",
    "stream_interval",
    "max-num-partial-prefills",
  ],
  ...["max-long-partial-prefills", "num-continuous-decode-steps", "scheduler-recv-interval"],
  ...["schedule-conservativeness", "context_parallel_size", "max_beam_width", "max-beam-width"],
  ...["moe-dp-size", "moe-data-parallel-size", "pp-async-batch-depth", "scheduler-delay-factor"],
]);

const OFF: ReadonlySet<string> = new Set(["false", "0", "none", "null", "~", "", "{}", "[]", "auto"]);

function isOne(value: string): boolean {
  return /^1(?:\.0*)?$/.test(value);
}

function valueOf({ value, list }: Entry): string | undefined {
  return value?.text.trim().toLowerCase() ?? (list?.length === 0 ? "[]" : undefined);
}

/** Whether a value switches its setting off, or is the one that the prediction assumes. */
export function isOff(entry: Entry): boolean {
  const value = valueOf(entry);
  if (value === undefined) return false;
  const none = AMOUNTS.has(entry.key) ? value.startsWith("-") : isOne(value) && AT_ONE.has(entry.key);
  return OFF.has(value) || none;
}

/** Whether a switch is said to be off: of one of which nothing is known, engines may have it on. */
export function isFalse(entry: Entry): boolean {
  return valueOf(entry) === "false";
}

/**
 * The row of an entry, where a role is affected. A name `key=value` stands for that value alone, a plain name for every
 * value that is not off, and for all keys below it. Undefined for what is modelled, has no effect or is not known.
 */
export function notModelledBy(
  entry: Entry,
  rows: readonly NotModelledRow[],
  role: WorkerRole,
): NotModelled | undefined {
  const value = valueOf(entry);
  const off = isOff(entry);
  const hits = (name: string): boolean => {
    const [key = "", wanted] = name.split("=");
    if (wanted !== undefined) return entry.key === key && wanted === (value === "" ? "null" : value);
    return !off && (entry.key === key || entry.key.startsWith(`${key}.`));
  };
  for (const [names, what, direction] of rows) {
    const name = names.split(" ").find(hits);
    if (name === undefined) continue;
    if (what === ATTENTION && OWN_KERNELS.includes(value ?? "")) return undefined;
    if (role === "prefill" && NO_MATTER_TO_PREFILL.includes(what)) return undefined;
    const named =
      name.includes("=") && value ? `${entry.name} ${entry.value?.text.trim() ?? value}` : entry.name;
    return { named, what, direction };
  }
  return undefined;
}
