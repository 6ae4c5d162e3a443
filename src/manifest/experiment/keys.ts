/** JSON Schema of one value. */
export type ValueSchema = Readonly<Record<string, unknown>>;

const described = (schema: ValueSchema, description: string): ValueSchema => ({ ...schema, description });
const nullable = (type: string): readonly string[] => [type, "null"];

/** Every optional key may be null: saved files list all keys. */
export const textSchema = (description: string): ValueSchema =>
  described({ type: nullable("string") }, description);
export const requiredText = (description: string): ValueSchema =>
  described({ type: "string", minLength: 1 }, description);
export const flagSchema = (description: string): ValueSchema =>
  described({ type: nullable("boolean") }, description);
export const whole = (minimum: number, description: string): ValueSchema =>
  described({ type: nullable("integer"), minimum, maximum: 100_000_000 }, description);
export const positiveSchema = (description: string): ValueSchema =>
  described({ type: nullable("number"), exclusiveMinimum: 0, maximum: 1e12 }, description);
export const share = (description: string): ValueSchema =>
  described({ type: nullable("number"), exclusiveMinimum: 0, maximum: 1 }, description);
export const sizes = (description: string): ValueSchema =>
  described(
    {
      type: nullable("array"),
      minItems: 1,
      maxItems: 512,
      uniqueItems: true,
      items: { type: "integer", minimum: 1, maximum: 65_536 },
    },
    description,
  );
export const anything = (description: string): ValueSchema => described({}, description);

/** Lengths, limits and switches that both forms know. */
export const COMMON_KEYS: Readonly<Record<string, ValueSchema>> = {
  isl: whole(1, "Prompt length in tokens. Default 4000."),
  osl: whole(2, "Answer length in tokens. Default 1000."),
  prefix: whole(0, "Cached tokens of the prompt, below isl. Default 0."),
  ttft: positiveSchema("Limit on the time to the first token in milliseconds. Default 1000."),
  tpot: positiveSchema("Limit on the time per output token in milliseconds. Default 50."),
  target_request_rate: positiveSchema(
    "Requests a second to serve with the fewest GPUs, as `recommend` serves it; total_gpus then bounds one replica.",
  ),
  target_concurrency: positiveSchema("Requests at once to serve with the fewest GPUs."),
  max_total_gpus: whole(1, "With a target: most GPUs; the load is served in part when they do not suffice."),
  request_latency: positiveSchema("Limit on the whole request in milliseconds; replaces the limit on tpot."),
  database_mode: described(
    { enum: ["SILICON", "HYBRID", "EMPIRICAL", "SOL", "SOL_FULL", null] },
    "Measured data only, measured else estimated, estimated only, or the bare roofline. Default SILICON.",
  ),
  free_gpu_memory_fraction: share("Memory fraction of the engine; its own default unless given."),
  max_seq_len: whole(1, "Longest sequence (TensorRT-LLM). Default isl + osl."),
  engine_step_backend: textSchema("Accepted and ignored."),
  forward_model: described(
    { enum: ["op_level", "fpm", null] },
    "How a step is priced; only op_level is supported.",
  ),
  nextn: described(
    { anyOf: [{ type: ["integer", "null"], minimum: 0, maximum: 64 }, { const: "auto" }] },
    "Draft tokens per step.",
  ),
  nextn_accepted: described(
    { type: nullable("number"), minimum: 0 },
    "Drafts accepted per step on average, between 0 and nextn.",
  ),
  nextn_accept_rates: described(
    { type: nullable("array"), maxItems: 64, items: { type: "number", minimum: 0, maximum: 1 } },
    "Older form of nextn_accepted: acceptance of each draft position.",
  ),
  moe_backend: textSchema("megamoe (SGLang on Blackwell) or deepep_moe (ignored)."),
  attention_backend: described(
    { enum: ["fa3", "triton", "trtllm_mha", "flashinfer", "fla", "default", "None", null] },
    "Attention kernel to assume.",
  ),
  wideep_num_slots: whole(1, "Slots of the expert load balancer."),
  enable_wideep: flagSchema("Deprecated: large expert parallelism is explored wherever data cover it."),
  enable_eplb: flagSchema("Expert load balancer."),
};

/** One quantization mode; spellings are resolved by the reader, so that aliases get a note instead of an error. */
export const quantMode = (what: string): ValueSchema => textSchema(`Number format of ${what}.`);

export const QUANT_KEYS: Readonly<Record<string, ValueSchema>> = {
  gemm_quant_mode: quantMode("matrix multiplications"),
  moe_quant_mode: quantMode("experts"),
  kvcache_quant_mode: quantMode("the KV cache"),
  fmha_quant_mode: quantMode("attention"),
  comm_quant_mode: quantMode("collectives"),
};

/** Keys at the top of an experiment that both forms read alike. */
export const SHARED_TOP_KEYS = [
  "total_gpus",
  "isl",
  "osl",
  "prefix",
  "ttft",
  "tpot",
  "request_latency",
  "target_request_rate",
  "target_concurrency",
  "max_total_gpus",
  "database_mode",
  "transfer_policy",
  "free_gpu_memory_fraction",
  "max_seq_len",
  "forward_model",
  "nextn",
  "nextn_accepted",
  "nextn_accept_rates",
  "moe_backend",
  "attention_backend",
  "enable_chunked_prefill",
] as const;
