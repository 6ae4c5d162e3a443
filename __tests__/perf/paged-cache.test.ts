import { describe, expect, it } from "@jest/globals";
import { admit } from "../../src/perf/estimate/admission.js";
import type { MemoryCheck, WorkerContext } from "../../src/perf/types.js";
import { testWorker } from "../support/perf.js";

// Loads of the training file that ran, and that starved: an engine that is known to run is never refused.

async function memoryAt(
  context: WorkerContext,
  [tp, isl, osl]: readonly [number, number, number],
): Promise<(batch: number) => MemoryCheck> {
  const moeTp = context.model.startsWith("Qwen") ? 1 : tp;
  const worker = await testWorker({ ...context, asEnginesRun: true }, { tp, moeTp });
  return (batch) => worker.memory("agg", batch, { isl, osl, prefix: 0 }, isl);
}

const R1 = "deepseek-ai/DeepSeek-R1";
const MINIMAX = { model: "MiniMaxAI/MiniMax-M2.5", backend: "vllm" as const, system: "b200_sxm" };

describe("memory as engines fill it", () => {
  it.each([
    [
      "DeepSeek-R1, SGLang, four B200",
      { model: R1, backend: "sglang", system: "b200_sxm" },
      [4, 8192, 1024],
      8,
    ],
    [
      "DeepSeek-R1, SGLang, eight B200",
      { model: R1, backend: "sglang", system: "b200_sxm" },
      [8, 1024, 8192],
      256,
    ],
    ["MiniMax-M2.5, vLLM, two B200", MINIMAX, [2, 1024, 1024], 512],
  ] as const)("%s: what ran fits", async (_name, context, shape, batch) => {
    const at = await memoryAt(context, shape);
    expect(at(batch).verdict).toBe("fits");
    expect(admit(batch, 1, (n) => at(n).verdict === "fits").admitted).toBe(batch);
  });

  it("TensorRT-LLM reserves whole answers: what does not fit waits at the door", async () => {
    const at = await memoryAt(
      { model: "Qwen/Qwen3-32B", backend: "trtllm", system: "h100_sxm" },
      [2, 8000, 1000],
    );
    const { admitted } = admit(48, 1, (n) => at(n).verdict === "fits");
    expect(admitted).toBeLessThan(40);
    expect(at(admitted).verdict).toBe("fits");
    expect(at(admitted + 1).verdict).not.toBe("fits");
  });

  it("what weights alone overfill does not fit, whatever the share", async () => {
    const at = await memoryAt({ model: R1, backend: "sglang", system: "h200_sxm" }, [2, 1024, 1024]);
    expect(at(1).verdict).toBe("oom");
  });
});
