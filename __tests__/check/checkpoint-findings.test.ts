import { describe, expect, it } from "@jest/globals";
import { checkManifest } from "../support/check-manifest.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";

const worker = (engine: string, model: string, gpu: number, ...args: readonly string[]): WorkerParts => ({
  ...{ gpu: `"${gpu}"`, command: `[python3, -m, dynamo.${engine}]` },
  args: [engine === "vllm" ? "--model" : "--model-path", model, ...args]
    .map((one) => `- "${one}"`)
    .join("\n"),
});
const DENSE = "Qwen/Qwen3-32B-FP8";
const PLAIN = "Qwen/Qwen3-32B";
const EXPERTS = "Qwen/Qwen3-30B-A3B";

const DRAFTS = ["--speculative-config.num_speculative_tokens=1"];
const OTHER = "--speculative-config.model=org/draft";

const found = async (parts: WorkerParts): Promise<readonly string[]> => {
  const { findings } = await checkManifest(manifest([parts]));
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);
};

describe("flags against what the checkpoint says", () => {
  it.each([
    [
      "experts of a dense model",
      worker("vllm", DENSE, 2, "-tp", "2", "--enable-expert-parallel"),
      "has none",
    ],
    ["another format", worker("vllm", DENSE, 1, "--quantization", "awq"), "is quantized as fp8_block"],
    [
      "another format, SGLang",
      worker("sglang", DENSE, 1, "--quantization", "gptq"),
      "is quantized as fp8_block",
    ],
    ["integers of floats, vLLM", worker("vllm", DENSE, 1, "-q", "experts_int8"), "is quantized as fp8_block"],
    [
      "integers of floats, SGLang",
      worker("sglang", DENSE, 1, "--quantization", "w8a8_int8"),
      "is quantized as fp8_block",
    ],
    [
      "a format of a plain checkpoint",
      worker("vllm", PLAIN, 2, "-tp=2", "-q", "gptq_marlin"),
      "is not quantized",
    ],
    ["cut blocks", worker("vllm", DENSE, 16, "-tp", "16"), "Possible: 1, 2, 4, 8"],
    ["cut blocks, SGLang", worker("sglang", DENSE, 16, "--tp", "16"), "Possible: 1, 2, 4, 8"],
    ["32 bits beside 8", worker("vllm", DENSE, 1, "--dtype", "float32"), "takes 16 bits"],
    ["32 bits beside 8, SGLang", worker("sglang", DENSE, 1, "--dtype=float"), "takes 16 bits"],
    [
      "layers that draft, of a model without",
      worker("vllm", PLAIN, 2, "-tp", "2", "--speculative-config.method=mtp", ...DRAFTS),
      "has none",
    ],
    ["heads that do not divide, said once", worker("vllm", DENSE, 3, "-tp", "3"), "attention heads"],
  ])("stop the engine: %s", async (_name, parts, words) => {
    expect(await found(parts)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ["experts of a model that has them", worker("vllm", EXPERTS, 2, "-tp", "2", "--enable-expert-parallel")],
    ["its own format", worker("vllm", DENSE, 1, "--quantization", "fp8")],
    ["a format made while loading", worker("vllm", PLAIN, 1, "--quantization", "fp8")],
    ["16 bits beside 8", worker("sglang", DENSE, 1, "--dtype", "half")],
    ["32 bits of a plain checkpoint", worker("vllm", PLAIN, 4, "-tp", "4", "--dtype", "float32")],
    ["drafts of another model", worker("vllm", PLAIN, 2, "-tp=2", "--spec-method=eagle3", ...DRAFTS, OTHER)],
    ["whole blocks", worker("vllm", DENSE, 8, "-tp", "8")],
    ["weights in no blocks", worker("vllm", PLAIN, 16, "-tp", "16")],
    ["one rank of experts on a dense model, SGLang", worker("sglang", DENSE, 2, "--tp", "2", "--ep", "1")],
  ])("start: %s", async (_name, parts) => {
    expect(await found(parts)).toEqual([]);
  });
});

describe("SGLang's drafts that name no model", () => {
  const chain = [
    "--speculative-num-steps=1",
    "--speculative-eagle-topk=1",
    "--speculative-num-draft-tokens=2",
  ];
  const said = async (algorithm: string, ...more: readonly string[]): Promise<readonly string[]> => {
    const drafts = [`--speculative-algorithm=${algorithm}`, ...chain, ...more];
    const { findings } = await checkManifest(manifest([worker("sglang", PLAIN, 2, "--tp=2", ...drafts)]));
    return findings.flatMap(({ rule, severity }) => (rule === "settings-exclude" ? [severity] : []));
  };

  it("may not start on a model without layers that draft", async () => {
    expect(await said("EAGLE")).toEqual(["warning"]);
    expect(await said("EAGLE3")).toEqual(["warning"]);
    expect(await said("EAGLE3", "--speculative-draft-model-path=org/draft")).toEqual([]);
  });
});

describe("one side of a pair that quantizes its weights", () => {
  const pair = (model: string, p: readonly string[], d: readonly string[]): readonly WorkerParts[] =>
    [p, d].map((words, i) => {
      const role = i === 0 ? "prefill" : "decode";
      const joins = '{\\"kv_connector\\":\\"NixlConnector\\",\\"kv_role\\":\\"kv_both\\"}';
      const more = ["--disaggregation-mode", role, "--kv-transfer-config", joins, ...words];
      return { ...worker("vllm", model, 1, ...more), name: role, subType: role };
    });
  const mismatches = async (model: string, p: readonly string[], d: readonly string[]): Promise<number> => {
    const { findings } = await checkManifest(manifest(pair(model, p, d)));
    return findings.filter(({ rule }) => rule === "role-pair-mismatch").length;
  };

  it.each([
    ["prefill alone", PLAIN, ["--quantization", "fp8"], [], 1],
    ["decode alone", PLAIN, [], ["-q", "fp8"], 1],
    ["both", PLAIN, ["--quantization", "fp8"], ["-q=fp8"], 0],
    ["none", PLAIN, [], [], 0],
    ["one that repeats the checkpoint", DENSE, ["--quantization", "fp8"], [], 0],
  ] as const)("is a mismatch: %s", async (_name, model, p, d, count) => {
    expect(await mismatches(model, p, d)).toBe(count);
  });
});

describe("the answer says what it takes for a KV cache of no type", () => {
  const said = async (parts: WorkerParts): Promise<readonly string[]> => {
    const { facts } = await checkManifest(manifest([parts]));
    return facts.map(({ value }) => value).filter((value) => value.includes("KV cache is priced"));
  };

  it.each([
    ["vllm", "--kv-cache-dtype fp8"],
    ["sglang", "--kv-cache-dtype fp8_e4m3"],
    ["trtllm", "kv_cache_config.dtype: fp8"],
  ])("%s, of an FP8 checkpoint that names none", async (engine, remedy) => {
    expect(await said(worker(engine, DENSE, 1))).toEqual([expect.stringContaining(remedy)]);
  });

  it("nothing where the type is written, or nothing is assumed", async () => {
    expect(await said(worker("vllm", DENSE, 1, "--kv-cache-dtype", "fp8"))).toEqual([]);
    expect(await said(worker("vllm", DENSE, 1, "--kv-cache-dtype", "bfloat16"))).toEqual([]);
    expect(await said(worker("vllm", PLAIN, 1))).toEqual([]);
  });
});
