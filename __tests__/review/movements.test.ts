import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Deployment } from "../../src/domain/deployment.js";
import type { Evaluation } from "../../src/domain/review.js";
import { traceMovements } from "../../src/review/movements.js";
import { stepsBetween, type WrittenAs, type WrittenSetting } from "../../src/review/steps.js";
import { agg, disagg, evaluation } from "../support/reviews.js";

/** A made-up model that is plainly a function of the deployment. */
function predict(deployment: Deployment): Evaluation {
  const [pool] = deployment.pools;
  const { maxBatchSize = 16, maxNumTokens = 4000 } = pool?.settings ?? {};
  const tp = pool?.parallelism.tp ?? 1;
  return evaluation(deployment, {
    ttft: 1000 / tp + maxNumTokens / 40 + maxBatchSize,
    tpot: 10 + maxBatchSize / 8 - tp,
    rate: 100 * tp + maxBatchSize * 5,
    atOnce: maxBatchSize,
  });
}

function withSettings(deployment: Deployment, settings: Deployment["pools"][number]["settings"]): Deployment {
  return { ...deployment, pools: deployment.pools.map((pool) => ({ ...pool, settings })) };
}

const LINES: Readonly<Record<string, WrittenSetting>> = {
  tp: { line: 12, changes: [{ name: "tensor_parallel_size", written: true, from: "2", to: "4" }] },
  replicas: { line: 60, changes: [] },
  maxBatchSize: { line: 13, changes: [{ name: "max_batch_size", written: true, from: "16", to: "40" }] },
  maxNumTokens: { line: 14, changes: [{ name: "max_num_tokens", written: true, from: "4000", to: "8000" }] },
};
const written: WrittenAs = (kind) => [LINES[kind] ?? []].flat();

const BASE = withSettings(agg(8, { tp: 2 }, 16), { maxBatchSize: 16, maxNumTokens: 4000 });
const PROPOSED = withSettings(agg(4, { tp: 4 }, 40), { maxBatchSize: 40, maxNumTokens: 8000 });

describe("stepsBetween", () => {
  it("gives the edits in file order, sizes and counts as one, the proposed deployment last", () => {
    const steps = stepsBetween(BASE, PROPOSED, written);
    expect(steps.map(({ settings, line }) => ({ settings, line }))).toEqual([
      {
        line: 12,
        settings: [
          { name: "TP", written: false, from: "2", to: "4" },
          { name: "replicas", written: false, from: "8", to: "4" },
        ],
      },
      { line: 13, settings: [{ name: "max_batch_size", written: true, from: "16", to: "40" }] },
      { line: 14, settings: [{ name: "max_num_tokens", written: true, from: "4000", to: "8000" }] },
    ]);
    expect(steps.at(-1)?.deployment).toBe(PROPOSED);
    expect(steps[0]?.deployment.pools[0]?.settings).toEqual(BASE.pools[0]?.settings);
  });

  it("takes a change of the serving mode as one edit", () => {
    const steps = stepsBetween(BASE, disagg([10, {}, 1], [3, { tp: 2 }, 64]), written);
    expect(steps).toHaveLength(1);
    expect(steps[0]?.settings).toEqual([
      { name: "serving mode", written: false, from: "aggregated", to: "disaggregated" },
    ]);
  });

  it.each([
    [{ maxBatchSize: 16 }, {}, [{ name: "max batch", written: false, from: "16" }]],
    [{}, { maxBatchSize: 16 }, [{ name: "max batch", written: false, to: "16" }]],
    [
      { chunkedPrefill: true },
      { chunkedPrefill: false },
      [{ name: "chunked prefill", written: false, from: "true", to: "false" }],
    ],
  ])("names what was added and removed: %j to %j", (from, to, settings) => {
    expect(
      stepsBetween(withSettings(BASE, from), withSettings(BASE, to)).map((step) => step.settings),
    ).toEqual([settings]);
  });

  it("a setting that both files write alike is told in our words: another size shares it out", () => {
    const [step] = stepsBetween(
      withSettings(BASE, { maxBatchSize: 64 }),
      withSettings(BASE, { maxBatchSize: 16 }),
      () => [{ line: 7, changes: [] }],
    );
    expect(step).toMatchObject({
      line: 7,
      settings: [{ name: "max batch", written: false, from: "64", to: "16" }],
    });
  });

  it("says nothing for equal deployments", () => {
    expect(stepsBetween(BASE, BASE, written)).toEqual([]);
  });
});

describe("traceMovements", () => {
  it("adds up to proposed minus base, and names the edit that breaks a limit", async () => {
    const sla = { ttftMs: 480 };
    const judged = async (deployment: Deployment) => ({
      ...predict(deployment),
      limits: [
        {
          metric: "ttft" as const,
          valueMs: predict(deployment).prediction.ttftMs,
          limitMs: 480,
          holds: predict(deployment).prediction.ttftMs <= sla.ttftMs,
        },
      ],
    });
    const base = await judged(withSettings(agg(4, { tp: 4 }, 16), { maxBatchSize: 16, maxNumTokens: 4000 }));
    const proposed = await judged(PROPOSED);
    const rows = await traceMovements(
      base,
      proposed,
      stepsBetween(base.deployment, PROPOSED, written),
      judged,
    );
    expect(rows.map(({ label, breaks }) => ({ label, breaks }))).toEqual([
      { label: "max_batch_size 16 → 40", breaks: [] },
      { label: "max_num_tokens 4000 → 8000", breaks: ["ttft"] },
    ]);
  });

  it("joins an edit that cannot stand with the next", async () => {
    const steps = stepsBetween(BASE, PROPOSED, written);
    const evaluate = async (deployment: Deployment) =>
      deployment === steps[0]?.deployment ? undefined : predict(deployment);
    const rows = await traceMovements(predict(BASE), predict(PROPOSED), steps, evaluate);
    expect(rows.map(({ label }) => label)).toEqual([
      "TP 2 → 4, replicas 8 → 4, max_batch_size 16 → 40",
      "max_num_tokens 4000 → 8000",
    ]);
  });

  it("always adds up", async () => {
    const side = fc.record({
      tp: fc.constantFrom(1, 2, 4, 8),
      replicas: fc.integer({ min: 1, max: 8 }),
      maxBatchSize: fc.integer({ min: 1, max: 64 }),
      maxNumTokens: fc.integer({ min: 1, max: 9000 }),
    });
    const make = ({
      tp,
      replicas,
      ...settings
    }: {
      tp: number;
      replicas: number;
      maxBatchSize: number;
      maxNumTokens: number;
    }) => withSettings(agg(replicas, { tp }, 1), settings);
    await fc.assert(
      fc.asyncProperty(side, side, fc.integer({ min: 0, max: 3 }), async (a, b, refused) => {
        const [base, proposed] = [make(a), make(b)];
        const steps = stepsBetween(base, proposed, written);
        const rows = await traceMovements(predict(base), predict(proposed), steps, async (deployment) =>
          deployment === steps[refused]?.deployment ? undefined : predict(deployment),
        );
        const sum = rows.map(({ deltaTtftMs }) => deltaTtftMs).reduce((x, y) => x + y, 0);
        expect(sum).toBeCloseTo(predict(proposed).prediction.ttftMs - predict(base).prediction.ttftMs, 6);
      }),
    );
  });
});
