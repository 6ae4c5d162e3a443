import { beforeAll, describe, expect, it } from "@jest/globals";
import { type Deployment } from "../../src/domain/deployment.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import { simulateDeployment } from "../../src/simulate/deployment-run.js";
import { closedLoad, poissonLoad } from "../../src/simulate/loads.js";
import { openSystem } from "../../src/simulate/open-system.js";
import type { SimulationResult } from "../../src/simulate/statistics.js";
import type { Load } from "../../src/simulate/types.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";

// One step-time curve whatever the load: more arrivals, more requests in flight or a shorter cached beginning never help.

const sizes = (tp: number): Deployment["pools"][number]["parallelism"] => ({
  ...{ tp, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 },
});
const pool = (
  role: "agg" | "prefill" | "decode",
  workers: number,
  tp: number,
): Deployment["pools"][number] => ({
  ...{ role, system: "h100_sxm", parallelism: sizes(tp), workers, batchSize: 1, settings: {} },
});
const DEPLOYMENTS: Readonly<Record<string, Deployment>> = Object.fromEntries(
  (["vllm", "sglang", "trtllm"] as const).flatMap((backend) => {
    const common = {
      model: "Qwen/Qwen3-32B-FP8",
      backend,
      backendVersion: "current",
      replicas: 1,
      quant: {},
    };
    return [
      [`${backend} agg`, { ...common, mode: "agg", pools: [pool("agg", 2, 2)] }],
      [
        `${backend} disagg`,
        { ...common, mode: "disagg", pools: [pool("prefill", 2, 1), pool("decode", 1, 2)] },
      ],
    ] as [string, Deployment][];
  }),
);
const ISL = 600;
const OSL = 120;

let run: (name: string, load: Load, prefix?: number) => Promise<SimulationResult>;

beforeAll(async () => {
  const predictor = await testPredictor();
  const profile = selectProfile("calibrated", PERF_DB_ROOT);
  run = async (name, load, prefix = 0) => {
    const deployment = DEPLOYMENTS[name]!;
    const system = await openSystem(predictor, deployment, { prefix });
    return simulateDeployment(system, { deployment, lengths: { isl: ISL, osl: OSL, prefix }, load, profile })
      .result;
  };
});

describe.each(Object.keys(DEPLOYMENTS))("%s", (name) => {
  const rate = (perSec: number): Load => poissonLoad(perSec, 1, { requests: 500, isl: ISL, osl: OSL });

  it("more arrivals a second: no latency falls", async () => {
    const found: SimulationResult[] = [];
    for (const perSec of [1, 4, 8, 14, 20, 30]) found.push(await run(name, rate(perSec)));
    for (let i = 1; i < found.length; i++)
      for (const figure of ["tpotMs", "requestLatencyMs"] as const)
        expect(found[i]![figure].mean).toBeGreaterThanOrEqual(found[i - 1]![figure].mean * 0.99);
  });

  it("more arrivals than can be served: no fewer are served", async () => {
    let most = 0;
    for (const perSec of [20, 30, 45, 70, 120, 400]) {
      const { requestsPerSec } = await run(name, rate(perSec));
      expect(requestsPerSec).toBeGreaterThanOrEqual(most * 0.97);
      most = Math.max(most, requestsPerSec);
    }
  });

  it("more requests in flight: neither TPOT nor throughput falls", async () => {
    const found: SimulationResult[] = [];
    for (const concurrency of [1, 4, 16, 48, 96])
      found.push(
        await run(
          name,
          closedLoad(concurrency, { requests: Math.max(60, 6 * concurrency), isl: ISL, osl: OSL }),
        ),
      );
    for (let i = 1; i < found.length; i++) {
      expect(found[i]!.tpotMs.mean).toBeGreaterThanOrEqual(found[i - 1]!.tpotMs.mean * 0.98);
      expect(found[i]!.requestsPerSec).toBeGreaterThanOrEqual(found[i - 1]!.requestsPerSec * 0.98);
    }
  });

  it("a prompt whose beginning is cached comes no later", async () => {
    const found: SimulationResult[] = [];
    for (const prefix of [0, 256, 560]) found.push(await run(name, rate(8), prefix));
    for (let i = 1; i < found.length; i++) {
      expect(found[i]!.ttftMs.mean).toBeLessThanOrEqual(found[i - 1]!.ttftMs.mean * 1.01);
      expect(found[i]!.requestLatencyMs.mean).toBeLessThanOrEqual(found[i - 1]!.requestLatencyMs.mean * 1.01);
    }
  });
});
