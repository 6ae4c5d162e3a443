import { describe, expect, it } from "@jest/globals";
import { scheduledOf } from "../../scripts/calibrate/scheduled.js";
import { SINGLE_GPU, type Backend, type Parallelism } from "../../src/domain/deployment.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import { expectationOf } from "../../src/simulate/expectation.js";
import { simulateDeployment } from "../../src/simulate/deployment-run.js";
import { closedLoad } from "../../src/simulate/loads.js";
import { openSystem } from "../../src/simulate/open-system.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";

// Pools of prefill workers that are full: who waits there is not at the decode workers, so a first token takes long and the
// tokens after it do not. Estimate and scheduler say the same of both.

const PROFILE = selectProfile("calibrated", PERF_DB_ROOT);
const EXPERTS: Partial<Parallelism> = { tp: 8, moeTp: 1, moeEp: 8 };

const FULL: readonly {
  readonly model: string;
  readonly backend: Backend;
  readonly system: string;
  readonly prefill: Partial<Parallelism>;
  readonly decode: Partial<Parallelism>;
}[] = [
  {
    model: "Qwen/Qwen3-32B-FP8",
    backend: "trtllm",
    system: "h200_sxm",
    prefill: { tp: 2 },
    decode: { tp: 2 },
  },
  {
    model: "nvidia/Llama-3.1-70B-Instruct-FP8",
    backend: "sglang",
    system: "h200_sxm",
    prefill: { tp: 4 },
    decode: { tp: 4 },
  },
  {
    model: "deepseek-ai/DeepSeek-V3",
    backend: "sglang",
    system: "h200_sxm",
    prefill: EXPERTS,
    decode: EXPERTS,
  },
  {
    model: "openai/gpt-oss-120b",
    backend: "vllm",
    system: "b200_sxm",
    prefill: { tp: 1 },
    decode: { tp: 2, moeTp: 2, moeEp: 1 },
  },
];

const PAIRS = [
  { prefillWorkers: 1, decodeWorkers: 3, isl: 4000, osl: 300 },
  { prefillWorkers: 1, decodeWorkers: 1, isl: 8000, osl: 500 },
  { prefillWorkers: 2, decodeWorkers: 2, isl: 1000, osl: 100 },
];

/** The wait is the difference of what the pools can do, so it is off by more than either. */
const WITHIN = 1.3;
const FIRST_WITHIN = 1.5;

describe("a full prefill pool", () => {
  it.each(FULL.flatMap((one) => PAIRS.map((pair) => ({ ...one, ...pair }))))(
    "$model on $backend, $prefillWorkers and $decodeWorkers workers, $isl/$osl: the estimate is what the scheduler says",
    async ({ model, backend, system, prefill, decode, prefillWorkers, decodeWorkers, isl, osl }) => {
      const pools = [
        { role: "prefill" as const, workers: prefillWorkers, parallelism: { ...SINGLE_GPU, ...prefill } },
        { role: "decode" as const, workers: decodeWorkers, parallelism: { ...SINGLE_GPU, ...decode } },
      ];
      const deployment = scheduledOf({ model, backend, system, mode: "disagg", quant: {}, pools });
      const lengths = { isl, osl, prefix: 0 };
      const opened = await openSystem(await testPredictor(), deployment, { prefix: 0, profile: PROFILE });
      for (const concurrency of [64, 128]) {
        const expected = expectationOf(opened, deployment, lengths, concurrency, PROFILE);
        // who waits for room is another matter
        if (expected.concurrency < concurrency) continue;
        const { figures } = expected;
        const load = closedLoad(concurrency, { requests: 4 * concurrency, isl, osl });
        const { result } = simulateDeployment(opened, { deployment, lengths, load, profile: PROFILE });
        const ratios = {
          ttft: result.ttftMs.mean / figures.ttftMs,
          tpot: result.tpotMs.mean / figures.tpotMs,
          rate: result.requestsPerSec / figures.requestsPerSec,
        };
        const off = Object.entries(ratios).filter(
          ([figure, ratio]) =>
            Math.abs(Math.log(ratio)) > Math.log(figure === "ttft" ? FIRST_WITHIN : WITHIN),
        );
        expect({ concurrency, off }).toEqual({ concurrency, off: [] });
      }
    },
  );
});
