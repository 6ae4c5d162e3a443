import { beforeAll, describe, expect, it } from "@jest/globals";
import { BACKENDS, SINGLE_GPU, type Backend, type Parallelism } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { estimateDeployed } from "../../../src/perf/estimate/deployed.js";
import type { EstimateRequest, EstimateResult } from "../../../src/perf/estimate/request.js";
import type { PricedPredictor } from "../../../src/perf/predictor.js";
import type { Profile } from "../../../src/perf/profile/profile.js";
import { LOADS } from "../../../src/perf/profile/replica-physics.js";
import { selectProfile } from "../../../src/perf/profile/select.js";
import type { WorkerModel } from "../../../src/perf/types.js";
import { PERF_DB_ROOT, testPredictor } from "../../support/perf.js";

// What hardware orders stays in order whatever was measured: faster memory on one die, 8 bits against 16, shorter prompts. Where
// the operators' own tables say otherwise, their order is kept and nothing is added to it.

let predictor: PricedPredictor;
let profile: Profile;
beforeAll(async () => {
  predictor = await testPredictor();
  profile = selectProfile("calibrated", PERF_DB_ROOT);
});

interface Asked {
  readonly model: string;
  readonly backend: Backend;
  readonly system: string;
  readonly sizes: Partial<Parallelism>;
  readonly isl: number;
  readonly osl: number;
}

/** The worker and its answers at loads; nothing where a clear refusal is the answer. */
interface Seen {
  readonly worker: WorkerModel;
  readonly at: ReadonlyMap<number, EstimateResult>;
}

const AT = [1, 4, 16, 64];

