import { describe, expect, it } from "@jest/globals";
import { openCheckDeps } from "../../src/check/open.js";
import { compact } from "../../src/domain/compact.js";
import type { Backend } from "../../src/domain/deployment.js";
import { runDefault } from "../../src/search/run-default.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const deps = await openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" });

/** What two copies of an answer may lose: how a load is climbed to differs by the splits that lie beside the best. */
const LOST = 0.01;

describe("twice the GPUs carry at least what two copies of the former answer do", () => {
  it.each<[string, string, Backend, string, readonly number[], readonly [number, number, number, number]]>([
    [
      "TTFT binds",
      "meta-llama/Meta-Llama-3.1-8B",
      "sglang",
      "b300_sxm",
      [4, 8, 16, 32],
      [8000, 2000, 600, 50],
    ],
    ["few may wait", "deepseek-ai/DeepSeek-V3", "sglang", "gb300", [8, 16, 32], [16000, 2000, 1000, 30]],
    ["wide workers", "moonshotai/Kimi-K2.5", "sglang", "b200_sxm", [8, 16, 32], [4000, 2000, 1000, 50]],
    ["short limits", "openai/gpt-oss-120b", "vllm", "gb200", [8, 16, 32, 64], [8000, 500, 150, 8]],
    ["many beside one", "openai/gpt-oss-120b", "vllm", "gb300", [32, 64], [4000, 1000, 600, 30]],
    ["no even number", "Qwen/Qwen3-235B-A22B-FP8", "vllm", "h100_sxm", [12, 24, 48], [16000, 1000, 1000, 30]],
    ["little to wait for", "Qwen/Qwen3-32B-FP8", "trtllm", "h200_sxm", [3, 6, 12, 24], [1000, 300, 400, 20]],
  ])("%s: %s on %s, %s", async (_, model, backend, system, budgets, [isl, osl, ttftMs, tpotMs]) => {
    let before = 0;
    for (const totalGpus of budgets) {
      const { experiments } = await runDefault(
        { predictor: deps.predictor, ...compact({ profile: deps.profile }) },
        {
          ...{ model, backend, system, totalGpus, modes: ["disagg"] },
          lengths: { isl, osl, prefix: 0 },
          sla: { ttftMs, tpotMs },
        },
      );
      const best = experiments[0]!.top[0]?.tokensPerSecPerGpuCluster ?? 0;
      expect({ totalGpus, best }).toEqual({ totalGpus, best: Math.max(best, before * (1 - LOST)) });
      before = best;
    }
    expect(before).toBeGreaterThan(0);
  });
});
