import { bandsAround, narrower, widthsOf } from "./bands.js";
import type { BandWidths, Calibration, Familiarity } from "./calibration-file.js";
import { gainModel } from "./gains.js";
import { ownGroup } from "./groups.js";
import type { LocalCalibration } from "./local-calibration.js";
import type { Profile, ReplicaFigures } from "./profile.js";
import { replicaMemo, type KnownReplica } from "./replica-memo.js";

/** Shared objects: a search asks thousands of times. */
const NOTES: Readonly<Record<Familiarity, { readonly notes?: readonly string[] }>> = {
  group: {},
  model: {
    notes: [
      "uncalibrated here: this model was measured, but not on this system, backend and number format; bands are wider",
    ],
  },
  none: { notes: ["uncalibrated: this model was never measured; bands are wider"] },
};

/**
 * The profile of a calibration: the load in, calibrated figures with bands out. Rates follow Little's law. Local
 * measurements, where there are any, correct the groups that they belong to.
 */
export function calibratedProfile(calibration: Calibration, local?: LocalCalibration): Profile {
  const replicas = replicaMemo(calibration, local);
  const notesOf = notesMemo();
  const answer = (replica: KnownReplica, concurrency: number): ReplicaFigures => {
    const { ttftMs, tpotMs } = replica.curve.at(concurrency);
    const requestLatencyMs = ttftMs + tpotMs * Math.max(replica.physics.osl - 1, 0);
    const requestsPerSec = (concurrency / requestLatencyMs) * 1000;
    const points = replica.localPoints;
    return {
      ttftMs,
      tpotMs,
      requestLatencyMs,
      requestsPerSec,
      tokensPerSec: requestsPerSec * replica.physics.osl,
      ...(points === 0 ? NOTES[replica.familiarity] : notesOf(points)),
      // a search looks at the bands of few of the loads that it prices
      get bands() {
        return bandsAround(replica, concurrency, widths(calibration, replica, concurrency, local));
      },
    };
  };
  return {
    name: "calibrated",
    identity: false,
    paired: {
      sameLayout: calibration.paired.sameLayout.latency,
      sameGroup: calibration.paired.sameGroup.latency,
    },
    // steps carry no cost of their own: the correction of TPOT contains it
    hostCosts: (backend) => ({ requestMs: requestMs(calibration, backend), stepMs: 0 }),
    agg: (load) => answer(replicas.agg(load), load.point.concurrency),
    disagg(load) {
      const { model, workers, point } = load.decode;
      const { dp, pp } = model.parallelism;
      return answer(replicas.disagg(load), point.batchSize * dp * pp * workers);
    },
  };
}

/** Band widths of a replica, narrowed by local measurements. */
export function widths(
  calibration: Calibration,
  replica: KnownReplica,
  concurrency: number,
  local?: LocalCalibration,
): BandWidths {
  const base = widthsOf(calibration, replica, concurrency, gainModel(calibration).knowsDesign(replica.keys));
  const { keys, physics, familiarity } = replica;
  return narrower(base, local?.at(ownGroup(keys), { ...physics, concurrency }, familiarity)?.width);
}

/** The fixed cost of a request as the engine's measurements have it. */
function requestMs({ fixedMs, ttft }: Calibration, backend: string): number {
  const factor = ttft.reduce(
    (sum, { columns, offsets }) => sum + (offsets[`backend:${backend}/agg`]?.[columns[0]!] ?? 0),
    0,
  );
  return (fixedMs[backend] ?? 0) * Math.exp(factor);
}

/** One object for each number of points, for the same reason. */
function notesMemo(): (points: number) => { readonly notes: readonly string[] } {
  const known = new Map<number, { readonly notes: readonly string[] }>();
  return (points) => {
    let found = known.get(points);
    if (found === undefined) known.set(points, (found = { notes: [localNote(points)] }));
    return found;
  };
}

/** How an output says that local measurements were used. */
export function localNote(points: number): string {
  return `local calibration of ${points} ${points === 1 ? "point" : "points"}`;
}
