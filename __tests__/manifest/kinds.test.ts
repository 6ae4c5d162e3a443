import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import type { Severity } from "../../src/domain/rules.js";
import { type Engine, forms } from "./support/forms.js";

const NIXL = (role: string): string => `{"kv_connector":"NixlConnector","kv_role":"${role}"}`;
const TRANSFER = '"cache_transceiver_config":{"backend":"DEFAULT"}';

const vllm = (...words: readonly string[]): Engine => ({ engine: "vllm", words });
const sglang = (...words: readonly string[]): Engine => ({ engine: "sglang", words });
const trtllm = (keys: string, ...words: readonly string[]): Engine => ({ engine: "trtllm", keys, words });

/** A prefill and a decode worker of vLLM, sound but for what is added to each. */
const vllmPair = (p: readonly string[], d: readonly string[], role = "kv_both"): readonly Engine[] => [
  {
    ...vllm("--disaggregation-mode", "prefill", "--kv-transfer-config", NIXL(role), ...p),
    role: "prefill",
  },
  { ...vllm("--disaggregation-mode", "decode", "--kv-transfer-config", NIXL(role), ...d), role: "decode" },
];
const sglangPair = (p: readonly string[], d: readonly string[]): readonly Engine[] => [
  { ...sglang("--disaggregation-mode", "prefill", ...p), role: "prefill" },
  { ...sglang("--disaggregation-mode", "decode", ...d), role: "decode" },
];
const trtllmPair = (p: string, d: string): readonly Engine[] => [
  { ...trtllm(`{${TRANSFER}${p}}`, "--disaggregation-mode", "prefill"), role: "prefill" },
  { ...trtllm(`{${TRANSFER}${d}}`, "--disaggregation-mode", "decode"), role: "decode" },
];
const withEnv = (worker: Engine, env: Readonly<Record<string, string>>): Engine => ({ ...worker, env });
const envPair = (p: Readonly<Record<string, string>>, d: Readonly<Record<string, string>>) => {
  const [first, second] = vllmPair([], []);
  return [withEnv(first!, p), withEnv(second!, d)];
};

/** Workers with one fault → the rule, its level, and what the message must hold. */
type Fault = readonly [readonly Engine[], rule: string, level: Severity, holds: string];

