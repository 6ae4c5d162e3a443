import { describe, expect, it } from "@jest/globals";
import { BACKENDS, SINGLE_GPU, type Backend, type Parallelism } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { decodeSteps, LOADS, prefillTimes } from "../../../src/perf/profile/replica-physics.js";
import { MissingDataError } from "../../../src/perf/types.js";
import { testPredictor } from "../../support/perf.js";

// Operators, as engines run, of a checkpoint in 8 bits beside the same model in 16: none takes longer, at any load or length.

const DENSE = [{ tp: 1 }, { tp: 2 }, { tp: 4 }, { tp: 8 }];
const EXPERTS = [
  { tp: 8, moeTp: 8 },
  { tp: 8, moeEp: 8 },
  { dp: 8, moeEp: 8 },
  { tp: 4, moeTp: 4 },
  { tp: 2, moeTp: 2 },
];
const PAIRS = [
  { wide: "Qwen/Qwen3-32B", narrow: "Qwen/Qwen3-32B-FP8", layouts: DENSE },
  { wide: "meta-llama/Meta-Llama-3.1-8B", narrow: "nvidia/Llama-3.1-8B-Instruct-FP8", layouts: DENSE },
  { wide: "Qwen/Qwen3-30B-A3B", narrow: "Qwen/Qwen3-30B-A3B-FP8", layouts: EXPERTS },
  { wide: "Qwen/Qwen3-235B-A22B", narrow: "Qwen/Qwen3-235B-A22B-FP8", layouts: EXPERTS },
  { wide: "zai-org/GLM-5", narrow: "zai-org/GLM-5-FP8", layouts: EXPERTS },
];
const SYSTEMS = ["h100_sxm", "h200_sxm", "b200_sxm", "b300_sxm", "gb200"];
const LENGTHS = [
  { isl: 1024, osl: 1024, prefix: 0 },
  { isl: 8000, osl: 200, prefix: 0 },
];

interface Place {
  readonly model: string;
  readonly backend: Backend;
  readonly system: string;
  readonly sizes: Partial<Parallelism>;
  readonly databaseMode?: "SILICON" | "HYBRID";
}

/** Milliseconds by name; nothing where the model, the layout or its tables are not there. */
async function operatorsOf({
  model,
  backend,
  system,
  sizes,
  databaseMode = "SILICON",
}: Place): Promise<Map<string, number> | undefined> {
  const context = { model, backend, system, databaseMode, asEnginesRun: true };
  const options = { role: "agg", purpose: "search" } as const;
  try {
    const [worker] = await (await testPredictor()).workers(context, [{ ...SINGLE_GPU, ...sizes }], options);
    if (worker === undefined || worker instanceof Error) return undefined;
    const found = new Map<string, number>();
    for (const lengths of LENGTHS) {
      const { prefillMs, sharedPrefillMs } = prefillTimes(worker, lengths);
      found.set(`prefill of ${lengths.isl}`, prefillMs).set(`shared of ${lengths.isl}`, sharedPrefillMs);
      const { decodeMs } = decodeSteps(worker, lengths);
      LOADS.slice(0, 8).forEach((load, i) => found.set(`step of ${load} after ${lengths.isl}`, decodeMs[i]!));
    }
    return found;
  } catch (error) {
    if (error instanceof UserError || error instanceof MissingDataError) return undefined;
    throw error;
  }
}

describe("8 bits against 16, operator by operator", () => {
  it.each(PAIRS.flatMap((pair) => BACKENDS.map((backend) => ({ ...pair, backend }))))(
    "$narrow on $backend takes no longer than $wide",
    async ({ wide, narrow, layouts, backend }) => {
      const longer: string[] = [];
      for (const system of SYSTEMS)
        for (const sizes of layouts) {
          const slow = await operatorsOf({ model: wide, backend, system, sizes });
          const fast = await operatorsOf({ model: narrow, backend, system, sizes });
          for (const [name, ms] of fast ?? [])
            if (ms > 1.0005 * (slow?.get(name) ?? Infinity))
              longer.push(`${system} ${JSON.stringify(sizes)} ${name}: ${ms} above ${slow!.get(name)}`);
        }
      expect(longer).toEqual([]);
    },
  );
});

/** Static FP8 has no kernel that scales the input of its products; those of 4 bits have. */
const FUSED = 1.02;

describe("4 bits against 8, experts that were estimated", () => {
  const NARROWER = [
    {
      wide: "nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8",
      narrow: "nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4",
    },
    { wide: "Qwen/Qwen3-235B-A22B-FP8", narrow: "nvidia/Qwen3-235B-A22B-NVFP4" },
    { wide: "MiniMaxAI/MiniMax-M2.5", narrow: "nvidia/MiniMax-M2.5-NVFP4" },
  ];

  it.each(NARROWER)("$narrow on vLLM and Blackwell takes no longer than $wide", async ({ wide, narrow }) => {
    const longer: string[] = [];
    let asked = 0;
    for (const system of ["b200_sxm", "b300_sxm", "gb200"])
      for (const sizes of EXPERTS) {
        const place = { backend: "vllm", system, sizes, databaseMode: "HYBRID" } as const;
        const slow = await operatorsOf({ ...place, model: wide });
        const fast = await operatorsOf({ ...place, model: narrow });
        for (const [name, ms] of fast ?? []) {
          asked++;
          if (ms > FUSED * (slow?.get(name) ?? Infinity))
            longer.push(`${system} ${JSON.stringify(sizes)} ${name}: ${ms} above ${slow!.get(name)}`);
        }
      }
    expect(longer).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  });
});
