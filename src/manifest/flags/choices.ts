import type { Backend } from "../../domain/deployment.js";

/** Values that an engine takes for a setting. */
export interface Choices {
  readonly words: readonly string[];
  /** there are no others, in any version that is read */
  readonly complete: boolean;
}

const split = (text: string): readonly string[] => text.split(/\s+/);
const all = (text: string): Choices => ({ words: split(text), complete: true });
const some = (text: string): Choices => ({ words: split(text), complete: false });

const DTYPES = all("auto half float16 bfloat16 float float32");

/** Names of number formats, roles, transports and methods, over the versions that are read; names only. */
const CHOICES: Readonly<Record<Backend, Readonly<Record<string, Choices>>>> = {
  vllm: {
    dtype: DTYPES,
    quantization: some(
      "awq deepspeedfp tpu_int8 fp8 ptpc_fp8 fbgemm_fp8 fp_quant modelopt modelopt_fp4 modelopt_mxfp8 modelopt_mixed " +
        "bitblas gguf gptq gptq_marlin gptq_marlin_24 gptq_bitblas awq_marlin compressed-tensors bitsandbytes hqq " +
        "experts_int8 ipex quark moe_wna16 torchao auto-round rtn inc mxfp4 mxfp8 petit_nvfp4 marlin aqlm squeezellm qqq",
    ),
    "kv-transfer-config.kv-role": all("kv_producer kv_consumer kv_both"),
    "kv-transfer-config.kv-connector": some(
      "NixlConnector LMCacheConnectorV1 LMCacheMPConnector SharedStorageConnector ExampleConnector P2pNcclConnector " +
        "MooncakeConnector MooncakeStoreConnector MultiConnector OffloadingConnector DynamoConnector " +
        "PdConnector DecodeBenchConnector MoRIIOConnector FlexKVConnectorV1 HF3FSConnector",
    ),
    "speculative-config.method": some(
      "ngram medusa mlp_speculator draft_model suffix eagle eagle3 mtp deepseek_mtp mimo_mtp glm4_moe_mtp ernie_mtp " +
        "qwen3_next_mtp qwen3_5_mtp longcat_flash_mtp pangu_ultra_moe_mtp dflash dspark",
    ),
  },
  sglang: {
    dtype: DTYPES,
    quantization: some(
      "awq fp8 gptq marlin gptq_marlin awq_marlin bitsandbytes gguf modelopt modelopt_fp8 modelopt_fp4 modelopt_mixed " +
        "petit_nvfp4 w8a8_int8 w8a8_fp8 moe_wna16 qoq w4afp8 mxfp4 mxfp8 auto-round compressed-tensors modelslim quark",
    ),
    "disaggregation-transfer-backend": some("mooncake nixl ascend mori fake"),
    "moe-a2a-backend": some("none deepep mooncake nixl mori ascend_fuseep flashinfer megamoe"),
    "speculative-algorithm": some("EAGLE EAGLE3 NEXTN STANDALONE NGRAM DFLASH DSPARK"),
  },
  trtllm: {
    dtype: some("auto float16 bfloat16 float32"),
    "cache_transceiver_config.backend": some("DEFAULT UCX NIXL MOONCAKE MPI"),
    "moe_config.backend": some(
      "AUTO CUTLASS CUTEDSL WIDEEP TRTLLM DEEPGEMM DENSEGEMM VANILLA TRITON MARLIN MEGAMOE_DEEPGEMM MEGAMOE_CUTEDSL",
    ),
    "speculative_config.decoding_type": some(
      "AUTO DFlash DSpark Draft_Target Eagle Eagle3 MTP NGram PARD SA Medusa Lookahead User_Provided",
    ),
    "scheduler_config.capacity_scheduler_policy": some("MAX_UTILIZATION GUARANTEED_NO_EVICT STATIC_BATCH"),
    "scheduler_config.context_chunking_policy": some("FIRST_COME_FIRST_SERVED EQUAL_PROGRESS FORCE_CHUNK"),
    backend: some("pytorch tensorrt _autodeploy"),
    allreduce_strategy: some("AUTO NCCL UB MINLATENCY ONESHOT TWOSHOT LOWPRECISION MNNVL NCCL_SYMMETRIC"),
  },
};

/** Other names of the same settings. */
const ALIASES: Readonly<Record<string, string>> = {
  q: "quantization",
  "speculative-algo": "speculative-algorithm",
};

/** What an engine takes for a setting; undefined where its values are no list, or not known. */
export function choicesOf(backend: Backend, key: string): Choices | undefined {
  const table = CHOICES[backend];
  const name = ALIASES[key] ?? key;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
