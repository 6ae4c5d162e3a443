import { describe, expect, it } from "@jest/globals";
import type { ModeKind } from "../../src/perf/ops/modes.js";
import { neverAbove, widerFormats, widerModes } from "../../src/perf/ops/wider.js";
import { MissingDataError } from "../../src/perf/types.js";

describe("modes with wider numbers", () => {
  it.each<[ModeKind, string, readonly string[]]>([
    ["gemm", "bfloat16", []],
    ["gemm", "fp8", ["bfloat16"]],
    ["gemm", "fp8_block", ["bfloat16"]],
    ["gemm", "int4_wo", []],
    ["gemm", "nvfp4", ["fp8", "fp8_block", "bfloat16", "w4a16_nvfp4"]],
    ["moe", "w4a8_mxfp4_mxfp8", ["bfloat16", "w4a16_mxfp4"]],
    ["kvcache", "fp8", ["bfloat16"]],
    ["kvcache", "bfloat16", []],
  ])("of %s: those that compute slower than %s and read no less", (kind, mode, wider) => {
    const found = widerModes(kind, mode);
    expect(found).toEqual(wider.length === 0 ? [] : expect.arrayContaining([...wider]));
    expect(found).not.toContain(mode);
    for (const other of found) expect(widerModes(kind, other)).not.toContain(mode);
  });

  it("formats that compute alike are in no order", () => {
    expect(widerModes("gemm", "fp8_block")).not.toContain("fp8");
    expect(widerModes("gemm", "int4_wo")).not.toContain("bfloat16");
  });
});

describe("formats of one kernel", () => {
  it("every wider combination once, without the own", () => {
    expect(widerFormats({ fmha: "fp8", kvcache: "fp8" })).toEqual([
      { fmha: "fp8", kvcache: "bfloat16" },
      ...["bfloat16", "float16"].flatMap((fmha) => ["fp8", "bfloat16"].map((kvcache) => ({ fmha, kvcache }))),
    ]);
  });

  it("none of the widest", () => {
    expect(widerFormats({ fmha: "bfloat16", kvcache: "bfloat16" })).toEqual([]);
  });
});

describe("a price in narrower numbers", () => {
  const asRun = { asEnginesRun: true, databaseMode: "SILICON" } as const;
  const own = (size: number): number => 3 + size;
  const missing = (): number => {
    throw new MissingDataError("not measured");
  };

  it.each([
    ["is at most the wider one", asRun, [(size: number) => 2 * size], 2, 4],
    ["stays where the wider one takes longer", asRun, [(size: number) => 2 * size], 8, 11],
    ["stays where no wider one was measured", asRun, [missing], 2, 5],
    ["is at most the least of several", asRun, [() => 4, missing, () => 3.5], 2, 3.5],
    ["is the table's as published", { ...asRun, asEnginesRun: false }, [() => 1], 2, 5],
    ["is its own at the roofline", { ...asRun, databaseMode: "SOL" as const }, [() => 1], 2, 5],
  ])("%s", (_rule, context, others, size, expected) => {
    expect(neverAbove(context, own, () => others)(size)).toBe(expected);
  });

  it("that is missing stays missing, and what is no missing measurement is passed on", () => {
    const broken = (): number => {
      throw new RangeError("broken");
    };
    expect(() => neverAbove(asRun, missing, () => [() => 1])()).toThrow(MissingDataError);
    expect(() => neverAbove(asRun, own, () => [broken])(1)).toThrow(RangeError);
  });
});
