import { SPEC_METHODS } from "../../domain/drafts-asked.js";
import {
  anything,
  COMMON_KEYS,
  flagSchema,
  positiveSchema,
  QUANT_KEYS,
  requiredText,
  sizes,
  textSchema,
  whole,
  type ValueSchema,
} from "./keys.js";

const prefixed = (prefix: string, keys: Readonly<Record<string, ValueSchema>>): Record<string, ValueSchema> =>
  Object.fromEntries(Object.entries(keys).map(([key, schema]) => [`${prefix}${key}`, schema]));

const closed = (properties: object, more: object = {}): ValueSchema => ({
  type: ["object", "null"],
  additionalProperties: false,
  properties,
  ...more,
});

const SERVING_MODES = ["agg", "disagg", "afd"];

/** Worker block of the first form (`docs/method/experiment-files.md` 2.3). */
const V1_WORKER = closed({
  system_name: textSchema("GPU system of this role."),
  backend_name: textSchema("Engine of this role."),
  backend_version: textSchema("Version of the performance data for this role."),
  num_gpu_per_worker: sizes("GPUs that one worker may have."),
  tp_list: sizes("Tensor parallel sizes."),
  pp_list: sizes("Pipeline parallel sizes."),
  dp_list: sizes("Attention data parallel sizes."),
  moe_tp_list: sizes("Tensor parallel sizes of the experts."),
  moe_ep_list: sizes("Expert parallel sizes."),
  cp_list: sizes("Context parallel sizes (SGLang prefill and agg)."),
  enable_wideep: flagSchema("Deprecated, ignored."),
  enable_eplb: flagSchema("Expert load balancer."),
  ...QUANT_KEYS,
});

const V1_BLOCKS: Readonly<Record<string, ValueSchema>> = {
  worker_config: V1_WORKER,
  prefill_worker_config: V1_WORKER,
  decode_worker_config: V1_WORKER,
  replica_config: closed({
    num_gpu_per_replica: sizes("GPUs that one replica may have."),
    max_gpu_per_replica: whole(1, "Most GPUs of one replica. Default 128."),
    max_prefill_worker: whole(1, "Most prefill workers of one replica. Default 32."),
    max_decode_worker: whole(1, "Most decode workers of one replica. Default 32."),
  }),
  advanced_tuning_config: closed({
    prefill_latency_correction_scale: positiveSchema("Factor on predicted prefill latency. Default 1.1."),
    decode_latency_correction_scale: positiveSchema("Factor on predicted decode latency. Default 1.08."),
    prefill_max_batch_size: whole(1, "Largest prefill batch that is tried. Default 1."),
    decode_max_batch_size: whole(1, "Largest decode batch that is tried. Default 512."),
  }),
  runtime_config: closed({
    isl: COMMON_KEYS["isl"],
    osl: COMMON_KEYS["osl"],
    prefix: COMMON_KEYS["prefix"],
    ttft: COMMON_KEYS["ttft"],
    tpot: COMMON_KEYS["tpot"],
    request_latency: COMMON_KEYS["request_latency"],
  }),
};

const V1_TUNABLE: Readonly<Record<string, ValueSchema>> = {
  nextn: COMMON_KEYS["nextn"]!,
  nextn_accept_rates: COMMON_KEYS["nextn_accept_rates"]!,
  nextn_accepted: COMMON_KEYS["nextn_accepted"]!,
  moe_backend: COMMON_KEYS["moe_backend"]!,
  attention_backend: COMMON_KEYS["attention_backend"]!,
  wideep_num_slots: COMMON_KEYS["wideep_num_slots"]!,
  ...V1_BLOCKS,
};

/**
 * First form (release 0.5.0): `model_name`, `mode`, a nested `config` block (`docs/method/experiment-files.md` 2).
 */
