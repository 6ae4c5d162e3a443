import type { Calibration } from "./calibration-file.js";
import type { Gains } from "./gains.js";
import { costsOf, tpotParts, ttftParts } from "./load-parts.js";
import { alongLoads, lastLoadFor, LOADS, type ReplicaPhysics } from "./replica-physics.js";

/** How much faster than our tables measured prompts may be, before the arithmetic of the chip bounds them. */
const PREFILL_MARGIN = 1.05;

/** TTFT and TPOT of one replica over its load, within physics. Milliseconds; loads are requests in flight. */
export interface LoadCurve {
  at(concurrency: number): { readonly ttftMs: number; readonly tpotMs: number };
  /** the least that a TPOT can be at a load */
  tpotFloorMs(concurrency: number): number;
  readonly ttftFloorMs: number;
  /** most requests per second that the prompts' arithmetic and our tables allow */
  readonly mostRequestsPerSec: number;
}

/** Corrections of local measurements at a load, as logarithms of factors. */
export type LocalShift = (
  concurrency: number,
) => { readonly ttft: number; readonly tpot: number } | undefined;

/**
 * Corrected figures at {@link LOADS}, straight lines between. By construction TTFT, TPOT and throughput never fall with the
 * load, TPOT is never below its roofline, TTFT never below the prefill's, and no more requests are served than prompts can
 * be computed: where that binds, the others wait for their first token (Little's law), and with workers of two kinds they do so
 * apart from those that answer. A load is worked out when one as high is first asked for: it follows from those below it, and
 * most replicas of a search are only asked for low ones.
 */
export function loadCurve(
  calibration: Pick<Calibration, "fixedMs" | "companyMs" | "stepMs">,
  physics: ReplicaPhysics,
  gains: Gains,
  local?: LocalShift,
): LoadCurve {
  const { ranks, osl, tokensPerStep, prefillFloorMs, mode } = physics;
  const ttft = new Float64Array(LOADS.length);
  const tpot = new Float64Array(LOADS.length);
  // of as many as all answer at once, and the least by as many as do
  const answering = new Float64Array(LOADS.length);
  const leastTpot = new Float64Array(LOADS.length);
  const steps = Math.max(0, osl - 1);
  const mostRequestsPerSec = mostRequests(physics);
  const floors = physics.decodeFloorMs.map((ms) => ms / tokensPerStep);
  const costs = costsOf(calibration, physics.backend);
  const ttftFactors = gains.ttft.map(Math.exp);
  const tpotFactors = gains.tpot.map(Math.exp);
  const longer = longerAnswers(physics);
  const firstMs = (batch: number, tpotMs: number): number => {
    const shift = Math.exp(local?.(batch * ranks)?.ttft ?? 0);
    return firstTokenMs(
      physics,
      longer,
      (asked) => corrected(ttftParts(asked, costs, batch), ttftFactors) * shift,
      tpotMs,
    );
  };
  const work = (i: number): void => {
    const batch = LOADS[i]!;
    const nextMs =
      corrected(tpotParts(physics, calibration.stepMs, batch), tpotFactors) *
      Math.exp(local?.(batch * ranks)?.tpot ?? 0);
    answering[i] = Math.max(grown(answering, i, nextMs), floors[i]!);
    const servedMs = (batch * ranks * 1000) / mostRequestsPerSec;
    // who waits for a full prefill pool of its own is not at the decode workers
    const share =
      mode === "agg"
        ? 1
        : answeringShare((part) => alongLoads(answering, batch * part) * steps, servedMs / SURELY_FULL);
    tpot[i] = share === 1 ? answering[i] : Math.max(alongLoads(answering, batch * share), tpot[i - 1] ?? 0);
    leastTpot[i] = share === 1 ? floors[i]! : alongLoads(floors, batch * share);
    const answerMs = tpot[i] * steps;
    // what grows no faster than the load is the whole request: its wait grows faster where an engine fills up
    const before = i === 0 ? Infinity : (ttft[i - 1]! + tpot[i - 1]! * steps) * growth(i);
    const waitedMs = Math.min(firstMs(batch, tpot[i]), before - answerMs);
    ttft[i] = Math.max(waitedMs, ttft[i - 1] ?? 0, prefillFloorMs, servedMs - answerMs);
  };
  let worked = 0;
  const workUpTo = (load: number): number => {
    for (const last = lastLoadFor(load); worked <= last; worked++) work(worked);
    return load;
  };
  // where a replica has more ranks than requests, as many as there are wait at its prefill workers
  let few: readonly Point[] | undefined;
  const fewMs = (requests: number): number => {
    workUpTo(1);
    few ??= fewRequests({ requests: ranks, ttftMs: ttft[0]! }, tpot[0]! * steps, (count) =>
      Math.max(
        firstMs(count / ranks, tpot[0]!),
        prefillFloorMs,
        (count * 1000) / mostRequestsPerSec - tpot[0]! * steps,
      ),
    );
    return between(few, requests);
  };
  const tpotFloorMs = (concurrency: number) =>
    osl > 1 ? alongLoads(leastTpot, workUpTo(concurrency / ranks)) : 0;
  return {
    at(concurrency) {
      const load = workUpTo(concurrency / ranks);
      // beyond the last load the straight lines may leave the bounds that hold at every one of them
      const tpotMs = osl > 1 ? Math.max(alongLoads(tpot, load), tpotFloorMs(concurrency)) : 0;
      const servedMs = (concurrency * 1000) / mostRequestsPerSec - tpotMs * steps;
      return {
        ttftMs: Math.max(load < 1 && ranks > 1 ? fewMs(concurrency) : alongLoads(ttft, load), servedMs),
        tpotMs,
      };
    },
    tpotFloorMs,
    ttftFloorMs: prefillFloorMs,
    mostRequestsPerSec,
  };
}

