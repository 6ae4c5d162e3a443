import type { Bands, Interval } from "../../domain/prediction.js";
import type { WorkerModel } from "../types.js";
import type { Calibration, Familiarity, FigureModel, Tree } from "./calibration-file.js";
import {
  featuresOf,
  groupKeys,
  modelGroup,
  precisionGroup,
  type GroupNames,
  type LoadFacts,
} from "./calibrated-features.js";
import { physicalTtftMs } from "./corrections.js";
import type { LocalCalibration } from "./local-calibration.js";
import { nearby, placeOf } from "./neighbours.js";
import type { Profile, ReplicaFigures } from "./profile.js";

/** A calibrated load: figures with 80 % bands, and how well it is known. */
export interface CalibratedFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly familiarity: Familiarity;
  readonly bands: Bands;
  /** local measurements of the group that the figures follow; absent: none */
  readonly localPoints?: number;
}

/** Sum of a tree ensemble at a point. */
export function treesAt(trees: readonly Tree[], x: Float64Array): number {
  let sum = 0;
  for (const tree of trees) {
    let node = 0;
    while (tree.left[node] !== 0)
      node = (x[tree.feature[node]!]! <= tree.threshold[node]! ? tree.left[node] : tree.right[node])!;
    sum += tree.value[node]!;
  }
  return sum;
}

/** Logarithm of the factor of a figure without what its neighbours say. */
export function correctionAt(
  model: Pick<FigureModel, "intercept" | "trees" | "groups">,
  x: Float64Array,
  keys: readonly string[],
): number {
  let sum = model.intercept + treesAt(model.trees, x);
  for (const key of keys) sum += model.groups[key] ?? 0;
  return sum;
}

/** What measurements of the same group say of a load, for both figures; nothing in a group that was never measured. */
export function neighboursAt(
  calibration: Pick<Calibration, "nearness" | "places" | "ttft" | "tpot">,
  group: string,
  facts: LoadFacts,
): { readonly ttft: number; readonly tpot: number } {
  const places = calibration.places[group];
  if (places === undefined) return { ttft: 0, tpot: 0 };
  const place = placeOf(facts);
  const { nearness } = calibration;
  return {
    ttft: nearby(nearness, places, calibration.ttft.near[group]!, place),
    tpot: nearby(nearness, places, calibration.tpot.near[group]!, place),
  };
}

/** Whether the group of a load, or at least its model, was measured. */
export function familiarityOf(calibration: Calibration, keys: readonly string[]): Familiarity {
  if (keys[5]! in calibration.ttft.groups) return "group";
  return keys[2]! in calibration.ttft.groups ? "model" : "none";
}

/**
 * Corrects a load and says how far off it may be. Bands widen by half a unit of log distance outside the measured range;
 * local measurements of the group shift figures and narrow bands, never widen them.
 */
export function calibrate(
  calibration: Calibration,
  facts: LoadFacts,
  keys: readonly string[],
  localCalibration?: LocalCalibration,
): CalibratedFigures {
  const x = featuresOf(facts);
  const physical = physicalTtftMs(facts, calibration.requestOverheadMs[facts.backend] ?? 0);
  const familiarity = familiarityOf(calibration, keys);
  const local = localCalibration?.at(keys[5]!, facts, familiarity);
  const near = neighboursAt(calibration, keys[5]!, facts);
  const ttftMs =
    physical * Math.exp(correctionAt(calibration.ttft, x, keys) + near.ttft + (local?.ttft ?? 0));
  const tpotMs =
    facts.referenceTpotMs *
    Math.exp(correctionAt(calibration.tpot, x, keys) + near.tpot + (local?.tpot ?? 0));
  const base = (facts.mode === "disagg" ? calibration.disaggBands : calibration.bands)[familiarity];
  const width =
    local === undefined
      ? base
      : {
          ttft: Math.min(base.ttft, local.width.ttft),
          tpot: Math.min(base.tpot, local.width.tpot),
          latency: Math.min(base.latency, local.width.latency),
        };
  let outside = 0;
  for (let i = 0; i < x.length; i++) {
    outside = Math.max(outside, calibration.range.low[i]! - x[i]!, x[i]! - calibration.range.high[i]!);
  }
  const around = (value: number, log: number): Interval => {
    const factor = Math.exp(log * (1 + outside / 2));
    return [value / factor, value * factor];
  };
  const latencyMs = ttftMs + tpotMs * Math.max(facts.osl - 1, 0);
  return {
    ttftMs,
    tpotMs,
    familiarity,
    ...(local === undefined ? {} : { localPoints: local.points }),
    bands: {
      ttftMs: around(ttftMs, width.ttft),
      tpotMs: around(tpotMs, width.tpot),
      requestLatencyMs: around(latencyMs, width.latency),
      tokensPerSecPerGpu: around(
        ((facts.concurrency / latencyMs) * 1000 * facts.osl) / facts.gpus,
        width.latency,
      ),
    },
  };
}

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
 * The profile of a calibration: reference figures in, calibrated figures with bands out. Rates follow Little's law. Local
 * measurements, where there are any, correct the groups that they belong to.
 */