export const V1_SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["serving_mode", "total_gpus", "system_name"],
  anyOf: [{ required: ["model_name"] }, { required: ["model_path"] }],
  properties: {
    mode: {
      enum: ["patch", "replace", null],
      description: "How config is combined with the defaults. Default patch.",
    },
    serving_mode: { enum: SERVING_MODES, description: "Aggregated or disaggregated serving." },
    model_name: requiredText("Fixed name of release 0.5.0 (QWEN3_32B) or a repository id."),
    model_path: requiredText("Repository id or folder with config.json."),
    total_gpus: { type: "integer", minimum: 0, description: "GPUs of the whole deployment." },
    system_name: requiredText("GPU system; of the prefill workers when disaggregated."),
    decode_system_name: textSchema("GPU system of the decode workers."),
    backend_name: textSchema("trtllm, vllm or sglang. Default trtllm."),
    backend_version: {
      type: ["string", "number", "null"],
      description: "Version of the performance data, in quotes.",
    },
    use_specific_quant_mode: textSchema("Number format of matrix multiplications and experts."),
    profiles: {
      type: ["array", "null"],
      maxItems: 20,
      items: { type: "string" },
      description: "Presets of number formats.",
    },
    config: closed(V1_TUNABLE, {
      properties: { ...V1_TUNABLE, model_name: textSchema("Only with mode replace.") },
    }),
    transfer_policy: anything("What may be borrowed where nothing was measured."),
    enable_chunked_prefill: flagSchema("Finer grid of context tokens."),
    ...COMMON_KEYS,
    ...V1_BLOCKS,
  },
} as const;

const V2_WORKER_KEYS: Readonly<Record<string, ValueSchema>> = {
  dcp_size: whole(1, "Decode context parallel size of every layout (vLLM, SGLang). Default 1."),
  backend_name: textSchema("trtllm, vllm or sglang. Default trtllm."),
  backend_version: {
    type: ["string", "number", "null"],
    description: "Version of the performance data, in quotes; the current one unless given.",
  },
  enable_eplb: flagSchema("Expert load balancer."),
  enable_wideep: flagSchema("Deprecated, ignored."),
  ...QUANT_KEYS,
};

const V2_CANDIDATES: Readonly<Record<string, ValueSchema>> = {
  num_gpu_candidates: sizes("GPUs that one worker may have."),
  tp_candidates: sizes("Tensor parallel sizes."),
  pp_candidates: sizes("Pipeline parallel sizes."),
  dp_candidates: sizes("Attention data parallel sizes."),
  moe_tp_candidates: sizes("Tensor parallel sizes of the experts."),
  moe_ep_candidates: sizes("Expert parallel sizes."),
  cp_candidates: sizes("Context parallel sizes."),
};

const V2_DISAGG: Readonly<Record<string, ValueSchema>> = {
  num_gpu_per_replica: sizes("GPUs that one replica may have."),
  max_gpu_per_replica: whole(1, "Most GPUs of one replica. Default 128."),
  max_prefill_workers: whole(1, "Most prefill workers of one replica. Default 32."),
  max_decode_workers: whole(1, "Most decode workers of one replica. Default 32."),
  prefill_max_batch_size: whole(1, "Largest prefill batch that is tried. Default 1."),
  decode_max_batch_size: whole(1, "Largest decode batch that is tried. Default 512."),
  prefill_latency_correction: positiveSchema("Factor on predicted prefill latency. Default 1.1."),
  decode_latency_correction: positiveSchema("Factor on predicted decode latency. Default 1.08."),
  rate_match_prefill_degradation: positiveSchema(
    "Share of the prefill rate that a replica reaches. Default 0.9.",
  ),
  rate_match_decode_degradation: positiveSchema(
    "Share of the decode rate that a replica reaches. Default 0.92.",
  ),
  autoscale_ttft_correction_factor: positiveSchema("Factor on prefill latency for queueing. Default 1.8."),
};

const V2_VISION: Readonly<Record<string, ValueSchema>> = {
  image_height: whole(0, "Vision-language models: not predicted."),
  image_width: whole(0, "Vision-language models: not predicted."),
  num_images_per_request: whole(0, "Vision-language models: not predicted."),
  enable_encoder_dp: flagSchema("Vision-language models: not predicted."),
  enable_epd: flagSchema("Encoder disaggregation: not predicted."),
  encoder_tp_candidates: sizes("Needs enable_epd."),
  encoder_batch_candidates: sizes("Needs enable_epd."),
  max_encoder_workers: whole(1, "Needs enable_epd."),
  encoder_latency_correction: positiveSchema("Needs enable_epd."),
  encoder_system_name: textSchema("Needs enable_epd."),
  rate_match_encoder_degradation: positiveSchema("Needs enable_epd."),
};

const unpriced = (what: string): ValueSchema => anything(`${what}: not predicted.`);

