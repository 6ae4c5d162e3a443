import type { Bands, Interval } from "../../domain/prediction.js";
import type { ScaledFrom } from "../system-spec.js";
import { BANDED, type Banded, type BandWidths, type Calibration } from "./calibration-file.js";
import { bandSides } from "./engine-age.js";
import { PLACE, placeOf } from "./place.js";
import type { KnownReplica } from "./replica-memo.js";

/** Distance outside the measured range, as a logarithm, from which on bands grow no wider: how much less is known, nobody knows. */
const FARTHEST = 2;

/** Width of a band where nothing of the chip design was measured, as a multiple. */
const UNKNOWN_DESIGN = 1.25;

/**
 * What scaling from a donor adds, as 80 % half-widths of logarithms: for steps of each measured system predicted from another,
 * a part that is always there, one that grows with the distance of the two, and one of links over PCIe, which the same
 * GPU has at very different speeds (`docs/accuracy.md`, "Systems that were never measured").
 */
export const SCALED_WIDTHS = { always: 0.05, byDistance: 0.25, overPcie: 0.7 } as const;

/** The part of a band that comes from scaling; independent of the others. */
export function scaledWidth({ distance, overPcie }: ScaledFrom, gpusTogether: number): number {
  const { always, byDistance, overPcie: links } = SCALED_WIDTHS;
  return Math.hypot(always + byDistance * distance, overPcie && gpusTogether > 1 ? links : 0);
}

/**
 * 80 % half-widths of a replica by its load, as logarithms: a base by familiarity times what held-out errors of its engine,
 * model and group say, half a unit more for every unit of logarithmic distance outside the measured range.
 */
export function widthsOf(
  calibration: Calibration,
  {
    keys,
    familiarity: own,
    age,
    physics,
    scaled,
  }: Pick<KnownReplica, "keys" | "familiarity" | "age" | "physics" | "scaled">,
  knowsDesign: boolean,
): (concurrency: number) => BandWidths {
  const familiarity = age === "older" ? "none" : own;
  const place = placeOf(physics);
  const ofPlace = outsideOf(calibration, place, 0);
  const inside = {} as Record<Banded, number>;
  for (const figure of BANDED) {
    const { base, factors } = calibration.bands[figure];
    const factor = keys.reduce((sum, key) => sum + (factors[key] ?? 0), 0);
    inside[figure] = base[familiarity] * Math.exp(factor);
  }
  const ofScaling =
    scaled === undefined ? undefined : scaledWidth(scaled, Math.max(physics.tp, physics.moeEp));
  return (concurrency) => {
    const load = Math.log(Math.max(1, concurrency / physics.ranks));
    const outside = Math.min(FARTHEST, Math.max(ofPlace, outsideOf(calibration, [load], place.length)));
    const width = (figure: Banded): number => {
      const known = inside[figure] * (1 + outside / 2) * (knowsDesign ? 1 : UNKNOWN_DESIGN);
      return ofScaling === undefined
        ? known
        : Math.hypot(known, ofScaling) * (calibration.scaled?.[figure] ?? 1);
    };
    return { ttft: width("ttft"), tpot: width("tpot"), latency: width("latency") };
  };
}

/** Coordinates of a place below which nothing is unknown: a shorter prompt or answer is bounded by the longer ones. */
const BOUNDED_BELOW: ReadonlySet<number> = new Set(
  (["isl", "osl", "prefillMs"] as const).map((axis) => PLACE.indexOf(axis)),
);

/** How far coordinates from an axis on lie outside the measured range: the largest distance; 0 inside. */
function outsideOf({ range }: Calibration, at: readonly number[], from: number): number {
  let outside = 0;
  at.forEach((value, k) => {
    const i = from + k;
    const below = BOUNDED_BELOW.has(i) ? 0 : range.low[i]! - value;
    outside = Math.max(outside, below, value - range.high[i]!);
  });
  return outside;
}

/** Local measurements narrow bands, never widen them. */
export function narrower(base: BandWidths, local: BandWidths | undefined): BandWidths {
  if (local === undefined) return base;
  return Object.fromEntries(
    BANDED.map((figure) => [figure, Math.min(base[figure], local[figure])]),
  ) as Record<Banded, number>;
}

/**
 * Bands around a replica's figures at a load. A figure lies strictly inside but where the chip itself ends: a lower end is at
 * least what bytes and arithmetic take (data sheet, `roofline`), and a figure that stands there already cannot err downwards.
 * Our tables end no band, though they bound the figures: what they say of a pool of prompts errs like anything else, and
 * measured pools serve up to 1.3 times as much.
 */
export function bandsAround(
  { physics, curve, age }: KnownReplica,
  concurrency: number,
  width: BandWidths,
): Bands {
  const { ttftMs, tpotMs } = curve.at(concurrency);
  const steps = Math.max(physics.osl - 1, 0);
  const latencyMs = ttftMs + tpotMs * steps;
  const tpotFloorMs = curve.tpotFloorMs(concurrency);
  const { faster, slower } = bandSides(age);
  const around = (value: number, log: number, low: number): Interval => [
    Math.max(value / Math.exp(log * faster), Math.min(low, value)),
    value * Math.exp(log * slower),
  ];
  const leastMs = Math.max(
    curve.ttftFloorMs + tpotFloorMs * steps,
    (concurrency * physics.sharedFloorMs) / physics.prefillLanes,
  );
  const perGpu = (ms: number): number => ((concurrency / ms) * 1000 * physics.osl) / physics.gpus;
  const requestLatencyMs = around(latencyMs, width.latency, leastMs);
  const step = around(tpotMs, width.tpot, tpotFloorMs);
  const wait = around(ttftMs, width.ttft, curve.ttftFloorMs);
  return {
    // what is left of the whole request beside its answer: where nearly all of it is the wait, its band is the wait's
    ttftMs: [
      Math.max(wait[0], requestLatencyMs[0] - step[1] * steps),
      Math.min(wait[1], requestLatencyMs[1] - step[0] * steps),
    ],
    tpotMs: step,
    requestLatencyMs,
    tokensPerSecPerGpu: [perGpu(requestLatencyMs[1]), perGpu(requestLatencyMs[0])],
  };
}
