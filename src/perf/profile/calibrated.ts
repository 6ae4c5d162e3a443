import type { Bands, Interval } from "../../domain/prediction.js";
import { DISAGG } from "../disagg.js";
import { featuresOf, type LoadFacts } from "./calibrated-features.js";
import type { BandWidths, Calibration, Familiarity } from "./calibration-file.js";
import { physicalTpotMs, physicalTtftMs } from "./corrections.js";
import { neighboursAt, readyOf } from "./correction-at.js";
import type { LocalCalibration } from "./local-calibration.js";
import type { Profile, ReplicaFigures } from "./profile.js";
import { keyMemo, timesMemo } from "./worker-memo.js";

/** A calibrated load: figures with 80 % bands, and how well it is known. */
export interface CalibratedFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly familiarity: Familiarity;
  readonly bands: Bands;
  /** local measurements of the group that the figures follow; absent: none */
  readonly localPoints?: number;
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
  const { forests, offsetsOf } = readyOf(calibration);
  const { familiarity, ttft, tpot } = offsetsOf(keys);
  const local = localCalibration?.at(keys[5]!, facts, familiarity);
  const near = neighboursAt(calibration, keys[5]!, facts);
  const ttftMs = physical * Math.exp(ttft + forests.ttft.at(x) + near.ttft + (local?.ttft ?? 0));
  const tpotMs =
    physicalTpotMs(facts, calibration.stepOverheadMs) *
    Math.exp(tpot + forests.tpot.at(x) + near.tpot + (local?.tpot ?? 0));
  return {
    ttftMs,
    tpotMs,
    familiarity,
    ...(local === undefined ? undefined : { localPoints: local.points }),
    // a search looks at the bands of few of the loads that it prices
    get bands(): Bands {
      const base = (facts.mode === "disagg" ? calibration.disaggBands : calibration.bands)[familiarity];
      return bandsAround({ facts, ttftMs, tpotMs }, narrower(base, local?.width), outsideOf(calibration, x));
    },
  };
}

function narrower(base: BandWidths, local: BandWidths | undefined): BandWidths {
  if (local === undefined) return base;
  return {
    ttft: Math.min(base.ttft, local.ttft),
    tpot: Math.min(base.tpot, local.tpot),
    latency: Math.min(base.latency, local.latency),
  };
}

/** How far a load lies outside the measured range: the largest distance of a feature, as a logarithm; 0 inside. */
function outsideOf({ range }: Calibration, x: Float64Array): number {
  let outside = 0;
  for (let i = 0; i < x.length; i++)
    outside = Math.max(outside, range.low[i]! - x[i]!, x[i]! - range.high[i]!);
  return outside;
}

function bandsAround(
  { facts, ttftMs, tpotMs }: { readonly facts: LoadFacts; readonly ttftMs: number; readonly tpotMs: number },
  width: BandWidths,
  outside: number,
): Bands {
  const around = (value: number, log: number): Interval => {
    const factor = Math.exp(log * (1 + outside / 2));
    return [value / factor, value * factor];
  };
  const latencyMs = ttftMs + tpotMs * Math.max(facts.osl - 1, 0);
  const perGpu = ((facts.concurrency / latencyMs) * 1000 * facts.osl) / facts.gpus;
  return {
    ttftMs: around(ttftMs, width.ttft),
    tpotMs: around(tpotMs, width.tpot),
    requestLatencyMs: around(latencyMs, width.latency),
    tokensPerSecPerGpu: around(perGpu, width.latency),
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
  const timesOf = timesMemo();
  const notesOf = notesMemo();
  const answer = (figures: ReplicaFigures, facts: LoadFacts, keys: readonly string[]): ReplicaFigures => {
    // a correction of speculation is part of the reference's TPOT, so it stays
    if (!(figures.tpotMs > 0)) return figures;
    const calibrated = calibrate(calibration, facts, keys, local);
    const { ttftMs, tpotMs, familiarity, localPoints } = calibrated;
    const requestLatencyMs = ttftMs + tpotMs * Math.max(facts.osl - 1, 0);
    const requestsPerSec = (facts.concurrency / requestLatencyMs) * 1000;
    return {
      ttftMs,
      tpotMs,
      requestLatencyMs,
      requestsPerSec,
      tokensPerSec: requestsPerSec * facts.osl,
      ...(localPoints === undefined ? NOTES[familiarity] : notesOf(localPoints)),
      get bands() {
        return calibrated.bands;
      },
    };
  };
  return {
    name: "calibrated",
    identity: false,
    // steps carry no cost of their own: the correction of TPOT contains it
    hostCosts: (backend) => ({ requestMs: calibration.requestOverheadMs[backend] ?? 0, stepMs: 0 }),
    agg({ worker: { model, context }, lengths, point }, figures) {
      const { isl, osl } = lengths;
      const times = timesOf(model, lengths);
      const facts: LoadFacts = {
        mode: "agg",
        backend: context.backend,
        prefillMs: times.prefillMs(),
        // the point has priced the same step, unless it has none without prompts
        decodeMs: point.genStepMs > 0 ? point.genStepMs : times.decodeMs(point.batchSize),
        decodeAloneMs: times.decodeMs(1),
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
      const { isl, osl } = lengths;
      const { dp, pp } = decode.model.parallelism;
      const times = timesOf(decode.model, lengths);
      const facts: LoadFacts = {
        mode: "disagg",
        backend: decode.context.backend,
        prefillMs: timesOf(prefill.model, lengths).prefillMs(),
        // the method's TPOT is its mean step, corrected; pricing another step for every pair of workers would cost more
        decodeMs:
          (figures.tpotMs * (1 + (decode.context.speculation?.accepted ?? 0))) / DISAGG.decodeCorrection,
        decodeAloneMs: times.decodeMs(1),
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
