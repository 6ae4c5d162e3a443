import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../src/domain/deployment.js";
import { workerFindings, modelFindings } from "../../src/check/model-findings.js";
import { mapManifest } from "../../src/check/stages/map.js";
import { parseManifest } from "../../src/manifest/parse.js";
import type { ResolvedSettings } from "../../src/policy/index.js";
import { checkDeps, checkManifest } from "../support/check-manifest.js";

const MODEL = "Qwen/Qwen3-32B-FP8";
const WORKLOAD = { isl: 4000, osl: 500, prefix: 0 };

/** What an engine takes on this GPU where nothing is written: flags with their values, for TensorRT-LLM also keys as JSON. */
const DEFAULTS: Readonly<Record<Backend, readonly string[]>> = {
  vllm: [
    ..."--tensor-parallel-size=1 --pipeline-parallel-size=1 --data-parallel-size=1 -dp=1".split(" "),
    ..."--decode-context-parallel-size=1 --prefill-context-parallel-size=1 --dtype=auto".split(" "),
    ..."--max-num-seqs=1024 --max-num-batched-tokens=8192 --max-num-batched-tokens=8K".split(" "),
    ..."--gpu-memory-utilization=0.92 --block-size=16 --kv-cache-dtype=auto".split(" "),
    ..."--enable-prefix-caching --enable-chunked-prefill --no-enforce-eager --max-model-len=-1".split(" "),
    ..."--max-cudagraph-capture-size=512 --cpu-offload-gb=0 --offload-group-size=0 -O2".split(" "),
    ..."--kv-offloading-backend=native --long-prefill-token-threshold=0 --async-scheduling".split(" "),
    ..."--load-format=auto --seed=0 --tokenizer-mode=auto --runner=auto --generation-config=auto".split(" "),
    ..."--no-enable-expert-parallel --no-enable-lora --no-enable-eplb --no-enable-dbo".split(" "),
    ..."--no-disable-sliding-window --no-disable-custom-all-reduce --scheduling-policy=fcfs".split(" "),
  ],
  sglang: [
    ..."--tp-size=1 --pp-size=1 --dp-size=1 --ep-size=1 --dtype=auto --kv-cache-dtype=auto".split(" "),
    ..."--max-running-requests=2048 --chunked-prefill-size=8192 --max-prefill-tokens=16384".split(" "),
    ..."--page-size=1 --mem-fraction-static=0.88 --cuda-graph-max-bs-decode=256 --load-format=auto".split(
      " ",
    ),
    ..."--schedule-policy=fcfs --cpu-offload-gb=0 --offload-group-size=-1 --moe-a2a-backend=none".split(" "),
    ..."--ep-num-redundant-experts=0 --schedule-conservativeness=1.0 --stream-interval=1".split(" "),
    ..."--dcp-size=1 --attn-cp-size=1 --moe-runner-backend=auto".split(" "),
  ],
  trtllm: [
    ..."--tensor-parallel-size=1 --pipeline-parallel-size=1 --max-batch-size=2048".split(" "),
    ..."--max-num-tokens=8192 --free-gpu-memory-fraction=0.9 --expert-parallel-size=1".split(" "),
    '{"tensor_parallel_size":1,"pipeline_parallel_size":1,"context_parallel_size":1}',
    '{"moe_tensor_parallel_size":1,"moe_expert_parallel_size":1,"moe_cluster_parallel_size":1}',
    '{"max_batch_size":2048}',
    '{"max_num_tokens":8192}',
    '{"enable_chunked_prefill":false}',
    '{"enable_attention_dp":false}',
    '{"kv_cache_config":{"free_gpu_memory_fraction":0.9}}',
    '{"kv_cache_config":{"tokens_per_block":32}}',
    '{"kv_cache_config":{"dtype":"auto","enable_block_reuse":true,"max_tokens":null}}',
    '{"kv_cache_config":{"host_cache_size":0,"max_attention_window":null}}',
    '{"kv_cache_config":{}}',
    '{"cuda_graph_config":{}}',
    '{"cuda_graph_config":{"max_batch_size":128,"enable_padding":true}}',
    '{"disable_overlap_scheduler":false,"max_beam_width":1,"dtype":"auto","backend":"pytorch"}',
    '{"moe_config":{"load_balancer":null},"lora_config":null,"speculative_config":null}',
    '{"model_kwargs":{},"kv_connector_config":null,"sparse_attention_config":null}',
  ],
};
const IMAGES = { vllm: "vllm", sglang: "sglang", trtllm: "tensorrtllm" } as const;

/** A worker of the newest release with some arguments, aggregated or a side of a pair. */
function component(engine: Backend, words: readonly string[], role = "worker"): string {
  const args = words.flatMap((one) => (one.startsWith("{") ? ["--override-engine-args", one] : [one]));
  const all = [engine === "vllm" ? "--model" : "--model-path", MODEL, ...args];
  return `    - name: ${role}
      type: ${role}
      podTemplate:
        spec:
          containers:
            - name: main
              image: nvcr.io/nvidia/ai-dynamo/${IMAGES[engine]}-runtime:1.6.1
              command: [python3, -m, dynamo.${engine}]
              args: [${all.map((one) => `'${one}'`).join(", ")}]
              resources: {limits: {nvidia.com/gpu: "1"}}`;
}