/** Drafts of every kind (`docs/method/experiment-files.md` 3.8); numbers of drafts are named as the engines' methods name them. */
const SPECULATIVE = closed(
  {
    method: { enum: SPEC_METHODS, description: "Who drafts; mtp is the same as nextn." },
    params: closed({
      depth: whole(0, "Draft tokens per step of mtp."),
      num_speculative_tokens: whole(1, "Draft tokens per step of ngram, draft_model and eagle3."),
      num_draft_tokens: whole(
        1,
        "Draft tokens per step of dflash and dspark; the draft's own number unless given.",
      ),
      trigger_rate: unpriced("Share of steps in which ngram drafts"),
      draft_tp_size: unpriced("Another tensor parallel size of the draft"),
      tree_shape: unpriced("Draft trees"),
      verify_token_budget: unpriced("Draft trees"),
      num_draft_layers: unpriced("Another number of draft layers"),
    }),
    draft_model_path: textSchema("The smaller model, or the folder of the trained draft."),
    draft_config: unpriced("The draft's config.json as a block; name its folder in draft_model_path"),
    accepted_tokens: COMMON_KEYS["nextn_accepted"]!,
  },
  { required: ["method"] },
);

/** Keys of attention/FFN disaggregation: recognised, so that a saved file loads back, and not used. */
const AFD_KEYS = [
  "total_gpus",
  "combined_with_pd",
  "comm_overhead_factor",
  "boundary_on_attn",
  "total_batch_size",
  "max_a_batch_size",
  "n_a_nodes",
  "n_f_nodes",
  "tp_a",
  "a_batch_size",
  "tp_a_candidates",
  "microbatch_candidates",
  "pipeline_model_candidates",
  "f_moe_ep_size_candidates",
  "max_af_ratio",
  "max_candidates",
  "candidate_overflow",
  "prefill_batch_size_list",
  "prefill_max_candidates",
  "prefill_candidate_overflow",
  "max_prefill_gpus",
  "max_prefill_workers",
  "prefill_degradation",
  "decode_degradation",
  "ttft_correction_factor",
  "decode_latency_correction",
];

/** Second form (release 0.12.0): one flat mapping (`docs/method/experiment-files.md` 3). */
export const V2_SCHEMA = {
  type: "object",
  additionalProperties: false,
  required: ["serving_mode", "total_gpus"],
  properties: {
    serving_mode: { enum: SERVING_MODES, description: "Aggregated or disaggregated serving." },
    total_gpus: { type: "integer", minimum: 0, description: "GPUs of the whole deployment." },
    pareto_sweep: flagSchema("false: only the tpot limit itself is a target. Default true."),
    transfer_policy: anything(
      "What may be borrowed where nothing was measured: a preset, a comma list or a list.",
    ),
    model_path: textSchema("Repository id or folder with config.json (agg)."),
    system_name: textSchema("GPU system (agg)."),
    enable_chunked_prefill: flagSchema("Finer grid of context tokens. Default false."),
    speculative: SPECULATIVE,
    ...COMMON_KEYS,
    ...V2_WORKER_KEYS,
    ...prefixed("agg_", V2_CANDIDATES),
    prefill_model_path: textSchema("Repository id or folder with config.json."),
    prefill_system_name: textSchema("GPU system of the prefill workers."),
    prefill_enable_chunked_prefill: flagSchema("No effect on the disaggregated search."),
    ...prefixed("prefill_", { ...V2_WORKER_KEYS, ...V2_CANDIDATES }),
    decode_model_path: textSchema("The same model as prefill_model_path."),
    decode_system_name: textSchema("GPU system of the decode workers."),
    ...prefixed("decode_", { ...V2_WORKER_KEYS, ...V2_CANDIDATES }),
    ...V2_DISAGG,
    ...V2_VISION,
    ...Object.fromEntries(
      AFD_KEYS.map((key) => [`afd_${key}`, anything("Attention/FFN disaggregation: not supported.")]),
    ),
  },
  allOf: [
    {
      if: { required: ["serving_mode"], properties: { serving_mode: { const: "agg" } } },
      then: {
        required: ["model_path", "system_name"],
        properties: {
          model_path: requiredText("Repository id or folder with config.json."),
          system_name: requiredText("GPU system."),
        },
      },
    },
    {
      if: { required: ["serving_mode"], properties: { serving_mode: { const: "disagg" } } },
      then: {
        required: ["prefill_model_path", "decode_model_path", "prefill_system_name", "decode_system_name"],
        properties: Object.fromEntries(
          ["prefill_model_path", "decode_model_path", "prefill_system_name", "decode_system_name"].map(
            (key) => [key, requiredText("Needed with serving_mode disagg.")],
          ),
        ),
      },
    },
  ],
} as const;

/** Keys that make an experiment one of the first form. */
export const V1_MARKERS = [
  "mode",
  "config",
  "profiles",
  "worker_config",
  "prefill_worker_config",
  "decode_worker_config",
  "replica_config",
  "advanced_tuning_config",
  "model_name",
] as const;
