import { describe, expect, it } from "@jest/globals";
import { asCompared } from "../../src/cli/commands/estimate/as-compared.js";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "@jest/globals";
import { runCli } from "../support/run-cli.js";

// One question has one answer, whether flags ask it or a line of a batch. Lines are answered, too, where the command says no.

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-lines-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = Readonly<Record<string, string | number>>;
type Figures = Readonly<Record<"ttftMs" | "tpotMs", number>>;

/** The figures, or code and words of the refusal. */
function saying(out: string): unknown {
  const { error, ...answer } = JSON.parse(out) as { error?: { code: string; message: string } };
  return error === undefined ? { ...answer, notes: undefined } : [error.code, error.message];
}

async function byLine(row: Row): Promise<unknown> {
  const file = path.join(folder, "rows");
  writeFileSync(file, JSON.stringify(row));
  return saying((await runCli(["estimate", "--batch", file])).out);
}

async function byFlags(row: Row): Promise<unknown> {
  const flags = Object.entries(row).flatMap(([key, value]) => [
    `--${key.replaceAll("_", "-")}`,
    String(value),
  ]);
  return saying((await runCli(["estimate", ...flags, "--format", "json"])).out);
}

const DENSE = {
  model: "Qwen/Qwen3-32B",
  system: "h200_sxm",
  backend: "vllm",
  isl: 1000,
  osl: 200,
  tp_size: 2,
};
const MOE = { model: "deepseek-ai/DeepSeek-V3", system: "h200_sxm", backend: "sglang", tp_size: 8 };
const SPLIT = { ...MOE, moe_tp_size: 8, moe_ep_size: 1, isl: 1000, osl: 200 };
const POOLS = { ...DENSE, prefill_num_workers: 2, decode_num_workers: 1 };
/** formats that nobody measured there */
const UNCOVERED = {
  ...DENSE,
  model: "Qwen/Qwen3-235B-A22B",
  tp_size: 4,
  moe_tp_size: 4,
  moe_quant_mode: "w4a8_mxfp4_mxfp8",
};

describe("flags and a line of a batch", () => {
  it.each<readonly [string, Row]>([
    ["a load", { ...DENSE, concurrency: 16 }],
    ["a batch", { ...DENSE, batch_size: 16 }],
    ["pools at a load", { ...POOLS, estimate_mode: "disagg", concurrency: 64 }],
    ["pools whose mode goes without saying", { ...POOLS, concurrency: 64 }],
    ["pools without a load", POOLS],
    ["experts", { ...SPLIT, concurrency: 16 }],
    ["experts of a measured deployment that are not split", { ...MOE, concurrency: 16, precision: "fp8" }],
    ["formats without data, parts estimated", { ...UNCOVERED, concurrency: 16, database_mode: "HYBRID" }],
    [
      "formats without data, measured ones alone",
      { ...UNCOVERED, concurrency: 16, database_mode: "SILICON" },
    ],
    ["theory", { ...DENSE, concurrency: 16, database_mode: "SOL" }],
    ["theory, corrected", { ...DENSE, concurrency: 16, database_mode: "EMPIRICAL", profile: "calibrated" }],
    ["the published method", { ...SPLIT, concurrency: 16, profile: "reference" }],
    [
      "a checkpoint that was measured",
      { ...SPLIT, model: "deepseek-ai/DeepSeek-R1-0528", concurrency: 4, precision: "fp8" },
    ],
    ["prompts alone", { ...DENSE, estimate_mode: "static_ctx", batch_size: 4 }],
    ["tokens of a step", { ...DENSE, concurrency: 16, ctx_tokens: 2048 }],
    ["another release", { ...DENSE, concurrency: 16, backend_version: "previous" }],
    ["drafts", { ...SPLIT, concurrency: 16, nextn: "auto", nextn_accepted: 0.7 }],
    ["more than memory holds", { ...DENSE, system: "h100_sxm", tp_size: 1, concurrency: 5000 }],
  ])("say the same of %s", async (_name, row) => {
    const line = await byLine(row);
    const flags = await byFlags(row);
    expect(flags).toEqual(line);
  });
});

describe("a line is answered where flags are refused", () => {
  it.each<readonly [string, Row, Row]>([
    [
      "a batch beside a load counts for nothing",
      { ...DENSE, batch_size: 16, concurrency: 16 },
      { ...DENSE, concurrency: 16 },
    ],
    [
      "so it does of decode workers",
      { ...POOLS, concurrency: 64, decode_batch_size: 8 },
      { ...POOLS, concurrency: 64 },
    ],
    [
      "experts are split by tensor",
      { ...MOE, concurrency: 16 },
      { ...MOE, concurrency: 16, moe_tp_size: 8, moe_ep_size: 1 },
    ],
  ])("%s", async (_rule, row, same) => {
    expect(await byFlags(row)).toEqual([expect.any(String), expect.any(String)]);
    const [line, other] = [await byLine(row), await byLine(same)] as [{ ttftMs: number }, { ttftMs: number }];
    expect(line.ttftMs).toBeCloseTo(other.ttftMs, 3);
  });

  it("formats without data are estimated, no slower than those of the checkpoint", async () => {
    const row = { ...UNCOVERED, concurrency: 16 };
    expect(await byFlags(row)).toEqual([expect.any(String), expect.any(String)]);
    const line = (await byLine(row)) as Figures;
    const wide = (await byLine({ ...row, moe_quant_mode: "bfloat16" })) as Figures;
    for (const figure of ["ttftMs", "tpotMs"] as const) {
      expect(line[figure]).toBeGreaterThan(0);
      expect(line[figure]).toBeLessThan(wide[figure] + 0.001);
    }
  });
});

describe("what a table of measurements leaves out", () => {
  it.each([
    [{ precision: "fp8", tpSize: 8 }, { moeEpSize: 1 }],
    [{ prefillMoeEpSize: 4 }, { prefillMoeEpSize: 4, decodeMoeEpSize: 1 }],
    [
      { prefillMoeEpSize: 4, decodeMoeTpSize: 8 },
      { prefillMoeEpSize: 4, decodeMoeTpSize: 8 },
    ],
    [
      { moeTpSize: 8, batchSize: 3, attentionDpSize: 4 },
      { moeTpSize: 8, attentionDpSize: 4, concurrency: 12 },
    ],
    [
      { moeEpSize: 1, decodeBatchSize: 3, decodeNumWorkers: 2, decodeAttentionDpSize: 4 },
      { moeEpSize: 1, decodeNumWorkers: 2, decodeAttentionDpSize: 4, concurrency: 24 },
    ],
    [
      { moeEpSize: 1, concurrency: 16, batchSize: 3, decodeBatchSize: 5 },
      { moeEpSize: 1, concurrency: 16 },
    ],
  ])("%j is %j", (flags, expected) => {
    expect(asCompared(flags, { measured: true })).toMatchObject(expected);
    expect(asCompared(flags, { measured: true })).not.toHaveProperty(
      "concurrency" in expected ? "batchSize" : "concurrency",
    );
  });

  it("a line that no table made keeps its batch, which is the published method's point", () => {
    expect(asCompared({ batchSize: 3, attentionDpSize: 4 }, { measured: false })).toEqual({
      ...{ batchSize: 3, attentionDpSize: 4 },
      moeEpSize: 1,
    });
  });
});
