import type { Deployment } from "../../src/domain/deployment.js";
import type { SlaTarget, Workload } from "../../src/domain/workload.js";
import type { CheckDeps } from "../../src/check/deps.js";
import type { Evaluator } from "../../src/check/evaluator.js";
import type { OperatingPoint } from "../../src/search/operating-types.js";
import type { ExperimentResult, SearchResult } from "../../src/search/result.js";
import type { SearchRow } from "../../src/search/rows.js";
import { fakePredictor, type FakeOptions } from "./fake-predictor.js";
import { evaluation, type Figures } from "./reviews.js";

/** Figures that hold the limits of most tests. */
export const GOOD: Figures = { ttft: 300, tpot: 10, rate: 600, atOnce: 64 };

/** A point with these figures. */
export function pointOf(deployment: Deployment, figures: Figures, sla: SlaTarget): OperatingPoint {
  const { prediction, limits } = evaluation(deployment, figures, sla);
  return { deployment, prediction, limits, meetsSla: limits.every(({ holds }) => holds) };
}

/** A search that found `rows`, or nothing. */
export function searchOf(parts: Partial<ExperimentResult> = {}): SearchResult {
  const nothing = { name: "agg", mode: "agg", evaluated: 7, rows: [], top: [], nearest: [], frontier: [] };
  return {
    experiments: [{ ...nothing, ...parts } as unknown as ExperimentResult],
    best: undefined,
    bestOverNext: undefined,
    profile: "calibrated",
    seconds: 0,
    notes: [],
  };
}

/** A row of a search: what becomes of it is asked of the evaluator. */
export function rowOf(deployment: Deployment): SearchRow {
  return { deployment } as SearchRow;
}

/** What was asked of a fake evaluator, by method. */
export type Asked = Record<"evaluate" | "search" | "smallestFix" | "poolRates", unknown[][]>;

/** An evaluator whose figures are given: by deployment, or the same for all. Records what it is asked. */
export function fakeEvaluator(
  figures: Figures | ((deployment: Deployment, workload: Workload, sla: SlaTarget) => Figures) = GOOD,
  overrides: Partial<Evaluator> = {},
): Evaluator & { readonly asked: Asked } {
  const asked: Asked = { evaluate: [], search: [], smallestFix: [], poolRates: [] };
  const all: Evaluator = {
    evaluate: async (deployment, workload, sla) =>
      pointOf(deployment, typeof figures === "function" ? figures(deployment, workload, sla) : figures, sla),
    answers: async () => "Nothing else would answer.",
    poolRates: async () => undefined,
    search: async () => searchOf(),
    experiments: async () => searchOf(),
    smallestFix: async () => undefined,
    ...overrides,
  };
  const recorded = Object.fromEntries(
    (Object.keys(asked) as (keyof Asked)[]).map((name) => [
      name,
      (...args: unknown[]) => {
        asked[name].push(args);
        return (all[name] as (...all: unknown[]) => unknown)(...args);
      },
    ]),
  );
  return { ...all, ...recorded, asked };
}

/** Everything that a check needs, without data. */
export function fakeDeps(evaluator: Evaluator, options: FakeOptions = {}): CheckDeps {
  return {
    predictor: fakePredictor(options),
    evaluator,
    systems: ["a100_sxm", "h200_sxm"],
    nearestModels: () => ["org/near"],
    experimentContext: {},
  };
}
