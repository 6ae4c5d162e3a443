import { allReduce } from "../../ops/all-reduce.js";
import { gemm } from "../../ops/gemm.js";
import { generationAttention } from "../../ops/generation-attention.js";
import { elementwise, embedding } from "../../ops/memory-op.js";
import type { Operator } from "../../types.js";
import type { GraphRequest } from "../family.js";
import { gatedBlock } from "./experts.js";
import { HEAD, K3_LATENT_WIDTH, K3_Q_LORA, K3_ROPE } from "./kimi-k3-attention.js";
import { inPhase } from "./phase.js";

/** Sizes of the draft model that the reference assumes. */
const DRAFT_LAYERS = 5;
const DRAFT_HEADS = 64;
const DRAFT_INTER = 14336;
/** SGLang's draft has grouped attention, vLLM's latent attention. */
const DRAFT_KV_HEADS = 16;
const DRAFT_HEAD_DIM = 64;

/** Elements that the draft model keeps of a token on one rank. */
export function k3DraftCacheWidth({
  parallelism,
  nextn,
  backend,
}: Pick<GraphRequest, "parallelism" | "nextn" | "backend">): number {
  if (nextn === 0) return 0;
  return (
    DRAFT_LAYERS *
    (backend === "vllm" ? K3_LATENT_WIDTH : (2 * DRAFT_KV_HEADS * DRAFT_HEAD_DIM) / parallelism.tp)
  );
}

/** One pass of the draft model over `nextn` of `nextn + 1` tokens of a step; nothing without drafts. */
export function k3Draft(request: GraphRequest): readonly Operator[] {
  const { model, parallelism, nextn, backend } = request;
  if (nextn === 0) return [];
  const { tp } = parallelism;
  const { hidden: h } = model;
  const share = nextn / (nextn + 1);
  const count = DRAFT_LAYERS * share;
  const mode = "bfloat16";
  const vocab = Math.floor(model.vocab / tp);
  const phase = inPhase(request, "generation");
  const latent = backend === "vllm";
  const inner = (DRAFT_HEADS * (latent ? HEAD : DRAFT_HEAD_DIM)) / tp;
  const cache = k3DraftCacheWidth(request) / DRAFT_LAYERS;
  return [
    embedding({ name: "draft_embedding", rows: vocab, hidden: h, count: share }),
    elementwise({ name: "draft_norm", count: 2 * count, read: 2 * h, written: 2 * h }),
    ...(latent
      ? [
          gemm({ name: "draft_downscale_gemm", count, n: K3_Q_LORA + K3_LATENT_WIDTH, k: h, mode }),
          gemm({
            name: "draft_q_b_gemm",
            count,
            n: (DRAFT_HEADS * (HEAD + K3_ROPE)) / tp,
            k: K3_Q_LORA,
            mode,
          }),
        ]
      : [gemm({ name: "draft_qkv_gemm", count, n: inner + cache, k: h, mode })]),
    draftAttention(request, count, latent),
    gemm({ name: "draft_proj_gemm", count, n: h, k: inner, mode, quantizedInput: true }),
    ...gatedBlock(phase, {
      count,
      names: ["draft_gate_up_gemm", "draft_act_gate", "draft_down_gemm"],
      width: DRAFT_INTER / tp,
      mode,
      quantizedInput: true,
    }),
    allReduce({ name: "draft_ar", count: 2 * count, hidden: h, gpus: tp }),
    gemm({ name: "draft_kv_proj_gemm", count: DRAFT_LAYERS / (nextn + 1), n: cache, k: h, mode }),
    gemm({ name: "draft_logits_gemm", count: 1 / (nextn + 1), n: vocab, k: h, mode }),
  ];
}

function draftAttention(request: GraphRequest, count: number, latent: boolean): Operator {
  const { parallelism, quant } = request;
  const heads = DRAFT_HEADS / parallelism.tp;
  return generationAttention({
    name: "draft_attention",
    count,
    heads,
    kvHeads: latent ? heads : DRAFT_KV_HEADS / parallelism.tp,
    headDim: latent ? HEAD : DRAFT_HEAD_DIM,
    kvcache: quant.kvcache,
    qkNorm: false,
  });
}
