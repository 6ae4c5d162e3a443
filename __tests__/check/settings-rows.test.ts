import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../src/domain/deployment.js";
import { checkManifest } from "../support/check-manifest.js";

const DENSE = "Qwen/Qwen3-32B-FP8";
const EXPERTS = "Qwen/Qwen3-235B-A22B-FP8";
const IMAGES = { vllm: "vllm", sglang: "sglang", trtllm: "tensorrtllm" } as const;

/** A worker: words of its command, keys of TensorRT-LLM's engine as JSON among them. */
interface Row {
  readonly engine: Backend;
  readonly words: readonly string[];
  readonly gpus?: number;
  readonly nodes?: number;
  readonly model?: string;
  readonly release?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly role?: "prefill" | "decode";
}

const vllm = (...words: readonly string[]): Row => ({ engine: "vllm", words });
const sglang = (...words: readonly string[]): Row => ({ engine: "sglang", words });
const trtllm = (...words: readonly string[]): Row => ({ engine: "trtllm", words });
const NIXL = ["--kv-transfer-config", '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'];
const quoted = (word: string): string => `'${word.replaceAll("'", "''")}'`;

function component({
  engine,
  words,
  gpus = 1,
  nodes,
  model = DENSE,
  release = "1.6.1",
  env,
  role,
}: Row): string {
  const args = words.flatMap((word) =>
    engine === "trtllm" && word.startsWith("{") ? ["--override-engine-args", word] : [word],
  );
  const all = [engine === "vllm" ? "--model" : "--model-path", model, ...args];
  const variables = Object.entries(env ?? {}).map(
    ([name, value]) => `{name: ${name}, value: ${quoted(value)}}`,
  );
  return `    - name: ${role ?? "W"}
      type: ${role ?? "worker"}${nodes === undefined ? "" : `\n      multinode: {nodeCount: ${nodes}}`}
      podTemplate:
        spec:
          containers:
            - name: main
              image: nvcr.io/nvidia/ai-dynamo/${IMAGES[engine]}-runtime:${release}
              command: [python3, -m, dynamo.${engine}]
              args: [${all.map(quoted).join(", ")}]
              env: [${variables.join(", ")}]
              resources: {limits: {nvidia.com/gpu: "${gpus}"}}`;
}

async function said(...rows: readonly Row[]): Promise<readonly string[]> {
  const text = `apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: m}\nspec:\n  components:\n${rows.map(component).join("\n")}\n`;
  const { findings } = await checkManifest(text);
  const others = ["data-version-nearest", "pool-imbalance"];
  return findings.flatMap(({ rule, severity }) => (others.includes(rule) ? [] : [`${rule} ${severity}`]));
}

const pair = (engine: Backend, p: Partial<Row>, d: Partial<Row>): readonly Row[] =>
  [p, d].map((side, i): Row => {
    const role = i === 0 ? "prefill" : "decode";
    const joins = engine === "vllm" ? NIXL : ["--disaggregation-transfer-backend", "nixl"];
    return { engine, role, ...side, words: ["--disaggregation-mode", role, ...joins, ...(side.words ?? [])] };
  });

/** A worker with one fault → what is said of it. */
const FAULTS: readonly (readonly [name: string, readonly Row[], said: readonly string[]])[] = [
  ["a limit below the load, in thousands", [vllm("--max_model_len=4k")], ["context-exceeds-model error"]],
  ["a limit below the load, SGLang", [sglang("--context-len=4096")], ["context-exceeds-model error"]],
  ["a limit above the model", [sglang("--context-length", "65536")], ["settings-exclude error"]],
  [
    "room by tokens, SGLang",
    [sglang("--max-total-tokens", "16384", "--max-running-requests", "64")],
    ["batch-exceeds-memory warning"],
  ],
  [
    "room by bytes",
    [trtllm('{"max_batch_size":64,"kv_cache_config":{"max_gpu_total_bytes":4294967296}}')],
    ["batch-exceeds-memory warning"],
  ],
  ["room for no prompt, SGLang", [sglang("--max-total-tokens", "2000")], ["memory-exceeded error"]],
  [
    "room for no prompt, TensorRT-LLM",
    [trtllm('{"kv_cache_config":{"max_tokens":2000}}')],
    ["memory-exceeded error"],
  ],
  ["a share without room", [vllm("--gpu-memory-utilization", "0.2")], ["memory-exceeded error"]],
  ["a budget that takes no prompt", [trtllm("--max-num-tokens", "2048")], ["prompt-exceeds-budget error"]],
  [
    "a budget below the model's own context",
    [vllm("--no-enable-chunked-prefill", "--max-num-batched-tokens", "8192")],
    ["settings-exclude error"],
  ],
  [
    "a configuration of one's own",
    [vllm("--hf-overrides.num_hidden_layers=4")],
    ["setting-not-modelled notice"],
  ],
  [
    "graphs off in parts of a flag",
    [vllm("-cc", '{"cudagraph_mode":"NONE"}')],
    ["setting-not-modelled notice"],
  ],
  [
    "graphs off in the engine's keys",
    [trtllm('{"cuda_graph_config":null}')],
    ["setting-not-modelled notice"],
  ],
  [
    "more GPUs than two nodes have",
    [{ ...sglang("--tp", "16"), gpus: 4, nodes: 2 }],
    ["gpus-too-few error", "parallel-size-impossible error"],
  ],
  [
    "an exchange of experts within a machine",
    [
      {
        ...sglang("--tp", "8", "--dp", "8", "--enable-dp-attention", "--moe-a2a-backend", "deepep"),
        gpus: 8,
        model: EXPERTS,
      },
    ],
    ["setting-not-modelled notice"],
  ],
  [
    "ranks over halves of machines",
    [{ ...sglang("--tp", "8"), gpus: 4, nodes: 2 }],
    ["setting-not-modelled notice"],
  ],
  [
    "experts over nodes without data",
    [
      {
        ...sglang(
          "--tp",
          "16",
          "--dp",
          "16",
          "--enable-dp-attention",
          "--ep-size",
          "16",
          "--moe-a2a-backend",
          "deepep",
        ),
        gpus: 8,
        nodes: 2,
        model: EXPERTS,
      },
    ],
    ["data-missing notice"],
  ],
  [
    "pages that differ",
    pair("sglang", { words: ["--page-size", "64"] }, { words: ["--page-size", "16"] }),
    ["role-pair-mismatch warning"],
  ],
  [
    "models that differ",
    pair("vllm", { model: "Qwen/Qwen3-8B" }, { model: "Qwen/Qwen3-32B" }),
    ["model-mismatch error"],
  ],
];

