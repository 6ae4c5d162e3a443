import { describe, expect, it } from "@jest/globals";
import { SINGLE_GPU } from "../../src/domain/deployment.js";
import { bestRow, chooseExperiment, runnerUp } from "../../src/search/choose.js";
import { mergeBackends } from "../../src/search/merge-backends.js";
import type { ExperimentResult, SearchResult } from "../../src/search/result.js";
import type { SearchRow } from "../../src/search/rows.js";

const paired = { sameLayout: 0.5, sameGroup: 0.8 };

type Load = readonly [throughput: number, chance: number, tp?: number];

function rowOf(experiment: string, [throughput, chance, tp = 2]: Load, load?: SearchRow["load"]): SearchRow {
  return {
    key: `tp${tp}pp1`,
    experiment,
    mode: experiment.startsWith("agg") ? "agg" : "disagg",
    replicas: 1,
    totalGpusUsed: tp,
    tokensPerSecPerGpuCluster: throughput,
    chance,
    ...(load === undefined ? {} : { load }),
    origin: { mode: "agg", point: { batchSize: 1 } },
    figures: {
      tokensPerSecPerGpu: throughput,
      tokensPerSecPerUser: 50,
      gpusPerReplica: tp,
      bands: { tokensPerSecPerGpu: [throughput / 1.2, throughput * 1.2] },
    },
    deployment: {
      mode: "agg",
      backend: "vllm",
      pools: [{ role: "agg", workers: 1, parallelism: { ...SINGLE_GPU, tp } }],
    },
  } as unknown as SearchRow;
}

/** An experiment whose best row comes first. */
function experiment(name: string, loads: readonly Load[], load?: SearchRow["load"]): ExperimentResult {
  const rows = loads.map((one) => rowOf(name, one, load));
  return {
    name,
    mode: rows[0]!.mode,
    task: { mode: rows[0]!.mode },
    evaluated: 1,
    points: {},
    choices: {},
    seconds: 1,
    rows,
    top: rows.slice(0, 1),
    nearest: [],
    frontier: [],
    bestThroughput: loads[0]![0],
    xAxis: "tokensPerSecPerUser",
    notes: [],
  } as unknown as ExperimentResult;
}

const searchOf = (experiments: readonly ExperimentResult[]): SearchResult => ({
  experiments,
  ...chooseExperiment(experiments, paired),
  profile: "calibrated",
  seconds: 1,
  notes: [],
});

describe("the choice between experiments", () => {
  it.each([
    ["far apart: the one that serves more", [[400, 0.8]], [[200, 0.95]], "agg", undefined],
    ["close: the surer one at the throughput of both", [[400, 0.8]], [[380, 0.9]], "disagg", [0.8, 0.9]],
    [
      "a load below is surer: a straight line to it",
      [
        [400, 0.8],
        [360, 0.9],
      ],
      [[380, 0.82]],
      "agg",
      [0.85, 0.82],
    ],
    [
      "loads of another layout are no way to it",
      [
        [400, 0.8],
        [360, 0.99, 8],
      ],
      [[380, 0.82]],
      "disagg",
      [0.8, 0.82],
    ],
    ["equally sure: the one that serves more", [[400, 0.8]], [[380, 0.8]], "agg", [0.8, 0.8]],
  ] as const)("%s", (_name, agg, disagg, best, chances) => {
    const choice = chooseExperiment([experiment("agg", agg), experiment("disagg", disagg)], paired);
    const { chosen, others = [] } = choice.tooClose ?? {};
    const byName = [chosen, ...others].flatMap((one) => one ?? []).sort((a, b) => (a.name < b.name ? -1 : 1));

    expect(choice.best).toBe(best);
    expect(byName.map(({ chance }) => Number(chance!.toFixed(6)))).toEqual(chances ?? []);
  });

  it("GPUs that a load needs are not within the error of each other", () => {
    const load = { replicasNeeded: 1, totalGpusNeeded: 2 };
    const able = [experiment("agg", [[400, 0.8]], load), experiment("disagg", [[399, 0.9]], load)];
    expect(chooseExperiment(able, paired)).toEqual({ best: "agg", bestOverNext: 400 / 399 });
  });

  it("engines of one mode are too close to tell apart as modes are, and the surer one is the best row", () => {
    const merged = mergeBackends(
      searchOf([
        experiment("agg_trtllm", [[400, 0.8]]),
        experiment("agg_vllm", [[390, 0.95]]),
        experiment("disagg_vllm", [[100, 0.99]]),
      ]),
      paired,
    );
    expect([merged.best, merged.tooClose?.chosen.name, bestRow(merged)?.experiment]).toEqual([
      "agg",
      "agg_vllm",
      "agg_vllm",
    ]);
    expect(merged.tooClose?.others.map(({ name }) => name)).toEqual(["agg_trtllm"]);
    expect(merged.bestOverNext).toBe(4);
  });

  it.each([
    ["of the same experiment where it is second of all", [300, 0.8], "agg", 350],
    ["of another where that is", [380, 0.8], "disagg", 380],
  ] as const)("the runner-up is %s", (_name, disagg, from, throughput) => {
    const agg = experiment("agg", [
      [400, 0.8],
      [350, 0.8, 8],
    ]);
    const result = searchOf([{ ...agg, top: agg.rows }, experiment("disagg", [disagg])]);
    const next = runnerUp(result, agg.top[0]!);
    expect([next?.experiment, next?.tokensPerSecPerGpuCluster]).toEqual([from, throughput]);
  });
});
