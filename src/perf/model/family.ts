import type { Backend, Parallelism, QuantModes } from "../../domain/deployment.js";
import type { TableNeed } from "../table.js";
import type { SystemSpec } from "../system-spec.js";
import type { PricingContext, StepGraph } from "../types.js";
import type { ModelSpec } from "./spec.js";

/** Everything a graph depends on. Plain data: no tables are needed to draw it. */
export interface GraphRequest {
  readonly model: ModelSpec;
  readonly parallelism: Parallelism;
  readonly quant: QuantModes;
  /** modes that were not inferred from the checkpoint but given: what a checkpoint leaves out then counts for less */
  readonly given: { readonly gemm: boolean; readonly moe: boolean };
  readonly backend: Backend;
  readonly system: SystemSpec;
  /** draft tokens per step; generation counts are already to be multiplied by {@link draftFactor} */
  readonly nextn: number;
  /** multi-node expert parallelism, chosen per tuple (`docs/method/operators.md` 5) */
  readonly largeEp: boolean;
  /** multipliers of context and generation attention */
  readonly seqImbalance: number;
  readonly genSeqImbalance: number;
  /** attention backend that was asked for by name */
  readonly attentionLane?: string | undefined;
}

/** Row of the activation table (`docs/method/memory.md` 1.2). */
export type ActivationRow = "default" | "llama" | "moe";

/** One family of architectures: how its graph is drawn and what its cache weighs. Adding one = one file + one registry line. */
export interface Family {
  readonly name: string;
  /** why figures of this family are ours and not those of the published method, which refuses it; for every answer */
  readonly ownBasis?: string;
  /** whether a prompt can be split over GPUs (SGLang) */
  readonly contextParallel: boolean;
  /** engines on which ranks of a tensor group can share the cache of a decode */
  readonly decodeContextOn?: readonly Backend[];
  /** ranks share what a tensor group would hold several times, so no more than copies of the key-value heads */
  readonly decodeContextByCopies?: true;
  readonly qkNorm: (architecture: string) => boolean;
  /** sizes that no graph of this family can be drawn without, beside those that every model has */
  readonly sizes?: readonly ("inter" | "experts" | "topK")[];
  readonly activationRow: ActivationRow;
  /** engines that take another row */
  readonly activationRowOn?: Partial<Readonly<Record<Backend, ActivationRow>>>;
  /** the expert workspace is added to the activations; its width (Gemma-4, Step and DeepSeek-V4 take the hidden size everywhere) */
  readonly moeWorkspace?: "backend" | "hidden";
  /** tables that {@link Family.coversLargeEp} looks at */
  readonly largeEpNeeds?: readonly TableNeed[];
  /** where prefill attention in fp8 would be measured; grouped attention unless given */
  readonly contextAttentionTable?: { readonly need: TableNeed; readonly column: string };
  /** modes that the family fixes, after inference and the common adjustments; `explicit` were said by the user */
  adjustQuant?(quant: QuantModes, request: QuantRequest): QuantModes;
  /** throws {@link InvalidParallelismError} where this family cannot be split so (beyond the common checks) */
  check?(request: GraphRequest): void;
  graph(request: GraphRequest): StepGraph;
  /** cache bytes of one sequence of `length` tokens on one rank, not divided by pp */
  kvBytesPerSequence(request: CacheRequest, length: number): number;
  /** the part of them that is a state, which ranks that share a cache hold whole; nothing unless given */
  stateBytesPerSequence?(request: CacheRequest): number;
  /** whether all-to-all and expert-compute data cover this request's tuple in a phase; `largeEpNeeds` are loaded */
  coversLargeEp?(request: GraphRequest, context: PricingContext, phase: "context" | "generation"): boolean;
}

/** What the size of a cache depends on. */
export type CacheRequest = Pick<GraphRequest, "model" | "parallelism" | "quant" | "backend" | "nextn">;

/** What a family sees when it fixes its modes. */
export interface QuantRequest {
  readonly model: ModelSpec;
  readonly backend: Backend;
  readonly system: SystemSpec;
  readonly explicit: Partial<QuantModes>;
  readonly purpose: "search" | "estimate";
  readonly formats: "engine" | "published";
  /** formats that the hardware has, where the published method takes others too */
  readonly asEnginesRun: boolean;
  readonly largeEp: boolean;
}

/** Draft layers add to every generation operator: `(L + nextn) / L`. */
export function draftFactor(request: Pick<GraphRequest, "model" | "nextn">): number {
  return (request.model.layers + request.nextn) / request.model.layers;
}

/** Rank-local sizes of grouped attention. */
export function rankHeads(request: Pick<GraphRequest, "model" | "parallelism">): {
  heads: number;
  kvHeads: number;
} {
  const { model, parallelism } = request;
  return { heads: model.heads / parallelism.tp, kvHeads: Math.ceil(model.kvHeads / parallelism.tp) };
}
