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

/** Settings of which nothing is known, none of them said to be harmless → the names in the finding. */
const UNPRICED: Readonly<Record<string, readonly [WorkerParts, string]>> = {
  "a prompt's part of a step, of one token": [
    worker("vllm", "--long-prefill-token-threshold", "1"),
    "--long-prefill-token-threshold is not modelled (limits on long prompts",
  ],
  "tokens that are scheduled": [
    worker("vllm", "--max-num-scheduled-tokens", "16"),
    "scheduled-tokens is not",
  ],
  "requests of a prefill step": [
    worker("sglang", "--prefill-max-requests", "1"),
    "--prefill-max-requests is",
  ],
  "tokens of a prefill step": [worker("sglang", "--max-prefill-tokens=16"), "prompts go one at a time"],
  "an order of requests": [worker("sglang", "--schedule-policy", "random"), "--schedule-policy is"],
  "places for requests that wait": [
    worker("sglang", "--max-queued-requests", "1"),
    "--max-queued-requests is",
  ],
  "room that is kept": [worker("sglang", "--num-reserved-decode-tokens", "9999"), "decode-tokens is"],
  "a beginning of a name": [worker("sglang", "--num-reserved-decode", "9999"), "is not modelled"],
  "two of them, in one sentence": [
    worker("vllm", "--additional-config", '{"a":1}', "--max-num-queued-reqs=2"),
    "--additional-config, --max-num-queued-reqs are not modelled",
  ],
  "a class of the user's own": [worker("vllm", "--distributed-executor-backend", "my.Executor"), "executor"],
  "ranks that something else starts": [
    worker("vllm", "--data-parallel-size", "2", "--data-parallel-rank", "1"),
    "--data-parallel-rank is",
  ],
  "a key of an engine file": [
    trtllm('{"scheduler_config":{"context_chunking_policy":"EQUAL_PROGRESS"}}'),
    "is",
  ],
  "a key that no list has": [trtllm('{"starve_everything":5}'), "starve_everything is not modelled"],
  "another core of TensorRT-LLM": [trtllm('{"backend":"_autodeploy"}'), "backend is not modelled"],
  "a part of vLLM's compiler": [
    worker("vllm", "-cc.splitting_ops", "[]", "-cc.use_inductor=false"),
    "inductor",
  ],
  "an interpreter that watches itself": [
    { ...worker("vllm"), command: "[python3, -u, -X, dev, -m, dynamo.vllm]" },
    "an option of Python",
  ],
  "weights of another format": [worker("sglang", "--load-format", "gguf"), "weights of another file format"],
  "a level that is named at another value alone": [worker("vllm", "-O1"), "-O is not modelled"],
  "graphs of a part of the model": [
    worker("vllm", "-cc.cudagraph_mode=PIECEWISE"),
    "-cc.cudagraph_mode is not modelled",
  ],
  "another compiler": [worker("vllm", "--compilation-config", '{"mode": 1}'), "mode is not modelled"],
  "an implementation of somebody's own": [worker("vllm", "--model-impl", "mine"), "--model-impl is not"],
  "another sampler": [worker("sglang", "--sampling-backend", "ascend"), "--sampling-backend is not"],
  "graphs of another kind": [worker("sglang", "--cuda-graph-backend-decode=breakable"), "decode is not"],
  "what turns priced drafts off at a load": [
    worker(
      "vllm",
      "--speculative-config",
      '{"method":"mtp","num_speculative_tokens":1,"disable_by_batch_size":1}',
    ),
    "disable_by_batch_size is not modelled",
  ],
  "how drafts are accepted": [
    worker(
      ...["sglang", "--speculative-algorithm", "NEXTN", "--speculative-num-steps", "1"],
      ...["--speculative-accept-threshold-single", "0.1"],
    ),
    "--speculative-accept-threshold-single is not modelled",
  ],
  "how drafts are accepted, in an engine file": [
    trtllm('{"speculative_config":{"decoding_type":"MTP","num_nextn_predict_layers":1,"relaxed_topk":9}}'),
    "relaxed_topk is not modelled",
  ],
  "an engine that stands by": [worker("vllm", "--gms-shadow-mode"), "--gms-shadow-mode is not"],
  "steps that nobody captured, to look at them": [worker("sglang", "--debug-cuda-graph"), "is not modelled"],
  "prompts that wait for others": [
    worker("sglang", "--enable-dynamic-batch-tokenizer", "--dynamic-batch-tokenizer-batch-timeout=9"),
    "--enable-dynamic-batch-tokenizer, --dynamic-batch-tokenizer-batch-timeout are",
  ],
  "kernels by a name with a harmless part": [
    trtllm('{"nvfp4_gemm_config":{"allowed_backends":["cuda_core"]}}'),
    "allowed_backends is not modelled",
  ],
  "kernels that are not tuned": [worker("vllm", "--no-enable-flashinfer-autotune"), "autotune is not"],
  "kernels that are not tuned, SGLang": [worker("sglang", "--disable-flashinfer-autotune"), "is not"],
  "a switch that the engine has on": [trtllm('{"enable_autotuner": false}'), "enable_autotuner is not"],
  "a state of Mamba of more bits": [worker("vllm", "--mamba-ssm-cache-dtype=float32"), "is not modelled"],
  "large blocks of the cache": [worker("vllm", "--block-size=1024"), "up to 1023 tokens more than it has"],
  "large pages of the cache": [worker("sglang", "--page-size", "4096"), "fewer fit than predicted"],
  "large blocks in an engine file": [trtllm('{"kv_cache_config":{"tokens_per_block":512}}'), "fewer fit"],
  "engines in reserve on the same GPUs": [
    { ...worker("vllm"), extra: "failover: { enabled: true }" },
    "failover of Worker is not modelled",
  ],
};

