import { describe, expect, it } from "@jest/globals";
import { aliasIds, modelAlias } from "../../../src/perf/db/model-aliases.js";
import { defaultTasks } from "../../../src/search/run-default.js";
import { runSearch } from "../../../src/search/run-search.js";
import { testPredictor, testWorker } from "../../support/perf.js";

const CONTEXT = { system: "h200_sxm", backend: "vllm" } as const;

describe("an id that is not bundled and whose sizes are known", () => {
  it.each(aliasIds())("%s has the sizes of a bundled model and says so", async (id) => {
    const predictor = await testPredictor();
    const { sizesOf } = modelAlias(id)!;
    const [mine, theirs] = [id, sizesOf].map((model) => predictor.facts({ ...CONTEXT, model }));
    const { model, heads, layers, numbers, maxPositionEmbeddings } = await mine!;

    expect({ model, heads, layers, numbers }).toMatchObject({
      model: id,
      heads: (await theirs!).heads,
      layers: (await theirs!).layers,
      numbers: (await theirs!).numbers,
    });
    // releases of one shape differ in it
    expect(maxPositionEmbeddings).toBeUndefined();
  });

  it.each([
    "meta-llama/Llama-3.1-70B",
    "meta-llama/Llama-3.3-70B-Instruct",
    "deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
  ])(
    "%s has the room of the model that lends its sizes, where a larger share of memory is assumed",
    async (id) => {
      const { sizesOf } = modelAlias(id)!;
      const room = async (model: string) => {
        const worker = await testWorker(
          { system: "b60", backend: "vllm", model, asEnginesRun: true },
          { tp: 8 },
        );
        return worker.cacheTokens("agg", { asked: 2048, published: 2048 });
      };

      expect([await room(id), await room(sizesOf)]).toEqual([131_072, 131_072]);
    },
  );

  it("says what its sizes rest on with every answer", async () => {
    const worker = await testWorker({ ...CONTEXT, model: "nvidia/Llama-3.1-8B-Instruct-FP8" });

    expect(worker.basis).toBe(
      "sizes of meta-llama/Meta-Llama-3.1-8B; config.json of nvidia/Llama-3.1-8B-Instruct-FP8 was not read",
    );
  });

  it("says it in searches too", async () => {
    const model = "nvidia/Llama-3.1-8B-Instruct-FP8";
    const load = { lengths: { isl: 1000, osl: 100, prefix: 0 }, sla: { ttftMs: 1000, tpotMs: 50 } };
    const { tasks } = defaultTasks({ ...CONTEXT, ...load, model, totalGpus: 1 });
    const { experiments } = await runSearch({ predictor: await testPredictor() }, tasks.slice(0, 1));

    expect(experiments[0]?.notes.join(" ")).toContain("sizes of meta-llama/Meta-Llama-3.1-8B");
  });

  it("has the number formats of its own release, not of the sizes", async () => {
    const formats = async (model: string) =>
      (await (await testPredictor()).facts({ ...CONTEXT, model })).quant;

    expect((await formats("nvidia/Llama-3.1-8B-Instruct-FP8")).gemm).toBe(
      (await formats("nvidia/Llama-3.1-70B-Instruct-FP8")).gemm,
    );
    expect((await formats("meta-llama/Llama-3.3-70B-Instruct")).gemm).toBe("bfloat16");
    expect((await formats("google/gemma-4-31B-it")).gemm).toBe("bfloat16");
    expect(await formats("RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic")).toMatchObject({
      gemm: "fp8",
      kvcache: "bfloat16",
    });
    expect((await formats("Qwen/Qwen3.5-122B-A10B-FP8")).gemm).toBe("fp8_block");
  });

  it("is not guessed by likeness of the name", async () => {
    const predictor = await testPredictor();

    await expect(predictor.facts({ ...CONTEXT, model: "meta-llama/Llama-3.1-9B-Instruct" })).rejects.toThrow(
      /unknown model/,
    );
  });
});
