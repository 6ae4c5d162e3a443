import type { ScaledFrom } from "../system-spec.js";
import type { Lengths, WorkerModel } from "../types.js";
import type { Calibration, Familiarity } from "./calibration-file.js";
import { engineAge, type EngineAge } from "./engine-age.js";
import { gainModel, type Corrections } from "./gains.js";
import { groupKeys, modelGroup, ownGroup, precisionGroup } from "./groups.js";
import type { LocalCalibration, LocalCorrection } from "./local-calibration.js";
import { loadCurve, type LoadCurve } from "./load-curve.js";
import type { AggLoad, DisaggReplica, ProfiledWorker } from "./profile.js";
import { decodeSteps, prefillTimes, type ReplicaPhysics } from "./replica-physics.js";
import { stepFactors, type StepFactors } from "./step-factors.js";

/** A replica whose figures are known at every load. */
export interface KnownReplica {
  readonly physics: ReplicaPhysics;
  readonly keys: readonly string[];
  readonly familiarity: Familiarity;
  /** its engine beside the measured versions; of an older one no measurement of steps is believed */
  readonly age: EngineAge;
  readonly curve: LoadCurve;
  /** operator times were scaled from another system */
  readonly scaled?: ScaledFrom | undefined;
  /** its steps, for schedulers */
  readonly steps: () => StepFactors;
  /** local measurements of its group that the curve follows */
  readonly localPoints: number;
}

/** Replicas of a calibration, each worked out once: a search asks for the same one at many loads. */
export interface ReplicaMemo {
  agg(load: Pick<AggLoad, "worker" | "lengths">): KnownReplica;
  disagg(replica: DisaggReplica): KnownReplica;
}

/** The memory of a profile. */
export function replicaMemo(
  calibration: Corrections & Pick<Calibration, "versions">,
  local: LocalCalibration | undefined,
): ReplicaMemo {
  const steps = ofLengths(stepMemo);
  const keysOf = keysMemo(calibration.shapes);
  // workers of one table may stand for engines of several versions
  const byVersion = new Map<string, ReplicaMemo>();
  const memoFor = ({
    model,
    context: { backend, engineVersion = model.version },
  }: ProfiledWorker): ReplicaMemo => {
    const name = `${backend} ${engineVersion}`;
    let memo = byVersion.get(name);
    if (memo === undefined) {
      const age = engineAge(calibration.versions, backend, engineVersion);
      memo = replicasBy(steps, (worker, physics) => ({
        ...replicaOf(calibration, keysOf(worker, physics.mode), physics, { local, age }),
        scaled: worker.model.scaled,
      }));
      byVersion.set(name, memo);
    }
    return memo;
  };
  return {
    agg: (load) => memoFor(load.worker).agg(load),
    disagg: (replica) => memoFor(replica.decode).disagg(replica),
  };
}

/** Remembers the replicas of workers and of pairs of them. */
function replicasBy(
  steps: (lengths: Lengths) => ReturnType<typeof stepMemo>,
  known: (worker: ProfiledWorker, physics: ReplicaPhysics) => KnownReplica,
): ReplicaMemo {
  const alone = ofLengths((lengths) =>
    memoOf((model: WorkerModel, { worker }: Pick<AggLoad, "worker">) => {
      const { pp, dp } = model.parallelism;
      return known(worker, {
        ...steps(lengths).worker(worker, "agg"),
        ...steps(lengths).prefill(model),
        prefillLanes: pp * dp,
        ranks: pp * dp,
        gpus: model.gpus,
        workerGpus: model.gpus,
      });
    }),
  );
  const pair = ({ prefill, decode, lengths }: DisaggReplica): KnownReplica => {
    const { pp, dp } = decode.model.parallelism;
    const front = prefill.model.parallelism;
    return known(decode, {
      ...steps(lengths).worker(decode, "disagg"),
      ...steps(lengths).prefill(prefill.model),
      prefillLanes: prefill.workers * front.dp * front.pp,
      ranks: decode.workers * pp * dp,
      gpus: prefill.workers * prefill.model.gpus + decode.workers * decode.model.gpus,
      workerGpus: prefill.model.gpus + decode.model.gpus,
    });
  };
  const pairs = ofLengths(() => memoOf(() => memoOf(() => new Map<number, KnownReplica>())));
  return {
    agg: (load) => alone(load.lengths)(load.worker.model, load),
    disagg(load) {
      const { prefill, decode, lengths } = load;
      const byCounts = pairs(lengths)(decode.model)(prefill.model);
      const counts = prefill.workers * COUNTS_SPAN + decode.workers;
      let found = byCounts.get(counts);
      if (found === undefined) byCounts.set(counts, (found = pair(load)));
      return found;
    },
  };
}

