import { compact } from "../domain/compact.js";
import { totalGpus, withoutIdleGpus, type Deployment, type WorkerPool } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { LimitCheck } from "../domain/review.js";
import type { Bands, MemoryVerdict, Prediction } from "../domain/prediction.js";
import type { SlaTarget } from "../domain/workload.js";
import { doorOf, waitingBands, type Door } from "../perf/estimate/admission.js";
import { shareNote } from "../perf/estimate/result.js";
import type { ReplicaFigures } from "../perf/profile/profile.js";
import { MissingDataError, type MemoryCheck, type WorkerModel } from "../perf/types.js";
import type { OperatingPoint, OperatingRequest, Queueing } from "./operating-types.js";
import { chanceToHold, isHeld } from "./odds.js";
import { checkLimits } from "./sla.js";

/** The largest batch that is looked at when the engine's own ceiling is unknown. */
export const UNKNOWN_BATCH_CEILING = 512;

/** Figures of the whole deployment at a point. */
export interface DeploymentFigures {
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestsPerSec: number;
  readonly tokensPerSec: number;
  readonly concurrency: number;
  readonly bands?: Bands;
  /** what the profile says about its correction */
  readonly notes?: readonly string[] | undefined;
}

/** A rank's memory and whether the load fits it. */
export type RankMemory = MemoryCheck;

/** How a number of requests is spread over equal slots, each of which takes at most `ceiling`. */
export interface SlotSpread {
  /** the fullest slot */
  readonly batch: number;
  readonly waiting: number;
  /** number of slots by batch, batches without requests left out */
  readonly shares: readonly { readonly batch: number; readonly slots: number }[];
}

/** Spreads requests as evenly as they go. `slots` are attention-DP ranks and pipeline stages over all workers. */
export function spreadRequests(requests: number, slots: number, ceiling: number): SlotSpread {
  const total = Math.max(1, Math.ceil(requests));
  if (total >= slots * ceiling) {
    return { batch: ceiling, waiting: total - slots * ceiling, shares: [{ batch: ceiling, slots }] };
  }
  const low = Math.floor(total / slots);
  const high = total - low * slots;
  const shares = [
    { batch: low + 1, slots: high },
    { batch: low, slots: slots - high },
  ].filter((share) => share.batch > 0 && share.slots > 0);
  return { batch: shares[0]!.batch, waiting: 0, shares };
}

/** Replicas that share a load as evenly as whole requests go: latencies of the fullest, rates of all. */
export function overReplicas(
  { shares }: SlotSpread,
  figuresAt: (load: number) => ReplicaFigures,
): ReplicaFigures {
  const each = shares.map(({ batch, slots }) => ({ slots, figures: figuresAt(batch) }));
  const sum = (rate: "requestsPerSec" | "tokensPerSec"): number =>
    each.reduce((total, { slots, figures }) => total + slots * figures[rate], 0);
  const { bands, notes, ttftMs, tpotMs, requestLatencyMs } = each[0]!.figures;
  const latencies = { ttftMs, tpotMs, requestLatencyMs, ...compact({ bands, notes }) };
  return { ...latencies, requestsPerSec: sum("requestsPerSec"), tokensPerSec: sum("tokensPerSec") };
}

/** What waits at a door while a load is served; undefined where nothing does. */
export function queueOf(
  waiting: number,
  { requestsPerSec }: Pick<DeploymentFigures, "requestsPerSec">,
  door: Door,
): Queueing | undefined {
  return waiting > 0 ? { waiting, waitMs: (waiting / requestsPerSec) * 1000, door } : undefined;
}

/** Requests that arrive faster than a pool serves them, whatever it takes. */
export function endlessQueue(fit: number, { settings }: WorkerPool): Queueing {
  return { waiting: Infinity, waitMs: Infinity, door: doorOf(fit, settings) };
}

/** Smallest batch from 1 to `ceiling` that reaches a rate, undefined when none does. Rates grow with the batch. */
export function smallestBatch(ceiling: number, reaches: (batch: number) => boolean): number | undefined {
  if (ceiling < 1 || !reaches(ceiling)) return undefined;
  let low = 1;
  let high = ceiling;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reaches(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Batches of a grid up to a ceiling, the ceiling itself included. */
export function batchesUpTo(grid: readonly number[], ceiling: number): readonly number[] {
  const batches = grid.filter((batch) => batch <= ceiling);
  return batches.at(-1) === ceiling ? batches : [...batches, ceiling];
}

/** Runs a pricing step; undefined where data do not cover it. */
export function pricedOrNothing<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof MissingDataError) return undefined;
    throw error;
  }
}

/** Runs a pricing step; data that do not cover it become the user's error. */
export function priced<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof MissingDataError) throw new UserError("data", error.message, { cause: error });
    throw error;
  }
}

