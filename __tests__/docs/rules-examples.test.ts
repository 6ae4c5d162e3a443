import { describe, expect, it } from "@jest/globals";
import { runCheck } from "../../src/check/run-check.js";
import { RULE_IDS, type RuleId } from "../../src/domain/rules.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";
import { checkManifest, type Told } from "../support/check-manifest.js";
import { fakeDeps, fakeEvaluator, GOOD } from "../support/fake-evaluator.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";
import { EXAMPLES, shows, wordsOf } from "./support/rule-examples.js";
import { SURROUNDED } from "./support/rules-in-surroundings.js";

const VLLM = "[python3, -m, dynamo.vllm]";
const SGLANG = "[python3, -m, dynamo.sglang]";
const TRTLLM = "[python3, -m, dynamo.trtllm]";
const model = (id: string): readonly string[] => ["--model", id];
const args = (...list: readonly string[]): string =>
  list.map((one) => `- '${one.replaceAll("'", "''")}'`).join("\n");
const worker = (flags: string, parts: WorkerParts = {}): WorkerParts => ({
  ...{ gpu: '"2"', command: VLLM, args: args(...model("Qwen/Qwen3-32B"), ...split(flags)) },
  ...parts,
});
/** Flags as a line of a shell without quotes inside words; JSON is one word. */
function split(flags: string): readonly string[] {
  return flags === ""
    ? []
    : flags.split(/ (?=--)/).flatMap((one) => {
        const at = one.indexOf(" ");
        return at < 0 ? [one] : [one.slice(0, at), one.slice(at + 1)];
      });
}
const one = (flags: string, parts: WorkerParts = {}, more: Parameters<typeof manifest>[1] = {}): string =>
  manifest([worker(flags, parts)], more);
const pair = (p: string, d: string, parts: WorkerParts = {}): string =>
  manifest([
    worker(p, { name: "P", subType: "prefill", ...parts }),
    worker(d, { name: "D", subType: "decode", ...parts }),
  ]);
const script = (text: string, parts: WorkerParts = {}): string =>
  one("", { command: "[/bin/sh, -c]", args: text, ...parts });