const FAULTS: Readonly<Record<string, Fault>> = {
  // what an engine demands beside a setting
  "a connector without its role": [
    [vllm("--kv-transfer-config", '{"kv_connector":"NixlConnector"}')],
    "settings-exclude",
    "error",
    "no kv_role beside it",
  ],
  "a dotted connector without its role": [
    [vllm("--kv-transfer-config.kv_connector", "LMCacheConnectorV1")],
    "settings-exclude",
    "error",
    "no kv_role beside it",
  ],
  "a lookup in the text without its number": [
    [vllm("--speculative-config", '{"method":"ngram"}')],
    "settings-exclude",
    "error",
    "no num_speculative_tokens",
  ],
  "drafts without the model that drafts": [
    [vllm("--speculative-config", '{"method":"eagle3","num_speculative_tokens":3}')],
    "settings-exclude",
    "error",
    "no model beside it",
  ],
  "a trained draft without its model, TensorRT-LLM": [
    [trtllm('{"speculative_config":{"decoding_type":"Eagle3","max_draft_len":3}}')],
    "settings-exclude",
    "error",
    "no model beside it",
  ],
  "drafts in blocks without their model, SGLang": [
    [sglang("--speculative-algorithm", "DFLASH")],
    "settings-exclude",
    "error",
    "no model beside it",
  ],
  "a dense size that is neither, SGLang": [
    [sglang("--moe-dense-tp-size", "2")],
    "settings-exclude",
    "error",
    "neither 1 nor the tensor parallel size 1",
  ],
  "ranks that begin behind the last GPU, SGLang": [
    [sglang("--base-gpu-id", "1")],
    "gpus-too-few",
    "error",
    "counts 1 rank from GPU 1 on, and there are 1",
  ],
  "a colon in a name, SGLang": [
    [sglang("--served-model-name", "org/m:v1")],
    "flag-value-invalid",
    "error",
    "takes no colon",
  ],
  "experts balanced that are not spread": [
    [vllm("-tp", "1", "--enable-eplb")],
    "settings-exclude",
    "error",
    "--enable-expert-parallel is not beside it",
  ],
  "ranks balanced from outside, of one rank": [
    [vllm("--data-parallel-external-lb")],
    "settings-exclude",
    "error",
    "above 1",
  ],
  "a word for a number that no figure needs": [
    [vllm("--seed", "abc")],
    "flag-value-invalid",
    "error",
    '--seed needs a number, found "abc"',
  ],
  "a word for a number that no figure needs, SGLang": [
    [sglang("--random-seed", "any")],
    "flag-value-invalid",
    "error",
    '--random-seed needs a number, found "any"',
  ],
  "graphs for fewer requests than a step, vLLM": [
    [vllm("--max-num-seqs", "64", "--max-cudagraph-capture-size", "8")],
    "graph-sizes-below-batch",
    "notice",
    "end at batch 8, its limit is 64",
  ],
  "graphs for fewer requests than a step, TensorRT-LLM": [
    [trtllm('{"max_batch_size":64,"cuda_graph_config":{"max_batch_size":1}}')],
    "graph-sizes-below-batch",
    "notice",
    "end at batch 1, its limit is 64",
  ],
  "results joined by ranks that there are not": [
    [sglang("--dcp-comm-backend", "a2a")],
    "settings-exclude",
    "error",
    "needs a decode context parallel size above 1",
  ],
  "queries copied to ranks that there are not": [
    [sglang("--dcp-replicate-q-proj")],
    "settings-exclude",
    "error",
    "--dcp-replicate-q-proj of",
  ],
  "results joined by ranks that there are not, vLLM": [
    [{ ...vllm("--dcp-comm-backend", "a2a"), image: "nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.4.0" }],
    "settings-exclude",
    "error",
    "needs a decode context parallel size above 1",
  ],
  "prompts that are split nohow": [
    [sglang("--enable-prefill-cp", "--attn-cp-size", "1")],
    "settings-exclude",
    "error",
    "needs --cp-strategy",
  ],
  "a threshold above the context": [
    [vllm("--max-model-len", "8192", "--long-prefill-token-threshold", "9000")],
    "settings-exclude",
    "error",
    "more than the context limit of 8192",
  ],
  "a lookup beside overlapped scheduling": [
    [vllm("--async-scheduling", "--speculative-config", '{"method":"ngram","num_speculative_tokens":3}')],
    "settings-exclude",
    "error",
    "Leave --async-scheduling out",
  ],
  "a cache beyond the GPU without prefixes": [
    [sglang("--enable-hierarchical-cache", "--disable-radix-cache")],
    "settings-exclude",
    "error",
    "takes one of the two",
  ],
  "LMCache without prefixes": [
    [sglang("--disable-radix-cache", "--enable-lmcache")],
    "settings-exclude",
    "error",
    "takes one of the two",
  ],
  "prompts cut beside whole pages": [
    [sglang("--chunked-prefill-size", "1000", "--page-size", "64")],
    "settings-exclude",
    "error",
    "Write 1024.",
  ],
  "pages that no size of its own fills": [
    [sglang("--page-size", "48")],
    "settings-exclude",
    "error",
    "a power of two",
  ],
  "sizes of graphs beside another largest": [
    [trtllm('{"cuda_graph_config":{"batch_sizes":[1,2],"max_batch_size":64}}')],
    "settings-exclude",
    "error",
    "takes one of the two",
  ],
  // values and keys that stop an engine
  "blocks that are no power of two": [
    [trtllm('{"kv_cache_config":{"tokens_per_block":33}}')],
    "flag-value-invalid",
    "error",
    "a power of two",
  ],
  "a policy that is none": [
    [trtllm('{"scheduler_config":{"capacity_scheduler_policy":"FOO"}}')],
    "flag-value-invalid",
    "error",
    "GUARANTEED_NO_EVICT",
  ],
  "a switch with a slip": [
    [trtllm('{"disable_overlap_scheduler":"tru"}')],
    "flag-value-invalid",
    "error",
    "needs true or false",
  ],
  "a list in quotes": [
    [trtllm('{"cuda_graph_config":{"batch_sizes":"1,2"}}')],
    "flag-value-invalid",
    "error",
    "a list of whole numbers",
  ],
  "a former switch of the sampler": [
    [
      {
        ...trtllm('{"enable_trtllm_sampler":true}'),
        image: "nvcr.io/nvidia/ai-dynamo/tensorrtllm-runtime:1.3.0",
      },
    ],
    "flag-ignored",
    "error",
    "sampler_type: TRTLLMSampler",
  ],
  "a key like none": [[trtllm('{"foo_bar":1}')], "flag-unknown", "warning", "no key foo_bar"],
  "a key of a group at the top": [
    [trtllm('{"free_gpu_memory_fraction":0.8}')],
    "flag-unknown",
    "error",
    "kv_cache_config.free_gpu_memory_fraction",
  ],
  "the last flag without its value": [
    [vllm("--kv-cache-dtype")],
    "flag-value-invalid",
    "error",
    "nothing follows",
  ],
  "broken JSON of the model's configuration, vLLM": [
    [vllm("--hf-overrides", '{"num_hidden_layers":')],
    "json-syntax",
    "error",
    "--hf-overrides",
  ],
  "broken JSON of the model's configuration, SGLang": [
    [sglang("--json-model-override-args", '{"a":1')],
    "json-syntax",
    "error",
    "--json-model-override-args",
  ],
  "a word where JSON belongs": [
    [vllm("--kv-transfer-config", "NixlConnector")],
    "json-syntax",
    "error",
    "--kv-transfer-config",
  ],
  "a slip of a load format": [
    [vllm("--load-format", "safetensor")],
    "flag-value-invalid",
    "error",
    "did you mean safetensors?",
  ],
  "a slip of attention kernels": [
    [vllm("--attention-backend", "FLASHINFR")],
    "flag-value-invalid",
    "error",
    "did you mean FLASHINFER?",
  ],
  "a slip of a mode of graphs": [
    [vllm("--compilation-config", '{"cudagraph_mode":"NOEN"}')],
    "flag-value-invalid",
    "error",
    "did you mean NONE?",
  ],
  // settings that move the figures
  "graphs off, vLLM": [[vllm("--enforce-eager")], "setting-not-modelled", "notice", "are higher than"],
  "graphs off, vLLM JSON": [
    [vllm("--compilation-config", '{"cudagraph_mode":"NONE"}')],
    "setting-not-modelled",
    "notice",
    "CUDA graphs",
  ],
  "graphs off, SGLang": [
    [sglang("--disable-cuda-graph")],
    "setting-not-modelled",
    "notice",
    "are higher than",
  ],
  "graphs off, TensorRT-LLM": [
    [trtllm('{"cuda_graph_config": null}')],
    "setting-not-modelled",
    "notice",
    "are higher than",
  ],
  "weights in CPU memory, vLLM": [
    [vllm("--cpu-offload-gb", "10")],
    "setting-not-modelled",
    "notice",
    "higher than predicted, and more fits",
  ],
  "weights in CPU memory, SGLang": [
    [sglang("--cpu-offload-gb=10")],
    "setting-not-modelled",
    "notice",
    "and more fits",
  ],
  "KV beyond the GPU, vLLM": [
    [vllm("--kv-offloading-size", "64")],
    "setting-not-modelled",
    "notice",
    "answer sooner",
  ],
  "KV beyond the GPU, LMCache": [
    [vllm("--kv-transfer-config", '{"kv_connector":"LMCacheConnectorV1","kv_role":"kv_both"}')],
    "setting-not-modelled",
    "notice",
    "answer sooner",
  ],
  "KV beyond the GPU, SGLang": [
    [sglang("--enable-hierarchical-cache")],
    "setting-not-modelled",
    "notice",
    "answer sooner",
  ],
  "KV beyond the GPU, TensorRT-LLM": [
    [trtllm('{"kv_cache_config": {"host_cache_size": 1000000000}}')],
    "setting-not-modelled",
    "notice",
    "answer sooner",
  ],
  "LoRA, vLLM": [[vllm("--enable-lora")], "setting-not-modelled", "notice", "higher than"],
  "LoRA, SGLang": [[sglang("--lora-paths", "a=b")], "setting-not-modelled", "notice", "higher than"],
  "LoRA, TensorRT-LLM": [
    [trtllm('{"lora_config": {"max_lora_rank": 8}}')],
    "setting-not-modelled",
    "notice",
    "higher than",
  ],
  "another model, vLLM": [
    [vllm("--hf-overrides", '{"num_hidden_layers": 4}')],
    "setting-not-modelled",
    "notice",
    "either way",
  ],
  "another model, SGLang": [
    [sglang("--json-model-override-args", '{"num_hidden_layers": 4}')],
    "setting-not-modelled",
    "notice",
    "either way",
  ],
  "another model, TensorRT-LLM": [
    [trtllm('{"model_kwargs": {"num_hidden_layers": 4}}')],
    "setting-not-modelled",
    "notice",
    "either way",
  ],
  "prefill context parallelism, vLLM": [
    [vllm("--prefill-context-parallel-size", "2")],
    "setting-not-modelled",
    "notice",
    "may be lower",
  ],
  "drafts, vLLM": [
    [vllm("--speculative-config", '{"method":"eagle3","num_speculative_tokens":3}')],
    "setting-not-modelled",
    "notice",
    "may come sooner",
  ],
  "a KV cache of four bits, vLLM": [
    [vllm("--kv-cache-dtype", "int4_per_token_head")],
    "setting-not-modelled",
    "notice",
    "a format without prices",
  ],
  "a KV cache of four bits, SGLang": [
    [sglang("--kv-cache-dtype", "fp4_e2m1")],
    "setting-not-modelled",
    "notice",
    "a format without prices",
  ],
  "a KV cache of four bits, TensorRT-LLM": [
    [trtllm('{"kv_cache_config":{"dtype":"nvfp4"}}')],
    "setting-not-modelled",
    "notice",
    "a format without prices",
  ],
  "more ranks on a node than there are": [
    [vllm("-dp", "2", "-dpl", "4")],
    "settings-exclude",
    "error",
    "more than the 2 of -dp",
  ],
  "drafts, SGLang": [
    [sglang("--speculative-algorithm", "EAGLE")],
    "setting-not-modelled",
    "notice",
    "EAGLE is not modelled (speculative decoding)",
  ],
  "drafts, TensorRT-LLM": [
    [trtllm('{"speculative_config": {"decoding_type": "Eagle3"}}')],
    "setting-not-modelled",
    "notice",
    "may come sooner",
  ],
  "switches by variables, all in one": [
    [
      withEnv(vllm(), {
        VLLM_ATTENTION_BACKEND: "TRITON_MLA",
        VLLM_USE_DEEP_GEMM: "0",
        NCCL_P2P_DISABLE: "1",
      }),
    ],
    "setting-not-modelled",
    "notice",
    "VLLM_ATTENTION_BACKEND, VLLM_USE_DEEP_GEMM, NCCL_P2P_DISABLE are not modelled",
  ],
  "a switch by a variable, SGLang": [
    [withEnv(sglang(), { SGLANG_ENABLE_JIT_DEEPGEMM: "false" })],
    "setting-not-modelled",
    "notice",
    "SGLANG_ENABLE_JIT_DEEPGEMM is not modelled",
  ],
  "a switch by a variable, TensorRT-LLM": [
    [withEnv(trtllm("{}"), { TRTLLM_ENABLE_PDL: "0" })],
    "setting-not-modelled",
    "notice",
    "may be off either way",
  ],
  // names
  "a slip, vLLM": [[vllm("--tensor-paralel-size", "1")], "flag-unknown", "error", "--tensor-parallel-size?"],
  "a slip, SGLang": [
    [sglang("--max-runing-requests", "64")],
    "flag-unknown",
    "error",
    "--max-running-requests?",
  ],
  "a slip of a key": [[trtllm('{"max_batch_sise": 64}')], "flag-unknown", "error", "max_batch_size?"],
  "a slip two levels down": [
    [trtllm('{"kv_cache_config": {"free_gpu_memory_fracton": 0.8}}')],
    "flag-unknown",
    "error",
    "free_gpu_memory_fraction?",
  ],
  "a slip in vLLM's JSON": [
    [vllm("--speculative-config", '{"method":"mtp","num_speculativ_tokens":1}')],
    "flag-unknown",
    "error",
    "num_speculative_tokens?",
  ],
  "a short name that is none, vLLM": [[vllm("-tpp", "1")], "flag-unknown", "error", "did you mean -tp?"],
  "a short name and its value in one": [[vllm("-tp1")], "flag-unknown", "error", "did you mean -tp 1?"],
  "a short name in capitals": [[vllm("-TP", "1")], "flag-unknown", "error", "did you mean -tp?"],
  "a short name that is like none": [[vllm("-zz", "1")], "flag-unknown", "error", "vLLM knows no -zz."],
  "a short name, SGLang": [[sglang("-tp", "1")], "flag-unknown", "error", "did you mean --tp?"],
  "a short name, TensorRT-LLM": [
    [trtllm("{}", "-tp", "1")],
    "flag-unknown",
    "error",
    "TensorRT-LLM knows no -tp",
  ],
  "a flag of another engine": [
    [vllm("--mem-fraction-static", "0.8")],
    "flag-unknown",
    "error",
    "whose own flag is --gpu-memory-utilization",
  ],
  // values
  "a switch with yes": [
    [vllm("--enable-prefix-caching", "yes")],
    "flag-value-invalid",
    "error",
    "is a switch and takes no value",
  ],
  "a switch with true": [[vllm("--enforce-eager", "true")], "flag-value-invalid", "error", 'found "true"'],
  "a switch with = and a value": [
    [sglang("--enable-dp-attention=1")],
    "flag-value-invalid",
    "error",
    "Leave the value out",
  ],
  "a switch with false": [
    [sglang("--disable-radix-cache", "false")],
    "flag-value-invalid",
    "error",
    "Leave the flag out",
  ],
  "a switch that is only known by its name": [
    [sglang("--enable-torch-compile", "on")],
    "flag-value-invalid",
    "error",
    "--enable-torch-compile is a switch",
  ],
  "a switch of Dynamo's wrapper": [
    [trtllm("{}", "--publish-events-and-metrics", "true")],
    "flag-value-invalid",
    "error",
    "is a switch",
  ],
  "a share above 1, vLLM": [[vllm("--gpu-memory-utilization", "1.2")], "flag-value-invalid", "error", "1.2"],
  "a share above 1, SGLang": [
    [sglang("--mem-fraction-static", "8")],
    "flag-value-invalid",
    "error",
    "found 8",
  ],
  "a share above 1, TensorRT-LLM": [
    [trtllm('{"kv_cache_config": {"free_gpu_memory_fraction": 8}}')],
    "flag-value-invalid",
    "error",
    "found 8",
  ],
  "a type that is none, vLLM": [
    [vllm("--dtype", "fp9")],
    "flag-value-invalid",
    "error",
    "it takes auto, half",
  ],
  "a KV type that is none": [
    [trtllm('{"kv_cache_config": {"dtype": "fp9"}}')],
    "flag-value-invalid",
    "error",
    "fp9",
  ],
  "a batch of nothing": [
    [sglang("--max-running-requests", "0")],
    "flag-value-invalid",
    "error",
    "at least 1",
  ],
  // what stops an engine
  "JSON beside dotted flags": [
    [
      {
        engine: "trtllm",
        words: ["--override-engine-args", '{"max_batch_size":4}', "--trtllm.max_num_tokens", "8192"],
      },
    ],
    "settings-exclude",
    "error",
    "Move the value into the JSON",
  ],
  "a budget below the limit, not chunked": [
    [vllm("--no-enable-chunked-prefill", "--max-num-batched-tokens", "2048", "--max-model-len", "8192")],
    "settings-exclude",
    "error",
    "Raise the budget to 8192",
  ],
  "fewer tokens than requests": [
    [vllm("--max-num-seqs", "512", "--max-num-batched-tokens", "256")],
    "tokens-below-batch",
    "error",
    "Raise the token budget to 512",
  ],
  "removed flags": [
    vllmPair(["--is-prefill-worker"], []),
    "flag-ignored",
    "error",
    "was removed in 1.4, the image is Dynamo 1.6.1",
  ],
  "no connector on the prefill side, vLLM": [
    [
      { ...vllm("--disaggregation-mode", "prefill"), role: "prefill" },
      { ...vllmPair([], [])[1]!, role: "decode" },
    ],
    "kv-connector-missing",
    "error",
    "P has no --kv-transfer-config",
  ],
  "no transceiver on the decode side": [
    [trtllmPair("", "")[0]!, { ...trtllm("{}", "--disaggregation-mode", "decode"), role: "decode" }],
    "kv-connector-missing",
    "error",
    "D sets no cache_transceiver_config",
  ],
  "no mode on the decode side": [
    [vllmPair([], [])[0]!, { ...vllm("--kv-transfer-config", NIXL("kv_both")), role: "decode" }],
    "role-flag-missing",
    "warning",
    "D has no --disaggregation-mode decode",
  ],
  "the image of another engine": [
    [{ ...vllm(), image: "nvcr.io/nvidia/ai-dynamo/sglang-runtime:1.6.1" }],
    "backend-mismatch",
    "error",
    "an image of SGLang: vLLM is not in it",
  ],
  "an engine's own image of another engine": [
    [{ ...sglang(), image: "vllm/vllm-openai:v0.26.0" }],
    "backend-mismatch",
    "error",
    "an image of vLLM",
  ],
  "an image of one's own, named for another engine": [
    [{ ...trtllm("{}"), image: "ghcr.io/us/vllm-runtime:1.2.0" }],
    "backend-mismatch",
    "warning",
    "Use an image of TensorRT-LLM",
  ],
  // prefill and decode
  "block sizes, vLLM": [
    vllmPair(["--block-size", "128"], ["--block-size", "64"]),
    "role-pair-mismatch",
    "warning",
    "KV block size of P is 128, of D 64",
  ],
  "page sizes, SGLang": [
    sglangPair(["--page-size", "64"], ["--page-size", "16"]),
    "role-pair-mismatch",
    "warning",
    "of P is 64, of D 16",
  ],
  "block sizes, TensorRT-LLM": [
    trtllmPair(',"kv_cache_config":{"tokens_per_block":64}', ',"kv_cache_config":{"tokens_per_block":32}'),
    "role-pair-mismatch",
    "warning",
    "of P is 64, of D 32",
  ],
  "KV types, vLLM": [
    vllmPair([], ["--kv-cache-dtype", "fp8"]),
    "role-pair-mismatch",
    "warning",
    "of P is auto, of D fp8",
  ],
  "KV types, TensorRT-LLM": [
    trtllmPair(',"kv_cache_config":{"dtype":"fp8"}', ""),
    "role-pair-mismatch",
    "warning",
    "of P is fp8, of D auto",
  ],
  "transfer backends, SGLang": [
    sglangPair(
      ["--disaggregation-transfer-backend", "nixl"],
      ["--disaggregation-transfer-backend", "mooncake"],
    ),
    "role-pair-mismatch",
    "warning",
    "KV transfer of P is nixl, of D mooncake",
  ],
  "quantizations, vLLM": [
    vllmPair(["--quantization", "fp8"], ["--quantization", "awq"]),
    "role-pair-mismatch",
    "warning",
    "quantization of P is fp8, of D awq",
  ],
  "layouts by a variable": [
    envPair({ VLLM_KV_CACHE_LAYOUT: "HND" }, { VLLM_KV_CACHE_LAYOUT: "NHD" }),
    "role-pair-mismatch",
    "warning",
    "VLLM_KV_CACHE_LAYOUT of P is HND, of D NHD",
  ],
  "a layout on one side that is not the connector's": [
    envPair({ VLLM_KV_CACHE_LAYOUT: "NHD" }, {}),
    "role-pair-mismatch",
    "warning",
    "of D HND (not written)",
  ],
  "two engines": [
    [vllmPair([], [])[0]!, sglangPair([], [])[1]!],
    "role-pair-mismatch",
    "warning",
    "P runs vLLM, D runs SGLang",
  ],
  "a prefill worker that consumes": [
    [vllmPair([], [], "kv_consumer")[0]!, vllmPair([], [])[1]!],
    "role-mismatch",
    "warning",
    "Write kv_producer, or kv_both.",
  ],
  "a decode worker that produces": [
    [vllmPair([], [])[0]!, vllmPair([], [], "kv_producer")[1]!],
    "role-mismatch",
    "warning",
    "D is a decode worker and its kv_role is kv_producer",
  ],
};

