import { allReduce } from "../../ops/all-reduce.js";
import { overlap } from "../../ops/composite.js";
import { CONTEXT_MLA_NEED } from "../../ops/mla-granular.js";
import { elementwise } from "../../ops/memory-op.js";
import { modeBytes } from "../../ops/modes.js";
import type { Operator, StepGraph } from "../../types.js";
import type { CacheRequest, Family, GraphRequest } from "../family.js";
import { latentAttention, latentSizes } from "./deepseek-attention.js";
import { DISTRIBUTION, sglangLargeEp, trtllmLargeEp, vllmExperts } from "./deepseek-large-ep.js";
import { gatedBlock, routedExperts, router } from "./experts.js";
import { coversLargeEp, LARGE_EP_NEEDS } from "./large-ep.js";
import { embeddingOf, inPhase, logits, stageHop, type PhaseRequest } from "./phase.js";
import { projectionModes } from "./projection-modes.js";

const V3 = "DeepseekV3ForCausalLM";

/** Latent attention and experts: DeepSeek-V3, R1, V3.1, Kimi-K2 (`docs/method/operators.md` 4.3). */
export const deepseek: Family = {
  name: "DEEPSEEK",
  contextParallel: true,
  decodeContextOn: ["vllm", "sglang"],
  sizes: ["experts", "topK"],
  qkNorm: () => false,
  activationRow: "moe",
  moeWorkspace: "backend",
  contextAttentionTable: { need: CONTEXT_MLA_NEED, column: "mla_dtype" },
  largeEpNeeds: LARGE_EP_NEEDS,
  coversLargeEp: (request, context, phase) => coversLargeEp(request, context, phase, DISTRIBUTION),
  adjustQuant(quant, { model, backend, explicit, largeEp }) {
    if (!largeEp || backend !== "sglang" || model.architecture !== V3) return quant;
    // the rows of this graph's attention carry exactly these labels
    return { ...quant, fmha: explicit.fmha ?? "fp8_block", kvcache: explicit.kvcache ?? "fp8" };
  },
  graph: deepseekGraph,
  kvBytesPerSequence: latentKvBytes,
};

/** Kimi-K2.5 and later: the same graph under another name. */
export const kimiK25: Family = {
  ...deepseek,
  name: "KIMIK25",
};

/** Latent keys and values of every layer, replicated over tp. */
export function latentKvBytes(request: Pick<CacheRequest, "model" | "quant">, length: number): number {
  const { model, quant } = request;
  const { kvLora, rope } = latentSizes(model);
  return length * modeBytes("kvcache", quant.kvcache) * model.layers * (kvLora + rope);
}

/** The fused graph. */
export function deepseekGraph(request: GraphRequest): StepGraph {
  return {
    context: operators(inPhase(request, "context")),
    generation: operators(inPhase(request, "generation")),
  };
}

function operators(request: PhaseRequest): readonly Operator[] {
  const { model, parallelism, backend, times, cp, largeEp } = request;
  const count = model.layers * times;
  const inferred = projectionModes(request);
  // a mode that was given holds for the shared expert too, though not for the projections, as the reference has it
  const modes = request.given.gemm ? { ...inferred, shared: request.quant.gemm } : inferred;
  if (largeEp && backend === "trtllm") return trtllmLargeEp(request, modes);
  if (largeEp && backend === "sglang") return sglangLargeEp(request, modes);
  return [
    embeddingOf(request, false),
    addNorm(request, "add_norm_1"),
    ...latentAttention(request, modes),
    addNorm(request, "add_norm_2"),
    ...(largeEp
      ? vllmExperts(request, modes.shared)
      : expertBlock(request, {
          distribution: DISTRIBUTION,
          sharedWidth: model.moeInter / parallelism.tp,
          sharedMode: modes.shared,
        })),
    logits(request),
    ...(backend === "vllm"
      ? [
          allReduce({
            name: "tp_allreduce",
            count: 2 * count,
            hidden: model.hidden,
            gpus: parallelism.tp,
            cp,
          }),
        ]
      : []),
    stageHop(request),
  ];
}

/** Residual addition and norm in front of a block. */
export function addNorm(request: PhaseRequest, name: string): Operator {
  const { model, times, cp } = request;
  return elementwise({
    name,
    count: model.layers * times,
    read: 2 * model.hidden,
    written: 2 * model.hidden,
    cp,
  });
}

/** What the expert block of DeepSeek-like families leaves open. */
export interface ExpertBlock {
  readonly distribution: string;
  /** of one rank */
  readonly sharedWidth: number;
  readonly sharedMode: string;
  /** layers that have experts; all of them unless given */
  readonly layers?: number;
}

/** Shared and routed experts: one after the other in a prefill, side by side while decoding. */
export function expertBlock(request: PhaseRequest, block: ExpertBlock): readonly Operator[] {
  const count = (block.layers ?? request.model.layers) * request.times;
  const group = { count, distribution: block.distribution, dispatchCp: request.parallelism.cp };
  const shared = gatedBlock(request, {
    count,
    names: ["shared_gate_up_gemm", "shared_act_gate", "shared_ffn2_gemm"],
    width: block.sharedWidth,
    mode: block.sharedMode,
  });
  const routed = [router(request, group), ...routedExperts(request, group)];
  return request.phase === "context" ? [...shared, ...routed] : [overlap("moe_overlap", routed, shared)];
}