const engineFile = (yaml: string, flags = ""): string =>
  one(
    "",
    {
      ...{ command: TRTLLM, pod: "volumes: [{name: e, configMap: {name: e}}]" },
      container: "volumeMounts: [{name: e, mountPath: /engine}]",
      args: args(...model("Qwen/Qwen3-32B"), ...split(flags), "--extra-engine-args", "/engine/agg.yaml"),
    },
    {
      after: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: e}\ndata:\n  agg.yaml: |\n    ${yaml.replaceAll("\n", "\n    ")}\n`,
    },
  );
const PLAIN = one("");
const [HEAD = ""] = PLAIN.split(/(?<=name: demo\n)/);
const KV = `--kv-transfer-config {"kv_connector":"NixlConnector","kv_role":"kv_both"}`;
const prefill = `--disaggregation-mode prefill ${KV}`;
const decode = `--disaggregation-mode decode ${KV}`;
const annotated = (line: string): string => one("", {}, { annotations: `dynamo-advisor.dev/${line}` });
const selector = (gpu: string): string => `nodeSelector: {nvidia.com/gpu.product: ${gpu}}`;
const image = (version: string): string => `nvcr.io/nvidia/ai-dynamo/vllm-runtime:${version}`;

/** What reading the file alone says. */
const READ: Partial<Readonly<Record<RuleId, string>>> = {
  "file-too-large": `${PLAIN}#${"x".repeat(1_200_000)}`,
  "too-many-documents": `${PLAIN}${"\n---\na: 1".repeat(201)}`,
  "too-many-nodes": `a: ${"[".repeat(121)}${"]".repeat(121)}`,
  "yaml-syntax": PLAIN.replace("componentType: worker", "componentType: worker\n      replicas: [1"),
  "duplicate-key": PLAIN.replace("componentType: worker", "replicas: 1\n      replicas: 2"),
  "broken-alias": PLAIN.replace("componentType: worker", "componentType: worker\n      env: *common"),
  "ambiguous-boolean": one("", { env: "- name: A\n  value: yes" }),
  "byte-order-mark": `\uFEFF${PLAIN}`,
  "template-not-rendered": one("", { replicas: "{{ .Values.replicas }}" }),
  "kustomize-patch": `${HEAD}spec: {services: {Worker: {replicas: 4}}}\n`,
  "legacy-graph": `${HEAD}spec: { dynamoGraph: registry/graph:1 }\n`,
  "deprecated-api-version": PLAIN,
  "unknown-api-version": PLAIN.replace("v1alpha1", "v1"),
  "version-shape-mismatch": PLAIN.replace("v1alpha1", "v1beta1"),
  "annotation-unknown": annotated('ttft: "600"'),
  "annotation-invalid": annotated('ttft-ms: "600ms"'),
  "field-value-invalid": one("", { replicas: "-8" }),
  "component-type-unknown": one("", { type: "wroker" }),
  "image-tag-unknown": one("", { image: image("9.9.9") }),
  "engine-not-found": one("", { command: "[python3, server.py]" }),
  "backend-mismatch": one("", { command: '["sh", "-c", "python3 -m dynamo.vllm"]' }, { framework: "sglang" }),
  "shell-syntax": script(`- "if true; python3 -m dynamo.vllm"`),
  "shell-too-long": script(`- |\n  cat > /x <<E\n  ${"x".repeat(65 * 1024)}\n  E\n  python3 -m dynamo.vllm`),
  "shell-stray-backslash": script("- >\n  ulimit -l unlimited\n  python3 -m dynamo.vllm \\\n  --model org/m"),
  "shell-array-under-sh": script(
    '- |\n  ARGS=(--tensor-parallel-size 2)\n  python3 -m dynamo.vllm "${ARGS[@]}"',
  ),
  "unresolved-value": script("- python3 -m dynamo.vllm --model org/m --tensor-parallel-size $TP"),
  "flag-value-invalid": `${one("--gpu-memory-utilization 1.2")}---\n${engineFile("kv_cache_config:\n  dtype: fp9")}`,
  "flag-unknown": `${one("--tensor-paralel-size 4")}---\n${engineFile("max_batchsize: 4")}`,
  "flag-duplicate": one("--max-num-seqs 64 --max-num-seqs 128"),
  "flag-ignored": one("--is-decode-worker", { image: image("1.4.0") }),
  "json-syntax": one(`--kv-transfer-config {"kv_connector":`),
  "engine-file-missing": one("--extra-engine-args /configs/agg.yaml", { command: TRTLLM }),
  "engine-file-syntax": engineFile("max_batch_size: ["),
  "setting-disagrees": engineFile("max_batch_size: 128", "--max-batch-size 64"),
  "role-flag-missing": pair(prefill, KV, { image: image("1.2.0") }),
  "role-mismatch": pair(decode, decode),
  "mode-not-understood": manifest([worker("", { name: "A" }), worker("", { name: "B" })]),
  "model-mismatch": pair(prefill, decode).replace("Qwen/Qwen3-32B", "Qwen/Qwen3-8B"),
  "kv-connector-missing": pair("--disaggregation-mode prefill", decode),
  "role-pair-mismatch": pair(`${prefill} --block-size 128`, `${decode} --block-size 64`),
  "settings-exclude": one("--no-enable-chunked-prefill --max-num-batched-tokens 2048 --max-model-len 8192"),
  "buffer-not-whole-blocks": engineFile(
    "cache_transceiver_config:\n  max_tokens_in_buffer: 6500\nkv_cache_config:\n  tokens_per_block: 32",
  ).replace("tensorrtllm-runtime:1.3.0", "tensorrtllm-runtime:0.8.0"),
  "setting-not-modelled": one("--enforce-eager"),
  "not-predicted": one("", { command: "[python3, -m, dynamo.mocker]" }),
  "gpus-too-few": one("--tensor-parallel-size 4"),
  "gpus-unused": one("--tensor-parallel-size 2", { gpu: '"8"' }),
  "dp-not-dividing-tp": one("--enable-dp-attention --tp 8 --dp 3", { command: SGLANG, gpu: '"8"' }),
  "experts-not-dividing-tp": engineFile("moe_expert_parallel_size: 3\ntensor_parallel_size: 4"),
  "gpu-limit-missing": manifest([{ command: VLLM, args: args(...model("org/m")) }]),
  "gpu-request-differs": manifest([
    {
      ...{ command: VLLM, args: args(...model("org/m"), "--tensor-parallel-size", "2") },
      extra: 'resources: {requests: { gpu: "1" }, limits: { gpu: "2" }}',
    },
  ]),
  "gpu-product-mixed": manifest([
    worker(prefill, { name: "P", subType: "prefill", pod: selector("NVIDIA-H200") }),
    worker(decode, { name: "D", subType: "decode", pod: selector("NVIDIA-B200") }),
  ]),
  "gpu-product-conflict": one("", {
    pod: `${selector("NVIDIA-H200")}\naffinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: nvidia.com/gpu.product, operator: In, values: [NVIDIA-B200]}]}]}}}`,
  }),
  "tokens-below-batch": one("--max-num-seqs 64 --max-num-batched-tokens 32"),
  "graph-sizes-below-batch": one("--cuda-graph-max-bs 32 --max-running-requests 128", { command: SGLANG }),
};

