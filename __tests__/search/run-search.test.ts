import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../src/domain/deployment.js";
import type { DisaggSearchTask } from "../../src/domain/search-task.js";
import { defaultTasks, runDefault, type DefaultRequest } from "../../src/search/run-default.js";
import { runSearch } from "../../src/search/run-search.js";
import { reference } from "../../src/perf/profile/profile.js";
import { fakePredictor } from "../support/fake-predictor.js";

const request: DefaultRequest = {
  model: "fake/dense",
  totalGpus: 16,
  system: "h200_sxm",
  backend: "trtllm",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
};

describe("drafts as the checkpoint has them", () => {
  const asked = { ...request, modes: ["agg"], autoDrafts: { accepted: 0.8 } } as const;

  it("are as many as it has layers for, and the result says so", async () => {
    const [found] = (await runDefault({ predictor: fakePredictor({ nextnLayers: 1 }) }, asked)).experiments;

    expect(found?.task.speculation).toEqual({ nextn: 1, accepted: 0.8 });
    expect(found?.top[0]?.deployment.speculation).toEqual({ nextn: 1, accepted: 0.8 });
    expect(found?.notes.join()).toContain("nextn auto is 1");
  });

  it("are none where it has no such layers", async () => {
    const [found] = (await runDefault({ predictor: fakePredictor() }, asked)).experiments;

    expect(found?.error).toBeUndefined();
    expect(found?.task.speculation).toBeUndefined();
    expect(found?.top.every((row) => Number.isFinite(row.figures.tpotMs))).toBe(true);
  });

  it.each([
    ["no acceptance", {}],
    ["more accepted than drafted", { accepted: 1.5 }],
    ["an acceptance that is no number", { accepted: Number.NaN }],
  ])("are refused with %s", async (_name, autoDrafts) => {
    const deps = { predictor: fakePredictor({ nextnLayers: 1 }) };
    const [found] = (await runDefault(deps, { ...asked, autoDrafts })).experiments;

    expect(found?.error?.message).toContain("nextn_accepted");
  });
});

describe("a disaggregated experiment over two engines", () => {
  it("is refused: neither manifest would be what was priced", async () => {
    const { tasks } = defaultTasks({ ...request, modes: ["disagg"] });
    const task = tasks[0] as DisaggSearchTask;
    const mixed = { ...task, decode: { ...task.decode, backend: "vllm" as const } };
    const result = await runSearch({ predictor: fakePredictor() }, [mixed]);

    expect(result.experiments[0]?.error?.message).toContain(
      "prefill workers run trtllm and decode workers vllm",
    );
  });
});

