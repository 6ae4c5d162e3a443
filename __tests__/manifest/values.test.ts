import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import type { Finding } from "../../src/domain/review.js";
import { manifest, workerOf, type WorkerParts } from "./support/build.js";

const VLLM = "[python3, -m, dynamo.vllm]";
const SGLANG = "[python3, -m, dynamo.sglang]";
const TRTLLM = "[python3, -m, dynamo.trtllm]";
const MODEL = "- --model\n- org/m\n";

function findings(text: string): readonly Finding[] {
  return parseManifest(text, { file: "deploy.yaml" }).findings.filter(
    ({ rule }) => rule !== "deprecated-api-version" && rule !== "gpu-limit-missing",
  );
}

const NVIDIA = "nvcr.io/nvidia/ai-dynamo/vllm-runtime";
const one = (worker: WorkerParts): string => manifest([worker]);
const annotated = (line: string): string =>
  manifest([{ command: VLLM, args: MODEL }], { annotations: `dynamo-advisor.dev/${line}` });
const vllm = (args: string): string => one({ command: VLLM, args: MODEL + args });
const trtllm = (json: string): string =>
  one({ command: TRTLLM, args: `${MODEL}- --override-engine-args\n- '${json}'` });

/** What is wrong → the file, the rule, the severity and a part of the message. */
const WRONG: Readonly<Record<string, readonly [string, string, Finding["severity"], string]>> = {
  "a limit with a unit": [annotated('ttft-ms: "600ms"'), "annotation-invalid", "error", 'found "600ms"'],
  "a limit in words": [annotated('tpot-ms: "sixty"'), "annotation-invalid", "error", "milliseconds above 0"],
  "a negative limit": [annotated('e2e-ms: "-600"'), "annotation-invalid", "error", 'found "-600"'],
  "a limit of nothing": [annotated('ttft-ms: ""'), "annotation-invalid", "error", 'found ""'],
  "a length with a suffix": [annotated('isl: "4k"'), "annotation-invalid", "error", "whole number of tokens"],
  "half a token": [annotated('osl: "500.5"'), "annotation-invalid", "error", "whole number of tokens"],
  "less than a token a step": [annotated('accept-length: "0.5"'), "annotation-invalid", "error", "1 or more"],
  "a list for a number": [annotated("concurrency: [1]"), "annotation-invalid", "error", "no plain value"],
  "a maybe": [annotated('ignore: "maybe"'), "annotation-invalid", "error", "true or false"],
  "a misspelt annotation": [
    annotated('ttft-mss: "1"'),
    "annotation-unknown",
    "warning",
    "did you mean ttft-ms",
  ],
  "a KV format that is none": [
    trtllm('{"kv_cache_config":{"dtype":"fp9"}}'),
    "flag-value-invalid",
    "error",
    "fp9",
  ],
  "a KV format of another engine": [
    one({ command: SGLANG, args: `${MODEL}- --kv-cache-dtype\n- fp8_ds_mla_x` }),
    "flag-value-invalid",
    "error",
    "is none of auto",
  ],
  "a fraction above 1": [
    trtllm('{"kv_cache_config":{"free_gpu_memory_fraction":8}}'),
    "flag-value-invalid",
    "error",
    "found 8",
  ],
  "a size without its number": [
    vllm("- --max-num-seqs"),
    "flag-value-invalid",
    "error",
    "nothing follows it",
  ],
  "a type of numbers that is none": [
    vllm("- --dtype=fp9"),
    "flag-value-invalid",
    "error",
    "it takes auto, half",
  ],
  "a quantisation that is none": [
    one({ command: SGLANG, args: `${MODEL}- --quantization\n- fp9` }),
    "flag-value-invalid",
    "error",
    "did you mean fp8?",
  ],
  "a block that no kernel takes": [
    vllm("- --block-size=17"),
    "flag-value-invalid",
    "error",
    "multiple of 16",
  ],
  "a role of a connector that is none": [
    vllm(`- --kv-transfer-config\n- '{"kv_connector":"NixlConnector","kv_role":"kv_bth"}'`),
    "flag-value-invalid",
    "error",
    "did you mean kv_both?",
  ],
  "a transport that is none": [
    trtllm('{"cache_transceiver_config":{"backend":"NIXLE"}}'),
    "flag-value-invalid",
    "error",
    "did you mean NIXL?",
  ],
  "two letters changed round": [
    vllm("- --quantization=aqw"),
    "flag-value-invalid",
    "error",
    "did you mean awq?",
  ],
  "a list for a number, in JSON": [
    trtllm('{"max_batch_size":[64]}'),
    "flag-value-invalid",
    "error",
    "a list",
  ],
  "a word for a list": [
    trtllm('{"cuda_graph_config":{"batch_sizes":"all"}}'),
    "flag-value-invalid",
    "error",
    "a list of whole numbers",
  ],
  "a number for a group": [
    trtllm('{"kv_cache_config":0.8}'),
    "flag-value-invalid",
    "error",
    "keys of its own",
  ],
  "no blocks": [vllm("- --num-gpu-blocks-override=0"), "flag-value-invalid", "error", "at least 1"],
  "an annotation of nothing": [annotated("osl:"), "annotation-invalid", "error", "has no value"],
  "a misspelt prefix of annotations": [
    manifest([{ command: VLLM, args: MODEL }], { annotations: 'dynamo-adviser.dev/ttft-ms: "1"' }),
    "annotation-unknown",
    "warning",
    "did you mean dynamo-advisor.dev/?",
  ],
  "a role that is none": [
    one({ command: VLLM, args: MODEL, subType: "prefil" }),
    "component-type-unknown",
    "warning",
    "did you mean prefill?",
  ],
  "a utilisation above 1": [
    vllm("- --gpu-memory-utilization\n- '1.2'"),
    "flag-value-invalid",
    "error",
    "found 1.2",
  ],
  "no memory at all": [
    one({ command: SGLANG, args: `${MODEL}- --mem-fraction-static=0` }),
    "flag-value-invalid",
    "error",
    "share above 0",
  ],
  "a batch of nothing": [vllm("- --max-num-seqs=0"), "flag-value-invalid", "error", "at least 1"],
  "a negative size": [vllm("- -tp\n- '-2'"), "flag-value-invalid", "error", "found -2"],
  "a mode that is none": [
    vllm("- --disaggregation-mode\n- prefil"),
    "flag-value-invalid",
    "error",
    "did you mean prefill",
  ],
  "fewer than no replicas": [
    one({ command: VLLM, args: MODEL, replicas: "-8" }),
    "field-value-invalid",
    "error",
    "-8",
  ],
  "no replicas": [
    one({ command: VLLM, args: MODEL, replicas: "0" }),
    "field-value-invalid",
    "error",
    "0 replicas",
  ],
  "replicas in words": [
    one({ command: VLLM, args: MODEL, replicas: "two" }),
    "field-value-invalid",
    "error",
    '"two"',
  ],
  "no GPUs": [one({ command: VLLM, args: MODEL, gpu: '"0"' }), "field-value-invalid", "error", "0 GPUs"],
  "a misspelt type": [
    one({ command: VLLM, args: MODEL, type: "wroker" }),
    "component-type-unknown",
    "warning",
    "did you mean worker",
  ],
  "a type that v1beta1 does not list": [
    "apiVersion: nvidia.com/v1beta1\nkind: DynamoGraphDeployment\nmetadata: {name: d}\nspec:\n  components:\n" +
      "    - name: W\n      type: engine\n      podTemplate: {spec: {containers: [{name: main, image: i, " +
      "command: [python3, -m, dynamo.vllm], args: [--model, org/m]}]}}\n",
    "component-type-unknown",
    "error",
    "engine",
  ],
  "a tag of the future": [
    one({ command: VLLM, args: MODEL, image: `${NVIDIA}:9.9.9` }),
    "image-tag-unknown",
    "notice",
    "newer than",
  ],
  "a tag that never was": [
    one({ command: VLLM, args: MODEL, image: `${NVIDIA}:0.9.7` }),
    "image-tag-unknown",
    "warning",
    "no known release",
  ],
};

