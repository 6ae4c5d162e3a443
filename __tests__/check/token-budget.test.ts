import { describe, expect, it } from "@jest/globals";
import { stepsToFirstToken, withinBudget } from "../../src/check/stages/token-budget.js";

const lengths = { isl: 4000, osl: 500, prefix: 0 };

describe("the fewest steps before a first token", () => {
  it.each([
    ["one prompt, cut", { budget: 512, requests: 1, lengths }, 8],
    ["one that fits a step", { budget: 8192, requests: 1, lengths }, 1],
    [
      "what is cached is not computed",
      { budget: 500, requests: 1, lengths: { ...lengths, prefix: 3000 } },
      2,
    ],
    ["more requests than a step ends", { budget: 64, requests: 16, lengths }, 625],
    ["as many as it ends", { budget: 144, requests: 16, lengths }, 28],
    ["one prompt, of which a step takes a part", { budget: 8192, share: 16, requests: 1, lengths }, 250],
    ["a part larger than the budget", { budget: 64, share: 512, requests: 0, lengths }, 63],
    ["none but its own", { budget: 64, requests: 0, lengths }, 63],
  ])("%s", (_name, asked, steps) => {
    expect(stepsToFirstToken(asked)).toBe(steps);
  });

  it("falls with the budget and rises with the load", () => {
    const at = (budget: number, requests: number): number => stepsToFirstToken({ budget, requests, lengths });
    for (const budget of [16, 64, 256, 1024, 4096])
      for (const requests of [1, 4, 16, 64]) {
        expect(at(budget * 2, requests)).toBeLessThanOrEqual(at(budget, requests));
        expect(at(budget, requests * 2)).toBeGreaterThanOrEqual(at(budget, requests));
      }
  });
});

describe("what a deployment carries when nobody states its load", () => {
  const carries = async (
    { backend = "vllm", budget = 512 }: { backend?: string; budget?: number },
    stated: object,
  ): Promise<number> => {
    const pool = { role: "agg", workers: 1, parallelism: { dp: 1 }, settings: { maxNumTokens: budget } };
    const one = {
      deployment: { mode: "agg", backend, replicas: 2, pools: [pool] },
      manifest: { workers: [] },
      settings: { workload: { ...lengths, ...stated }, sla: { ttftMs: 2000 } },
    } as unknown as Parameters<typeof withinBudget>[0];
    const at = (concurrency: number) =>
      ({ prediction: { concurrency, tpotMs: 10 } }) as unknown as Parameters<typeof withinBudget>[1];
    const point = await withinBudget(one, at(200), ({ concurrency = 0 }) => Promise.resolve(at(concurrency)));
    return point.prediction.concurrency;
  };

  it.each([
    ["no more than its steps can take: 2 ranks x 512 x (500 + 200) / 4,500", {}, {}, 158],
    ["all of it where a step takes a prompt", { budget: 4000 }, {}, 200],
    ["one request a rank at least", { budget: 1 }, {}, 2],
    ["all of it on SGLang, whose budget is of prompts alone", { backend: "sglang" }, {}, 200],
    ["a stated load stays", {}, { concurrency: 200 }, 200],
    ["a stated rate stays", {}, { requestRate: 5 }, 200],
  ])("%s", async (_name, worker, stated, carried) => {
    expect(await carries(worker, stated)).toBe(carried);
  });
});