describe("a default search", () => {
  it("finds rows in both modes, all within the limits, best first", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, request);

    expect(result.experiments.map((one) => one.name)).toEqual(["agg", "disagg"]);
    for (const experiment of result.experiments) {
      expect(experiment.error).toBeUndefined();
      expect(experiment.top.length).toBeGreaterThan(0);
      expect(experiment.nearest).toEqual([]);
      for (const row of experiment.top) {
        expect(row.meetsSla).toBe(true);
        expect(row.figures.ttftMs).toBeLessThanOrEqual(600);
        expect(row.figures.tpotMs).toBeLessThanOrEqual(16.67);
        expect(row.totalGpusUsed).toBeLessThanOrEqual(16);
      }
      const figures = experiment.top.map((row) => row.tokensPerSecPerGpuCluster);
      expect(figures).toEqual([...figures].sort((a, b) => b - a));
    }
    expect(result.best).toBeDefined();
    expect(result.bestOverNext).toBeGreaterThanOrEqual(1);
  });

  it("names the nearest misses, and no winner, when nothing meets the limits", async () => {
    const result = await runDefault(
      { predictor: fakePredictor() },
      { ...request, sla: { ttftMs: 600, tpotMs: 0.5 } },
    );

    expect(result.best).toBeUndefined();
    for (const experiment of result.experiments) {
      expect(experiment.top).toEqual([]);
      expect(experiment.nearest.length).toBeGreaterThan(0);
      const misses = experiment.nearest.map((row) => row.violation);
      expect(misses).toEqual([...misses].sort((a, b) => a - b));
      expect(experiment.nearest.every((row) => !row.meetsSla)).toBe(true);
    }
  });

  it.each([
    ["weights", { weightGib: 5000 }, "memory"],
    ["KV cache", { kvGibPerRequest: 5000 }, "kv-memory"],
  ])("says that the %s do not fit", async (_name, options, code) => {
    const result = await runDefault({ predictor: fakePredictor(options) }, request);

    expect(result.experiments.map((one) => one.error?.code)).toEqual([code, code]);
  });

  it.each([
    ["although larger batches run out of cache", {}],
    ["although small layouts have no room for the weights", { weightGib: 200 }],
  ])("names missing measurements as the reason, and what to do, %s", async (_name, options) => {
    const result = await runDefault({ predictor: fakePredictor({ ...options, unmeasured: true }) }, request);

    for (const { error } of result.experiments) {
      expect(error?.code).toBe("data");
      expect(error?.message).toContain("no GEMM was measured in fp7; try --database-mode HYBRID");
    }
  });

  it("does not send a user to the estimates that were asked for", async () => {
    const deps = { predictor: fakePredictor({ unmeasured: true }) };
    const result = await runDefault(deps, { ...request, databaseMode: "HYBRID" });

    expect(result.experiments[0]?.error?.message).not.toContain("--database-mode");
  });

  it.each([true, false])("says why pools make no replica (identity %s)", async (identity) => {
    const { model, totalGpus, lengths, sla, system } = request;
    const pool = (tp: number, backend: Backend) => ({ system, backend, lists: { tp: [tp], gpus: [tp] } });
    const pools = (
      prefill: number,
      decode: number,
      more: Partial<DisaggSearchTask> = {},
      backend: Backend = "vllm",
    ) => ({
      ...{ name: "d", mode: "disagg" as const, model, totalGpus, lengths, sla },
      ...{ prefill: pool(prefill, backend), decode: pool(decode, backend), ...more },
    });
    const asked = [
      pools(1, 2, {}, "sglang"),
      pools(2, 2, { tuning: { gpusPerReplica: [3, 5] } }),
      pools(8, 8, { totalGpus: 8 }),
      pools(2, 2),
    ];
    const result = await runSearch(
      { predictor: fakePredictor(), profile: { ...reference, identity } },
      asked,
    );

    expect(result.experiments.map(({ error }) => error?.message)).toEqual([
      expect.stringContaining(
        "sglang joins pools of one tensor parallel size; prefill is left with tp 1, decode with tp 2",
      ),
      expect.stringContaining("workers of 2 makes a replica of 3, 5 GPUs"),
      expect.stringContaining(`workers of 8 makes a replica of ${identity ? "1, 2, 4, 8" : "1 to 8"} GPUs`),
      undefined,
    ]);
  });

  it("leaves disaggregated serving out on one GPU and says so", async () => {
    const result = await runDefault(
      { predictor: fakePredictor() },
      { ...request, totalGpus: 1, sla: { ttftMs: 2000, tpotMs: 50 } },
    );

    expect(result.experiments.map((one) => one.name)).toEqual(["agg"]);
    expect(result.notes[0]).toContain("at least 2 GPUs");
  });

  it("merges the engines of --backend auto to one experiment a mode", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, { ...request, backend: "auto" });

    expect(result.experiments.map((one) => one.name)).toEqual(["agg", "disagg"]);
    expect(new Set(result.experiments[0]?.rows.map((row) => row.deployment.backend))).toEqual(
      new Set(["trtllm", "vllm", "sglang"]),
    );
  });

  it("lists 10 choices for prefill and agg on SGLang, of which 7 can be built", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, { ...request, backend: "sglang" });

    const [agg, disagg] = result.experiments;
    expect(agg?.choices).toEqual({ agg: 10 });
    expect(disagg?.choices).toEqual({ prefill: 10, decode: 4 });
    expect(disagg?.points.prefill).toBe(7);
  });

  it("keeps only rows within the limits on the frontier under a strict SLA", async () => {
    const result = await runDefault({ predictor: fakePredictor() }, { ...request, strictSla: true });

    for (const experiment of result.experiments) {
      expect(experiment.frontier.length).toBeGreaterThan(0);
      expect(experiment.frontier.every((row) => row.meetsSla)).toBe(true);
    }
  });

  it("judges by the whole request when that is limited", async () => {
    const result = await runDefault(
      { predictor: fakePredictor() },
      { ...request, sla: { ttftMs: 2000, tpotMs: 1, requestLatencyMs: 8000 } },
    );

    for (const experiment of result.experiments) {
      expect(experiment.xAxis).toBe("requestLatency");
      expect(experiment.top.length).toBeGreaterThan(0);
      expect(experiment.top.every((row) => row.figures.requestLatencyMs <= 8000)).toBe(true);
    }
  });
});