async function seen({ model, backend, system, sizes, isl, osl }: Asked): Promise<Seen | undefined> {
  const context = { model, backend, system };
  const request: EstimateRequest = { context, parallelism: sizes, isl, osl };
  const at = new Map<number, EstimateResult>();
  try {
    for (const concurrency of AT) {
      const found = await estimateDeployed(predictor, { ...request, concurrency, profile });
      // who waits for memory waits for a room that the other side has
      if (!found.notes.join().includes("memory holds")) at.set(concurrency, found);
    }
    const asRun = { ...context, asEnginesRun: true };
    const [worker] = await predictor.workers(asRun, [{ ...SINGLE_GPU, ...sizes }], { role: "agg" });
    return worker === undefined || worker instanceof Error ? undefined : { worker, at };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** How much longer the operators of one worker take than those of another at most, in a prompt and in steps. */
function operators(one: Seen, other: Seen, { isl, osl }: Asked): number {
  const middle = isl + Math.floor(osl / 2) + 1;
  const ratios = [one.worker.contextStepMs(1, isl, 0) / other.worker.contextStepMs(1, isl, 0)];
  for (const batch of LOADS.filter((load) => load <= 64))
    ratios.push(one.worker.decodeStepMs(batch, middle) / other.worker.decodeStepMs(batch, middle));
  return Math.max(1, ...ratios);
}

/** Rounding of lengths and straight lines between loads. */
const SLACK = 1.05;

function expectNotSlower(fast: Seen, slow: Seen, asked: Asked, what: string): void {
  const allowed = SLACK * operators(fast, slow, asked);
  for (const [load, young] of fast.at) {
    const old = slow.at.get(load);
    if (old === undefined) continue;
    for (const figure of ["tpotMs", "requestLatencyMs"] as const)
      expect({
        what,
        load,
        figure,
        ratio: young[figure] / old[figure] <= allowed ? 1 : young[figure],
      }).toEqual({ what, load, figure, ratio: 1 });
    // who answers faster lets the same prompts come back sooner, and they wait for each other: TTFT alone tells nothing there
    if (load === 1) expect(young.ttftMs / old.ttftMs).toBeLessThanOrEqual(allowed);
  }
}

const DENSE = [{ tp: 1 }, { tp: 2 }, { tp: 4 }, { tp: 8 }];
const EXPERTS = [
  { tp: 8, moeTp: 8, moeEp: 1 },
  { tp: 8, moeTp: 1, moeEp: 8 },
  { tp: 1, dp: 8, moeTp: 1, moeEp: 8 },
  { tp: 4, moeTp: 4, moeEp: 1 },
];
const LENGTHS = [
  { isl: 1024, osl: 1024 },
  { isl: 8000, osl: 200 },
];

const ONE_DIE = [
  { model: "meta-llama/Meta-Llama-3.1-8B", layouts: DENSE },
  { model: "Qwen/Qwen3-32B", layouts: DENSE },
  { model: "Qwen/Qwen3-32B-FP8", layouts: DENSE },
  { model: "nvidia/Llama-3.1-70B-Instruct-FP8", layouts: DENSE },
  { model: "MiniMaxAI/MiniMax-M2.5", layouts: EXPERTS },
  { model: "openai/gpt-oss-120b", layouts: EXPERTS },
  { model: "Qwen/Qwen3-235B-A22B-FP8", layouts: EXPERTS },
  { model: "deepseek-ai/DeepSeek-V3", layouts: EXPERTS },
] as const;

describe("faster memory on one die", () => {
  it.each(ONE_DIE.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "$model on $backend: no answer of H200 takes longer than that of H100",
    async ({ model, backend, layouts }) => {
      for (const sizes of layouts)
        for (const lengths of LENGTHS) {
          const asked = { model, backend, sizes, ...lengths };
          const slow = await seen({ ...asked, system: "h100_sxm" });
          const fast = await seen({ ...asked, system: "h200_sxm" });
          if (slow === undefined || fast === undefined) continue;
          const what = `${JSON.stringify(sizes)} ${lengths.isl}/${lengths.osl}`;
          expectNotSlower(fast, slow, { ...asked, system: "h200_sxm" }, what);
        }
    },
  );
});

const WIDTHS = [
  { wide: "Qwen/Qwen3-32B", narrow: "Qwen/Qwen3-32B-FP8", layouts: DENSE },
  { wide: "meta-llama/Meta-Llama-3.1-70B", narrow: "nvidia/Llama-3.1-70B-Instruct-FP8", layouts: DENSE },
  { wide: "Qwen/Qwen3-235B-A22B", narrow: "Qwen/Qwen3-235B-A22B-FP8", layouts: EXPERTS },
  { wide: "Qwen/Qwen3.5-397B-A17B", narrow: "Qwen/Qwen3.5-397B-A17B-FP8", layouts: EXPERTS },
] as const;

describe("8 bits against 16", () => {
  it.each(WIDTHS.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "$narrow on $backend takes no longer than $wide",
    async ({ wide, narrow, layouts, backend }) => {
      for (const system of ["h100_sxm", "h200_sxm", "b200_sxm", "b300_sxm"])
        for (const sizes of layouts)
          for (const lengths of LENGTHS) {
            const asked = { backend, system, sizes, ...lengths };
            const slow = await seen({ ...asked, model: wide });
            const fast = await seen({ ...asked, model: narrow });
            if (slow === undefined || fast === undefined) continue;
            const what = `${system} ${JSON.stringify(sizes)} ${lengths.isl}/${lengths.osl}`;
            expectNotSlower(fast, slow, { ...asked, model: narrow }, what);
          }
    },
  );
});

describe("a longer prompt", () => {
  const ISL = [32, 64, 128, 200, 256, 384, 500, 768, 1024, 1500, 2048, 3000, 4000, 8000];
  const MODELS = [
    { model: "Qwen/Qwen3-32B", sizes: { tp: 2 } },
    { model: "Qwen/Qwen3-235B-A22B", sizes: { tp: 8, moeTp: 8, moeEp: 1 } },
    { model: "Qwen/Qwen3-235B-A22B", sizes: { tp: 8, moeTp: 1, moeEp: 8 } },
    { model: "MiniMaxAI/MiniMax-M2.5", sizes: { tp: 4, moeTp: 4, moeEp: 1 } },
    { model: "deepseek-ai/DeepSeek-V3", sizes: { tp: 1, dp: 8, moeTp: 1, moeEp: 8 } },
  ];

  it.each(MODELS.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "$model $sizes on $backend: TTFT of a lone request and the upper end of its band do not fall",
    async ({ model, sizes, backend }) => {
      for (const system of ["h100_sxm", "b200_sxm"]) {
        let before: EstimateResult | undefined;
        for (const isl of ISL) {
          const found = (await seen({ model, sizes, backend, system, isl, osl: 200 }))?.at.get(1);
          if (found === undefined) continue;
          if (before !== undefined) {
            expect(found.ttftMs).toBeGreaterThanOrEqual(before.ttftMs * 0.95);
            expect(found.bands!.ttftMs[1]).toBeGreaterThanOrEqual(before.bands!.ttftMs[1] * 0.95);
          }
          before = found;
        }
      }
    },
  );
});