const deployment = (...components: readonly string[]): string =>
  `apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: m}\nspec:\n  components:\n${components.join("\n")}\n`;

/** What is priced of a manifest, and what is said of it, without the places. */
async function reading(text: string): Promise<unknown> {
  const file = parseManifest(text, { file: "deploy.yaml" });
  const [manifest] = file.deployments;
  if (manifest === undefined) throw new Error("no deployment");
  const deps = await checkDeps();
  const system = { value: "h200_sxm", source: { kind: "input", what: "test" } };
  const settings = { values: { system }, workload: WORKLOAD } as unknown as ResolvedSettings;
  const mapped = await mapManifest(deps, manifest, settings);
  if (mapped.kind === "stop") throw new Error(JSON.stringify(mapped));
  const { deployment: priced, model } = mapped;
  const sized = { deployment: priced, model };
  const found = [
    ...file.findings,
    ...mapped.findings,
    ...modelFindings(model, priced, WORKLOAD, manifest),
    ...(await workerFindings(deps, sized, WORKLOAD, manifest)),
  ];
  return { priced, said: found.map(({ rule, severity, message }) => [rule, severity, message]) };
}

const ROLES = ["prefill", "decode"] as const;
const TRANSFER = '{"cache_transceiver_config":{"backend":"DEFAULT"}}';
const TAKES: Readonly<Record<Backend, readonly string[]>> = {
  vllm: ["--kv-transfer-config", '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'],
  sglang: ["--disaggregation-transfer-backend", "nixl"],
  trtllm: [TRANSFER],
};

/** A pair of which one side writes a default. */
function pair(engine: Backend, side: string, words: readonly string[]): string {
  const merge = (more: readonly string[]): readonly string[] => {
    const [json] = more.filter((one) => one.startsWith("{"));
    if (engine !== "trtllm" || json === undefined) return [...TAKES[engine], ...more];
    return [JSON.stringify({ ...JSON.parse(TRANSFER), ...JSON.parse(json) })];
  };
  return deployment(
    ...ROLES.map((role) =>
      component(engine, ["--disaggregation-mode", role, ...merge(role === side ? words : [])], role),
    ),
  );
}

const CASES = (Object.keys(DEFAULTS) as Backend[]).flatMap((engine) =>
  DEFAULTS[engine].map((word) => [engine, word] as const),
);

describe("writing out what an engine takes anyway", () => {
  it.each(CASES)("changes no price and says nothing: %s %s", async (engine, word) => {
    const plain = await reading(deployment(component(engine, [])));

    expect(await reading(deployment(component(engine, [word])))).toEqual(plain);
  });

  // SGLang derives the share of a pool from its layout
  it.each(CASES.filter(([, word]) => !word.includes("0.88")))(
    "is no mismatch with a side that does not write it: %s %s",
    async (engine, word) => {
      const plain = await reading(pair(engine, "none", []));

      for (const side of ROLES) expect(await reading(pair(engine, side, [word]))).toEqual(plain);
    },
  );

  it.each(Object.keys(DEFAULTS) as Backend[])("moves no figure, all at once: %s", async (engine) => {
    const words = DEFAULTS[engine].filter((one) => one.startsWith("--") && !one.includes("8K"));
    const [plain, written] = await Promise.all(
      [[], words].map((more) => checkManifest(deployment(component(engine, more)))),
    );

    expect(written?.proposed).toEqual(plain?.proposed);
    expect(written?.verdict).toBe(plain?.verdict);
  });
});

describe("a value that is not the engine's own is still said", () => {
  it.each([
    ["vllm", "--max-num-seqs=1025", "batch-exceeds-memory"],
    ["trtllm", '{"max_batch_size":1024}', "batch-exceeds-memory"],
    ["sglang", "--max-running-requests=2000", "batch-exceeds-memory"],
    ["vllm", "--max-cudagraph-capture-size=64", "graph-sizes-below-batch"],
  ] as const)("%s %s", async (engine, word, rule) => {
    const { said } = (await reading(deployment(component(engine, [word])))) as { said: readonly string[][] };

    expect(said.map(([one]) => one)).toContain(rule);
  });

  it.each([
    ["vllm", "--block-size=64"],
    ["vllm", "--kv-cache-dtype=fp8"],
    ["sglang", "--page-size=64"],
    ["trtllm", '{"kv_cache_config":{"tokens_per_block":64}}'],
  ] as const)("on one side of a pair: %s %s", async (engine, word) => {
    const { said } = (await reading(pair(engine, "decode", [word]))) as { said: readonly string[][] };

    expect(said.map(([one]) => one)).toContain("role-pair-mismatch");
  });
});
