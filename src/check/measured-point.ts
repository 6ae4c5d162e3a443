import { compact } from "../domain/compact.js";
import type { Deployment } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { MeasuredComparison } from "../domain/measurement.js";
import type { Workload } from "../domain/workload.js";
import { compare, type OverMean } from "../measured/compare.js";
import type { StoredPoint } from "../measured/local-file.js";
import type { MeasuredResult } from "../measured/result.js";
import { calibratedProfile } from "../perf/profile/calibrated.js";
import type { Calibration } from "../perf/profile/calibration-file.js";
import type { LoadPlace, LocalCalibration } from "../perf/profile/local-calibration.js";
import type { Profile } from "../perf/profile/profile.js";
import { MissingDataError, type Predictor } from "../perf/types.js";
import { evaluateDeployment } from "../search/operating-point.js";
import { type OperatingPoint } from "../search/operating-types.js";

/** A deployment, and how its operators are priced. */
export interface MeasuredDeployment {
  readonly deployment: Deployment;
  readonly databaseMode?: "SILICON" | "HYBRID";
}

/** The load of a result, for a prediction of the same. */
export function workloadOf(result: MeasuredResult, prefix: number): StoredPoint["workload"] {
  const { isl, osl, concurrency } = result;
  return { isl, osl, prefix: Math.min(prefix, isl - 1), concurrency };
}

/**
 * A prediction at a measured load. Operators that nothing was measured for are estimated (HYBRID), and a note says so: a
 * deployment that ran has figures. Throws `UserError`.
 */
export async function predictAt(
  predictor: Predictor,
  profile: Profile,
  { deployment, databaseMode }: MeasuredDeployment,
  workload: Workload,
): Promise<{ readonly point: OperatingPoint; readonly databaseMode: "SILICON" | "HYBRID" }> {
  const at = (mode: "SILICON" | "HYBRID"): Promise<OperatingPoint> =>
    evaluateDeployment({ predictor, profile, databaseMode: mode }, deployment, workload, {});
  if (databaseMode !== undefined) return { point: await at(databaseMode), databaseMode };
  try {
    return { point: await at("SILICON"), databaseMode: "SILICON" };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    try {
      return { point: await at("HYBRID"), databaseMode: "HYBRID" };
    } catch {
      // what measurements lack says more than what estimates lack on top
      throw error;
    }
  }
}

/** Predicted against measured, percentiles by a run of the scheduler model where one is possible. */
export async function compareMeasured(
  predictor: Predictor,
  profile: Profile,
  measured: MeasuredDeployment,
  result: MeasuredResult,
  prefix: number,
): Promise<MeasuredComparison> {
  const workload = workloadOf(result, prefix);
  const { point, databaseMode } = await predictAt(predictor, profile, measured, workload);
  const over = await overMean(predictor, profile, { ...measured, databaseMode }, result, workload);
  return {
    file: result.file,
    line: result.line,
    tool: result.tool,
    ...(result.date === undefined ? {} : { date: result.date }),
    isl: result.isl,
    osl: result.osl,
    concurrency: result.concurrency,
    figures: compare(point.prediction, result, over),
    notes: [
      ...result.doubts,
      ...LOAD_NOTES[result.concurrencyFrom],
      ...(databaseMode === "HYBRID" ? ["measurements do not cover this; parts are estimated (HYBRID)"] : []),
      ...point.prediction.notes,
    ],
  };
}

const LOAD_NOTES: Readonly<Record<MeasuredResult["concurrencyFrom"], readonly string[]>> = {
  stated: [],
  folder: ["the concurrency is that in the folder's name"],
  little: ["the file states no concurrency; it follows from request rate and latency"],
};

/** Arrivals of an open load; the same for every run. */
const SEED = 1;

async function overMean(
  predictor: Predictor,
  profile: Profile,
  { deployment, databaseMode }: MeasuredDeployment,
  result: MeasuredResult,
  workload: StoredPoint["workload"],
): Promise<OverMean> {
  const wanted = [result.ttftMs, result.tpotMs, result.requestLatencyMs];
  if (!wanted.some(({ mean: _mean, ...percentiles }) => Object.keys(percentiles).length > 0)) return {};
  const { isl, osl, prefix, concurrency } = workload;
  const { simulateDeployment, closedLoad, poissonLoad, openSystem, requestsFor } =
    await import("./scheduler-run.js");
  try {
    const system = await openSystem(predictor, deployment, compact({ prefix, databaseMode, profile }));
    const load =
      result.requestRate === undefined
        ? closedLoad(concurrency, { requests: requestsFor(concurrency), isl, osl })
        : poissonLoad(result.requestRate, SEED, { requests: 1000, isl, osl });
    const { result: run } = simulateDeployment(system, {
      deployment,
      lengths: { isl, osl, prefix },
      load,
      profile,
    });
    const ratios = (of: typeof run.ttftMs): { p50: number; p90: number; p99: number } => {
      const over = (value: number): number => (of.mean > 0 ? value / of.mean : 1);
      return { p50: over(of.p50), p90: over(of.p90), p99: over(of.p99) };
    };
    return {
      ttftMs: ratios(run.ttftMs),
      tpotMs: ratios(run.tpotMs),
      requestLatencyMs: ratios(run.requestLatencyMs),
    };
  } catch (error) {
    if (!(error instanceof MissingDataError || error instanceof UserError)) throw error;
    return {};
  }
}

/** What a point of a local calibration needs besides the measurement. */
export interface PricedPoint {
  readonly group: string;
  readonly load: LoadPlace;
  readonly databaseMode: "SILICON" | "HYBRID";
  readonly predicted: StoredPoint["predicted"];
}

/** Prices a measured load with the shipped calibration alone and tells which group it belongs to. Throws `UserError`. */
export async function pricePoint(
  predictor: Predictor,
  calibration: Calibration,
  measured: MeasuredDeployment,
  workload: StoredPoint["workload"],
): Promise<PricedPoint> {
  const asked: { readonly group: string; readonly load: LoadPlace }[] = [];
  const recorder: LocalCalibration = {
    at(group, { isl, osl, gpus, prefillLanes, concurrency }) {
      asked.push({ group, load: { isl, osl, gpus, prefillLanes, concurrency } });
      return undefined;
    },
  };
  const profile = calibratedProfile(calibration, recorder);
  const { point, databaseMode } = await predictAt(predictor, profile, measured, workload);
  const [first] = asked;
  if (first === undefined)
    throw new UserError("infeasible", "this load has no calibrated prediction to compare with");
  const { ttftMs, tpotMs, concurrency } = point.prediction;
  const load = { ...first.load, concurrency: concurrency / measured.deployment.replicas };
  return { group: first.group, load, databaseMode, predicted: { ttftMs, tpotMs } };
}
