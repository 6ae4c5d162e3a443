import { describe, expect, it } from "@jest/globals";
import { busiestRank } from "../../../src/perf/ops/busiest-rank.js";
import { testWorker } from "../../support/perf.js";

// Values of the published method, run as a black box.

/** Layers of DeepSeek-V3, all of which are priced with experts over ranks. */
const LAYERS = 61;

describe("the share of the busiest rank", () => {
  it.each([
    { ranks: 8, experts: 256, topK: 8, tokens: 1, times: 1.375 },
    { ranks: 8, experts: 256, topK: 8, tokens: 4, times: 1.3438 },
    { ranks: 8, experts: 256, topK: 8, tokens: 96, times: 1.3815 },
    { ranks: 16, experts: 256, topK: 8, tokens: 2, times: 1.625 },
    { ranks: 16, experts: 256, topK: 8, tokens: 128, times: 1.7861 },
    { ranks: 32, experts: 256, topK: 8, tokens: 64, times: 2.3926 },
    { ranks: 64, experts: 256, topK: 8, tokens: 12, times: 3.1563 },
    { ranks: 8, experts: 128, topK: 8, tokens: 256, times: 1.6138 },
    // one expert a rank: no token comes twice
    { ranks: 8, experts: 8, topK: 2, tokens: 1024, times: 4 },
  ])("$tokens tokens on each of $ranks ranks, $topK of $experts experts", ({ tokens, times, ...spread }) => {
    expect(Math.abs(busiestRank(spread)(tokens) / times - 1)).toBeLessThan(0.01);
  });

  it("is the even one on a rank of its own, and never less", () => {
    expect(busiestRank({ ranks: 1, experts: 256, topK: 8 })(64)).toBe(1);
    for (const tokens of [1, 3, 7, 100, 5000])
      expect(busiestRank({ ranks: 2, experts: 2, topK: 2 })(tokens)).toBeGreaterThanOrEqual(1);
  });
});

describe("DeepEP's low-latency exchange, SGLang on H200, microseconds a layer", () => {
  it.each([
    { ranks: 16, tokens: 8, dispatch: 25.928, combine: 42.33 },
    { ranks: 16, tokens: 64, dispatch: 86.359, combine: 158.485 },
    { ranks: 16, tokens: 128, dispatch: 167.158, combine: 312.812 },
    { ranks: 32, tokens: 16, dispatch: 58.037, combine: 91.97 },
    { ranks: 32, tokens: 128, dispatch: 319.381, combine: 617.198 },
  ])("$tokens tokens on each of $ranks ranks", async ({ ranks, tokens, dispatch, combine }) => {
    const worker = await testWorker(
      { model: "deepseek-ai/DeepSeek-V3", system: "h200_sxm", backend: "sglang" },
      { dp: ranks, moeEp: ranks },
      "decode",
    );
    const parts = worker.breakdown("generation", { tokens, batch: tokens, seq: 1000, prefix: 0 });
    const usOf = (step: string): number => {
      const found = parts.find(({ name }) => name.endsWith(step));
      return (1000 * (found?.ms ?? NaN)) / LAYERS;
    };
    expect(Math.abs(usOf("_dispatch") / dispatch - 1)).toBeLessThan(0.01);
    expect(Math.abs(usOf("_combine") / combine - 1)).toBeLessThan(0.01);
  });
});
