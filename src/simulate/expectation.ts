import { poolOf, type Deployment, type WorkerPool } from "../domain/deployment.js";
import { composeDisagg, decodeAt, prefillRow, roundedFigures } from "../perf/disagg.js";
import type { DisaggReplica, Profile, ProfiledWorker, ReplicaFigures } from "../perf/profile/profile.js";
import { OWN_STEPS, type StepFactors } from "../perf/profile/step-factors.js";
import type { Lengths } from "../perf/types.js";
import { admit, doorOf, queuedFigures } from "../perf/estimate/admission.js";
import type { OpenedSystem } from "./open-system.js";

/** A closed loop and what a profile says of it. */
export interface Expectation {
  /** requests in flight over all replicas that the figures are about; no more than the engines admit */
  readonly concurrency: number;
  readonly figures: ReplicaFigures;
  /** the same with the wait of those that are not admitted, as far as there are such */
  readonly queued: ReplicaFigures;
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
  const asked = { system, deployment, lengths, profile };
  const { pool, lanes, fits, figuresAt } =
    system.workers.agg === undefined ? pairLoads(asked) : aggLoads(asked, system.workers.agg);
  const { maxBatchSize = MOST_REQUESTS } = pool.settings;
  const { admitted, batch } = admit(concurrency, lanes, (each) => each <= maxBatchSize && fits(each));
  // a deployment that holds no request was refused before
  const inFlight = Math.max(1, admitted);
  const figures = figuresAt(batch, inFlight / deployment.replicas);
  const door = doorOf(batch, pool.settings);
  return {
    concurrency: inFlight,
    figures,
    queued: concurrency > inFlight ? queuedFigures(figures, inFlight, concurrency, door) : figures,
  };
}

interface Asked {
  readonly system: OpenedSystem;
  readonly deployment: Deployment;
  readonly lengths: Lengths;
  readonly profile: Profile;
}

/** What takes the requests of a deployment, and its figures by requests of a lane. */
interface LaneLoads {
  readonly pool: WorkerPool;
  /** ranks and pipeline stages that hold requests, over all replicas */
  readonly lanes: number;
  readonly fits: (batch: number) => boolean;
  /** at a batch of the fullest lane, and so many requests in flight of one replica */
  readonly figuresAt: (batch: number, inFlight: number) => ReplicaFigures;
}

function aggLoads({ deployment, lengths, profile }: Asked, worker: ProfiledWorker): LaneLoads {
  const pool = poolOf(deployment, "agg")!;
  const { model } = worker;
  const { dp, pp } = model.parallelism;
  return {
    pool,
    lanes: deployment.replicas * pool.workers * dp * pp,
    fits: (batch) => model.memory("agg", batch, lengths).verdict === "fits",
    figuresAt: (batch, inFlight) => {
      const point = model.agg(batch, lengths.isl, lengths);
      // a deployment may have several workers to a replica
      const concurrency = inFlight / pool.workers;
      return profile.agg({ worker, lengths, point, concurrency }, () => ({
        ...point,
        requestsPerSec: point.seqPerSec,
      }));
    },
  };
}

function pairLoads({ system, deployment, lengths, profile }: Asked): LaneLoads {
  const { prefill, decode } = pairOf(system, deployment, lengths);
  const counts = { prefillWorkers: prefill.workers, decodeWorkers: decode.workers };
  return {
    pool: poolOf(deployment, "decode")!,
    lanes: deployment.replicas * decode.workers * decode.model.parallelism.dp * decode.model.parallelism.pp,
    fits: (batch) => decode.model.memory("generation", batch, lengths).verdict === "fits",
    figuresAt: (batch, concurrency) => {
      const front = prefillRow(prefill.model, 1, { lengths });
      const back = decodeAt(decode.model, batch, { lengths }, deployment.speculation);
      const load = {
        prefill: { ...prefill, batchSize: 1 },
        decode: { ...decode, batchSize: batch },
        lengths,
        concurrency,
      };
      return profile.disagg(load, () =>
        roundedFigures(composeDisagg(front, back.row(), counts, lengths.osl)),
      );
    },
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
