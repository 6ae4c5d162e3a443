import { largestFit } from "../domain/largest-fit.js";
import { poolOf, type Deployment } from "../domain/deployment.js";
import { composeDisagg, decodeRow, prefillRow, roundedFigures } from "../perf/disagg.js";
import type { DisaggReplica, Profile, ReplicaFigures } from "../perf/profile/profile.js";
import { OWN_STEPS, type StepFactors } from "../perf/profile/step-factors.js";
import type { Lengths } from "../perf/types.js";
import type { OpenedSystem } from "./open-system.js";

/** A closed loop and what a profile says of it. */
export interface Expectation {
  /** requests in flight over all replicas that the figures are about; no more than the engines admit */
  readonly concurrency: number;
  readonly figures: ReplicaFigures;
}

/**
 * Mean figures of a profile for `concurrency` requests in flight over all replicas of a deployment, spread evenly. Requests
 * beyond the batch limits or the cache are not in flight, so the figures are those of the admitted ones.
 */
export function expectationOf(
  system: OpenedSystem,
  deployment: Deployment,
  lengths: Lengths,
  concurrency: number,
  profile: Profile,
): Expectation {
  const { replicas } = deployment;
  const { agg } = system.workers;
  if (agg !== undefined) {
    const { dp, pp } = agg.model.parallelism;
    const lanes = replicas * poolOf(deployment, "agg")!.workers * dp * pp;
    const admitted = poolOf(deployment, "agg")!.settings.maxBatchSize ?? Infinity;
    const batch = fitting(
      Math.min(admitted, Math.round(concurrency / lanes)),
      (size) => agg.model.memory("agg", size, lengths, lengths.isl).verdict === "fits",
    );
    const point = agg.model.agg(batch, lengths.isl, lengths);
    const raw = { ...point, requestsPerSec: point.seqPerSec };
    return { concurrency: batch * lanes, figures: profile.agg({ worker: agg, lengths, point }, raw) };
  }
  const { prefill, decode } = pairOf(system, deployment, lengths);
  const lanes = replicas * decode.workers * decode.model.parallelism.dp;
  const admitted = poolOf(deployment, "decode")!.settings.maxBatchSize ?? Infinity;
  const batch = fitting(
    Math.min(admitted, Math.round(concurrency / lanes)),
    (size) => decode.model.memory("generation", size, lengths).verdict === "fits",
  );
  const front = prefillRow(prefill.model, 1, { lengths });
  const back = decodeRow(decode.model, batch, { lengths }, deployment.speculation);
  const counts = { prefillWorkers: prefill.workers, decodeWorkers: decode.workers };
  const figures = roundedFigures(composeDisagg(front, back, counts, lengths.osl));
  return {
    concurrency: batch * lanes,
    figures: profile.disagg(
      {
        prefill: { ...prefill, point: front.point },
        decode: { ...decode, point: back.point },
        lengths,
      },
      figures,
    ),
  };
}

/** Requests of a rank where nothing bounds them. */
const MOST_REQUESTS = 4096;

/** What the steps of one replica of a deployment are multiplied with under a profile. */
export function stepsOf(
  system: OpenedSystem,
  deployment: Deployment,
  lengths: Lengths,
  profile: Profile,
): StepFactors {
  const { agg } = system.workers;
  const replica = agg === undefined ? pairOf(system, deployment, lengths) : { worker: agg, lengths };
  return profile.steps?.(replica) ?? OWN_STEPS;
}

function pairOf({ workers }: OpenedSystem, deployment: Deployment, lengths: Lengths): DisaggReplica {
  const { prefill, decode } = workers;
  if (prefill === undefined || decode === undefined) throw new Error("a system without workers");
  const count = (role: "prefill" | "decode"): number => poolOf(deployment, role)!.workers;
  return {
    prefill: { ...prefill, workers: count("prefill") },
    decode: { ...decode, workers: count("decode") },
    lengths,
  };
}

/** The largest batch up to `wanted` that fits, at least 1. */
function fitting(wanted: number, fits: (batch: number) => boolean): number {
  return Math.max(1, largestFit(Number.isFinite(wanted) ? wanted : MOST_REQUESTS, fits));
}
