import { describe, expect, it } from "@jest/globals";
import { BACKENDS, SINGLE_GPU, type Parallelism } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { bindOperator } from "../../../src/perf/ops/bind.js";
import { outdoneSystems } from "../../../src/perf/profile/hardware-figures.js";
import type { SystemSpec } from "../../../src/perf/system-spec.js";
import {
  MissingDataError,
  type Operator,
  type PricingContext,
  type StepQuery,
  type WorkerModel,
} from "../../../src/perf/types.js";
import { testPredictor } from "../../support/perf.js";

// As engines run, no operator takes longer than on a system of the same design that is no better in anything. Products and dense
// attention are left as they were measured.

const QUERY = { batch: 1, seq: 1, prefix: 0, tokens: 1 } as StepQuery;
const node = { gpusPerNode: 8, intraNodeBw: 9e11 };
const contextOf = (name: string, rest: object = {}): PricingContext =>
  ({ system: { name, node, ...rest } as unknown as SystemSpec, databaseMode: "SILICON" }) as PricingContext;
const operatorOf = (family: string, ms: Record<string, number>): Operator => ({
  ...{ name: "x", count: 1, scope: "tokens", weightBytes: 0 },
  needs: [{ family, table: "t", columns: [] }],
  bind: ({ system }) => {
    const price = ms[system.name];
    return () => {
      if (price === undefined) throw new MissingDataError("nothing");
      return price;
    };
  },
});

describe("an operator beside systems that its own outdoes", () => {
  const on = (family: string, ms: Record<string, number>, other = contextOf("slow")): number =>
    bindOperator(operatorOf(family, ms), { ...contextOf("fast"), outdone: [other] })(QUERY);

  it("takes what the least of them takes, and its own where that is less or nothing else was measured", () => {
    expect(on("moe", { fast: 3, slow: 2 })).toBe(2);
    expect(on("moe", { fast: 1, slow: 2 })).toBe(1);
    expect(on("moe", { fast: 3 })).toBe(3);
  });

  it("is a miss where its own system was not measured", () => {
    expect(() => on("moe", { slow: 2 })).toThrow(MissingDataError);
  });

  it("between GPUs is compared where nodes are alike, and products never", () => {
    expect(on("comm", { fast: 3, slow: 2 })).toBe(2);
    expect(on("comm", { fast: 3, slow: 2 }, contextOf("slow", { node: { ...node, gpusPerNode: 4 } }))).toBe(
      3,
    );
    expect(on("gemm", { fast: 3, slow: 2 })).toBe(3);
  });
});

describe("systems that one outdoes", () => {
  const measured = ["a100_sxm", "h100_sxm", "h200_sxm", "b200_sxm", "b300_sxm", "gb200", "gb300", "l40s"];
  it.each([
    ["h200_sxm", ["h100_sxm"]],
    ["b300_sxm", ["b200_sxm"]],
    ["gb200", ["b200_sxm"]],
    ["gb300", ["b200_sxm", "b300_sxm", "gb200"]],
    ["b200_sxm", []],
    ["l40s", []],
  ])("%s: %j", (system, expected) => {
    expect(outdoneSystems(system, measured)).toEqual(expected);
  });
});

const PAIRS = [
  { less: "h100_sxm", more: "h200_sxm", nodesAlike: true },
  { less: "b200_sxm", more: "b300_sxm", nodesAlike: true },
  { less: "b200_sxm", more: "gb200", nodesAlike: false },
  { less: "b300_sxm", more: "gb300", nodesAlike: false },
  { less: "gb200", more: "gb300", nodesAlike: true },
] as const;
const EXPERTS: readonly Partial<Parallelism>[] = [
  { tp: 8, moeTp: 8 },
  { tp: 8, moeEp: 8 },
  { dp: 8, moeEp: 8 },
  { tp: 4, moeEp: 4 },
];
const MODELS = [
  { model: "meta-llama/Meta-Llama-3.1-8B", layouts: [{ tp: 2 }, { tp: 8 }] },
  { model: "nvidia/DeepSeek-V3.1-NVFP4", layouts: EXPERTS },
  { model: "nvidia/Kimi-K2.5-NVFP4", layouts: EXPERTS },
  { model: "nvidia/GLM-5-NVFP4", layouts: EXPERTS },
  { model: "openai/gpt-oss-120b", layouts: EXPERTS },
  { model: "Qwen/Qwen3.5-397B-A17B-FP8", layouts: EXPERTS },
];
const STEPS = [
  ...[256, 1024, 8192].map((seq) => ["context", { batch: 1, seq, prefix: 0, tokens: seq }] as const),
  ...[1, 16, 256].map((batch) => ["generation", { batch, seq: 2000, prefix: 0, tokens: batch }] as const),
];
const LEFT = /gemm|attention|logits/;
/** alone, or beside experts */
const BETWEEN_GPUS = /ar$|ar_|allreduce|dispatch|overlap|p2p/;
/** what products that are part of a composition differ by */
const PRODUCTS = 1.2;

type Place = { readonly model: string; readonly backend: (typeof BACKENDS)[number]; readonly system: string };

async function workerOf(place: Place, sizes: Partial<Parallelism>): Promise<WorkerModel | undefined> {
  try {
    const [worker] = await (
      await testPredictor()
    ).workers({ ...place, asEnginesRun: true }, [{ ...SINGLE_GPU, ...sizes }], {
      role: "agg",
      purpose: "search",
    });
    return worker instanceof Error ? undefined : worker;
  } catch (error) {
    if (error instanceof UserError || error instanceof MissingDataError) return undefined;
    throw error;
  }
}

describe("operators of faster systems", () => {
  it.each(MODELS.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "$model on $backend: none takes longer",
    async ({ model, backend, layouts }) => {
      const slower: string[] = [];
      for (const sizes of layouts)
        for (const { less, more, nodesAlike } of PAIRS) {
          const [a, b] = [
            await workerOf({ model, backend, system: less }, sizes),
            await workerOf({ model, backend, system: more }, sizes),
          ];
          if (a === undefined || b === undefined) continue;
          for (const [phase, step] of STEPS) {
            const [before, after] = [pricesOf(a, phase, step), pricesOf(b, phase, step)];
            for (const [name, ms] of after ?? []) {
              if (LEFT.test(name) || (!nodesAlike && BETWEEN_GPUS.test(name))) continue;
              const allowed = /block|overlap/.test(name) ? PRODUCTS : 1.001;
              if (ms > allowed * (before?.get(name) ?? Infinity))
                slower.push(
                  `${more} ${JSON.stringify(sizes)} ${name} ${phase} ${step.tokens}: ${ms} above ${before!.get(name)}`,
                );
            }
          }
        }
      expect(slower).toEqual([]);
    },
  );
});

function pricesOf(
  worker: WorkerModel,
  phase: "context" | "generation",
  step: StepQuery,
): ReadonlyMap<string, number> | undefined {
  try {
    return new Map(worker.breakdown(phase, step).map(({ name, ms }) => [name, ms]));
  } catch (error) {
    if (error instanceof MissingDataError) return undefined;
    throw error;
  }
}
