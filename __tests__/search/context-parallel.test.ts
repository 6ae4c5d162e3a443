import { describe, expect, it } from "@jest/globals";
import type { RoleSpec, SearchTask } from "../../src/domain/search-task.js";
import { runSearch } from "../../src/search/run-search.js";
import { testPredictor } from "../support/perf.js";

const MODEL = "meta-models/Muse-Glimmer-30B";

function split(system: string, cp: number): RoleSpec {
  return { system, backend: "sglang", lists: { gpus: [cp], tp: [1], pp: [1], cp: [cp] } };
}

function task(system: string, cp: number, isl: number, osl: number, apart: boolean): SearchTask {
  const base = {
    name: "one",
    model: MODEL,
    totalGpus: 8,
    lengths: { isl, osl, prefix: 0 },
    sla: { ttftMs: 60_000, tpotMs: 200 },
  };
  return apart
    ? { ...base, mode: "disagg", prefill: split(system, cp), decode: split(system, 1) }
    : { ...base, mode: "agg", worker: split(system, cp) };
}

/** Prompts that are split over GPUs, with the best row of the reference: tokens/s/gpu, TTFT. */
const CASES: readonly (readonly [...Parameters<typeof task>, tokensPerSecPerGpu: number, ttftMs: number])[] =
  [
    ["h200_sxm", 2, 8000, 500, false, 639.69, 2679.92],
    ["h200_sxm", 4, 20000, 300, false, 154.81, 1739.23],
    ["b200_sxm", 8, 30000, 1000, false, 415.05, 715.24],
    ["h200_sxm", 2, 8000, 500, true, 477.73, 635.85],
    ["b200_sxm", 4, 20000, 300, true, 148.4, 409.4],
    ["gb200", 2, 4000, 1000, true, 3291.99, 150.11],
  ];

describe("Muse-Glimmer with prompts split over GPUs", () => {
  it.each(CASES)(
    "is searched as published: %s, cp %d, %d to %d tokens, apart %s",
    async (system, cp, isl, osl, apart, tokensPerSecPerGpu, ttftMs) => {
      const deps = { predictor: await testPredictor() };
      const { experiments } = await runSearch(deps, [task(system, cp, isl, osl, apart)]);

      const best = experiments[0]?.top[0];
      expect(Math.abs((best?.figures.tokensPerSecPerGpu ?? 0) / tokensPerSecPerGpu - 1)).toBeLessThan(1e-3);
      expect(Math.abs((best?.figures.ttftMs ?? 0) / ttftMs - 1)).toBeLessThan(1e-3);
    },
  );
});
