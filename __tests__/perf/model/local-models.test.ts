import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { estimate } from "../../../src/perf/estimate/estimate.js";
import { DENSE_TRAITS } from "../../../src/perf/model/dense-traits.js";
import { testPredictor } from "../../support/perf.js";

/** Sizes of an 8B model whose operators were measured everywhere. */
const SIZES = {
  hidden_size: 4096,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  num_hidden_layers: 32,
  intermediate_size: 14336,
  vocab_size: 128256,
};

let root = "";
let written = 0;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "local-models-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function price(name: string, config: object): ReturnType<typeof estimate> {
  // a folder is read once
  const folder = path.join(root, `${name}-${written++}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
  return estimate(await testPredictor(), {
    mode: "agg",
    isl: 1024,
    osl: 128,
    batchSize: 4,
    parallelism: { tp: 1 },
    context: { model: folder, system: "h200_sxm", backend: "vllm" },
  });
}

describe("dense decoders that the published method refuses", () => {
  it.each(Object.keys(DENSE_TRAITS))(
    "%s is answered, and every answer says that it is ours",
    async (name) => {
      const result = await price(name, { architectures: [name], ...SIZES });

      expect(result.tpotMs).toBeGreaterThan(1);
      expect(result.notes.join()).toContain("published method refuses");
    },
  );

  it("leave out what their kind has by itself, as the hub's files do: Gemma 3", async () => {
    const { vocab_size: _vocab, num_attention_heads: _heads, num_key_value_heads: _kv, ...sizes } = SIZES;
    const architectures = ["Gemma3ForConditionalGeneration"];
    const short = await price("short", {
      architectures,
      text_config: { ...sizes, model_type: "gemma3_text" },
    });
    const own = { vocab_size: 262_208, num_attention_heads: 8, num_key_value_heads: 4, head_dim: 256 };
    const whole = await price("whole", { architectures, text_config: { ...sizes, ...own } });

    expect([short.ttftMs, short.memoryGib]).toEqual([whole.ttftMs, whole.memoryGib]);
    await expect(price("none", { architectures, text_config: sizes })).rejects.toThrow("lacks");
  });

  it("cost what Llama costs where they have its shape", async () => {
    const llama = await price("llama", { architectures: ["LlamaForCausalLM"], ...SIZES });
    const mistral = await price("mistral", { architectures: ["MistralForCausalLM"], ...SIZES });

    expect(mistral.ttftMs).toBeCloseTo(llama.ttftMs, 6);
    expect(mistral.tpotMs).toBeCloseTo(llama.tpotMs, 6);
    expect(mistral.memoryGib).toBe(llama.memoryGib);
  });

  it("name the window that was not measured", async () => {
    const config = { architectures: ["MistralForCausalLM"], ...SIZES, sliding_window: 4097 };

    await expect(price("window", config)).rejects.toThrow("window 4097");
  });

  it("read the language part of a model that sees", async () => {
    const config = { architectures: ["Mistral3ForConditionalGeneration"], text_config: SIZES };

    expect((await price("mistral3", config)).notes.join()).not.toContain("published method refuses");
  });
});

describe("the quantization of a local checkpoint", () => {
  const quantized = (quantization: object): object => ({
    architectures: ["Qwen2ForCausalLM"],
    ...SIZES,
    quantization_config: quantization,
  });
  const group = (weights: object, input_activations?: object): object => ({
    config_groups: { group_0: { weights, input_activations } },
  });
  const eightBits = (type: string): object => ({ num_bits: 8, type });

  it.each([
    [{ quant_method: "bitsandbytes", load_in_4bit: true }, "bitsandbytes"],
    [{ quant_method: "quark" }, "quark"],
    [{ quant_method: "hqq" }, "hqq"],
    [{ quant_method: "gptq", bits: 3 }, "gptq with 3 bits"],
    [{ quant_method: "gptq" }, "gptq"],
    [{ quant_method: "modelopt" }, "modelopt"],
    [{ quant_method: "compressed-tensors", ...group({ num_bits: 2, type: "int" }) }, "compressed-tensors"],
    [{ quant_method: "compressed-tensors", ...group(eightBits("int"), eightBits("int")) }, "w8a8"],
    [
      { quant_method: "compressed-tensors", ...group({ num_bits: 4, type: "int" }, eightBits("int")) },
      "w4a8",
    ],
  ])("%o is refused by name, not taken for bfloat16", async (quantization, name) => {
    await expect(price("refused", quantized(quantization))).rejects.toThrow(name);
  });

  it.each([
    [{ quant_method: "awq", bits: 4 }, "int4_wo"],
    [{ quant_method: "awq" }, "int4_wo"],
    [{ quant_method: "gptq", bits: 4 }, "int4_wo"],
    [{ quant_method: "gptq", bits: 8 }, "int8_wo"],
    [{ quant_method: "compressed-tensors", ...group({ num_bits: 4, type: "float" }) }, "w4a16_nvfp4"],
  ])("%o is looked up in the format that it is: %s", async (quantization, mode) => {
    const outcome = await price("priced", quantized(quantization)).then(
      ({ quant }) => quant.gemm,
      (error: Error) => error.message,
    );

    expect(outcome).toContain(mode);
  });

  it.each([
    [{ quant_method: "fp8", weight_block_size: [128, 128] }, "fp8_block"],
    [{ quant_method: "fbgemm_fp8", activation_scheme: "dynamic" }, "fp8"],
    [{ quant_method: "compressed-tensors", ...group({ num_bits: 8, type: "float" }) }, "fp8"],
    [{ quant_algo: "none" }, "bfloat16"],
  ])("%o runs in %s", async (quantization, mode) => {
    expect((await price("priced", quantized(quantization))).quant.gemm).toBe(mode);
  });
});

describe("a configuration whose sizes are none", () => {
  const EXPERTS = { num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 768 };
  it.each([
    ["no hidden size", { hidden_size: 0 }, "lacks hidden_size"],
    ["no heads", { num_attention_heads: 0 }, "lacks num_attention_heads"],
    ["a negative number of layers", { num_hidden_layers: -4 }, "num_hidden_layers -4"],
    ["half a layer", { num_hidden_layers: 32.5 }, "num_hidden_layers 32.5"],
    ["negative key-value heads", { num_key_value_heads: -8 }, "num_key_value_heads -8"],
    ["a size beyond all models", { hidden_size: 1e18 }, "hidden_size 1000000000000000000"],
    ["no width of its feed-forward block", { intermediate_size: undefined }, "lacks intermediate_size"],
    ["no head dimension", { hidden_size: 16 }, "lacks head_dim"],
  ])("%s", async (_what, wrong, said) => {
    const config = { architectures: ["LlamaForCausalLM"], ...SIZES, ...wrong };

    await expect(price("wrong", config)).rejects.toThrow(said);
  });

  it.each([
    ["more experts a token than there are", { num_experts_per_tok: 300 }, "300 of 128 experts"],
    ["no experts", { num_experts: undefined }, "lacks num_local_experts or n_routed_experts"],
  ])("%s", async (_what, wrong, said) => {
    const config = { architectures: ["Qwen3MoeForCausalLM"], ...SIZES, ...EXPERTS, ...wrong };

    await expect(price("wrong-experts", config)).rejects.toThrow(said);
  });
});
