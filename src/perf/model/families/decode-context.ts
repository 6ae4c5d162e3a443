import { decodeRanks, type DcpComm } from "../../../domain/decode-context.js";
import { overGatheredCache, overStripe, stripeExchange } from "../../ops/decode-context.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator } from "../../types.js";
import type { GraphRequest } from "../family.js";
import type { PhaseRequest } from "./phase.js";

/** One kind of decode attention, of one rank. */
export interface StripedAttention {
  readonly name: string;
  readonly count: number;
  readonly heads: number;
  /** elements of a head's query, and of its result */
  readonly queryWidth: number;
  readonly valueWidth: number;
  readonly topK?: number;
}

/**
 * Attention of a decode whose cache `dcp` ranks of the tensor group share: the kernel with the heads of all of them over
 * its own stripe, then what they exchange. `kernel` draws it for a number of heads.
 */
export function stripedAttention(
  request: PhaseRequest,
  attention: StripedAttention,
  kernel: (heads: number) => Operator,
): readonly Operator[] {
  const { dcp, quant } = request;
  if (dcp === 1) return [kernel(attention.heads)];
  // 8-bit attention quantizes its queries before they travel
  const queryMode = modeBytes("fmha", quant.fmha) === 1 ? "fp8" : quant.comm;
  const gathered = replicatedQueries(request) > 1 ? {} : { queryMode };
  const exchange = { ...attention, ranks: dcp, comm: dcpCommOf(request), ...gathered };
  return [overStripe(kernel(attention.heads * dcp), dcp), ...stripeExchange(exchange)];
}

/** Prefill attention of an engine whose ranks share the cache: what is cached elsewhere is gathered first. */
export function overOwnCache(request: PhaseRequest, operator: Operator, elementsPerToken: number): Operator {
  return overGatheredCache(operator, decodeRanks(request.parallelism), elementsPerToken);
}

/** How many times its own queries a rank projects: those of all ranks, or its own alone and gathers the others'. */
export function replicatedQueries(request: PhaseRequest): number {
  const { parallelism, model, backend, dcp } = request;
  // SGLang's own way for this model
  const byDefault = backend === "sglang" && model.architecture === KIMI_K3 && dcpCommOf(request) === "a2a";
  return (parallelism.dcpReplicateQ ?? byDefault) ? dcp : 1;
}

const KIMI_K3 = "KimiK3ForConditionalGeneration";

/** How the ranks join their results: as said, else as the engine does by itself. */
export function dcpCommOf({ parallelism, backend }: Pick<GraphRequest, "parallelism" | "backend">): DcpComm {
  return parallelism.dcpComm ?? (backend === "sglang" ? "a2a" : "ag_rs");
}
