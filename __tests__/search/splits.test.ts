import { describe, expect, it } from "@jest/globals";
import { openCheckDeps } from "../../src/check/open.js";
import type { Backend } from "../../src/domain/deployment.js";
import { splitsByHand } from "../support/hand-splits.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const deps = await openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" });

/** GPUs, prompt, answer, TTFT and TPOT limits, confidence. */
type Question = readonly [gpus: number, isl: number, osl: number, ttft: number, tpot: number, chance: number];

describe("no split of the pools that a search lists serves more than the best it lists", () => {
  it.each<[string, string, Backend, string, Question]>([
    [
      "budget that is no size of the published method",
      "Qwen/Qwen3-8B",
      "vllm",
      "h200_sxm",
      [6, 500, 100, 300, 40, 0.6],
    ],
    ["three GPUs", "openai/gpt-oss-120b", "vllm", "h100_sxm", [3, 778, 188, 2580, 8, 0.8]],
    ["limit on TTFT binds", "Qwen/Qwen3-8B", "sglang", "h200_sxm", [12, 340, 343, 263, 47, 0.8]],
    [
      "another prefill worker in the split",
      "Qwen/Qwen3-235B-A22B-FP8",
      "trtllm",
      "h100_sxm",
      [12, 1379, 106, 412, 38, 0.6],
    ],
    [
      "more than one hill",
      "meta-llama/Meta-Llama-3.1-8B",
      "sglang",
      "h200_sxm",
      [24, 4732, 1178, 688, 22, 0.8],
    ],
    ["a GPU left idle", "Qwen/Qwen3-32B-FP8", "vllm", "b200_sxm", [12, 263, 950, 2147, 10, 0.9]],
  ])("%s", async (_, model, backend, system, [totalGpus, isl, osl, ttftMs, tpotMs, confidence]) => {
    const asked = {
      model,
      backend,
      system,
      totalGpus,
      lengths: { isl, osl, prefix: 0 },
      sla: { ttftMs, tpotMs },
    };
    const { listed, byHand, split } = (await splitsByHand(deps, asked, confidence))!;

    expect({ split, ratio: byHand / listed > 1.005 ? byHand / listed : 1 }).toEqual({ split, ratio: 1 });
    expect(byHand).toBeGreaterThan(0.99 * listed);
  });
});
