import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { type Engine, forms } from "./support/forms.js";

const at = (engine: Engine["engine"], release: string, ...words: readonly string[]): Engine => {
  const image = engine === "trtllm" ? "tensorrtllm" : engine;
  return { engine, words, image: `nvcr.io/nvidia/ai-dynamo/${image}-runtime:${release}` };
};
const vllm = (...words: readonly string[]): Engine => at("vllm", "1.6.1", ...words);
const sglang = (...words: readonly string[]): Engine => at("sglang", "1.6.1", ...words);
const trtllm = (...words: readonly string[]): Engine => at("trtllm", "1.6.1", ...words);

/** A worker whose parser exits on how a flag is written → the rule and what the message must hold. */
const REFUSED: Readonly<Record<string, readonly [Engine, rule: string, holds: string]>> = {
  "underscores on SGLang": [sglang("--mem_fraction_static=0.8"), "flag-unknown", "--mem-fraction-static?"],
  "underscores on TensorRT-LLM": [trtllm("--max_batch_size", "64"), "flag-unknown", "--max-batch-size?"],
  "no value before another flag": [
    sglang("--dist-init-addr", "--trust-remote-code"),
    "flag-value-invalid",
    "--dist-init-addr needs a value",
  ],
  "no value at the end": [
    vllm("--dyn-tool-call-parser"),
    "flag-value-invalid",
    "--dyn-tool-call-parser needs a value",
  ],
  "no value, TensorRT-LLM": [trtllm("--modality"), "flag-value-invalid", "--modality needs a value"],
  "the beginning of several flags": [
    vllm("--data-parallel", "2"),
    "flag-unknown",
    "--data-parallel-backend, --data-parallel-hybrid-lb and 7 more",
  ],
  "the beginning of several flags of SGLang": [sglang("--cuda-graph=8"), "flag-unknown", "stands for none"],
  "a number of a number only, with k": [
    vllm("--max-num-seqs", "1k"),
    "flag-value-invalid",
    "a whole number, found",
  ],
  "parts of a binary unit": [vllm("--max-model-len", "9.5K"), "flag-value-invalid", "k, M or G may follow"],
  "a level that is none": [vllm("-O9"), "flag-value-invalid", "0, 1, 2, 3"],
  "a level that is none, apart": [vllm("-O", "9"), "flag-value-invalid", "0, 1, 2, 3"],
  "a level that is none, by its long name": [
    vllm("--optimization-level=4"),
    "flag-value-invalid",
    "0, 1, 2, 3",
  ],
  "settings behind the level": [vllm("-O.mode=0"), "flag-ignored", "Use -cc."],
  "settings behind the level, as JSON": [vllm("-O", '{"mode":3}'), "flag-ignored", "Use -cc."],
  "a key of the file and its value in one word": [
    trtllm("--trtllm.kv_cache_config.free_gpu_memory_fraction=0.8"),
    "flag-value-invalid",
    "as two",
  ],
  "a key of the file as a flag, before there were any": [
    at("trtllm", "1.0.2", "--trtllm.max_batch_size", "64"),
    "flag-ignored",
    "came with 1.1",
  ],
};

const TAKEN: Readonly<Record<string, Engine>> = {
  "underscores on vLLM": vllm("--max_num_seqs", "64"),
  "a length with k": vllm("--max-model-len", "9.5k"),
  "a length with K": vllm("--max-num-batched-tokens", "8K"),
  "the beginning of one flag": vllm("--tensor-parallel", "1", "--gpu-mem=0.9"),
  "every way to write a level": vllm("-O3"),
  "a level apart": vllm("-O", "2"),
  "a level behind an equals sign": vllm("-O=1"),
  "settings of the compilation": vllm("-cc", '{"mode":3}'),
  "drafts by a short name": vllm("-sc", '{"method":"mtp","num_speculative_tokens":1}'),
  "settings behind -O where they stood": at("vllm", "0.7.1", "-O", '{"level":3}'),
  "dotted settings behind -O where they stood": at("vllm", "0.6.1", "-O.level=3"),
  "switches of every kind": vllm("--async-scheduling", "--numa-bind", "--use-vllm-tokenizer", "--fpm-trace"),
  "switches of SGLang": sglang("--enable-metrics", "--sleep-on-idle", "--show-time-cost", "--is-embedding"),
  "a flag with or without a value": vllm("--hf-token"),
  "a switch that took a word": at("vllm", "0.9.1", "--enable-local-indexer", "true"),
  "a number below zero": sglang("--chunked-prefill-size", "-1"),
  "a key of the file and its value": trtllm("--trtllm.kv_cache_config.free_gpu_memory_fraction", "0.8"),
};

