import type { TableNeed } from "../table.js";
import type { Operator, Phase } from "../types.js";
import { linearKernel } from "./linear-kernel.js";

const NEED: TableNeed = {
  family: "linear_attention",
  table: "gdn_perf",
  columns: [
    "kernel_source",
    "phase",
    "batch_size",
    "seq_len",
    "d_model",
    "d_conv",
    "num_k_heads",
    "head_k_dim",
    "num_v_heads",
    "head_v_dim",
    "latency",
  ],
};

export interface GdnShape {
  readonly name: string;
  readonly count: number;
  readonly phase: Phase;
  readonly hidden: number;
  readonly convWidth: number;
  /** of one rank */
  readonly keyHeads: number;
  readonly keyDim: number;
  /** of one rank */
  readonly valueHeads: number;
  readonly valueDim: number;
}

/** bytes of an element of the recurrent state, fp32 */
const STATE_BYTES = 4;
const CHUNK = 64;

/** Short convolution in front of a gated delta rule. */
export function gdnConv(shape: GdnShape): Operator {
  const { convWidth } = shape;
  const channels = channelsOf(shape);
  return linearKernel({
    ...common(shape),
    kernels: () => [[shape.phase === "context" ? "causal_conv1d_fn" : "causal_conv1d_update"]],
    bytes: (batch, seq) => batch * seq * channels * (convWidth + 2) * 2,
  });
}

/** The gated delta rule: in chunks in a prefill, one recurrent step in a decode (`docs/method/operators.md` 3.10). */
export function gdnScan(shape: GdnShape): Operator {
  const { phase, keyDim, valueHeads, valueDim } = shape;
  const channels = channelsOf(shape);
  const state = valueHeads * keyDim * valueDim;
  return linearKernel({
    ...common(shape),
    kernels: ({ backend, version, asEnginesRun }) => {
      if (phase === "generation") return [DECODE_KERNELS];
      const named = asEnginesRun || version === VLLM_CHUNKS_VERSION;
      return backend === "vllm" && named ? VLLM_CHUNKS : CHUNKS;
    },
    bytes: (batch, seq) => {
      const inOut = batch * seq * (channels + valueHeads * valueDim) * 2;
      const chunks = phase === "context" ? Math.floor(seq / CHUNK) * state * 2 * batch : 0;
      return inOut + 2 * (state * STATE_BYTES * batch + chunks);
    },
  });
}

const CHUNKS = [["chunk_gated_delta_rule"]];
/** The one vLLM release whose physical kernels the published method reads, before the name they share; others are misses. */
const VLLM_CHUNKS_VERSION = "0.24.0";
const VLLM_CHUNKS = [
  ["chunk_gated_delta_rule_flashinfer", "chunk_gated_delta_rule_triton", "chunk_gated_delta_rule_cutedsl"],
  ...CHUNKS,
];
const DECODE_KERNELS = [
  "fused_sigmoid_gating_delta_rule_update",
  "fused_recurrent_gated_delta_rule",
  "fused_recurrent_gated_delta_rule_packed_decode",
];

function channelsOf({ keyHeads, keyDim, valueHeads, valueDim }: GdnShape): number {
  return 2 * keyHeads * keyDim + valueHeads * valueDim;
}

function common(
  shape: GdnShape,
): Pick<Parameters<typeof linearKernel>[0], "name" | "count" | "phase" | "need" | "shape"> {
  const { name, count, phase, hidden, convWidth, keyHeads, keyDim, valueHeads, valueDim } = shape;
  return {
    name,
    count,
    phase,
    need: NEED,
    shape: {
      d_model: hidden,
      d_conv: convWidth,
      num_k_heads: keyHeads,
      head_k_dim: keyDim,
      num_v_heads: valueHeads,
      head_v_dim: valueDim,
    },
  };
}
