import type { WorkerModel } from "../types.js";
import type { Familiarity } from "./calibration-file.js";
import { gainModel, type Corrections } from "./gains.js";
import { groupKeys, modelGroup, ownGroup, precisionGroup } from "./groups.js";
import type { LocalCalibration, LocalCorrection } from "./local-calibration.js";
import { loadCurve, type LoadCurve } from "./load-curve.js";
import type { AggLoad, DisaggLoad, ProfiledWorker } from "./profile.js";
import { decodeSteps, prefillTimes, type ReplicaPhysics } from "./replica-physics.js";
import type { Lengths } from "../types.js";

/** A replica whose figures are known at every load. */
export interface KnownReplica {
  readonly physics: ReplicaPhysics;
  readonly keys: readonly string[];
  readonly familiarity: Familiarity;
  readonly curve: LoadCurve;
  /** operator times were scaled from another system */
  readonly scaled: boolean;
  /** local measurements of its group that the curve follows */
  readonly localPoints: number;
}

/** Replicas of a calibration, each worked out once: a search asks for the same one at many loads. */
export interface ReplicaMemo {
  agg(load: Pick<AggLoad, "worker" | "lengths">): KnownReplica;
  disagg(load: DisaggLoad): KnownReplica;
}

/** The memory of a profile. */
export function replicaMemo(calibration: Corrections, local: LocalCalibration | undefined): ReplicaMemo {
  const physicsOf = stepMemo();
  const alone = new WeakMap<WorkerModel, Map<string, KnownReplica>>();
  const pairs = new WeakMap<WorkerModel, WeakMap<WorkerModel, Map<string, KnownReplica>>>();
  const known = ({ model, context }: ProfiledWorker, physics: ReplicaPhysics): KnownReplica => ({
    ...replicaOf(calibration, keysOf({ model, context }, physics.mode), physics, local),
    scaled: model.scaledFrom !== undefined,
  });
  return {
    agg({ worker, lengths }) {
      const { model } = worker;
      return within(
        mapOf(alone, model, () => new Map()),
        lengthsKey(lengths),
        () => {
          const { pp, dp } = model.parallelism;
          const ranks = pp * dp;
          return known(worker, {
            ...physicsOf.worker(worker, "agg", lengths),
            ...physicsOf.prefill(model, lengths),
            prefillLanes: ranks,
            ranks,
            gpus: model.gpus,
          });
        },
      );
    },
    disagg({ prefill, decode, lengths }) {
      const partners = mapOf(
        pairs,
        decode.model,
        () => new WeakMap<WorkerModel, Map<string, KnownReplica>>(),
      );
      const counts = `${lengthsKey(lengths)} ${prefill.workers} ${decode.workers}`;
      return within(
        mapOf(partners, prefill.model, () => new Map()),
        counts,
        () => {
          const { pp, dp } = decode.model.parallelism;
          const front = prefill.model.parallelism;
          return known(decode, {
            ...physicsOf.worker(decode, "disagg", lengths),
            ...physicsOf.prefill(prefill.model, lengths),
            prefillLanes: prefill.workers * front.dp * front.pp,
            ranks: decode.workers * pp * dp,
            gpus: prefill.workers * prefill.model.gpus + decode.workers * decode.model.gpus,
          });
        },
      );
    },
  };
}

/** A replica under a calibration. Without measurements of its chip design nothing is corrected but its waits. */
export function replicaOf(
  calibration: Corrections,
  keys: readonly string[],
  physics: ReplicaPhysics,
  local?: LocalCalibration,
): KnownReplica {
  const model = gainModel(calibration);
  const familiarity = model.familiarityOf(keys);
  const localAt = (concurrency: number): LocalCorrection | undefined =>
    local?.at(ownGroup(keys), { ...physics, concurrency }, familiarity);
  const localPoints = localAt(physics.ranks)?.points ?? 0;
  const curve = loadCurve(
    calibration,
    physics,
    model.gainsOf(keys, physics),
    localPoints > 0 ? localAt : undefined,
  );
  return { physics, keys, familiarity, curve, scaled: false, localPoints };
}

function keysOf({ model, context }: ProfiledWorker, mode: "agg" | "disagg"): readonly string[] {
  return groupKeys({
    backend: context.backend,
    mode,
    system: model.system,
    model: modelGroup(model.model),
    precision: precisionGroup(model.quant),
    scaledFrom: model.scaledFrom,
  });
}

/** Steps of a worker, each priced once for a length: pairs of workers share them. */
function stepMemo(): {
  worker(
    worker: ProfiledWorker,
    mode: "agg" | "disagg",
    lengths: Lengths,
  ): Omit<ReplicaPhysics, "prefillMs" | "prefillFloorMs" | "prefillLanes" | "ranks" | "gpus">;
  prefill(model: WorkerModel, lengths: Lengths): ReturnType<typeof prefillTimes>;
} {
  const decodes = new WeakMap<WorkerModel, Map<string, ReturnType<typeof decodeSteps>>>();
  const prefills = new WeakMap<WorkerModel, Map<string, ReturnType<typeof prefillTimes>>>();
  return {
    worker({ model, context }, mode, lengths) {
      const { tp, dp, moeEp } = model.parallelism;
      return {
        mode,
        backend: context.backend,
        ...within(
          mapOf(decodes, model, () => new Map()),
          lengthsKey(lengths),
          () => decodeSteps(model, lengths),
        ),
        layers: model.layers,
        tp,
        dp,
        moeEp,
        isl: lengths.isl,
        osl: lengths.osl,
        tokensPerStep: 1 + (context.speculation?.accepted ?? 0),
      };
    },
    prefill: (model, lengths) =>
      within(
        mapOf(prefills, model, () => new Map()),
        lengthsKey(lengths),
        () => prefillTimes(model, lengths),
      ),
  };
}

function lengthsKey({ isl, osl, prefix }: Lengths): string {
  return `${isl} ${osl} ${prefix}`;
}

function mapOf<K extends object, V extends object>(memo: WeakMap<K, V>, key: K, make: () => V): V {
  let found = memo.get(key);
  if (found === undefined) memo.set(key, (found = make()));
  return found;
}

function within<V>(memo: Map<string, V>, key: string, make: () => V): V {
  let found = memo.get(key);
  if (found === undefined) memo.set(key, (found = make()));
  return found;
}
