import { describe, expect, it, jest } from "@jest/globals";
import { openOwnFolder } from "../../src/perf/db/folder.js";
import { findSystem, resolveVersion } from "../../src/perf/db/names.js";
import { openSession, type SessionKey } from "../../src/perf/db/session.js";
import { tableStore } from "../../src/perf/db/tables.js";
import { generationAttentionSol } from "../../src/perf/ops/attention-sol.js";
import { gemmFloor } from "../../src/perf/ops/gemm-roofline.js";
import { gemmPricer } from "../../src/perf/ops/gemm.js";
import { generationAttentionPricer } from "../../src/perf/ops/generation-attention.js";
import type { ModeKind } from "../../src/perf/ops/modes.js";
import { neverAbove, widerFormats, widerModes } from "../../src/perf/ops/wider.js";
import { ALL_TRANSFERS } from "../../src/perf/predictor.js";
import { MissingDataError, type PricingContext } from "../../src/perf/types.js";

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

  it.each([
    ["no more than their least: they are not asked", 4, 11, 0],
    ["more than their least", 8, 10, 1],
  ])("wider ones of which none takes less than some time, and a price %s", (_rule, size, expected, asked) => {
    const wider = jest.fn(() => 10);
    const least = (n: number): number => (n === 4 ? 11 : 9.5);
    expect(
      neverAbove(
        asRun,
        (n: number) => 15 - n + (n === 8 ? 4 : 0),
        () => [wider],
        least,
      )(size),
    ).toBe(expected);
    expect(wider).toHaveBeenCalledTimes(asked);
  });

  it("that is missing stays missing, and what is no missing measurement is passed on", () => {
    const broken = (): number => {
      throw new RangeError("broken");
    };
    expect(() => neverAbove(asRun, missing, () => [() => 1])()).toThrow(MissingDataError);
    expect(() => neverAbove(asRun, own, () => [broken])(1)).toThrow(RangeError);
  });
});

describe("what was measured in 16 bits takes no less than its bound", () => {
  const folder = openOwnFolder("perf-db");
  const terms: Omit<SessionKey, "folder" | "store" | "system" | "version"> = {
    backend: "trtllm",
    databaseMode: "SILICON",
    asEnginesRun: true,
    pinnedLanes: [],
    laneDefaults: {},
    transfer: ALL_TRANSFERS,
  };
  const contextOf = (name: string): PricingContext =>
    openSession({
      ...terms,
      folder,
      store: tableStore(folder, name),
      system: findSystem([folder], name).system,
      version: resolveVersion(folder.index, name, "trtllm", undefined),
    }).context;

  it.each(["h100_sxm", "h200_sxm", "b200_sxm", "gb200"])("on %s, beyond what was measured too", (name) => {
    const context = contextOf(name);
    const below: string[] = [];
    const look = (what: string, ms: number, leastMs: number): void => {
      if (!(ms >= leastMs * (1 - 1e-12))) below.push(`${what}: ${ms} below ${leastMs}`);
    };
    for (const [heads, kvHeads] of [
      [64, 8],
      [24, 4],
      [16, 2],
      [8, 1],
      [5, 1],
    ] as const) {
      const slice = { heads, kvHeads, headDim: 128, kvcache: "bfloat16", qkNorm: false };
      const price = generationAttentionPricer(context, { ...slice, count: 1 });
      const sol = generationAttentionSol(context, slice);
      for (const batch of [1, 3, 12, 100, 512, 1500])
        for (const seq of [1, 2, 7, 130, 999, 4321, 70_000, 300_001])
          look(`${heads} heads, ${batch} x ${seq}`, price(batch, seq, 0), sol(heads, batch, seq - 2));
    }
    const floor = gemmFloor(context, "bfloat16")!;
    for (const [n, k] of [
      [4096, 4096],
      [5120, 3200],
      [777, 12_345],
      [65_536, 8192],
    ] as const) {
      const price = gemmPricer(context, { name: "product", count: 1, n, k, mode: "bfloat16" });
      for (const m of [1, 3, 100, 4000, 50_000]) look(`${m} x ${n} x ${k}`, price(m), floor(m, n, k));
    }
    expect(below).toEqual([]);
  });
});