/** Counts of workers stay below this, so that two of them fit one exact number. */
const COUNTS_SPAN = 2 ** 26;

/** Remembers what is made of an object; `more` only serves the making. */
function memoOf<K extends object, V, M = void>(make: (key: K, more: M) => V): (key: K, more: M) => V {
  const known = new WeakMap<K, V>();
  return (key, more) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = make(key, more)));
    return found;
  };
}

/** Remembers what is made of lengths: a search passes one object along, other callers equal ones. */
function ofLengths<V>(make: (lengths: Lengths) => V): (lengths: Lengths) => V {
  const known = new Map<string, V>();
  const byObject = memoOf((lengths: Lengths) => {
    const key = `${lengths.isl} ${lengths.osl} ${lengths.prefix}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = make(lengths)));
    return { found };
  });
  return (lengths) => byObject(lengths).found;
}

/** A replica under a calibration. Without measurements of its chip design nothing is corrected but its waits. */
export function replicaOf(
  calibration: Corrections,
  keys: readonly string[],
  physics: ReplicaPhysics,
  {
    local,
    age = "measured",
  }: { readonly local?: LocalCalibration | undefined; readonly age?: EngineAge } = {},
): KnownReplica {
  const model = gainModel(calibration);
  const familiarity = model.familiarityOf(keys);
  const localAt = (concurrency: number): LocalCorrection | undefined =>
    local?.at(ownGroup(keys), { ...physics, concurrency }, familiarity);
  const localPoints = localAt(physics.ranks)?.points ?? 0;
  const said = model.gainsOf(keys, physics);
  const gains = age === "older" ? { ...said, tpot: new Float64Array(said.tpot.length) } : said;
  const shift = localPoints > 0 ? localAt : undefined;
  return {
    physics,
    keys,
    familiarity,
    age,
    curve: loadCurve(calibration, physics, gains, shift),
    steps: () => stepFactors(calibration, physics, gains, { local: shift, measured: familiarity !== "none" }),
    localPoints,
  };
}

/** Group keys of a worker, made once for equal names. A model that no name knows is the measured one of its sizes. */
function keysMemo(
  shapes: Corrections["shapes"],
): (worker: ProfiledWorker, mode: "agg" | "disagg") => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const named = new Map(Object.entries(shapes).map(([model, shape]) => [shape, model]));
  const modelOf = (id: string, shape: string): string => {
    const own = modelGroup(id);
    return own in shapes ? own : (named.get(shape) ?? own);
  };
  return ({ model: { system, model: id, shape, quant, scaled }, context: { backend } }, mode) => {
    const scaledFrom = scaled?.system;
    const name = `${backend} ${mode} ${system} ${scaledFrom} ${id} ${shape} ${quant.gemm} ${quant.moe}`;
    let keys = known.get(name);
    if (keys === undefined) {
      const names = { model: modelOf(id, shape), precision: precisionGroup(quant), scaledFrom };
      known.set(name, (keys = groupKeys({ backend, mode, system, ...names })));
    }
    return keys;
  };
}

/** Steps of a worker, each priced once for a length: pairs of workers share them. */
function stepMemo(lengths: Lengths): {
  worker(
    worker: ProfiledWorker,
    mode: "agg" | "disagg",
  ): Omit<
    ReplicaPhysics,
    | "prefillMs"
    | "sharedPrefillMs"
    | "prefillFloorMs"
    | "sharedFloorMs"
    | "prefillLanes"
    | "ranks"
    | "gpus"
    | "workerGpus"
  >;
  prefill(model: WorkerModel): ReturnType<typeof prefillTimes>;
} {
  const decodes = memoOf((model: WorkerModel) => decodeSteps(model, lengths));
  const prefills = memoOf((model: WorkerModel) => prefillTimes(model, lengths));
  return {
    worker({ model, context }, mode) {
      const { tp, dp, moeEp } = model.parallelism;
      return {
        mode,
        backend: context.backend,
        ...decodes(model),
        layers: model.layers,
        tp,
        dp,
        moeEp,
        isl: lengths.isl,
        osl: lengths.osl,
        tokensPerStep: 1 + (context.speculation?.accepted ?? 0),
      };
    },
    prefill: (model) => prefills(model),
  };
}