/** Sound workers, of which nothing may be said. */
const SOUND: Readonly<Record<string, readonly Engine[]>> = {
  "results of vLLM 0.31 joined by nobody": [
    { ...vllm("--dcp-comm-backend", "a2a"), image: "nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.6.1" },
  ],
  "numbers that no figure needs": [vllm("--seed=0", "--max-logprobs", "-1")],
  "numbers that no figure needs, SGLang": [sglang("--random-seed", "42", "--watchdog-timeout", "1e6")],
  "results joined as by default": [sglang("--dcp-comm-backend", "ag_rs")],
  "a way to split prompts": [sglang("--enable-prefill-cp", "--cp-strategy", "zigzag")],
  "no network for collectives of one node": [withEnv(vllm("-tp", "1"), { NCCL_IB_DISABLE: "1" })],
  "a connector with its role": [
    vllm("--kv-transfer-config", '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'),
  ],
  "a page that divides every size": [sglang("--page-size", "64", "--chunked-prefill-size", "8192")],
  "pages of a worker that cuts nothing": [sglang("--page-size", "48", "--chunked-prefill-size", "-1")],
  "the sizes of graphs that the engine lists itself": [
    trtllm(
      '{"cuda_graph_config":{"enable_padding":true,"batch_sizes":[1,2,4,8,16,24,32],"max_batch_size":32},"max_batch_size":32}',
    ),
  ],
  "groups and switches of TensorRT-LLM": [
    trtllm(
      '{"print_iter_log":true,"kv_cache_config":{"enable_block_reuse":false},"enable_iter_perf_stats":"yes","moe_config":{"backend":"CUTLASS"}}',
    ),
  ],
  "JSON of other flags": [
    vllm("--override-generation-config", '{"temperature":0.5}', "--kv-events-config", "None"),
  ],
  "vLLM as recipes write it": [
    vllm(
      ...["-tp", "1", "--max-num-seqs", "64", "--max-model-len", "8k", "--gpu-memory-utilization=0.9"],
      ...["--no-enable-prefix-caching", "--trust-remote-code", "-O3", "-dp", "1"],
    ),
  ],
  "SGLang as recipes write it": [
    sglang(
      ...["--tp", "1", "--page-size", "64", "--mem-fraction-static", "0.85", "--disable-radix-cache"],
      ...["--trust-remote-code", "--chunked-prefill-size", "-1", "--skip-tokenizer-init"],
    ),
  ],
  "TensorRT-LLM as recipes write it": [
    trtllm(
      '{"max_batch_size":64,"max_num_tokens":8192,"kv_cache_config":{"free_gpu_memory_fraction":0.85},"cuda_graph_config":{"max_batch_size":64}}',
    ),
  ],
  "a negated switch": [
    vllm("--no-enable-chunked-prefill", "--max-num-batched-tokens", "8192", "--max-model-len", "8192"),
  ],
  "a word that is the value of a flag": [vllm("--dyn-tool-call-parser", "on", "--kv-cache-dtype", "auto")],
  "producer and consumer": [vllmPair([], [], "kv_producer")[0]!, vllmPair([], [], "kv_consumer")[1]!],
  "the same layout on both sides": [
    ...envPair({ VLLM_KV_CACHE_LAYOUT: "NHD" }, { VLLM_KV_CACHE_LAYOUT: "nhd" }),
  ],
  "the connector's own layout on one side": [...envPair({ VLLM_KV_CACHE_LAYOUT: "HND" }, {})],
  "pools of different sizes": [
    ...vllmPair(["-tp", "1", "--max-num-seqs", "4"], ["-tp", "1", "--max-num-seqs", "256"]),
  ],
  "SGLang's pools": [
    ...sglangPair(
      ["--disaggregation-transfer-backend", "nixl"],
      ["--disaggregation-transfer-backend", "nixl"],
    ),
  ],
  "TensorRT-LLM's pools": [...trtllmPair(',"max_batch_size":4', ',"max_batch_size":64')],
  "variables that change no figure": [
    withEnv(vllm(), {
      VLLM_LOGGING_LEVEL: "INFO",
      NCCL_DEBUG: "INFO",
      HF_HOME: "/models",
      VLLM_NO_USAGE_STATS: "1",
      VLLM_PORT: "8000",
      DYN_SYSTEM_PORT: "9090",
      UCX_TLS: "rc,cuda_ipc",
      VLLM_NIXL_SIDE_CHANNEL_PORT: "5600",
      VLLM_ALLOW_CHUNKED_LOCAL_ATTN_WITH_HYBRID_KV_CACHE: "1",
      VLLM_TARGET_DEVICE: "cuda",
      OMP_NUM_THREADS: "8",
    }),
  ],
  "variables that repeat the engine's own choice": [
    withEnv(vllm(), { VLLM_USE_V1: "1", VLLM_USE_DEEP_GEMM: "1", VLLM_USE_NCCL_SYMM_MEM: "0" }),
  ],
  "variables that repeat SGLang's": [
    withEnv(sglang(), {
      SGLANG_ENABLE_JIT_DEEPGEMM: "true",
      SGLANG_DEEPEP_NUM_MAX_DISPATCH_TOKENS_PER_RANK: "256",
      SGLANG_LOG_LEVEL: "info",
    }),
  ],
  "variables that repeat TensorRT-LLM's": [
    withEnv(trtllm("{}"), { TRTLLM_ENABLE_PDL: "1", TLLM_LOG_LEVEL: "INFO" }),
  ],
  "a mirror of the right image": [
    { ...sglang(), image: "mirror.example/nvidia/ai-dynamo/sglang-runtime:1.6.1" },
  ],
  "an image of any other name": [{ ...sglang(), image: "ghcr.io/us/inference:7" }],
};

const said = (text: string) =>
  parseManifest(text, { file: "deploy.yaml" }).findings.filter(
    ({ rule }) => rule !== "deprecated-api-version",
  );

describe("one fault, in every form that a file may write it", () => {
  it.each(Object.keys(FAULTS))("%s", (name) => {
    const [workers, rule, level, holds] = FAULTS[name]!;
    const texts = forms(workers);
    const found = Object.keys(texts).map((form) => {
      const hits = said(texts[form]!).filter((one) => one.rule === rule && one.severity === level);
      return [form, hits.map(({ message }) => message.includes(holds))];
    });

    expect(found).toEqual(Object.keys(texts).map((form) => [form, [true]]));
  });
});

describe("nothing is said of a sound worker", () => {
  it.each(Object.keys(SOUND))("%s", (name) => {
    const texts = forms(SOUND[name]!);
    const found = Object.keys(texts).map((form) => [form, said(texts[form]!).map(({ message }) => message)]);

    expect(found).toEqual(Object.keys(texts).map((form) => [form, []]));
  });
});
