import { compact } from "../../domain/compact.js";
import type { Parallelism } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import type { Lengths, ModelFacts, OperatorLatency, WorkerContext } from "../types.js";
import type { Prediction } from "../../domain/prediction.js";
import type { Profile } from "../profile/profile.js";

export const ESTIMATE_MODES = ["agg", "disagg", "static", "static_ctx", "static_gen"] as const;
export type EstimateMode = (typeof ESTIMATE_MODES)[number];

/** Parallel sizes as the user gives them; absent ones are 1, a missing expert size follows from the other. */
export type PartialParallelism = Partial<Parallelism>;

/** One side of a disaggregated point. */
export interface PoolRequest {
  readonly parallelism: PartialParallelism;
  /** under a concurrency: prompts go one by one, and decode workers share what is in flight; else it must be given */
  readonly batchSize?: number;
  /** 1 under a concurrency; else it must be given */
  readonly workers?: number;
  /** instead of the context's own */
  readonly memFraction?: number;
  readonly maxSeqLen?: number;
}

/** One fixed configuration. Defaults are those of the reference's `estimate`. */
export interface EstimateRequest {
  readonly mode?: EstimateMode;
  readonly context: WorkerContext;
  /** 1024 */
  readonly isl?: number;
  /** 1024 */
  readonly osl?: number;
  readonly prefix?: number;
  /** requests per attention-DP rank (128); agg and static */
  readonly batchSize?: number;
  /** requests in flight of the replica; sets the batch of agg, and of decode workers, where none is given */
  readonly concurrency?: number;
  /** context tokens per mixed step (`isl`); agg */
  readonly ctxTokens?: number;
  /** agg and static */
  readonly parallelism?: PartialParallelism;
  /** disagg */
  readonly prefill?: PoolRequest;
  readonly decode?: PoolRequest;
  readonly decodeSystem?: string;
  /** decode steps that one priced step stands for (32); static */
  readonly stride?: number;
  /** adds the latency of every operator */
  readonly detail?: boolean;
  /**
   * a load that lacks data is answered with estimated parts or other number formats, and a note; absent: refused, as by
   * every command
   */
  readonly substitutes?: boolean;
  /** corrects the figures of agg and disagg; reference unless given */
  readonly profile?: Profile;
}

/** A prediction as `estimate` prints it. */
export interface EstimateResult extends Prediction {
  readonly kind: "estimate";
  readonly mode: EstimateMode;
  readonly memoryGib: number;
  readonly fits: boolean;
  readonly lengths: Lengths;
  readonly workers: readonly EstimatedWorker[];
  readonly operators?: readonly OperatorLatency[];
}

/** What fills the memory of one GPU, in GiB. */
export type MemoryPartsGib = Readonly<
  Record<"weights" | "activations" | "kvCache" | "nccl" | "other", number>
>;

/** One kind of worker in the result. */
export interface EstimatedWorker {
  readonly role: "agg" | "prefill" | "decode" | "static";
  readonly workers: number;
  readonly batchSize: number;
  readonly parallelism: Parallelism;
  /** of one GPU */
  readonly memoryGib: number;
  readonly memoryPartsGib: MemoryPartsGib;
  /** tokens of key-value cache that one rank can hold */
  readonly kvCapacityTokens: number;
  readonly ctxTokens?: number;
  /**
   * disagg: requests per second that one worker serves at most; those of all workers of either pool bound the replica's. By the
   * published method at its batch, corrections included and mismatch of the pools not, 3 decimals
   */
  readonly requestsPerSec?: number;
  readonly largeEp: boolean;
}

/** Lengths in tokens of a single point that states none, as the published estimate has them. */
export const POINT_LENGTHS = { isl: 1024, osl: 1024 } as const;

/** Lengths of the request, checked. Throws `UserError` (`usage`). */
export function lengthsOf(request: EstimateRequest): Lengths {
  const isl = positive("isl", request.isl ?? POINT_LENGTHS.isl);
  const osl = positive("osl", request.osl ?? POINT_LENGTHS.osl);
  const prefix = request.prefix ?? 0;
  if (!Number.isInteger(prefix) || prefix < 0 || prefix >= isl) {
    throw new UserError(
      "usage",
      `prefix ${prefix} must be a whole number from 0 to ${isl - 1}, below isl ${isl}`,
    );
  }
  return { isl, osl, prefix };
}

/** A whole number of at least 1. */
export function positive(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UserError("usage", `${name} ${value} must be a whole number of at least 1`);
}

/** Requests of one rank when `concurrency` requests spread over ranks; undefined when no concurrency is given. */
export function perRank(concurrency: number | undefined, ranks: number): number | undefined {
  return concurrency === undefined ? undefined : Math.max(1, Math.round(concurrency / ranks));
}

/** Full parallel sizes. Experts: `tp · dp · cp = moeTp · moeEp`; one of the two must be given for MoE models. */
export function resolveParallelism(
  asked: PartialParallelism,
  facts: Pick<ModelFacts, "moe" | "model">,
): Parallelism {
  const tp = positive("tp", asked.tp ?? 1);
  const pp = positive("pp", asked.pp ?? 1);
  const dp = positive("dp", asked.dp ?? 1);
  const cp = positive("cp", asked.cp ?? 1);
  const stripes = decodeContext(asked);
  if (!facts.moe) {
    if ((asked.moeEp ?? 1) > 1)
      throw new UserError("usage", `${facts.model} has no experts: moe-ep must be 1, not ${asked.moeEp}`);
    return { tp, pp, dp: 1, cp, moeTp: 1, moeEp: 1, ...stripes };
  }
  const width = tp * dp * cp;
  const { moeTp, moeEp } = expertSizes(asked, width, facts.model);
  if (moeTp * moeEp !== width) {
    throw new UserError(
      "usage",
      `tp ${tp} x dp ${dp}${cp > 1 ? ` x cp ${cp}` : ""} = ${width} must equal moe-tp ${moeTp} x moe-ep ${moeEp} = ${moeTp * moeEp}`,
    );
  }
  return { tp, pp, dp, cp, moeTp, moeEp, ...stripes };
}

/** Sharing the cache of a decode; nothing where nobody asks. */
function decodeContext({ dcp, dcpComm, dcpReplicateQ }: PartialParallelism): PartialParallelism {
  if (dcp !== undefined && positive("dcp", dcp) > 1) return compact({ dcp, dcpComm, dcpReplicateQ });
  if (dcpComm !== undefined) throw new UserError("usage", `dcp-comm ${dcpComm} needs a dcp above 1`);
  if (dcpReplicateQ !== undefined) throw new UserError("usage", "dcp-q-replicate needs a dcp above 1");
  return {};
}

function expertSizes(
  asked: PartialParallelism,
  width: number,
  model: string,
): { moeTp: number; moeEp: number } {
  if (asked.moeTp === undefined && asked.moeEp === undefined) {
    if (width === 1) return { moeTp: 1, moeEp: 1 };
    throw new UserError("usage", `${model} has experts: give moe-tp or moe-ep, whose product is ${width}`);
  }
  const moeTp =
    asked.moeTp === undefined
      ? width / positive("moe-ep", asked.moeEp as number)
      : positive("moe-tp", asked.moeTp);
  const moeEp = asked.moeEp === undefined ? width / moeTp : positive("moe-ep", asked.moeEp);
  if (!Number.isInteger(moeTp) || !Number.isInteger(moeEp)) {
    throw new UserError(
      "usage",
      `${asked.moeTp ?? asked.moeEp} does not divide the ${width} GPUs that share the experts`,
    );
  }
  return { moeTp, moeEp };
}