const withVariable = (name: string, value: string): WorkerParts => ({
  ...worker("vllm"),
  env: `- { name: ${name}, value: '${value}' }`,
});
/** Variables that compute nothing, as public manifests set them. */
const QUIET =
  "HF_HOME=/m NCCL_CUMEM_ENABLE=0 NCCL_DEBUG=INFO NCCL_SOCKET_IFNAME=eth0 NCCL_IB_HCA=mlx5 VLLM_CACHE_ROOT=/c VLLM_RPC_TIMEOUT=9 " +
  "VLLM_NIXL_SIDE_CHANNEL_HOST=h VLLM_WORKER_MULTIPROC_METHOD=spawn TORCH_CUDA_ARCH_LIST=9.0 PYTORCH_CUDA_ALLOC_CONF=x " +
  "FLASHINFER_WORKSPACE_BASE=/f UCX_TLS=rc,cuda_ipc UCX_TLS=^tcp NIXL_LOG_LEVEL=x PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1 MY_VLLM=1";
/** Variables of engines and below them of which that is not known. */
const LOUD =
  "VLLM_SLEEP_WHEN_IDLE=1 SGLANG_TEST_RETRACT=1 TRTLLM_ANYTHING=x TLLM_X=1 NCCL_P2P_LEVEL=LOC NCCL_NTHREADS=64 NCCL_NET=Socket " +
  "CUDA_DEVICE_MAX_CONNECTIONS=1 TORCH_LOGS=all TORCH_NCCL_BLOCKING_WAIT=1 TRITON_INTERPRET=1 NVIDIA_TF32_OVERRIDE=0 " +
  "PYTHONDEVMODE=1 PYTHONMALLOC=debug GLIBC_TUNABLES=x UCX_TLS=tcp UCX_TLS=tcp,sm,self DYN_NAMESPACE=other DYN_SGL_CONFIG=/c";

describe("a variable of an engine or below it", () => {
  const said = (pair: string): string[] => {
    const [name = "", value = ""] = pair.split("=");
    return found([withVariable(name, value)]).map(({ message }) => message.split(" ")[0] ?? "");
  };

  it.each(LOUD.split(" "))("is named unless it is known to be harmless: %s", (pair) => {
    expect(said(pair)).toEqual([pair.split("=")[0]]);
  });

  it.each(QUIET.split(" "))("is not named: %s", (pair) => {
    expect(said(pair)).toEqual([]);
  });
});

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
  "what an engine does anyway": [worker("sglang", "--schedule-policy", "fcfs", "--device=cuda")],
  "an interpreter with options that everybody takes": [
    { ...worker("vllm"), command: "[python3, -u, -X, utf8, -m, dynamo.vllm]" },
  ],
  "fields of a component that compute nothing": [
    {
      ...worker("vllm"),
      extra: "checkpoint: { enabled: true }\nfailover: { enabled: false }\nsharedMemory: { size: 1Gi }",
    },
  ],
  "values that say what an engine does anyway": [
    worker("vllm", "-O2", "-cc.cudagraph_mode=FULL_AND_PIECEWISE", "--model-impl=vllm", "--block-size=64"),
    worker("vllm", "--enable-flashinfer-autotune"),
    trtllm('{"enable_autotuner": true}'),
  ],
  "a core by its usual name": [trtllm('{"backend":"pytorch","print_iter_log":true}')],
  "settings of serving, of watching and of loading": [
    worker(
      ...[
        "vllm",
        "--dyn-tool-call-parser",
        "hermes",
        "--seed=1",
        "--download-dir",
        "/m",
        "--load-format=dummy",
      ],
      ...["--disable-log-requests", "--kv-events-config", "{}", "--otlp-traces-endpoint=http://x"],
    ),
  ],
  "a budget of prompts as large as SGLang's cut": [worker("sglang", "--max-prefill-tokens", "16384")],
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

  it.each(Object.keys(UNPRICED))("is named where nothing is known of it: %s", (name) => {
    const [one, part] = UNPRICED[name]!;
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
