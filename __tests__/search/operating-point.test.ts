import { describe, expect, it } from "@jest/globals";
import { SINGLE_GPU, type Deployment, type EngineSettings } from "../../src/domain/deployment.js";
import { contextTokensAt } from "../../src/search/operate-agg.js";
import { spreadRequests } from "../../src/search/operate-common.js";
import { evaluateDeployment } from "../../src/search/operating-point.js";
import { findSmallestFix } from "../../src/search/smallest-fix.js";
import { fakePredictor } from "../support/fake-predictor.js";

const deps = { predictor: fakePredictor() };
const lengths = { isl: 4000, osl: 500, prefix: 0 };
const sla = { ttftMs: 600, tpotMs: 16.67 };

function agg(settings: EngineSettings = {}, tp = 4, replicas = 4): Deployment {
  return {
    model: "fake/dense",
    backend: "trtllm",
    backendVersion: "fake-1",
    mode: "agg",
    replicas,
    pools: [
      {
        role: "agg",
        system: "h200_sxm",
        parallelism: { ...SINGLE_GPU, tp },
        workers: 1,
        batchSize: 1,
        settings,
      },
    ],
    quant: {},
  };
}

function disagg(prefillWorkers: number, decodeWorkers: number, maxBatchSize?: number): Deployment {
  const settings = maxBatchSize === undefined ? {} : { maxBatchSize };
  return {
    ...agg({}, 1, 1),
    mode: "disagg",
    pools: [
      {
        role: "prefill",
        system: "h200_sxm",
        parallelism: SINGLE_GPU,
        workers: prefillWorkers,
        batchSize: 1,
        settings: {},
      },
      {
        role: "decode",
        system: "h200_sxm",
        parallelism: { ...SINGLE_GPU, tp: 2 },
        workers: decodeWorkers,
        batchSize: 1,
        settings,
      },
    ],
  };
}

describe("context tokens of an engine's budget", () => {
  it.each([
    ["no budget: one prompt", {}, 64, 4000],
    ["whole prompts only", { maxNumTokens: 10_000 }, 64, 8000],
    ["chunked: the budget itself", { maxNumTokens: 2048, chunkedPrefill: true }, 64, 2048],
    ["never more prompts than leave one generating", { maxNumTokens: 16_000 }, 3, 8000],
    ["below one prompt", { maxNumTokens: 1000 }, 64, 4000],
  ])("%s", (_name, settings, batch, tokens) => {
    expect(contextTokensAt(settings, lengths, batch)).toBe(tokens);
  });
});

describe("spreading requests", () => {
  it.each([
    [
      10,
      4,
      64,
      {
        batch: 3,
        waiting: 0,
        shares: [
          { batch: 3, slots: 2 },
          { batch: 2, slots: 2 },
        ],
      },
    ],
    [2, 4, 64, { batch: 1, waiting: 0, shares: [{ batch: 1, slots: 2 }] }],
    [100, 4, 20, { batch: 20, waiting: 20, shares: [{ batch: 20, slots: 4 }] }],
  ])("%i requests over %i slots of %i", (requests, slots, ceiling, expected) => {
    expect(spreadRequests(requests, slots, ceiling)).toEqual(expected);
  });
});

