import { describe, expect, it } from "@jest/globals";
import { testWorker } from "../../support/perf.js";

// The published method looks for the scan of the delta rule under names of vLLM 0.24.0 only; engines run it in every release.

interface Case {
  readonly backend: "vllm" | "sglang";
  readonly backendVersion: string;
  readonly asEnginesRun: boolean;
  readonly measured: boolean;
}

const cases: readonly Case[] = [
  { backend: "vllm", backendVersion: "next", asEnginesRun: false, measured: false },
  { backend: "vllm", backendVersion: "next", asEnginesRun: true, measured: true },
  { backend: "vllm", backendVersion: "current", asEnginesRun: false, measured: true },
  { backend: "vllm", backendVersion: "current", asEnginesRun: true, measured: true },
  { backend: "sglang", backendVersion: "next", asEnginesRun: false, measured: true },
  { backend: "sglang", backendVersion: "next", asEnginesRun: true, measured: true },
];

describe("the scan of the delta rule in a prefill", () => {
  it.each(cases)(
    "$backend $backendVersion, as engines run $asEnginesRun: measured $measured",
    async ({ measured, ...context }) => {
      const worker = await testWorker(
        { model: "Qwen/Qwen3.5-397B-A17B", system: "h200_sxm", ...context },
        { tp: 8, moeEp: 8 },
      );
      const parts = worker.breakdown("context", { tokens: 4000, batch: 1, seq: 4000, prefix: 0 });
      const scan = parts.find(({ name }) => name === "gdn_scan");
      expect(scan?.sources.includes("sol")).toBe(!measured);
      // what was measured lies far above its roofline
      expect((scan?.ms ?? 0) > 2).toBe(measured);
    },
  );
});