const SOUND: Readonly<Record<string, string>> = {
  "limits as plain numbers": manifest([{ command: VLLM, args: MODEL }], {
    annotations:
      'dynamo-advisor.dev/ttft-ms: "600"\ndynamo-advisor.dev/tpot-ms: "16.67"\ndynamo-advisor.dev/isl: "4000"\n' +
      'dynamo-advisor.dev/prefix-tokens: "0"\ndynamo-advisor.dev/ignore: "false"',
  }),
  "annotations of others": manifest([{ command: VLLM, args: MODEL }], {
    annotations: 'nvidia.com/isl: "4k"',
  }),
  "a boolean as engines' files write it too": trtllm(
    '{"enable_chunked_prefill":"on","kv_cache_config":{"enable_block_reuse":"no"}}',
  ),
  "underscores in a number": trtllm('{"kv_cache_config":{"max_tokens":"16_384"}}'),
  "a quantisation of one's own": vllm("- --quantization\n- our_own_format"),
  "a connector of one's own": vllm(
    `- --kv-transfer-config\n- '{"kv_connector":"OurConnector","kv_role":"kv_both"}'`,
  ),
  "a group switched off": trtllm('{"cache_transceiver_config":null,"speculative_config":null}'),
  "all of the memory": vllm("- --gpu-memory-utilization\n- '1'"),
  "a length with a suffix": vllm("- --max-model-len\n- 8k"),
  "a length left to the engine": vllm("- --max-model-len\n- '-1'"),
  "chunking switched off": one({ command: SGLANG, args: `${MODEL}- --chunked-prefill-size\n- '-1'` }),
  "a KV format of eight bits": vllm("- --kv-cache-dtype\n- fp8_per_token_head"),
  "a scaler that starts from nothing": one({
    ...{ command: VLLM, args: MODEL, replicas: "0" },
    extra: "scalingAdapter: {enabled: true}",
  }),
  "an old type": one({ command: VLLM, args: MODEL, type: "main" }),
  "a tag of one's own": one({ command: VLLM, args: MODEL, image: "ghcr.io/us/vllm-runtime:9.9.9" }),
  "a variant of a release": one({ command: VLLM, args: MODEL, image: `${NVIDIA}:1.3.0-efa` }),
  "the newest release": one({ command: VLLM, args: MODEL, image: `${NVIDIA}:1.6.1` }),
};