describe("the operating point of an aggregated deployment", () => {
  it("is the highest throughput within the limits, up to the engine's own", async () => {
    const free = await evaluateDeployment(deps, agg(), lengths, sla);
    const capped = await evaluateDeployment(deps, agg({ maxBatchSize: 7 }), lengths, sla);

    expect(free.meetsSla).toBe(true);
    expect(free.prediction.totalGpus).toBe(16);
    expect(free.prediction.concurrency).toBe(free.deployment.pools[0]!.batchSize * 4);
    expect(capped.deployment.pools[0]?.batchSize).toBe(7);
    expect(capped.prediction.tokensPerSec).toBeLessThan(free.prediction.tokensPerSec);
  });

  it("is batch 1, with the miss, when nothing meets the limits", async () => {
    const point = await evaluateDeployment(deps, agg(), lengths, { tpotMs: 0.5 });

    expect(point.deployment.pools[0]?.batchSize).toBe(1);
    expect(point.meetsSla).toBe(false);
    expect(point.prediction.notes[0]).toContain("no load meets the limits");
  });

  it("follows a given concurrency and calls the rest queueing", async () => {
    const inside = await evaluateDeployment(
      deps,
      agg({ maxBatchSize: 16 }),
      { ...lengths, concurrency: 40 },
      sla,
    );
    const beyond = await evaluateDeployment(
      deps,
      agg({ maxBatchSize: 16 }),
      { ...lengths, concurrency: 100 },
      sla,
    );

    expect(inside.deployment.pools[0]?.batchSize).toBe(10);
    expect(inside.queueing).toBeUndefined();
    expect(beyond.deployment.pools[0]?.batchSize).toBe(16);
    expect(beyond.queueing?.waiting).toBe(36);
    expect(beyond.prediction.ttftMs).toBeGreaterThan(
      inside.prediction.ttftMs + beyond.queueing!.waitMs * 0.99,
    );
    expect(beyond.limits.find((limit) => limit.metric === "ttft")?.holds).toBe(false);
  });

  it("follows a given request rate and says when it cannot be served", async () => {
    const served = await evaluateDeployment(deps, agg(), { ...lengths, requestRate: 4 }, sla);
    const flooded = await evaluateDeployment(
      deps,
      agg({ maxBatchSize: 8 }),
      { ...lengths, requestRate: 4000 },
      sla,
    );

    expect(served.prediction.requestsPerSec).toBeCloseTo(4, 9);
    expect(served.queueing).toBeUndefined();
    expect(flooded.queueing?.waitMs).toBe(Infinity);
    expect(flooded.meetsSla).toBe(false);
    expect(Number.isFinite(flooded.prediction.ttftMs)).toBe(true);
  });

  it("says what does not fit", async () => {
    const point = await evaluateDeployment(
      { predictor: fakePredictor({ weightGib: 2000 }) },
      agg(),
      lengths,
      sla,
    );

    expect(point.prediction.memoryVerdict).toBe("oom");
    expect(point.meetsSla).toBe(false);
  });
});

describe("the operating point of a disaggregated deployment", () => {
  it("keeps the worker counts and finds the load", async () => {
    const point = await evaluateDeployment(deps, disagg(10, 3), lengths, sla);

    expect(point.meetsSla).toBe(true);
    expect(point.prediction.totalGpus).toBe(16);
    expect(point.deployment.pools.map((pool) => pool.workers)).toEqual([10, 3]);
    expect(point.prediction.concurrency).toBe(3 * point.deployment.pools[1]!.batchSize);
  });

  it.each([
    ["no load stated", {}],
    ["a concurrency", { concurrency: 199 }],
    ["a request rate", { requestRate: 3 }],
  ])("is the same however its replicas are written: %s", async (_name, load) => {
    const spellings = [
      [disagg(3, 1), 4],
      [disagg(6, 2), 2],
      [disagg(12, 4), 1],
    ] as const;
    const points = await Promise.all(
      spellings.map(([deployment, replicas]) =>
        evaluateDeployment(deps, { ...deployment, replicas }, { ...lengths, ...load }, sla),
      ),
    );

    for (const { prediction } of points) expect(prediction).toEqual(points[0]!.prediction);
    expect(points.map(({ deployment }) => [deployment.replicas, deployment.pools[0]?.workers])).toEqual([
      [4, 3],
      [2, 6],
      [1, 12],
    ]);
  });

  it("splits a given concurrency over the decode workers", async () => {
    const point = await evaluateDeployment(deps, disagg(10, 3, 64), { ...lengths, concurrency: 30 }, sla);

    expect(point.deployment.pools[1]?.batchSize).toBe(10);
    expect(point.prediction.concurrency).toBe(30);
  });
});

describe("the smallest fix", () => {
  it("changes one value where one is enough", async () => {
    const proposed = agg({ maxNumTokens: 16_000 }, 2, 8);
    const broken = await evaluateDeployment(
      deps,
      proposed,
      { ...lengths, concurrency: 160 },
      { ttftMs: 700 },
    );
    const fix = await findSmallestFix(deps, proposed, { ...lengths, concurrency: 160 }, { ttftMs: 700 });

    expect(broken.meetsSla).toBe(false);
    expect(fix?.changedValues).toBe(1);
    expect(fix?.point.meetsSla).toBe(true);
  });

  it("finds worker counts for a disaggregated deployment", async () => {
    const limits = { ttftMs: 600, tpotMs: 6 };
    const proposed = disagg(10, 3);
    const broken = await evaluateDeployment(deps, proposed, lengths, limits);
    const fix = await findSmallestFix(deps, proposed, lengths, limits);

    expect(broken.meetsSla).toBe(false);
    expect(fix?.point.meetsSla).toBe(true);
    expect(fix?.point.prediction.totalGpus).toBeLessThanOrEqual(16);
  });

  it("is absent when nothing helps", async () => {
    expect(await findSmallestFix(deps, agg(), lengths, { tpotMs: 0.1 })).toBeUndefined();
  });
});
