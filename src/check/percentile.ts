import { DEFAULT_CONFIDENCE } from "../domain/confidence.js";
import { compact } from "../domain/compact.js";
import type { Deployment } from "../domain/deployment.js";
import type { LimitCheck, Metric } from "../domain/review.js";
import type { Interval } from "../domain/prediction.js";
import { statesLoad, type SlaTarget, type Workload } from "../domain/workload.js";
import { reference } from "../perf/profile/profile.js";
import { MissingDataError } from "../perf/types.js";
import { chanceToHold, isHeld } from "../search/odds.js";
import { evaluateDeployment, type OperatingDeps } from "../search/operating-point.js";
import type { OperatingPoint } from "../search/operating-types.js";
import { simulateDeployment } from "../simulate/deployment-run.js";
import { checkLimits } from "../search/sla.js";
import { closedLoad, poissonLoad } from "../simulate/loads.js";
import { openSystem } from "../simulate/open-system.js";
import { requestsFor } from "../simulate/simulate.js";

/** Arrivals of an open load; the same for every run, so that a verdict does not change from run to run. */
const SEED = 1;

const NAMES = { ttft: "TTFT", tpot: "TPOT", requestLatency: "request latency" } as const;

type Percentile = NonNullable<SlaTarget["percentile"]>;

/** Most loads that are tried until one holds at its percentile. */
const MAX_TRIES = 4;

/** How far a percentile of each latency lies above its mean. */
type OverMean = Readonly<Record<Metric, number>>;

interface Judged {
  readonly point: OperatingPoint;
  readonly over: OverMean;
}

/** What was asked of a deployment. */
export interface PercentileQuestion {
  readonly deployment: Deployment;
  readonly workload: Workload;
  readonly sla: SlaTarget;
}

/**
 * Judges limits that apply to a percentile: the mean comes from the profile, how far the percentile lies above it from a
 * run of the scheduler at the same load. Without a stated load the deployment is taken to a load that it carries at the
 * percentile. A point that cannot be simulated is returned as it is, with a note.
 */
export async function atPercentile(
  deps: OperatingDeps,
  point: OperatingPoint,
  { deployment, workload, sla }: PercentileQuestion,
): Promise<OperatingPoint> {
  const name = sla.percentile;
  if (name === undefined) return point;
  // even odds were found on means
  const { evenOdds: _means, ...mean } = point;
  try {
    const price = (load: Workload, limits: SlaTarget): Promise<OperatingPoint> =>
      evaluateDeployment(deps, deployment, load, limits);
    const judge = async ({ evenOdds: _tighter, ...at }: OperatingPoint): Promise<Judged> => {
      const over = await overMean(deps, at, workload, name);
      return { over, point: judgedAt(at, over, sla, deps.confidence) };
    };
    const first = await judge(mean);
    if (statesLoad(workload) || !mean.meetsSla) return first.point;
    const at = async (concurrency: number): Promise<OperatingPoint> =>
      (await judge(await price({ ...workload, concurrency }, sla))).point;
    let found = first;
    let above: OperatingPoint | undefined;
    for (let tries = 0; !found.point.meetsSla && tries < MAX_TRIES; tries++) {
      above = found.point;
      const lower = await price(workload, tightened(sla, found.over));
      found = await judge(lower);
      if (!lower.meetsSla) return found.point;
    }
    return found.point.meetsSla ? await climbed(found.point, above, at) : found.point;
  } catch (error) {
    if (!(error instanceof MissingDataError)) throw error;
    const note = `limits are held against means: ${name} cannot be simulated here (${error.message})`;
    return { ...point, prediction: { ...point.prediction, notes: [...point.prediction.notes, note] } };
  }
}

/**
 * The highest load that holds, from one that does and one above that does not (none: the engine's own limit is looked for):
 * one request more on each rank does not hold.
 */
