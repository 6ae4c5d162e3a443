import type { Calibration } from "./calibration-file.js";
import type { Gains } from "./gains.js";
import { firstTokens } from "./first-token.js";
import { correctedTpot, correctedTtft, costsOf } from "./load-parts.js";
import { alongLoads, type ReplicaPhysics } from "./replica-physics.js";

/** How much faster than our tables measured prompts may be, before the arithmetic of the chip bounds them. */
const PREFILL_MARGIN = 1.05;

/** TTFT and TPOT of one replica over its load, within physics. Milliseconds; loads are requests in flight. */
export interface LoadCurve {
  at(concurrency: number): { readonly ttftMs: number; readonly tpotMs: number };
  /** the least that a TPOT can be at a load */
  tpotFloorMs(concurrency: number): number;
  readonly ttftFloorMs: number;
  /** requests per second of the answers alone, were all requests in flight at the workers that answer; 0 where nothing is decoded */
  answersPerSec(concurrency: number): number;
  /** the share of the requests in flight that answer at a time: all but where a prefill pool of its own is full */
  answeringShare(concurrency: number): number;
  /** most requests per second that the prompts' arithmetic and our tables allow */
  readonly mostRequestsPerSec: number;
}

/** Corrections of local measurements at a load, as logarithms of factors. */
export type LocalShift = (
  concurrency: number,
) => { readonly ttft: number; readonly tpot: number } | undefined;

/**
 * Corrected figures at loads that are powers of two, straight lines between. Loads are requests in flight of the whole replica:
 * replicas of different sizes are worked out at the same ones, so that none beats another between two of them that does not at
 * both. By construction TTFT, TPOT and throughput never fall with the load, TPOT is never below its roofline, TTFT never below
 * the prefill's, and no more requests are served than prompts can be computed: where that binds, the others wait for their first
 * token (Little's law), and with workers of two kinds they do so apart from those that answer. That moves time from the answer
 * to the wait and leaves the whole request as it is where all answer, so that no worker more, of either kind, and no shorter
 * prompt makes it longer. A load is worked out when one as high is first asked for: it follows from those below it, and most
 * replicas of a search are only asked for low ones.
 */
export function loadCurve(
  calibration: Pick<Calibration, "fixedMs" | "companyMs" | "stepMs">,
  physics: ReplicaPhysics,
  gains: Gains,
  local?: LocalShift,
): LoadCurve {
  const { ranks, osl, tokensPerStep, prefillFloorMs, mode } = physics;
  // TTFT but for the bound on requests, which is no straight line's to round off
  const ttft: number[] = [];
  const tpot: number[] = [];
  // of as many as all answer at once, and the least by as many as do
  const answering: number[] = [];
  const leastTpot: number[] = [];
  const shares: number[] = [];
  const steps = Math.max(0, osl - 1);
  const mostRequestsPerSec = mostRequests(physics);
  const floors = physics.decodeFloorMs.map((ms) => ms / tokensPerStep);
  const costs = costsOf(calibration, physics.backend);
  const ttftFactors = gains.ttft.map(Math.exp);
  const servedMs = (requests: number): number => (requests * 1000) / mostRequestsPerSec;
  const ofRank = correctedTpot(physics, calibration.stepMs, gains.tpot.map(Math.exp));
  /** TPOT on some ranks where all of `2 ** i` answer at once, above those of fewer */
  const answeringMs = (below: readonly number[], i: number, onRanks: number): number => {
    const ms = ofRank(2 ** i / onRanks);
    return grown(below, i, local === undefined ? ms : ms * Math.exp(local(2 ** i)?.tpot ?? 0));
  };
  const firstMs = firstTokens({
    physics,
    factors: ttftFactors,
    priceMs: (asked, requests) =>
      correctedTtft(asked, costs, requests / asked.ranks, ttftFactors) *
      (local === undefined ? 1 : Math.exp(local(requests)?.ttft ?? 0)),
    fewer: fewerRanks(physics).map((fewer) => {
      const known: number[] = [];
      return {
        ranks: fewer,
        tpotMs(requests) {
          while (2 ** known.length <= requests) known.push(answeringMs(known, known.length, fewer));
          return between(known, requests);
        },
      };
    }),
  });
  const work = (i: number): void => {
    const requests = 2 ** i;
    const leastMs = alongLoads(floors, requests / ranks);
    const allMs = Math.max(answeringMs(answering, i, ranks), leastMs);
    answering.push(allMs);
    // who waits for a full prefill pool of its own is not at the decode workers
    const fullMs = servedMs(requests) / SURELY_FULL;
    const share =
      mode === "agg" || allMs * steps >= fullMs
        ? 1
        : answeringShare(allMs * steps, (part) => between(answering, requests * part) * steps, fullMs);
    shares.push(share);
    const tpotMs = share === 1 ? allMs : Math.max(between(answering, requests * share), tpot[i - 1] ?? 0);
    // what grows no faster than the load is the whole request: its wait grows faster where an engine fills up
    const before = i === 0 ? Infinity : (ttft[i - 1]! + tpot[i - 1]! * steps) * 2;
    const waitMs = Math.min(firstMs(requests, allMs), before - allMs * steps);
    // by as much as answers are shorter for those who wait, these wait longer
    ttft.push(Math.max(waitMs + (allMs - tpotMs) * steps, ttft[i - 1] ?? 0, prefillFloorMs));
    tpot.push(tpotMs);
    leastTpot.push(share === 1 ? leastMs : alongLoads(floors, (requests * share) / ranks));
  };
  const workUpTo = (concurrency: number): number => {
    while (ttft.length === 0 || 2 ** (ttft.length - 1) < concurrency) work(ttft.length);
    return concurrency;
  };
  const tpotFloorMs = (concurrency: number) => (osl > 1 ? between(leastTpot, workUpTo(concurrency)) : 0);
  return {
    at(concurrency) {
      const tpotMs = osl > 1 ? between(tpot, workUpTo(concurrency)) : 0;
      const leastMs = servedMs(concurrency) - tpotMs * steps;
      return { ttftMs: Math.max(between(ttft, workUpTo(concurrency)), leastMs), tpotMs };
    },
    tpotFloorMs,
    answersPerSec(concurrency) {
      const answerMs = between(answering, workUpTo(concurrency)) * steps;
      return answerMs > 0 ? (concurrency * 1000) / answerMs : 0;
    },
    answeringShare: (concurrency) => between(shares, workUpTo(concurrency)),
    ttftFloorMs: prefillFloorMs,
    mostRequestsPerSec,
  };
}

