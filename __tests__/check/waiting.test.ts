import { describe, expect, it } from "@jest/globals";
import type { Prediction } from "../../src/domain/prediction.js";
import { openCheckDeps } from "../../src/check/open.js";
import { simulateDeployment } from "../../src/simulate/deployment-run.js";
import { closedLoad } from "../../src/simulate/loads.js";
import { openSystem } from "../../src/simulate/open-system.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";
import { checkManifest } from "../support/check-manifest.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const SEATS = 16;
const WORKLOAD = { isl: 2000, osl: 200, prefix: 0 };
const worker = (role: "agg" | "prefill" | "decode"): WorkerParts => ({
  name: role,
  ...(role === "agg" ? {} : { subType: role }),
  gpu: '"1"',
  command: "[python3, -m, dynamo.vllm]",
  args: [
    "- --model\n- meta-llama/Meta-Llama-3.1-8B",
    ...(role === "prefill" ? [] : [`- --max-num-seqs\n- '${SEATS}'`]),
    ...(role === "agg" ? [] : [`- --disaggregation-mode\n- ${role}`]),
  ].join("\n"),
});
const MODES = [
  ["aggregated", [worker("agg")]],
  ["disaggregated", [worker("prefill"), worker("decode")]],
] as const;

async function at(workers: readonly WorkerParts[], concurrency: number, ttftMs = 60000): Promise<Prediction> {
  const { isl, osl } = WORKLOAD;
  const { proposed } = await checkManifest(manifest(workers), { isl, osl, concurrency, ttftMs, tpotMs: 200 });
  return proposed!.prediction;
}
const width = ([low, high]: readonly [number, number]): number => Math.log(high / low) / 2;

describe.each(MODES)("requests that wait for a place of %s workers", (_mode, workers) => {
  it.each([SEATS + 1, 2 * SEATS, 5 * SEATS])(
    "%i at once: the wait errs as the time of those errs who are inside",
    async (requests) => {
      const [full, queued] = [await at(workers, SEATS), await at(workers, requests)];
      const waitMs = queued.ttftMs - full.ttftMs;

      expect(waitMs / full.requestLatencyMs).toBeCloseTo(requests / SEATS - 1, 6);
      for (const end of [0, 1] as const) {
        const wait = (waitMs * full.bands!.requestLatencyMs[end]) / full.requestLatencyMs;
        expect(queued.bands!.ttftMs[end]).toBeCloseTo(full.bands!.ttftMs[end] + wait, 6);
        expect(queued.bands!.requestLatencyMs[end]).toBeCloseTo(full.bands!.requestLatencyMs[end] + wait, 6);
      }
      expect(width(queued.bands!.requestLatencyMs)).toBeCloseTo(width(full.bands!.requestLatencyMs), 6);
      expect(queued.bands!.tpotMs).toEqual(full.bands!.tpotMs);
    },
  );

  it("the chance to hold does not leap within a few percent of the figure", async () => {
    const { ttftMs } = await at(workers, 3 * SEATS);
    const chances = await Promise.all(
      [0.97, 1, 1.03].map(async (share) => (await at(workers, 3 * SEATS, share * ttftMs)).pSla!),
    );
    for (const chance of chances) {
      expect(chance).toBeGreaterThan(0.25);
      expect(chance).toBeLessThan(0.75);
    }
  });
});

it("a simulated load that queues is held against a band with its wait", async () => {
  const { proposed } = await checkManifest(manifest([worker("agg")]), {
    isl: 2000,
    osl: 200,
    concurrency: 40,
  });
  const { predictor, profile } = await openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" });
  const system = await openSystem(predictor, proposed!.deployment, { prefix: 0, profile: profile! });
  const load = closedLoad(40, { requests: 200, isl: 2000, osl: 200 });
  const run = simulateDeployment(system, {
    deployment: proposed!.deployment,
    lengths: WORKLOAD,
    load,
    profile: profile!,
  });

  const [low, high] = run.expected!.bands!.ttftMs;
  expect(run.result.ttftMs.mean).toBeGreaterThan(low);
  expect(run.result.ttftMs.mean).toBeLessThan(high);
  expect(run.expected!.ttftMs).toBeCloseTo(proposed!.prediction.ttftMs, 0);
});
