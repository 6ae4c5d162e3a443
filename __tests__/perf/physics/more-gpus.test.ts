import { describe, expect, it } from "@jest/globals";
import { BACKENDS, SINGLE_GPU, type Parallelism } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { MissingDataError, type WorkerModel } from "../../../src/perf/types.js";
import { testPredictor } from "../../support/perf.js";

// As engines run, what a rank computes takes no longer where more GPUs share the work: each has part of what one of fewer had.
// What GPUs tell each other may take longer; it is not looked at.

const MODELS = [
  "openai/gpt-oss-120b",
  "nvidia/Qwen3-235B-A22B-NVFP4",
  "Qwen/Qwen3-30B-A3B-FP8",
  "deepseek-ai/DeepSeek-V3",
  "MiniMaxAI/MiniMax-M2.5",
];
const SYSTEMS = ["h100_sxm", "h200_sxm", "b200_sxm", "gb200"];
const STEPS: readonly (readonly [Partial<Parallelism>, Partial<Parallelism>])[] = [
  [{ tp: 1 }, { tp: 2, moeTp: 2 }],
  [
    { tp: 2, moeTp: 2 },
    { tp: 4, moeTp: 4 },
  ],
  [
    { tp: 4, moeTp: 4 },
    { tp: 8, moeTp: 8 },
  ],
  [{ tp: 1 }, { tp: 2, moeEp: 2 }],
  [
    { tp: 2, moeEp: 2 },
    { tp: 4, moeEp: 4 },
  ],
  [
    { tp: 4, moeEp: 4 },
    { tp: 8, moeEp: 8 },
  ],
];
const TOKENS = [1, 16, 128, 1024, 8192];

type Place = { readonly model: string; readonly backend: (typeof BACKENDS)[number]; readonly system: string };

async function workerOf(
  place: Place,
  sizes: Partial<Parallelism>,
  databaseMode: "SILICON" | "HYBRID",
): Promise<WorkerModel | undefined> {
  const context = { ...place, databaseMode, asEnginesRun: true };
  try {
    const [worker] = await (
      await testPredictor()
    ).workers(context, [{ ...SINGLE_GPU, ...sizes }], { role: "agg", purpose: "search" });
    return worker instanceof Error ? undefined : worker;
  } catch (error) {
    if (error instanceof UserError || error instanceof MissingDataError) return undefined;
    throw error;
  }
}

/** Milliseconds of the routed experts of a step; nothing where no table knows them. */
function expertsMs(worker: WorkerModel, tokens: number): number | undefined {
  try {
    const step = { batch: 1, seq: tokens, prefix: 0, tokens };
    return worker.breakdown("context", step).find(({ name }) => name === "moe")?.ms;
  } catch (error) {
    if (error instanceof MissingDataError) return undefined;
    throw error;
  }
}

describe("experts on more GPUs take no longer", () => {
  for (const databaseMode of ["SILICON", "HYBRID"] as const)
    it.each(MODELS)(`%s, ${databaseMode}`, async (model) => {
      const slower: string[] = [];
      let asked = 0;
      for (const backend of BACKENDS)
        for (const system of SYSTEMS)
          for (const [fewer, more] of STEPS) {
            const place = { model, backend, system };
            const [a, b] = [
              await workerOf(place, fewer, databaseMode),
              await workerOf(place, more, databaseMode),
            ];
            if (a === undefined || b === undefined) continue;
            for (const tokens of TOKENS) {
              const [before, after] = [expertsMs(a, tokens), expertsMs(b, tokens)];
              if (before === undefined || after === undefined) continue;
              asked++;
              if (after > before * 1.001)
                slower.push(
                  `${backend} ${system} ${JSON.stringify(more)} at ${tokens}: ${before.toFixed(2)} to ${after.toFixed(2)} ms`,
                );
            }
          }
      expect(asked).toBeGreaterThan(60);
      expect(slower).toEqual([]);
    });
});

describe("a split that was never measured", () => {
  it("is estimated from the same experts over as many GPUs", async () => {
    const place = { model: "openai/gpt-oss-120b", backend: "trtllm", system: "h200_sxm" } as const;
    const [byWidth, byExpert] = [
      await workerOf(place, { tp: 4, moeTp: 4 }, "HYBRID"),
      await workerOf(place, { tp: 4, moeEp: 4 }, "SILICON"),
    ];
    const whole = await workerOf(place, { tp: 1 }, "SILICON");
    for (const tokens of TOKENS) {
      const [estimated, measured] = [expertsMs(byWidth!, tokens)!, expertsMs(byExpert!, tokens)!];
      expect(estimated / measured).toBeGreaterThan(0.8);
      expect(estimated / measured).toBeLessThan(1.25);
      expect(estimated).toBeLessThanOrEqual(expertsMs(whole!, tokens)!);
    }
  });
});