/** What a check with the performance data says. */
const CHECKED: Partial<Readonly<Record<RuleId, readonly [string, Told?]>>> = {
  "heads-not-divisible": [one("--tensor-parallel-size 3", { gpu: '"3"' })],
  "memory-exceeded": [one("--gpu-memory-utilization 0.5", { gpu: '"1"' }), { system: "h100_sxm" }],
  "context-exceeds-model": [one("--tensor-parallel-size 2 --max-model-len 4096")],
  "context-exceeds-room": [one("--max-model-len 40960", { gpu: '"1"' }), { system: "h100_sxm" }],
  "prompt-exceeds-budget": [engineFile("max_num_tokens: 2048\ntensor_parallel_size: 2")],
  "queue-grows": [
    one(
      "--tensor-parallel-size 2 --max-num-seqs 64",
      {},
      { annotations: 'dynamo-advisor.dev/concurrency: "200"' },
    ),
  ],
  "unknown-model": [PLAIN.replaceAll("Qwen/Qwen3-32B", "acme/tuned-8b")],
  "gpu-type-missing": [PLAIN, { system: undefined as unknown as string }],
  "data-version-nearest": [one("--tensor-parallel-size 2", { image: "vllm/vllm-openai:v0.19.0" })],
};

const EXPERIMENT =
  "serving_mode: agg\nmodel_path: org/m\ntotal_gpus: 8\nsystem_name: h200_sxm\nisl: 4000\nosl: 500\n";
/** What needs no data. */
const WITHOUT_DATA: Partial<Readonly<Record<RuleId, string>>> = {
  "deployment-ignored": annotated('ignore: "true"'),
  "experiment-invalid": EXPERIMENT.replace("total_gpus: 8\n", ""),
  "experiment-not-predicted": `${EXPERIMENT}image_height: 1024\n`,
  "experiment-unknown-name": `exps: [a, b]\na:\n  ${EXPERIMENT.replaceAll("\n", "\n  ")}`,
  "experiment-duplicate-key": `${EXPERIMENT}isl: 4000\n`,
  "experiment-note": `${EXPERIMENT}database_mode: SOL_FULL\n`,
};

const rows = <T>(table: Partial<Readonly<Record<RuleId, T>>>) => Object.entries(table) as [RuleId, T][];

describe("the example of docs/rules.md raises its rule", () => {
  it.each(rows(READ))("%s", (rule, text) => {
    expect(
      wordsOf(EXAMPLES.get(rule)!).filter((word) => rule !== "file-too-large" && !shows(text, word)),
    ).toEqual([]);
    expect(parseManifest(text, { file: "agg.yaml" }).findings.map((found) => found.rule)).toContain(rule);
  });

  it.each(rows(CHECKED))("%s", async (rule, [text, told]) => {
    expect(
      wordsOf(EXAMPLES.get(rule)!).filter((word) => !shows(text, word) && !/^(?:vLLM|system)$/.test(word)),
    ).toEqual([]);
    expect((await checkManifest(text, told)).findings.map((found) => found.rule)).toContain(rule);
  });

  it.each(rows(WITHOUT_DATA))("%s", async (rule, text) => {
    const files = [{ path: "exp.yaml", status: "added" as const, headText: text }];
    const { experiments = [], findings } = await runCheck(fakeDeps(fakeEvaluator(() => GOOD)), {
      files,
      policy: DEFAULT_POLICY,
    });
    const all = [...findings, ...experiments.flatMap((each) => each.findings)];

    expect(all.map((found) => found.rule)).toContain(rule);
  });

  it("no rule is left out", () => {
    const listed = [READ, CHECKED, WITHOUT_DATA, SURROUNDED].flatMap((table) => Object.keys(table));

    expect(listed.sort()).toEqual([...RULE_IDS].sort());
  });
});
