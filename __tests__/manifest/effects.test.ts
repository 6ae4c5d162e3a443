import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest, type WorkerParts } from "./support/build.js";

const RULES = ["setting-not-modelled", "role-pair-mismatch", "settings-exclude", "buffer-not-whole-blocks"];

/** Rule, line and message of the findings of this file's rules. */
function found(workers: readonly WorkerParts[]) {
  return parseManifest(manifest(workers), { file: "deploy.yaml" }).findings.filter(({ rule }) =>
    RULES.includes(rule),
  );
}

const lines = (...args: readonly string[]): string => args.map((one) => `- '${one}'`).join("\n");
const worker = (engine: string, ...args: readonly string[]): WorkerParts => ({
  ...{ gpu: '"1"', command: `[python3, -m, dynamo.${engine}]`, args: lines("--model", "org/m", ...args) },
});
const trtllm = (json: string, ...more: readonly string[]): WorkerParts =>
  worker("trtllm", "--override-engine-args", json, ...more);

/** A worker whose script writes its engine file. */
const inFile = (engine: string, key: string): WorkerParts => ({
  ...{ gpu: '"1"', command: "[sh, -c]" },
  args:
    `- |\n  cat > /tmp/e.yaml <<EOF\n  ${key}\n  EOF\n  python3 -m dynamo.${engine} --model org/m ` +
    `--${engine === "trtllm" ? "extra-engine-args" : "config"} /tmp/e.yaml`,
});

/** A worker → a part of what is said of it. */
const NOT_MODELLED: Readonly<Record<string, readonly [WorkerParts, string]>> = {
  "vLLM without graphs": [
    worker("vllm", "--enforce-eager"),
    "without CUDA graphs): real latencies are higher",
  ],
  "vLLM without graphs, as JSON": [
    worker("vllm", "--compilation-config", '{"cudagraph_mode":"NONE"}'),
    "without CUDA graphs",
  ],
  "vLLM without graphs, by a level": [worker("vllm", "-O0"), "without CUDA graphs"],
  "vLLM without graphs, by a short name": [worker("vllm", "-cc.cudagraph_mode=none"), "without CUDA graphs"],
  "vLLM without graphs, by no sizes": [
    worker("vllm", "--compilation-config", '{"cudagraph_capture_sizes":[]}'),
    "without CUDA graphs",
  ],
  "vLLM without graphs, JSON in a file": [
    inFile("vllm", `compilation-config: '{"cudagraph_mode":"NONE"}'`),
    "without CUDA graphs",
  ],
  "SGLang without graphs in decode": [
    worker("sglang", "--cuda-graph-backend-decode", "disabled"),
    "without CUDA graphs",
  ],
  "TensorRT-LLM without graphs, in a file": [
    inFile("trtllm", "cuda_graph_config: null"),
    "without CUDA graphs",
  ],
  "TensorRT-LLM without graphs, by nothing": [inFile("trtllm", "cuda_graph_config:"), "without CUDA graphs"],
  "a changed model in TensorRT-LLM": [trtllm('{"model_kwargs":{"num_hidden_layers":4}}'), "either way"],
  "drafts from outside": [
    worker("vllm", "--speculative-config", '{"method":"eagle3","model":"x/y","num_speculative_tokens":3}'),
    "sooner than predicted",
  ],
  "drafts from outside in TensorRT-LLM": [
    inFile("trtllm", "speculative_config: {decoding_type: NGram, max_draft_len: 3}"),
    "sooner than predicted",
  ],
  "numbers of 32 bits": [worker("vllm", "--dtype=float32"), "less fits"],
  "SGLang without graphs": [worker("sglang", "--disable-cuda-graph"), "without CUDA graphs"],
  "TensorRT-LLM without graphs": [trtllm('{"cuda_graph_config":null}'), "without CUDA graphs"],
  "kernels of attention in JSON": [
    worker("vllm", "--attention-config", '{"backend":"FLASHINFER"}'),
    "attention kernels",
  ],
  "kernels of attention by a short name": [worker("vllm", "-ac.backend", "FLASHINFER"), "attention kernels"],
  "tokens in groups": [worker("vllm", "--stream-interval", "100"), "several at a time"],
  "the plain implementation of a model": [worker("sglang", "--model-impl", "transformers"), "are higher"],
  "results that do not depend on the batch": [worker("sglang", "--enable-deterministic-inference"), "higher"],
  "requests let in with care": [worker("sglang", "--schedule-conservativeness", "10"), "either way"],
  "a wait for further requests": [trtllm('{"batch_wait_timeout_ms":5000}'), "are higher"],
  "batches that end together": [
    trtllm('{"scheduler_config":{"capacity_scheduler_policy":"STATIC_BATCH"}}'),
    "are higher",
  ],
  "weights in CPU memory": [worker("vllm", "--cpu-offload-gb", "1"), "higher than predicted, and more fits"],
  "a changed model": [worker("vllm", "--hf-overrides", '{"num_hidden_layers": 4}'), "either way"],
  "a changed model in SGLang": [worker("sglang", "--json-model-override-args", '{"a": 1}'), "either way"],
  "prefill context parallelism": [worker("vllm", "--prefill-context-parallel-size=2"), "may be lower"],
  KVBM: [
    worker("vllm", "--kv-transfer-config", '{"kv_connector":"DynamoConnector","kv_role":"kv_both"}'),
    "prompts that repeat answer sooner",
  ],
  "a cache in host memory": [
    trtllm('{"kv_cache_config":{"host_cache_size":1000000}}'),
    "prompts that repeat",
  ],
  adapters: [worker("sglang", "--enable-lora"), "LoRA adapters"],
  "weights in CPU memory by groups": [worker("vllm", "--offload-group-size", "4"), "and more fits"],
  "weights in CPU memory by groups, SGLang": [worker("sglang", "--offload-group-size=1"), "and more fits"],
  "a cache beyond the GPU, SGLang": [worker("sglang", "--enable-flexkv"), "prompts that repeat"],
  "a cache beyond the GPU, a newer connector": [
    worker("vllm", "--kv-transfer-config", '{"kv_connector":"FlexKVConnectorV1","kv_role":"kv_both"}'),
    "prompts that repeat",
  ],
  "a cache that is thinned out": [
    trtllm('{"kv_cache_compression_config":{"algorithm":"triattention"}}'),
    "either way",
  ],
};

