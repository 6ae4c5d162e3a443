import type { TableNeed } from "../table.js";
import type { Operator, Phase } from "../types.js";
import { linearKernel, type LinearKernel } from "./linear-kernel.js";

const NEED: TableNeed = {
  family: "kda",
  table: "kda_perf",
  columns: [
    "kernel_source",
    "phase",
    "batch_size",
    "seq_len",
    "d_model",
    "d_conv",
    "num_v_heads",
    "head_k_dim",
    "head_v_dim",
    "latency",
  ],
};

export interface KdaShape {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  readonly hidden: number;
  readonly convWidth: number;
  /** of one rank; as many keys as values */
  readonly heads: number;
  readonly headDim: number;
  /** tokens that a decode step checks per request under speculation */
  readonly verifyTokens?: number;
}

/** bytes of an element of the recurrent state, fp32 */
const STATE_BYTES = 4;
const CHUNK = 64;

/** Kernels that do a whole decode step: SGLang's, and its form for checked drafts. */
const FUSED_DECODE = ["kda_fused_decode"];
const FUSED_VERIFY = ["fused_kda_decode_mtp_dspark"];

/** Short convolutions of queries, keys and values in front of Kimi delta attention. */
export function kdaConv(shape: KdaShape): Operator {
  const { phase, convWidth, heads, headDim, verifyTokens } = shape;
  const channels = 3 * heads * headDim;
  return linearKernel({
    ...common(shape),
    kernels: () => [[phase === "context" ? "causal_conv1d_fn_qkv3" : "causal_conv1d_update"]],
    absorbedBy: verifyTokens === undefined ? FUSED_DECODE : FUSED_VERIFY,
    bytes: (batch, seq) => batch * seq * channels * (convWidth + 2) * 2,
  });
}

/** Kimi delta attention: in chunks in a prefill, a recurrent step or a check of drafts in a decode. */
export function kdaScan(shape: KdaShape): Operator {
  const { phase, headDim, heads, verifyTokens } = shape;
  const inOut = heads * headDim * 10;
  const state = heads * headDim * headDim * STATE_BYTES;
  const passes = (seq: number): number => {
    if (phase === "context") return 2 * (1 + Math.floor(seq / CHUNK));
    return verifyTokens === undefined ? 2 : verifyTokens + 1;
  };
  return linearKernel({
    ...common(shape),
    kernels: ({ backend }) => scanKernels(phase, verifyTokens !== undefined, backend === "vllm"),
    bytes: (batch, seq) => batch * (seq * inOut + state * passes(seq)),
  });
}

function scanKernels(phase: Phase, verify: boolean, vllm: boolean): readonly (readonly string[])[] {
  if (phase === "context") return [[vllm ? "flashkda_fwd" : "chunk_kda"]];
  if (verify)
    return vllm ? [["fused_recurrent_kda"]] : [FUSED_VERIFY, ["fused_sigmoid_gating_delta_rule_update"]];
  return vllm ? [["fused_kda_decode"]] : [FUSED_DECODE, ["fused_recurrent_kda_packed_decode"]];
}

function common(
  shape: KdaShape,
): Pick<LinearKernel, "name" | "count" | "phase" | "need" | "shape" | "verifyTokens"> {
  const { name, count, phase, hidden, convWidth, heads, headDim, verifyTokens } = shape;
  return {
    name,
    count,
    phase,
    need: NEED,
    shape: {
      d_model: hidden,
      d_conv: convWidth,
      num_v_heads: heads,
      head_k_dim: headDim,
      head_v_dim: headDim,
    },
    ...(verifyTokens === undefined ? {} : { verifyTokens }),
  };
}