describe("a value that cannot be", () => {
  it.each(Object.keys(WRONG))("is named where it stands: %s", (name) => {
    const [text, rule, severity, part] = WRONG[name]!;
    const found = findings(text);

    expect(found.map((finding) => [finding.rule, finding.severity])).toEqual([[rule, severity]]);
    expect(found[0]?.message).toContain(part);
  });

  it.each(Object.keys(SOUND))("is not: %s", (name) => {
    expect(findings(SOUND[name]!)).toEqual([]);
  });
});

const P = { name: "P", subType: "prefill" } as const;
const D = { name: "D", subType: "decode" } as const;
const modeOf = (role: string) => `${MODEL}- --disaggregation-mode\n- ${role}\n`;
const CONNECTOR = `- --kv-transfer-config\n- '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'`;
const image = (version: string) => `r/vllm-runtime:${version}`;

/** Rules about roles, asked of both sides: the deployment → each finding's rule, severity and component or advice. */
const ROLES: Readonly<Record<string, readonly [readonly WorkerParts[], readonly (readonly string[])[]]>> = {
  "vLLM decode without its mode, 1.2": [
    [
      { ...P, image: image("1.2.0"), command: VLLM, args: modeOf("prefill") + CONNECTOR },
      { ...D, image: image("1.2.0"), command: VLLM, args: MODEL + CONNECTOR },
    ],
    [["role-flag-missing", "warning", "D has no --disaggregation-mode decode"]],
  ],
  "vLLM decode without its mode, 0.9": [
    [
      { ...P, image: image("0.9.0"), command: VLLM, args: `${MODEL}- --is-prefill-worker` },
      { ...D, image: image("0.9.0"), command: VLLM, args: MODEL },
    ],
    [],
  ],
  "vLLM without connectors, 1.3": [
    [
      { ...P, command: VLLM, args: modeOf("prefill") },
      { ...D, command: VLLM, args: modeOf("decode") },
    ],
    [
      ["kv-connector-missing", "error", "P has no --kv-transfer-config"],
      ["kv-connector-missing", "warning", "D has no --kv-transfer-config"],
    ],
  ],
  "TensorRT-LLM without transceivers": [
    [
      { ...P, command: TRTLLM, args: modeOf("prefill") },
      { ...D, command: TRTLLM, args: modeOf("decode") },
    ],
    [
      ["kv-connector-missing", "error", "P sets no cache_transceiver_config"],
      ["kv-connector-missing", "error", "D sets no cache_transceiver_config"],
    ],
  ],
  "modes before they came": [
    [
      { ...P, image: image("0.9.0"), command: VLLM, args: modeOf("prefill") + CONNECTOR },
      { ...D, image: image("0.9.0"), command: VLLM, args: modeOf("decode") + CONNECTOR },
    ],
    [
      ["flag-ignored", "error", "Use --is-prefill-worker."],
      ["flag-ignored", "error", "Use --is-decode-worker."],
    ],
  ],
  "switches after they went": [
    [
      { ...P, image: image("1.4.0"), command: VLLM, args: `${MODEL}- --is-prefill-worker\n${CONNECTOR}` },
      { ...D, image: image("1.4.0"), command: VLLM, args: `${MODEL}- --is-decode-worker\n${CONNECTOR}` },
    ],
    [
      ["flag-ignored", "error", "Use --disaggregation-mode prefill."],
      ["flag-ignored", "error", "Use --disaggregation-mode decode."],
    ],
  ],
  "a flag without a successor": [
    [
      {
        image: "r/trtllm-runtime:0.8.0",
        command: TRTLLM,
        args: `${MODEL}- --disaggregation-strategy=decode_first`,
      },
    ],
    [["flag-ignored", "error", "Leave it out."]],
  ],
};

