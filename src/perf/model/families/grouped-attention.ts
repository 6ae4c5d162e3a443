import { contextAttention } from "../../ops/context-attention.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import { nccl } from "../../ops/nccl.js";
import type { Operator } from "../../types.js";
import { rankHeads } from "../family.js";
import { overOwnCache, stripedAttention } from "./decode-context.js";
import type { PhaseRequest } from "./phase.js";

/** Sizes of one kind of attention layers, of one rank. */
export interface AttentionSizes {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** head size of the values, when it is not that of the keys */
  readonly valueDim?: number;
  /** positions are rotated into queries and keys; true unless given */
  readonly rope?: boolean;
}

/** Kernel of `count` layers with a window (0: none), and the exchange of keys and values under context parallelism. */
export function groupedAttention(
  request: PhaseRequest,
  count: number,
  window: number,
  sizes: AttentionSizes = { ...rankHeads(request), headDim: request.model.headDim },
): readonly Operator[] {
  const { model, quant, phase, cp } = request;
  const shape = { ...sizes, count, kvcache: quant.kvcache, window, qkNorm: model.qkNorm };
  if (phase === "generation") {
    const { heads, headDim } = sizes;
    const stripe = { name: "generation_attention", count, heads, queryWidth: headDim, valueWidth: headDim };
    const imbalance = request.genSeqImbalance;
    // a rank holds its stripe of a window too
    const own = { ...shape, window: Math.ceil(window / request.dcp), imbalance };
    return stripedAttention(request, stripe, (gathered) => generationAttention({ ...own, heads: gathered }));
  }
  const kernel = contextAttention({ ...shape, fmha: quant.fmha, cp, imbalance: request.seqImbalance });
  const cached = overOwnCache(request, kernel, keyValueElements(request, sizes));
  return [cached, ...keyValueGather(request, count, sizes)];
}

/** Hands the new keys and values to all context ranks; nothing without context parallelism. */
function keyValueGather(request: PhaseRequest, count: number, sizes: AttentionSizes): readonly Operator[] {
  const { cp } = request;
  if (cp === 1) return [];
  const elementsPerToken = keyValueElements(request, sizes);
  return [nccl({ name: "cp_all_gather", count, operation: "all_gather", gpus: cp, elementsPerToken })];
}

/** Keys and values of one token in one layer, in elements of 16 bits. */
export function keyValueElements({ quant }: Pick<PhaseRequest, "quant">, sizes: AttentionSizes): number {
  const { kvHeads, headDim, valueDim = headDim } = sizes;
  return (kvHeads * (headDim + valueDim) * modeBytes("kvcache", quant.kvcache)) / 2;
}

/** Layers of one kind in a model that mixes full and windowed attention. */
export interface LayerGroup extends AttentionSizes {
  /** starts the names of the operators, e.g. `swa_` */
  readonly prefix: string;
  /** drafts included */
  readonly count: number;
  /** 0 for full attention */
  readonly window: number;
  /** how many of keys and values are projected: 1 where they are the same */
  readonly keyValueSets?: 1 | 2;
  readonly mode: string;
}

/** Norm, projections and kernel of a group of layers, without any all-reduce. */
export function attentionGroup(request: PhaseRequest, group: LayerGroup): readonly Operator[] {
  const { hidden: h } = request.model;
  const { cp } = request;
  const { prefix, count, window, heads, kvHeads, headDim: d, mode, keyValueSets = 2 } = group;
  const valueDim = group.valueDim ?? d;
  const keyValues = keyValueSets === 1 ? kvHeads * d : kvHeads * (d + valueDim);
  return [
    elementwise({ name: `${prefix}attn_norm`, count, read: 2 * h, written: 2 * h, cp }),
    gemm({ name: `${prefix}qkv_gemm`, count, n: heads * d + keyValues, k: h, mode, cp }),
    ...groupedAttention(request, count, window, { heads, kvHeads, headDim: d, valueDim }),
    gemm({ name: `${prefix}proj_gemm`, count, n: h, k: heads * valueDim, mode, cp, quantizedInput: true }),
  ];
}
