import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../src/domain/deployment.js";
import { choicesOf } from "../../src/manifest/flags/choices.js";
import { parseManifest } from "../../src/manifest/parse.js";
import { manifest, type WorkerParts } from "./support/build.js";

const worker = (engine: Backend, version: string, ...args: readonly string[]): WorkerParts => ({
  gpu: '"1"',
  command: `[python3, -m, dynamo.${engine}]`,
  image: `nvcr.io/nvidia/ai-dynamo/${engine === "trtllm" ? "tensorrtllm" : engine}-runtime:${version}`,
  args: ["--model", "org/m", ...args].map((one) => `- '${one}'`).join("\n"),
});

function refused(one: WorkerParts): readonly string[] {
  return parseManifest(manifest([one]), { file: "x" })
    .findings.filter(({ rule }) => rule === "flag-value-invalid")
    .map(({ message }) => message);
}

/** Values that stand in the lists of the packages and look like a slip of another one, or are new there. */
const TAKEN: readonly (readonly [Backend, ...(readonly string[])])[] = [
  ["vllm", "--kv-cache-dtype", "nvfp4_ds_mla"],
  ["vllm", "--kv-cache-dtype", "nvfp4_4over6"],
  ["vllm", "--quantization", "auto_awq"],
  ["vllm", "--quantization", "fp8_per_block"],
  ["vllm", "--kv-transfer-config", '{"kv_connector":"NixlPushConnector","kv_role":"kv_both"}'],
  ["vllm", "--speculative-config", '{"method":"qwen4_exp_mtp"}'],
  ["vllm", "--moe-backend", "flashinfer_b12x"],
  ["sglang", "--disaggregation-transfer-backend", "mooncake_tcp"],
  ["sglang", "--moe-a2a-backend", "deepep_v2"],
  ["sglang", "--quantization", "quark_mxfp4"],
  ["sglang", "--kv-cache-dtype", "fp4_mx_block16"],
  ["sglang", "--attention-backend", "dsv4"],
  ["sglang", "--load-format", "gms"],
  ["trtllm", "--override-engine-args", '{"kv_cache_config":{"dtype":"fp8_ds_mla"}}'],
  ["trtllm", "--override-engine-args", '{"speculative_config":{"decoding_type":"SaveState"}}'],
];

/** Values that no version takes → what is said. */
const NONE: readonly (readonly [Backend, string, string, string])[] = [
  ["vllm", "--all2all-backend", "deepep", "knows no"],
  ["vllm", "--kv-cache-dtype", "bf16", "is none of"],
  ["vllm", "--scheduling-policy", "lpm", "it takes fcfs, priority"],
  ["sglang", "--disaggregation-transfer-backend", "moon-cake", "did you mean mooncake?"],
  ["sglang", "--moe-runner-backend", "cutlas", "did you mean cutlass?"],
  ["sglang", "--moe-a2a-backend", "naive", "it takes none, deepep"],
  ["sglang", "--quantization", "int3", "it takes awq"],
  ["trtllm", "--discovery-backend", "zookeeper", "it takes kubernetes"],
];

describe("values that an engine takes by name", () => {
  it.each(TAKEN)("%s takes %s %s", (engine, ...args) => {
    expect(refused(worker(engine, "1.6.1", ...args))).toEqual([]);
  });

  it.each(NONE)("%s takes no %s %s", (engine, flag, value, said) => {
    const messages = refused(worker(engine, "1.6.1", flag, value));

    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(said);
  });

  it.each<[Backend, string, readonly string[], string]>([
    ["vllm", "1.0.2", ["--kv-cache-dtype", "nvfp4"], "came with 1.2"],
    ["vllm", "1.0.2", ["--speculative-config", '{"method":"dflash","model":"a/b"}'], "came with 1.2"],
    ["vllm", "1.6.1", ["--all2all-backend", "mori"], "was removed in 1.3"],
    ["sglang", "1.2.1", ["--quantization", "nvfp4_online"], "came with 1.3"],
    ["sglang", "1.6.1", ["--kv-cache-dtype=fp4_e2m1"], "was removed in 1.6"],
    ["sglang", "0.6.1", ["--load-format", "fastsafetensors"], "came with 0.9"],
  ])("%s of Dynamo %s has lists of its own: %j", (engine, version, words, said) => {
    expect(refused(worker(engine, version, ...words))).toEqual([expect.stringContaining(said)]);
  });

  it.each<[Backend, string, readonly string[]]>([
    ["vllm", "1.2.0", ["--kv-cache-dtype", "nvfp4"]],
    ["vllm", "1.1.0", ["--all2all-backend", "mori"]],
    ["sglang", "1.5.0", ["--kv-cache-dtype", "fp4_e2m1"]],
    ["vllm", "1.0.2-ours", ["--kv-cache-dtype", "nvfp4"]],
  ])("%s of Dynamo %s takes %j", (engine, version, words) => {
    expect(refused(worker(engine, version, ...words))).toEqual([]);
  });

  it.each(["1.9.0", "my-tag", "1.6.0-deepseek-v4.1-dev.1"])(
    "is not said of values that a version not read may have (%s)",
    (version) => {
      expect(refused(worker("sglang", version, "--moe-a2a-backend", "quite_new"))).toEqual([]);
    },
  );

  it.each<[Backend, string, boolean]>([
    ["vllm", "kv-cache-dtype", true],
    ["vllm", "quantization", false],
    ["sglang", "prefill-attention-backend", true],
    ["trtllm", "moe_config.backend", false],
  ])("of %s %s: complete %s", (backend, key, complete) => {
    const choices = choicesOf(backend, key);

    expect(choices?.complete).toBe(complete);
    expect(choices?.words.filter((word) => !/^[\w.+-]+$/.test(word))).toEqual([]);
  });
});
