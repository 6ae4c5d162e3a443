import type { Bands } from "../../domain/prediction.js";
import { bandsAround, narrower, widthsOf } from "./bands.js";
import type { BandWidths, Calibration, Familiarity } from "./calibration-file.js";
import { gainModel } from "./gains.js";
import { ownGroup } from "./groups.js";
import type { LocalCalibration } from "./local-calibration.js";
import type { Profile, ReplicaFigures, StageRates } from "./profile.js";
import { replicaMemo, type KnownReplica } from "./replica-memo.js";

/** Shared arrays: a search asks thousands of times. */
const NOTES: Readonly<Record<Familiarity, readonly string[] | undefined>> = {
  group: undefined,
  model: [
    "this model was measured, but not on this system, engine and number format (uncalibrated here): its bands are wider",
  ],
  none: ["uncalibrated: this model was never measured; bands are wider"],
};

const OLDER: readonly string[] = [
  "the engine is older than every measured version: what measurements say of steps is not used, and bands are wider",
];

/** Below this share of requests that answer at a time a reader of TPOT is told why it is so low. */
const CLEARLY_FEWER = 0.98;
const FULL_PREFILL =
  "the prefill pool is full: requests wait there and not at the decode workers, so TPOT is that of fewer requests than are in flight";

/** Workers of each pool of a disaggregated replica. */
interface PoolCounts {
  readonly prefill: number;
  readonly decode: number;
}

/** A replica at a load. Its bands are made when somebody looks: a search prices many loads and shows few. */
class ReplicaAt implements ReplicaFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly requestsPerSec: number;
  readonly tokensPerSec: number;
  readonly #replica: KnownReplica;
  readonly #concurrency: number;
  readonly #bandsOf: (replica: KnownReplica, concurrency: number) => Bands;
  readonly #pools: PoolCounts | undefined;
  readonly #notes: readonly string[] | undefined;
  #bands: Bands | undefined;

  constructor(
    replica: KnownReplica,
    concurrency: number,
    notes: readonly string[] | undefined,
    bandsOf: (replica: KnownReplica, concurrency: number) => Bands,
    pools?: PoolCounts,
  ) {
    this.#notes = notes;
    this.#pools = pools;
    this.#replica = replica;
    this.#concurrency = concurrency;
    this.#bandsOf = bandsOf;
    const { osl } = replica.physics;
    const { ttftMs, tpotMs } = replica.curve.at(concurrency);
    this.ttftMs = ttftMs;
    this.tpotMs = tpotMs;
    this.requestLatencyMs = ttftMs + tpotMs * Math.max(osl - 1, 0);
    this.requestsPerSec = (concurrency / this.requestLatencyMs) * 1000;
    this.tokensPerSec = this.requestsPerSec * osl;
  }

  get bands(): Bands {
    return (this.#bands ??= this.#bandsOf(this.#replica, this.#concurrency));
  }

  get notes(): readonly string[] | undefined {
    if (this.#replica.curve.answeringShare(this.#concurrency) >= CLEARLY_FEWER) return this.#notes;
    return [...(this.#notes ?? []), FULL_PREFILL];
  }

  get stages(): StageRates | undefined {
    if (this.#pools === undefined) return undefined;
    const { curve } = this.#replica;
    return {
      prefill: curve.mostRequestsPerSec / this.#pools.prefill,
      decode: curve.answersPerSec(this.#concurrency) / this.#pools.decode,
    };
  }
}

/**
 * The profile of a calibration: the load in, calibrated figures with bands out. Rates follow Little's law. Local
 * measurements, where there are any, correct the groups that they belong to.
 */
export function calibratedProfile(calibration: Calibration, local?: LocalCalibration): Profile {
  const replicas = replicaMemo(calibration, local);
  const notesOf = notesMemo();
  const known = new WeakMap<KnownReplica, WidthsAt>();
  const bandsOf = (replica: KnownReplica, concurrency: number): Bands => {
    let widthsAt = known.get(replica);
    if (widthsAt === undefined) known.set(replica, (widthsAt = widthsByLoad(calibration, replica, local)));
    return bandsAround(replica, concurrency, widthsAt(concurrency));
  };
  const answer = (replica: KnownReplica, concurrency: number, pools?: PoolCounts): ReplicaFigures => {
    const points = replica.localPoints;
    const notes = points > 0 ? notesOf(points) : replica.age === "older" ? OLDER : NOTES[replica.familiarity];
    return new ReplicaAt(replica, concurrency, notes, bandsOf, pools);
  };
  return {
    name: "calibrated",
    identity: false,
    paired: {
      sameLayout: calibration.paired.sameLayout.latency,
      sameGroup: calibration.paired.sameGroup.latency,
    },
    steps: (replica) => ("worker" in replica ? replicas.agg(replica) : replicas.disagg(replica)).steps(),
    agg: (load) => answer(replicas.agg(load), load.concurrency ?? load.point.concurrency),
    disagg(load) {
      const { model, workers, batchSize } = load.decode;
      const { dp, pp } = model.parallelism;
      const concurrency = load.concurrency ?? batchSize * dp * pp * workers;
      return answer(replicas.disagg(load), concurrency, { prefill: load.prefill.workers, decode: workers });
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
  return widthsByLoad(calibration, replica, local)(concurrency);
}

type WidthsAt = (concurrency: number) => BandWidths;

function widthsByLoad(
  calibration: Calibration,
  replica: KnownReplica,
  local: LocalCalibration | undefined,
): WidthsAt {
  const { keys, physics, familiarity } = replica;
  const base = widthsOf(calibration, replica, gainModel(calibration).knowsDesign(keys));
  return (concurrency) =>
    narrower(base(concurrency), local?.at(ownGroup(keys), { ...physics, concurrency }, familiarity)?.width);
}

/** One array for each number of points, for the same reason. */
function notesMemo(): (points: number) => readonly string[] {
  const known = new Map<number, readonly string[]>();
  return (points) => {
    let found = known.get(points);
    if (found === undefined) known.set(points, (found = [localNote(points)]));
    return found;
  };
}

/** How an output says that local measurements were used. */
export function localNote(points: number): string {
  return `local calibration of ${points} ${points === 1 ? "point" : "points"}`;
}