/** TTFT at a number of requests. */
interface Point {
  readonly requests: number;
  readonly ttftMs: number;
}

/**
 * TTFT of one request, two, four and so on before one of every rank, whose TTFT is `full`; answers take `answerMs` at all of
 * them. It never falls with the load, and neither do the requests that are served.
 */
function fewRequests(full: Point, answerMs: number, priceMs: (requests: number) => number): readonly Point[] {
  const counts = Array.from({ length: Math.ceil(Math.log2(full.requests)) }, (_, i) => 2 ** i);
  let waitMs = 0;
  const rising = counts.map((count) => (waitMs = Math.min(full.ttftMs, Math.max(waitMs, priceMs(count)))));
  let next = full;
  const points = [full];
  for (let i = counts.length - 1; i >= 0; i--) {
    const requests = counts[i]!;
    const leastMs = ((next.ttftMs + answerMs) * requests) / next.requests - answerMs;
    points.unshift((next = { requests, ttftMs: Math.max(rising[i]!, leastMs) }));
  }
  return points;
}

/** Straight lines between points, constant before the first. */
function between(points: readonly Point[], requests: number): number {
  const next = Math.max(
    1,
    points.findIndex((point) => point.requests >= requests),
  );
  const [low, high] = [points[next - 1]!, points[next]!];
  const share = Math.max(0, (requests - low.requests) / (high.requests - low.requests));
  return low.ttftMs + share * (high.ttftMs - low.ttftMs);
}

/** Lengths of answers to the octave that a shorter one is held against. */
const ANSWERS_TO_THE_OCTAVE = 4;

/** A replica with longer answers, the next length first; each is made once, whatever loads ask for it. */
function longerAnswers(physics: ReplicaPhysics): (index: number) => ReplicaPhysics {
  const first = Math.floor(ANSWERS_TO_THE_OCTAVE * Math.log2(physics.osl)) + 1;
  const made: ReplicaPhysics[] = [];
  return (index) => (made[index] ??= { ...physics, osl: 2 ** ((first + index) / ANSWERS_TO_THE_OCTAVE) });
}

/**
 * TTFT by what `priceMs` says of a replica, and no more than lets a shorter answer end as soon as any longer one: answers that
 * leave sooner come back sooner, so a wait with a factor above that of the steps would shrink by more than a longer answer takes.
 */
function firstTokenMs(
  physics: ReplicaPhysics,
  longer: (index: number) => ReplicaPhysics,
  priceMs: (physics: ReplicaPhysics) => number,
  tpotMs: number,
): number {
  let leastMs = priceMs(physics);
  for (let index = 0; ; index++) {
    const other = longer(index);
    const laterMs = tpotMs * (other.osl - physics.osl);
    if (laterMs >= leastMs - physics.prefillFloorMs) return leastMs;
    leastMs = Math.min(leastMs, priceMs(other) + laterMs);
  }
}

/**
 * How much more than our tables allow prefill pools were measured to serve: a pool that is asked for more than this is surely full.
 * Near balance, where the pools of measured deployments are, a few per cent of the one rate would move half of the requests.
 */
const SURELY_FULL = 1.2;
const SHARE_ERR = 1e-3;

/**
 * The share of the requests in flight that answer, where an answer takes `answerMs` at a share of them and a full prefill pool
 * serves as many as are in flight in `servedMs`: those that it serves while one of them answers (Little's law), at most all.
 */
function answeringShare(answerMs: (share: number) => number, servedMs: number): number {
  if (answerMs(1) >= servedMs) return 1;
  // fewer answers are shorter, but by less than they are fewer
  let low = 0;
  let high = answerMs(1) / servedMs;
  while (high - low > SHARE_ERR * high) {
    const middle = (low + high) / 2;
    if (answerMs(middle) > middle * servedMs) low = middle;
    else high = middle;
  }
  return high;
}

/** Sum of the parts, each times its factor. */
function corrected(parts: Float64Array, factors: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < parts.length; i++) sum += parts[i]! * factors[i]!;
  return sum;
}

/** How many times the load before it a load is: throughput would fall if latencies grew faster. */
function growth(i: number): number {
  return LOADS[i]! / LOADS[i - 1]!;
}

/** A TPOT that neither falls with the load nor grows faster than it. */
function grown(values: Float64Array, i: number, value: number): number {
  if (i === 0) return value;
  const before = values[i - 1]!;
  return Math.min(Math.max(value, before), before * growth(i));
}

/** The prompts that wait at workers of their own share their steps; beside answers nobody can rely on that. */
function mostRequests(physics: ReplicaPhysics): number {
  const { mode, prefillMs, prefillFloorMs, sharedPrefillMs, prefillLanes } = physics;
  const aloneMs = Math.max(prefillFloorMs, prefillMs / PREFILL_MARGIN);
  const promptMs = mode === "agg" ? aloneMs : Math.min(aloneMs, sharedPrefillMs / PREFILL_MARGIN);
  return (1000 * prefillLanes) / promptMs;
}
