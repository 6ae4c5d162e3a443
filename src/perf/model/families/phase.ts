import { decodeRanks } from "../../../domain/decode-context.js";
import { gemm } from "../../ops/gemm.js";
import { embedding } from "../../ops/memory-op.js";
import { pipelineP2p } from "../../ops/p2p.js";
import type { Operator, Phase } from "../../types.js";
import { draftFactor, type GraphRequest } from "../family.js";

/** What the operators of one phase have in common. */
export interface PhaseRequest extends GraphRequest {
  readonly phase: Phase;
  /** context parallel size as this phase sees it: the generation lists ignore it */
  readonly cp: number;
  /** ranks that share the cache of a decode; 1 in a prefill */
  readonly dcp: number;
  /** factor on every count: drafts add layers to a generation step */
  readonly times: number;
}

/** The request of one phase. */
export function inPhase(request: GraphRequest, phase: Phase): PhaseRequest {
  return {
    ...request,
    phase,
    cp: phase === "context" ? request.parallelism.cp : 1,
    dcp: phase === "generation" ? decodeRanks(request.parallelism) : 1,
    times: phase === "generation" ? draftFactor(request) : 1,
  };
}

/** Token embedding; `sharded` over tp or whole on every rank. */
export function embeddingOf(request: PhaseRequest, sharded: boolean): Operator {
  const { model, parallelism, cp, times } = request;
  const rows = sharded ? Math.floor(model.vocab / parallelism.tp) : model.vocab;
  return embedding({ rows, hidden: model.hidden, count: times, cp });
}

/** Output layer, always bf16; in a prefill only the last token of each sequence. */
export function logits(request: PhaseRequest): Operator {
  const { model, parallelism, phase, cp, times } = request;
  return gemm({
    name: "logits_gemm",
    count: times,
    n: Math.floor(model.vocab / parallelism.tp),
    k: model.hidden,
    mode: "bfloat16",
    rows: phase === "context" ? "batch" : "tokens",
    cp,
  });
}

/** Hand-over between pipeline stages. */
export function stageHop(request: PhaseRequest): Operator {
  const { model, parallelism, cp, times } = request;
  return pipelineP2p({ pp: parallelism.pp, hidden: model.hidden, cp, times });
}