/** Value at a number of requests of what is known at powers of two up to there: straight lines, below one request as at one. */
function between(values: readonly number[], requests: number): number {
  if (requests <= 1) return values[0]!;
  const last = values.length - 1;
  // 31 - clz32 is the whole part of log2, at a fraction of its price; searches ask ten thousand times
  const i = requests < 2 ** 31 ? 31 - Math.clz32(requests) : Math.floor(Math.log2(requests));
  if (i >= last) return values[last]!;
  const share = requests / 2 ** i - 1;
  return values[i]! + (values[i + 1]! - values[i]!) * share;
}

/** Numbers of decode workers to the octave that more are held against. */
const WORKERS_TO_THE_OCTAVE = 4;

/** Ranks of fewer decode workers than there are, beside the same prefill workers. */
function fewerRanks({ mode, ranks, dp }: ReplicaPhysics): readonly number[] {
  const fewer: number[] = [];
  for (let workers = 1; mode === "disagg" && workers * dp < ranks;) {
    fewer.push(workers * dp);
    workers += 2 ** Math.max(0, Math.floor(Math.log2(workers / WORKERS_TO_THE_OCTAVE)));
  }
  return fewer;
}

/**
 * How much more than our tables allow prefill pools were measured to serve: a pool that is asked for more than this is surely full.
 * Near balance, where the pools of measured deployments are, a few per cent of the one rate would move half of the requests.
 */
const SURELY_FULL = 1.2;
const SHARE_ERR = 1e-3;

/**
 * The share of the requests in flight that answer, where an answer takes `answerMs` at a share of them, `allMs` where all do, and
 * a full prefill pool serves as many as are in flight in `servedMs`, which is longer: those that it serves while one of them
 * answers (Little's law).
 */
function answeringShare(allMs: number, answerMs: (share: number) => number, servedMs: number): number {
  // fewer answers are shorter, but by less than they are fewer
  let low = 0;
  let high = allMs / servedMs;
  while (high - low > SHARE_ERR * high) {
    const middle = (low + high) / 2;
    if (answerMs(middle) > middle * servedMs) low = middle;
    else high = middle;
  }
  return high;
}

/** A TPOT that neither falls with the load nor grows faster than it, which doubles from one to the next. */
function grown(values: readonly number[], i: number, value: number): number {
  if (i === 0) return value;
  const before = values[i - 1]!;
  return Math.min(Math.max(value, before), before * 2);
}

/** The prompts that wait at workers of their own share their steps; beside answers nobody can rely on that. */
function mostRequests(physics: ReplicaPhysics): number {
  const { mode, prefillMs, prefillFloorMs, sharedPrefillMs, sharedFloorMs, prefillLanes } = physics;
  const aloneMs = Math.max(prefillFloorMs, prefillMs / PREFILL_MARGIN);
  const promptMs =
    mode === "agg" ? aloneMs : Math.min(aloneMs, Math.max(sharedFloorMs, sharedPrefillMs / PREFILL_MARGIN));
  return (1000 * prefillLanes) / promptMs;
}
