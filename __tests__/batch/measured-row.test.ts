import { describe, expect, it } from "@jest/globals";
import { measuredRow, type MeasuredRow } from "../../src/batch/measured-row.js";
import { siblingModel } from "../../src/batch/sibling-model.js";
import { ESTIMATE_FLAGS } from "../../src/cli/commands/estimate/request.js";

const keys = Object.keys(ESTIMATE_FLAGS);
const rowOf = (row: Readonly<Record<string, unknown>>, systems: readonly string[] = []): MeasuredRow =>
  measuredRow(row, { keys, systems });

const SYSTEMS = ["h200_sxm", "b200_sxm", "gb200", "a30"];
const BASE = { model: "m", system: "h200_sxm", backend: "vllm", isl: 1, osl: 2, concurrency: 4, moe_ep: 1 };
const read = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  rowOf({ ...BASE, ...row }, SYSTEMS).cells;

describe("words of benchmark tables", () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>]>([
    ["GPU by its short name", { system: "H200" }, { system: "h200_sxm" }],
    ["a rack by its name", { hw: "GB200-NVL72" }, { system: "gb200" }],
    ["an unknown GPU stays as it is, to be refused", { system: "mi355x" }, { system: "mi355x" }],
    ["engine", { backend: "TensorRT-LLM" }, { backend: "trtllm" }],
    ["engine under Dynamo", { backend: "dynamo-sglang" }, { backend: "sglang" }],
    ["mode", { mode: "disaggregated" }, { mode: "disagg" }],
    ["mode as yes or no", { disagg: "False" }, { mode: "agg" }],
    ["roles imply the mode", { prefill_tp: 2, decode_tp: 4 }, { mode: "disagg" }],
    ["attention by data", { tp: 8, dp_attention: true }, { tp: 1, dp: 8 }],
    [
      "attention by data of a role",
      { decode_tp: 8, decode_dp_attention: "true" },
      { decode_tp: 1, decode_dp: 8 },
    ],
    ["a layout", { layout: "tp8_ep2" }, { tp: 8, moe_ep: 1 }],
    ["a layout of a role", { decode_layout: "dep4" }, { decode_tp: 1, decode_dp: 4, decode_moe_ep: 4 }],
    ["format", { quant: "fp8" }, { precision: "fp8" }],
    ["the config that was used wins", { model: "x", model_config_used: "y" }, { model_config_used: "y" }],
    ["hyphens are underscores", { "moe-tp-size": 2 }, { moe_tp_size: 2 }],
  ])("%s", (_name, row, expected) => {
    expect(read(row)).toMatchObject(expected);
  });

  it.each(["", "nan", "NaN", "None", "null", null, undefined, Number.NaN])("%j is an empty cell", (cell) => {
    expect(read({ tp: cell })).not.toHaveProperty("tp");
  });

  it("expert sizes of nothing say nothing", () => {
    expect(rowOf({ ...BASE, moe_tp: 8, moe_ep: 0 }).cells).not.toHaveProperty("moe_ep");
  });

  it.each([
    [{}, false],
    [{ id: "row 7" }, true],
    [{ silicon_ttft_ms: 5 }, true],
    [{ precision: "fp8" }, true],
  ])("a row of a table of measurements is known by its columns: %j", (more, measured) => {
    expect(rowOf({ ...BASE, ...more }).measured).toBe(measured);
  });

  it("what is not read is named, what looks like a slip is refused", () => {
    expect(rowOf({ ...BASE, measured: 1, runner: "x", ttft: 5 }).notes).toEqual(["not read: runner, ttft"]);
    // only a table of measurements has columns about something else
    expect(() => rowOf({ ...BASE, runner: "x" })).toThrow("unknown key 'runner'");
    expect(() => rowOf({ ...BASE, moe_epp: 5 })).toThrow("unknown key 'moe_epp', did you mean moe-ep?");
  });

  it("missing lengths and drafts that are not predicted are told", () => {
    const { isl: _isl, ...row } = BASE;
    expect(rowOf({ ...row, spec_decoding: "mtp" }).notes).toEqual([
      expect.stringContaining("no drafts are predicted"),
      "isl is not given; 1024 tokens are taken",
    ]);
    expect(rowOf({ ...BASE, spec_decoding: "none" }).notes).toEqual([]);
  });

  it("workers that a disaggregated row does not count are told", () => {
    const { notes } = rowOf({ ...BASE, precision: "fp8", mode: "disagg", prefill_num_workers: 2 });
    expect(notes).toEqual(["decode workers are not counted; 1 is taken"]);
    expect(rowOf({ ...BASE, precision: "fp8", p_workers: 2, d_workers: 1 }).notes).toEqual([]);
  });
});

describe("a checkpoint that is not bundled", () => {
  const KNOWN = [
    "meta-llama/Meta-Llama-3.1-70B",
    "nvidia/Llama-3.1-70B-Instruct-FP8",
    "nvidia/DeepSeek-V3.1-NVFP4",
    "deepseek-ai/DeepSeek-R1",
    "deepseek-ai/DeepSeek-V3",
  ];
  it.each([
    ["meta-llama/Llama-3.1-70B", { id: "meta-llama/Meta-Llama-3.1-70B" }],
    ["acme/Llama-3.1-70B-Instruct-FP8", { id: "meta-llama/Meta-Llama-3.1-70B", precision: "fp8" }],
    ["deepseek-ai/DeepSeek-R1-0528", { id: "deepseek-ai/DeepSeek-R1" }],
    ["nvidia/DeepSeek-R1-NVFP4", { id: "deepseek-ai/DeepSeek-R1", precision: "fp4" }],
    ["meta-llama/Llama-3.1-405B", undefined],
    ["Qwen/Qwen3-32B", undefined],
  ])("%s", (name, expected) => {
    expect(siblingModel(name, KNOWN)).toEqual(expected);
  });
});