export function calibratedProfile(calibration: Calibration, local?: LocalCalibration): Profile {
  const keysOf = keyMemo();
  const notesOf = notesMemo();
  const answer = (figures: ReplicaFigures, facts: LoadFacts, keys: readonly string[]): ReplicaFigures => {
    // a correction of speculation is part of the reference's TPOT, so it stays
    if (!(figures.tpotMs > 0)) return figures;
    const { ttftMs, tpotMs, bands, familiarity, localPoints } = calibrate(calibration, facts, keys, local);
    const requestLatencyMs = ttftMs + tpotMs * Math.max(facts.osl - 1, 0);
    const requestsPerSec = (facts.concurrency / requestLatencyMs) * 1000;
    return {
      ttftMs,
      tpotMs,
      requestLatencyMs,
      requestsPerSec,
      tokensPerSec: requestsPerSec * facts.osl,
      bands,
      ...(localPoints === undefined ? NOTES[familiarity] : notesOf(localPoints)),
    };
  };
  return {
    name: "calibrated",
    identity: false,
    // steps carry no cost of their own: the correction of TPOT contains it
    hostCosts: (backend) => ({ requestMs: calibration.requestOverheadMs[backend] ?? 0, stepMs: 0 }),
    agg({ worker: { model, context }, lengths, point }, figures) {
      const { isl, osl, prefix } = lengths;
      const middle = isl + Math.floor(osl / 2) + 1;
      const facts: LoadFacts = {
        mode: "agg",
        backend: context.backend,
        prefillMs: model.contextStepMs(1, isl - prefix, prefix),
        decodeMs: model.decodeStepMs(point.batchSize, middle),
        decodeAloneMs: model.decodeStepMs(1, middle),
        referenceTpotMs: figures.tpotMs,
        layers: model.layers,
        prefillLanes: model.parallelism.dp,
        batchSize: point.batchSize,
        concurrency: point.concurrency,
        gpus: model.gpus,
        isl,
        osl,
      };
      return answer(figures, facts, keysOf(model, context.backend, "agg", context.system, context.model));
    },
    disagg({ prefill, decode, lengths }, figures) {
      const { isl, osl, prefix } = lengths;
      const { dp, pp } = decode.model.parallelism;
      const middle = isl + Math.floor(osl / 2) + 1;
      const facts: LoadFacts = {
        mode: "disagg",
        backend: decode.context.backend,
        prefillMs: prefill.model.contextStepMs(1, isl - prefix, prefix),
        decodeMs: decode.model.decodeStepMs(decode.point.batchSize, middle),
        decodeAloneMs: decode.model.decodeStepMs(1, middle),
        referenceTpotMs: figures.tpotMs,
        layers: decode.model.layers,
        prefillLanes: prefill.workers * prefill.model.parallelism.dp,
        batchSize: decode.point.batchSize,
        concurrency: decode.point.batchSize * dp * pp * decode.workers,
        gpus: prefill.workers * prefill.model.gpus + decode.workers * decode.model.gpus,
        isl,
        osl,
      };
      return answer(
        figures,
        facts,
        keysOf(decode.model, decode.context.backend, "disagg", decode.context.system, decode.context.model),
      );
    },
  };
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

type KeysOf = (
  worker: WorkerModel,
  backend: GroupNames["backend"],
  mode: GroupNames["mode"],
  system: string,
  model: string,
) => readonly string[];

/** Keys are asked once per worker. */
function keyMemo(): KeysOf {
  const known = new WeakMap<WorkerModel, Partial<Record<GroupNames["mode"], readonly string[]>>>();
  return (worker, backend, mode, system, name) => {
    const before = known.get(worker);
    const found = before?.[mode];
    if (found !== undefined) return found;
    const keys = groupKeys({
      backend,
      mode,
      system,
      model: modelGroup(name),
      precision: precisionGroup(worker.quant),
    });
    known.set(worker, { ...before, [mode]: keys });
    return keys;
  };
}