const errors = (text: string): readonly (readonly [rule: string, message: string])[] =>
  parseManifest(text, { file: "deploy.yaml" })
    .findings.filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => [rule, message]);

describe("how a flag is written", () => {
  it.each(Object.keys(REFUSED))("stops the engine, in every form of a command, said once: %s", (name) => {
    const [worker, rule, holds] = REFUSED[name]!;

    for (const [form, text] of Object.entries(forms([worker])))
      expect([form, errors(text)]).toEqual([form, [[rule, expect.stringContaining(holds)]]]);
  });

  it.each(Object.keys(TAKEN))("is taken: %s", (name) => {
    for (const [form, text] of Object.entries(forms([TAKEN[name]!])))
      expect([form, errors(text)]).toEqual([form, []]);
  });
});

/** A worker whose command is written by hand. */
const written = (lines: string): string => `apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: {name: m}
spec:
  components:
    - name: W
      type: worker
      podTemplate:
        spec:
          containers:
            - name: main
              image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.6.1
              resources: {limits: {nvidia.com/gpu: "1"}}
              ${lines}
`;
const run = "command: [python3, -m, dynamo.vllm], args";

describe("words of a list that no shell splits", () => {
  it.each([
    ["a flag with its value", `${run}: ["--model", "org/m", "--max-num-seqs 64"]`, "flag-unknown", "exits"],
    ["all arguments", `${run}: ["--model org/m --max-num-seqs 64"]`, "flag-unknown", "exits"],
    [
      "a blank behind a flag",
      `${run}: ["--model", "org/m", "--max-num-seqs ", "64"]`,
      "flag-unknown",
      "exits",
    ],
    ["two of them", `${run}: ["--model org/m", "--max-num-seqs 64"]`, "flag-unknown", "so does 1 other"],
    [
      "the whole command",
      'command: ["python3 -m dynamo.vllm"], args: ["--model", "org/m"]',
      "engine-not-found",
      "does not start",
    ],
  ] as const)("are one error, and read as they are meant: %s", (_name, lines, rule, holds) => {
    const text = written(lines.replace("], args", "]\n              args"));
    const { findings, deployments } = parseManifest(text, { file: "deploy.yaml" });

    expect(deployments[0]?.workers[0]?.settings.model?.value).toBe("org/m");
    expect(findings).toEqual([expect.objectContaining({ rule, severity: "error" })]);
    expect(findings[0]?.message).toContain(holds);
  });

  it("are a warning where they are no list, and where the operator's own script may split them", () => {
    const alone = `${run}: ["--model", "org/m", "--max-num-seqs 64"]`;
    const nodes = written(alone).replace("type: worker", "type: worker\n      multinode: {nodeCount: 2}");
    const rules = [written(`${run}: "--model org/m -tp 1"`), nodes].map((text) =>
      parseManifest(text.replace("], args", "]\n              args"), { file: "deploy.yaml" }).findings.map(
        ({ rule, severity }) => `${rule} ${severity}`,
      ),
    );

    expect(rules).toEqual([["field-value-invalid warning"], ["gpus-unused warning", "flag-unknown warning"]]);
  });

  it.each([
    ["a script", 'command: [sh, -c]\n              args: ["exec python3 -m dynamo.vllm --model org/m"]'],
    [
      "JSON with blanks",
      `${run.replace("], args", "]\n              args")}: [--model, org/m, '--kv-events-config={"publisher": "zmq"}']`,
    ],
  ])("are none: %s", (_name, lines) => {
    expect(parseManifest(written(lines), { file: "deploy.yaml" }).findings).toEqual([]);
  });
});
