import { describe, expect, it } from "@jest/globals";
import { BACKENDS, SINGLE_GPU, type Parallelism } from "../../../src/domain/deployment.js";
import { testPredictor } from "../../support/perf.js";

// Every worker that can be priced has a least time for its steps, above nothing and not above what its kernels take: bounds of
// figures rest on it.

const LAYOUTS: readonly Partial<Parallelism>[] = [
  { tp: 8 },
  { tp: 8, moeTp: 1, moeEp: 8 },
  { tp: 1, dp: 4, moeTp: 1, moeEp: 4 },
  { tp: 1, dp: 8, moeTp: 1, moeEp: 8 },
  { tp: 2, dp: 4, moeTp: 1, moeEp: 8 },
  { tp: 1, dp: 8, moeTp: 8, moeEp: 1 },
  { tp: 1, dp: 16, moeTp: 1, moeEp: 16 },
  { tp: 4, dp: 4, moeTp: 1, moeEp: 16 },
  { tp: 1, dp: 32, moeTp: 1, moeEp: 32 },
];
const MODELS = [
  "deepseek-ai/DeepSeek-V3",
  "deepseek-ai/DeepSeek-V3.2",
  "nvidia/DeepSeek-V3.1-NVFP4",
  "moonshotai/Kimi-K2-Instruct",
  "nvidia/Kimi-K2.5-NVFP4",
  "zai-org/GLM-5",
  "MiniMaxAI/MiniMax-M2.5",
  "Qwen/Qwen3.5-397B-A17B",
];
/** Kernels are measured to a few per cent. */
const MEASURED = 1.03;

describe("the least that a step can take", () => {
  it.each(MODELS.flatMap((model) => BACKENDS.map((backend) => ({ model, backend }))))(
    "$model on $backend: above nothing and not above what kernels take, wide experts too",
    async ({ model, backend }) => {
      const predictor = await testPredictor();
      const wrong: string[] = [];
      for (const system of ["h100_sxm", "h200_sxm", "b200_sxm", "gb300"])
        for (const sizes of LAYOUTS) {
          const context = { model, backend, system, asEnginesRun: true };
          const [worker] = await predictor.workers(context, [{ ...SINGLE_GPU, ...sizes }], { role: "agg" });
          if (worker === undefined || worker instanceof Error) continue;
          const { roofline } = worker;
          const steps = [
            ...[1, 8, 64, 1024].map((load) => ({
              step: `${load} answers`,
              kernelsMs: () => worker.decodeStepMs(load, 2000),
              leastMs: roofline.decodeStepMs(load, 2000),
            })),
            ...[1, 64, 1000, 8000].map((tokens) => ({
              step: `a prompt of ${tokens}`,
              kernelsMs: () => worker.contextStepMs(1, tokens, 0),
              leastMs: roofline.contextStepMs(1, tokens, 0),
            })),
          ];
          for (const { step, kernelsMs, leastMs } of steps) {
            const price = priced(kernelsMs);
            if (price !== undefined && !(leastMs > 0 && leastMs <= MEASURED * price))
              wrong.push(`${system} ${JSON.stringify(sizes)} ${step}: ${leastMs} of ${price}`);
          }
        }
      expect(wrong).toEqual([]);
    },
  );
});

/** Nothing where nobody measured the step. */
function priced(price: () => number): number | undefined {
  try {
    return price();
  } catch {
    return undefined;
  }
}