const SOUND: readonly (readonly [name: string, readonly Row[]])[] = [
  [
    "a whole command of vLLM",
    [
      vllm(
        "--max-model-len",
        "32768",
        "--gpu-memory-utilization",
        "0.90",
        "--max-num-seqs",
        "64",
        "--block-size",
        "64",
        "--kv-cache-dtype",
        "fp8",
        "--served-model-name",
        "a",
        "--trust-remote-code",
        "--disable-log-stats",
        "--dyn-reasoning-parser",
        "qwen3",
      ),
    ],
  ],
  [
    "a whole command of SGLang",
    [
      sglang(
        "--page-size",
        "64",
        "--mem-fraction-static",
        "0.82",
        "--chunked-prefill-size",
        "8192",
        "--max-running-requests",
        "64",
        "--context-length",
        "32768",
        "--skip-tokenizer-init",
        "--enable-metrics",
      ),
    ],
  ],
  [
    "flags of its own release",
    [
      {
        ...vllm("--connector", "none", "--migration-limit", "3", "--max-model-len", "16384"),
        release: "0.9.1",
      },
    ],
  ],
  ["prompts that are not cut, SGLang", [sglang("--chunked-prefill-size", "-1")]],
  ["prompts that are not cut, with room", [vllm("--no-enable-chunked-prefill", "--max-model-len", "8192")]],
  [
    "a longer context that is allowed",
    [{ ...vllm("--max-model-len", "65536"), env: { VLLM_ALLOW_LONG_MAX_MODEL_LEN: "1" } }],
  ],
  ["a longer context of TensorRT-LLM", [trtllm('{"max_seq_len":65536}')]],
  [
    "experts over ranks",
    [{ ...vllm("-tp=4", "-dp=2", "-ep", "--max-model-len=32768"), gpus: 8, model: EXPERTS }],
  ],
  [
    "sizes of graphs up to the batch",
    [vllm("--max-num-seqs", "64", "--cudagraph-capture-sizes", "1", "2", "4", "8", "16", "32", "64")],
  ],
  [
    "a role's own limits",
    pair(
      "vllm",
      { words: ["--max-model-len", "4400"] },
      { words: ["--max-model-len=16k", "--max-num-seqs=128"] },
    ),
  ],
  ["pools of two sizes", pair("vllm", {}, { words: ["-tp", "2"], gpus: 2 })],
  [
    "shares that differ",
    pair("sglang", { words: ["--mem-fraction-static", "0.8"] }, { words: ["--mem-fraction-static", "0.85"] }),
  ],
  [
    "logs, ports and places",
    [
      {
        ...vllm(),
        env: { VLLM_LOGGING_LEVEL: "DEBUG", NCCL_DEBUG: "INFO", HF_HOME: "/m", VLLM_USE_DEEP_GEMM: "1" },
      },
    ],
  ],
];

describe("settings of a worker, checked as a whole", () => {
  it.each(FAULTS)("are named: %s", async (_name, rows, expected) => {
    expect([...new Set(await said(...rows))].sort()).toEqual([...expected].sort());
  });

  it.each(SOUND)("are taken without a word: %s", async (_name, rows) => {
    expect(await said(...rows)).toEqual([]);
  });
});