const SILENT: Readonly<Record<string, readonly WorkerParts[]>> = {
  "switched off again": [worker("vllm", "--cpu-offload-gb", "0")],
  "one of it": [worker("vllm", "--prefill-context-parallel-size=1")],
  "ranks that share a cache, which are priced": [worker("vllm", "--decode-context-parallel-size=2")],
  "graphs that are not switched off": [worker("vllm", "--no-enforce-eager", "-O3")],
  "graphs left to the engine": [inFile("trtllm", "cuda_graph_config: {}")],
  "graphs of some sizes": [trtllm('{"cuda_graph_config":{"batch_sizes":[1,2,4]}}')],
  "a prefill worker runs no graphs": [
    { ...worker("vllm", "--enforce-eager", "--disaggregation-mode", "prefill"), subType: "prefill" },
    { ...worker("vllm", "--disaggregation-mode", "decode"), subType: "decode" },
  ],
  "kernels that vLLM takes by itself": [worker("vllm", "--attention-backend", "FLASH_ATTN")],
  "kernels that SGLang takes by itself": [worker("sglang", "--attention-backend", "fa3")],
  "a plain connector": [
    worker("vllm", "--kv-transfer-config", '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'),
  ],
};

describe("a setting that moves the figures and has no formula", () => {
  it.each(Object.keys(NOT_MODELLED))("is named with its direction: %s", (name) => {
    const [one, part] = NOT_MODELLED[name]!;
    const findings = found([one]);

    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      "setting-not-modelled notice",
    ]);
    expect(findings[0]?.message).toContain(part);
  });

  it.each(Object.keys(SILENT))("is not named where it does nothing: %s", (name) => {
    expect(found(SILENT[name]!)).toEqual([]);
  });
});

const pair = (p: WorkerParts, d: WorkerParts): readonly WorkerParts[] => [
  { ...p, name: "P", subType: "prefill" },
  { ...d, name: "D", subType: "decode" },
];
const nixl = (name: string): string => `{"kv_connector":"${name}","kv_role":"kv_both"}`;
const transceiver = (rest: string): WorkerParts =>
  trtllm(`{"cache_transceiver_config":{"backend":"DEFAULT"}${rest}}`);

