import { describe, expect, it } from "@jest/globals";
import { InvalidParallelismError } from "../../../src/perf/types.js";
import { testWorker, workedContext } from "../../support/perf.js";

/** 25,600 columns of a feed-forward layer: 3,200 a rank of eight are whole blocks of 128, 1,600 of sixteen are not. */
const run = { asEnginesRun: true } as const;

describe("a dense layer of FP8 blocks", () => {
  it.each(["vllm", "sglang"] as const)("is not cut through a block, as %s refuses it", async (backend) => {
    await expect(testWorker(workedContext(backend, run), { tp: 16 })).rejects.toThrow(
      InvalidParallelismError,
    );
    await expect(testWorker(workedContext(backend, run), { tp: 16 })).rejects.toThrow("FP8 block 128");
    await expect(testWorker(workedContext(backend, run), { tp: 8 })).resolves.toBeDefined();
  });

  it("is cut by the published method", async () => {
    await expect(testWorker(workedContext("vllm"), { tp: 16 })).resolves.toBeDefined();
  });

  it("is where nothing is known of a refusal, or the weights lie in none", async () => {
    await expect(testWorker(workedContext("trtllm", run), { tp: 16 })).resolves.toBeDefined();
    const plain = workedContext("vllm", { model: "Qwen/Qwen3-32B", ...run });
    await expect(testWorker(plain, { tp: 16 })).resolves.toBeDefined();
  });
});
