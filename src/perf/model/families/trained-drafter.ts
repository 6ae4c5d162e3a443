import { allReduce } from "../../ops/all-reduce.js";
import { contextAttention } from "../../ops/context-attention.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, Phase } from "../../types.js";
import type { Drafter, DraftPass, DraftTarget } from "../drafter.js";
import type { ModelSpec } from "../spec.js";
import type { DraftLayers, TrainedDraft } from "../trained-draft.js";

/** A trained draft beside its target, which drafts `tokens` tokens in a step. */
export interface TrainedDrafting extends Pick<DraftTarget, "quant" | "seqImbalance" | "genSeqImbalance"> {
  readonly draft: TrainedDraft;
  readonly target: ModelSpec;
  readonly tp: number;
  readonly tokens: number;
}

/**
 * What a trained draft runs and holds on one rank (`docs/method/performance.md` 2.5): the target's states are joined once
 * a step; EAGLE-3 then writes one token after the other, DFlash and DSpark a whole block at once.
 */
export function trainedDrafter(drafting: TrainedDrafting): Drafter {
  const { draft, target, tp, quant } = drafting;
  const passes = draft.method === "eagle3" ? chain(drafting) : block(drafting);
  const { layers, hidden, headDim, window } = draft.layers;
  const { kvHeads } = rankOf(draft.layers, tp);
  const perToken = layers * 2 * kvHeads * headDim * modeBytes("kvcache", quant.kvcache);
  // EAGLE-3 takes its target's embedding though it has its own output layer
  const embedding = draft.ownsWords && draft.method !== "eagle3" ? Math.floor(target.vocab / tp) * hidden : 0;
  const markov = target.vocab * (draft.markovRank ?? 0);
  return {
    context: promptOperators(drafting),
    passes,
    heldBytes: 2 * (embedding + markov),
    kvBytesPerSequence: (length) => perToken * (window > 0 ? Math.min(length, window) : length),
  };
}

/** One layer that sees a draft and the state behind it side by side, as often as tokens are drafted. */
function chain(drafting: TrainedDrafting): readonly DraftPass[] {
  return [
    { operators: [joined(drafting)], tokens: 1, times: 1 },
    { operators: [...layersOf(drafting, "generation"), head(drafting)], tokens: 1, times: drafting.tokens },
  ];
}

/** All drafts in one pass; DFlash sees the last right token too. DSpark then ties each draft to the one before it. */
function block(drafting: TrainedDrafting): readonly DraftPass[] {
  const { draft, target, tokens } = drafting;
  const seen = draft.method === "dflash" ? tokens + 1 : tokens;
  const passes: readonly DraftPass[] = [
    { operators: [joined(drafting)], tokens: 1, times: 1 },
    { operators: layersOf(drafting, "generation"), tokens: seen, times: 1 },
    { operators: [head(drafting)], tokens, times: 1 },
  ];
  if (draft.markovRank === undefined) return passes;
  const name = `${draft.method}_markov_bias_gemm`;
  const bias = gemm({ name, count: 1, n: target.vocab, k: draft.markovRank, mode: "bfloat16" });
  return [...passes, { operators: [bias], tokens: 1, times: tokens }];
}

/** Over a prompt a draft fills its own cache; EAGLE-3 runs its output layer on the way. */
function promptOperators(drafting: TrainedDrafting): readonly Operator[] {
  const operators = [joined(drafting), ...layersOf(drafting, "context")];
  return drafting.draft.method === "eagle3" ? [...operators, head(drafting)] : operators;
}

/** Joins the tapped states of the target to one of the draft. */
function joined({ draft, target, quant }: TrainedDrafting): Operator {
  const { method, taps, layers } = draft;
  return gemm({
    name: method === "eagle3" ? "eagle3_fc" : `${method}_main_proj`,
    count: 1,
    n: layers.hidden,
    k: target.hidden * taps,
    mode: quant.gemm,
  });
}

function head({ draft, target, tp }: TrainedDrafting): Operator {
  const { method, vocab = target.vocab, ownsWords, layers } = draft;
  return gemm({
    name: `${method}_head_gemm`,
    count: 1,
    n: Math.max(1, Math.floor(vocab / tp)),
    k: layers.hidden,
    mode: "bfloat16",
    weightless: !ownsWords,
  });
}

function rankOf(layers: DraftLayers, tp: number): { heads: number; kvHeads: number; width: number } {
  return {
    heads: layers.heads / tp,
    kvHeads: Math.max(1, Math.floor(layers.kvHeads / tp)),
    width: layers.inter / tp,
  };
}

function layersOf(drafting: TrainedDrafting, phase: Phase): readonly Operator[] {
  const { draft, tp, quant } = drafting;
  const { method } = draft;
  const { layers: count, hidden: h, headDim: d } = draft.layers;
  const { heads, kvHeads, width } = rankOf(draft.layers, tp);
  const mode = quant.gemm;
  const norm = { count, read: 2 * h, written: 2 * h };
  const reduce = { count, hidden: h, gpus: tp };
  return [
    elementwise({ ...norm, name: `${method}_add_norm_1` }),
    gemm({
      name: `${method}_qkv_gemm`,
      count,
      n: heads * d + 2 * d * kvHeads,
      // the embedding of a token beside the state before it
      k: method === "eagle3" ? 2 * h : h,
      mode,
    }),
    attention(drafting, phase),
    gemm({ name: `${method}_proj_gemm`, count, n: h, k: heads * d, mode, quantizedInput: true }),
    elementwise({ ...norm, name: `${method}_add_norm_2` }),
    gemm({ name: `${method}_gate_ffn1_gemm`, count, n: 2 * width, k: h, mode }),
    elementwise({ name: `${method}_act_gate`, count, read: 2 * width, written: width }),
    gemm({ name: `${method}_ffn2_gemm`, count, n: h, k: width, mode, quantizedInput: true }),
    allReduce({ ...reduce, name: `${method}_ar_1` }),
    allReduce({ ...reduce, name: `${method}_ar_2` }),
  ];
}

function attention({ draft, tp, quant, ...drafting }: TrainedDrafting, phase: Phase): Operator {
  const { seqImbalance = 1, genSeqImbalance = 1 } = drafting;
  const { layers: count, headDim, window, qkNorm } = draft.layers;
  const { heads, kvHeads } = rankOf(draft.layers, tp);
  const name = `${draft.method}_attention`;
  const shape = { name, count, heads, kvHeads, headDim, window, qkNorm, kvcache: quant.kvcache };
  return phase === "generation"
    ? generationAttention({ ...shape, imbalance: genSeqImbalance })
    : contextAttention({ ...shape, fmha: quant.fmha, imbalance: seqImbalance });
}