/** A pair → a part of the message; nothing where the two agree. */
const PAIRS: Readonly<Record<string, readonly [readonly WorkerParts[], string | undefined]>> = {
  "vLLM block size": [
    pair(worker("vllm", "--block-size", "128"), worker("vllm", "--block-size", "64")),
    "KV block size of P is 128, of D 64",
  ],
  "SGLang page size": [
    pair(worker("sglang", "--page-size=64"), worker("sglang", "--page-size=1")),
    "KV block size of P is 64, of D 1",
  ],
  "TensorRT-LLM block size, one unwritten": [
    pair(transceiver(',"kv_cache_config":{"tokens_per_block":64}'), transceiver("")),
    "of P is 64, of D the engine's own",
  ],
  "KV type": [
    pair(worker("vllm"), worker("vllm", "--kv-cache-dtype", "fp8")),
    "KV cache type of P is auto, of D fp8",
  ],
  "one name of a KV type and another": [
    pair(worker("vllm", "--kv-cache-dtype=fp8_e4m3"), worker("vllm", "--kv-cache-dtype=fp8")),
    undefined,
  ],
  connector: [
    pair(
      worker("vllm", "--kv-transfer-config", nixl("NixlConnector")),
      worker("vllm", "--kv-transfer-config", nixl("MooncakeConnector")),
    ),
    "KV transfer of P is NixlConnector, of D MooncakeConnector",
  ],
  "a connector that combines others": [
    pair(
      worker("vllm", "--kv-transfer-config", nixl("PdConnector")),
      worker("vllm", "--kv-transfer-config", nixl("NixlConnector")),
    ),
    undefined,
  ],
  "SGLang transfer backend": [
    pair(
      worker("sglang", "--disaggregation-transfer-backend", "nixl"),
      worker("sglang", "--disaggregation-transfer-backend", "mooncake"),
    ),
    "KV transfer of P is nixl, of D mooncake",
  ],
  "SGLang transfer backend, one unwritten": [
    pair(worker("sglang", "--disaggregation-transfer-backend", "nixl"), worker("sglang")),
    "KV transfer of P is nixl, of D the engine's own mooncake",
  ],
  "SGLang transfer backend, one unwritten and the other the engine's own": [
    pair(worker("sglang"), worker("sglang", "--disaggregation-transfer-backend", "mooncake")),
    undefined,
  ],
  "a store on one side, a handover on the other": [
    pair(
      worker("vllm", "--kv-transfer-config", nixl("LMCacheConnectorV1")),
      worker("vllm", "--kv-transfer-config", nixl("NixlConnector")),
    ),
    "KV transfer of P is LMCacheConnectorV1, of D NixlConnector",
  ],
  quantization: [
    pair(worker("vllm", "--quantization", "fp8"), worker("vllm", "--quantization", "awq")),
    "quantization of P is fp8, of D awq",
  ],
  "tensor sizes may differ": [pair(worker("vllm", "-tp", "1"), worker("vllm", "-tp", "2")), undefined],
};

describe("prefill and decode", () => {
  it.each(Object.keys(PAIRS))("must agree: %s", (name) => {
    const [workers, part] = PAIRS[name]!;
    const messages = found(workers)
      .filter(({ rule }) => rule === "role-pair-mismatch")
      .map(({ message }) => message);

    expect(messages).toHaveLength(part === undefined ? 0 : 1);
    expect(messages[0] ?? "").toContain(part ?? "");
  });
});

describe("settings that exclude each other", () => {
  it("dotted flags beside an override", () => {
    const [one] = found([trtllm('{"max_batch_size":4}', "--trtllm.max_num_tokens", "8192")]);

    expect(one).toMatchObject({ rule: "settings-exclude", severity: "error" });
  });

  it("a budget below the limit, where prefill is not chunked", () => {
    const args = ["--max-num-batched-tokens=2048", "--max-model-len=8k"];

    expect(found([worker("vllm", "--no-enable-chunked-prefill", ...args)])[0]?.rule).toBe("settings-exclude");
    expect(found([worker("vllm", ...args)])).toEqual([]);
  });

  it.each([
    ["1.2.0rc6", "r/tensorrtllm-runtime:0.8.0", 6500, 1],
    ["1.2.0rc6, whole blocks", "r/tensorrtllm-runtime:0.8.0", 6528, 0],
    ["1.3.0rc23", "r/tensorrtllm-runtime:1.3.0", 6500, 0],
  ])("a buffer of no whole blocks in TensorRT-LLM %s", (_version, image, tokens, count) => {
    const config = `{"cache_transceiver_config":{"backend":"DEFAULT","max_tokens_in_buffer":${tokens}}}`;

    expect(found([{ ...trtllm(config), image }])).toHaveLength(count);
  });
});
