import { describe, expect, it } from "@jest/globals";
import { MissingDataError } from "../../../src/perf/types.js";
import { testWorker } from "../../support/perf.js";

// Eight bits cost a small product more than they save, but never a multiple: rows that were timed without CUDA graphs say so.
const MOST = 1.3;

const MODELS = [
  { model: "Qwen/Qwen3-32B", tp: 2, moeEp: 1 },
  { model: "Qwen/Qwen3-32B", tp: 8, moeEp: 1 },
  { model: "Qwen/Qwen3-30B-A3B", tp: 4, moeEp: 4 },
  { model: "Qwen/Qwen3-235B-A22B", tp: 8, moeEp: 8 },
];
const cases = ["h100_sxm", "b200_sxm", "gb200"].flatMap((system) =>
  ["current", "next"].flatMap((backendVersion) => MODELS.map((row) => ({ system, backendVersion, ...row }))),
);

describe("vLLM as it runs decodes a checkpoint in FP8 blocks no slower than bfloat16, but for the overhead", () => {
  it.each(cases)(
    "$model on $tp $system, $backendVersion",
    async ({ model, system, backendVersion, ...sizes }) => {
      const [whole, blocks] = await Promise.all(
        [model, `${model}-FP8`].map((name) =>
          testWorker({ model: name, system, backend: "vllm", backendVersion, asEnginesRun: true }, sizes),
        ),
      );
      for (const batch of [1, 8, 64])
        expect(blocks!.decodeStepMs(batch, 2100) / whole!.decodeStepMs(batch, 2100)).toBeLessThan(MOST);
    },
  );
});

describe("where no products of FP8 blocks are left that were timed as engines run", () => {
  it.each(["l40s", "rtx_pro_6000_server"])(
    "%s has none, and an estimate no slower than bfloat16",
    async (system) => {
      const context = { model: "Qwen/Qwen3-32B-FP8", system, backend: "vllm", asEnginesRun: true } as const;
      const measured = await testWorker(context, { tp: 4 });
      const [blocks, whole] = await Promise.all([
        testWorker({ ...context, databaseMode: "HYBRID" }, { tp: 4 }),
        testWorker({ ...context, model: "Qwen/Qwen3-32B" }, { tp: 4 }),
      ]);

      expect(() => measured.decodeStepMs(8, 2100)).toThrow(MissingDataError);
      for (const batch of [1, 8, 64])
        expect(blocks.decodeStepMs(batch, 2100)).toBeLessThan(MOST * whole.decodeStepMs(batch, 2100));
    },
  );
});