describe("a rule about a role", () => {
  it.each(Object.keys(ROLES))("is asked of both sides: %s", (name) => {
    const [workers, expected] = ROLES[name]!;
    const found = findings(manifest(workers));

    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual(
      expected.map(([rule, severity]) => [rule, severity]),
    );
    found.forEach(({ message }, i) => expect(message).toContain(expected[i]![2]));
  });
});

describe("what is declared", () => {
  const helper = "python3 -m dynamo.sglang.utils.clear_namespace --namespace x && python3 -m";
  const front = "dynamo.frontend --http-port=8000";

  it.each<readonly [string, string, string]>([
    ["SGLang's helper", "[sh, -c]", `${helper} ${front}`],
    ["a helper of vLLM", "[bash, -c]", `python3 -m dynamo.vllm.utils.warm_up; exec python3 -m ${front}`],
    [
      "a helper of TensorRT-LLM",
      "[/bin/sh, -c]",
      `python3 -m dynamo.trtllm.utils.clean && python3 -m ${front}`,
    ],
    ["an installation before", "[sh, -c]", `pip install sglang && python3 -m ${front}`],
    ["an engine's module as a program", "[sh, -c]", `python3 -c 'import vllm' && python3 -m ${front}`],
    ["a wait for the workers", "[sh, -c]", `until nc -z worker 8000; do sleep 1; done; python3 -m ${front}`],
  ])("comes before what is guessed: a frontend is no worker beside %s", (_name, command, script) => {
    const text = manifest([
      { name: "Frontend", type: "frontend", command, args: `- "${script}"` },
      { name: "Worker", command: "[sh, -c]", args: `- "${helper} dynamo.sglang --model-path org/m --tp 2"` },
    ]);
    const [deployment] = parseManifest(text, { file: "x" }).deployments;

    expect(deployment?.others).toMatchObject([{ component: "Frontend", kind: "frontend" }]);
    expect(deployment?.workers.map(({ component, role }) => [component, role])).toEqual([["Worker", "agg"]]);
    expect(workerOf(text).settings.tp?.value).toBe(2);
  });
});