/** Joins figures, memory and limits to an operating point; the wait of queued requests counts into TTFT. */
export function operatingPoint(
  request: OperatingRequest,
  parts: {
    readonly deployment: OperatingPoint["deployment"];
    readonly figures: DeploymentFigures;
    readonly memory: RankMemory;
    readonly model: WorkerModel;
    readonly queueing?: Queueing;
    readonly notes: readonly string[];
  },
): OperatingPoint {
  const { figures, queueing, memory } = parts;
  const endless = queueing !== undefined && !Number.isFinite(queueing.waitMs);
  const waitMs = queueing === undefined || endless ? 0 : queueing.waitMs;
  const ttftMs = figures.ttftMs + waitMs;
  const decodeMs = figures.tpotMs * Math.max(request.lengths.osl - 1, 0);
  const gpus = totalGpus(request.deployment);
  const { door = "limit" } = queueing ?? {};
  const waits = { waitMs, latencyMs: figures.ttftMs + decodeMs, door };
  const bands = figures.bands && paid(waitingBands(figures.bands, waits), request.deployment);
  const prediction: Prediction = {
    ttftMs,
    tpotMs: figures.tpotMs,
    requestLatencyMs: ttftMs + decodeMs,
    tokensPerSec: figures.tokensPerSec,
    tokensPerSecPerGpu: figures.tokensPerSec / gpus,
    tokensPerSecPerUser: figures.tpotMs > 0 ? 1000 / figures.tpotMs : 0,
    requestsPerSec: figures.requestsPerSec,
    concurrency: figures.concurrency,
    totalGpus: gpus,
    memoryBytes: memory.use.total,
    memoryCapacityBytes: memory.use.capacity,
    memoryVerdict: memory.verdict,
    quant: parts.model.quant,
    perfDb: compact({
      system: parts.model.system,
      backend: request.deployment.backend,
      version: parts.model.version,
      scaledFrom: parts.model.scaled?.system,
    }),
    profile: request.profile.name,
    ...(bands === undefined ? {} : { bands, ...odds(bands, request.sla, endless) }),
    notes: [
      ...parts.notes,
      ...(parts.model.basis === undefined ? [] : [parts.model.basis]),
      ...(figures.notes ?? []),
      ...memoryNotes(memory.verdict),
      ...shareNote(request.deployment.backend, memory),
      ...reservedNotes(request),
      ...(request.workload.prefix > request.lengths.prefix
        ? [
            `prefix caching is off: the ${request.workload.prefix} shared tokens are computed for every request`,
          ]
        : []),
      ...(queueing === undefined ? [] : [queueSentence(queueing)]),
    ],
  };
  const limits = checkLimits(prediction, request.sla).map((limit): LimitCheck =>
    endless && limit.metric !== "tpot" ? { ...limit, holds: false } : limit,
  );
  return {
    deployment: parts.deployment,
    prediction,
    limits,
    meetsSla: memory.verdict === "fits" && isHeld(limits, prediction.pSla, request.confidence),
    ...(queueing === undefined ? {} : { queueing }),
  };
}

/** Bands that count the GPUs which work, over those that are paid for. */
function paid(bands: Bands, deployment: Deployment): Bands {
  const working = { ...deployment, pools: deployment.pools.map(withoutIdleGpus) };
  const share = totalGpus(working) / totalGpus(deployment);
  const [low, high] = bands.tokensPerSecPerGpu;
  return share === 1 ? bands : { ...bands, tokensPerSecPerGpu: [low * share, high * share] };
}

/** The chance to hold, where there is something to hold. */
function odds(bands: Bands, sla: SlaTarget, endless: boolean): Pick<Prediction, "pSla"> {
  if (Object.values(sla).every((limit) => limit === undefined)) return {};
  const broken = endless && (sla.ttftMs !== undefined || sla.requestLatencyMs !== undefined);
  return { pSla: broken ? 0 : chanceToHold(bands, sla) };
}

/** What the published method makes of a context limit, where that moves its figures. */
function reservedNotes({ profile, deployment, lengths }: OperatingRequest): readonly string[] {
  const limits = deployment.pools
    .filter((pool) => pool.role !== "agg" || deployment.backend === "trtllm")
    .map((pool) => pool.settings.maxSeqLen ?? 0);
  const limit = Math.max(0, ...limits);
  if (!profile.identity || limit <= lengths.isl + lengths.osl) return [];
  return [
    `the published method reserves the context limit of ${limit} tokens for every request; engines page their cache and hold what a request has used`,
  ];
}

function memoryNotes(verdict: MemoryVerdict): readonly string[] {
  if (verdict === "oom") return ["weights and activations do not fit the GPU memory"];
  return verdict === "kv-oom" ? ["the KV cache of one request per rank does not fit the GPU memory"] : [];
}

/** What a queue is, in a sentence. */
export function queueSentence({ waiting, waitMs }: Queueing): string {
  return Number.isFinite(waitMs)
    ? `${Math.round(waiting)} requests more than the batch limits admit: they wait about ${Math.round(waitMs)} ms, which TTFT includes`
    : "requests arrive faster than they can be served: the queue and TTFT grow without end, figures are those at full load";
}