async function climbed(
  from: OperatingPoint,
  failed: OperatingPoint | undefined,
  at: (concurrency: number) => Promise<OperatingPoint>,
): Promise<OperatingPoint> {
  const { replicas, pools } = from.deployment;
  const { workers, parallelism, settings } = pools.at(-1)!;
  const ranks = replicas * workers * parallelism.dp * parallelism.pp;
  const most = (settings.maxBatchSize ?? Infinity) * ranks;
  let best = from;
  let high = failed?.prediction.concurrency ?? Infinity;
  for (let step = ranks; ;) {
    const low = best.prediction.concurrency;
    if (low >= most || high - low <= ranks) return best;
    if (high < Infinity) step = ranks * Math.max(1, Math.round((high - low) / ranks / 2));
    const tried = await at(Math.min(low + step, most));
    // a load that waits is more than the engine's own limits take
    if (tried.meetsSla && tried.queueing === undefined) best = tried;
    else high = tried.prediction.concurrency;
    step *= 2;
  }
}

async function overMean(
  deps: OperatingDeps,
  { prediction, deployment }: OperatingPoint,
  { isl, osl, prefix, concurrency, requestRate }: Workload,
  name: Percentile,
): Promise<OverMean> {
  // what holds no request runs none
  if (prediction.memoryVerdict !== "fits") return { ttft: 1, tpot: 1, requestLatency: 1 };
  const inFlight = Math.max(1, Math.round(concurrency ?? prediction.concurrency));
  const load =
    requestRate === undefined
      ? closedLoad(inFlight, { requests: requestsFor(inFlight), isl, osl })
      : poissonLoad(requestRate, SEED, { requests: 1000, isl, osl });
  const system = await openSystem(deps.predictor, deployment, compact({ prefix, profile: deps.profile }));
  const { result } = simulateDeployment(system, {
    deployment,
    lengths: { isl, osl, prefix },
    load,
    profile: deps.profile ?? reference,
  });
  const ratio = (of: { readonly mean: number } & Readonly<Record<Percentile, number>>): number =>
    of.mean > 0 ? of[name] / of.mean : 1;
  return {
    ttft: ratio(result.ttftMs),
    tpot: ratio(result.tpotMs),
    requestLatency: ratio(result.requestLatencyMs),
  };
}

/** Limits on means that hold where the limits on a percentile do. */
function tightened(sla: SlaTarget, over: OverMean): SlaTarget {
  const { ttftMs, tpotMs, requestLatencyMs } = sla;
  return compact({
    ttftMs: ttftMs && ttftMs / over.ttft,
    tpotMs: tpotMs && tpotMs / over.tpot,
    requestLatencyMs: requestLatencyMs && requestLatencyMs / over.requestLatency,
  });
}

/** A point with its limits, bands and chance at the percentile. */
function judgedAt(
  point: OperatingPoint,
  over: OverMean,
  sla: SlaTarget,
  confidence = DEFAULT_CONFIDENCE,
): OperatingPoint {
  const name = sla.percentile!;
  const { prediction } = point;
  const limits = checkLimits(prediction, sla).map((limit): LimitCheck => {
    const { metric, limitMs } = limit;
    const valueMs = limit.valueMs * over[metric];
    const known = point.limits.find((each) => each.metric === metric);
    const endless = known?.holds === false && known.valueMs <= known.limitMs;
    return {
      ...limit,
      valueMs,
      holds: !endless && valueMs <= limitMs,
      percentile: { name, overMean: over[metric] },
    };
  });
  const scaled = ([low, high]: Interval, by: number): Interval => [low * by, high * by];
  const { bands } = prediction;
  const pSla =
    bands === undefined || prediction.pSla === undefined || prediction.pSla === 0
      ? prediction.pSla
      : chanceToHold(
          {
            ...bands,
            ttftMs: scaled(bands.ttftMs, over.ttft),
            tpotMs: scaled(bands.tpotMs, over.tpot),
            requestLatencyMs: scaled(bands.requestLatencyMs, over.requestLatency),
          },
          sla,
        );
  const words = limits.map(({ metric, valueMs }) => `${NAMES[metric]} ${valueMs.toPrecision(4)} ms`);
  return {
    ...point,
    limits,
    prediction: compact({
      ...prediction,
      pSla,
      notes: [...prediction.notes, `limits apply to ${name}: ${words.join(", ")} (scheduler model)`],
    }),
    meetsSla: prediction.memoryVerdict === "fits" && isHeld(limits, pSla, confidence),
  };
}
