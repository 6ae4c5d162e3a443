import { compareVersions } from "../../domain/versions.js";
import type { BackendRules } from "./backend.js";

/** host milliseconds per layer before the first token */
const HOST_MS_PER_LAYER = 0.8;

/** vLLM. */
export const vllm: BackendRules = {
  name: "vllm",
  saturatedDecodes: ({ batchSize, ctxTokens, isl }) => Math.max(1, batchSize - Math.ceil(ctxTokens / isl)),
  tpotMixedSteps: (mixedSteps) => mixedSteps,
  ttftHostMs: (layers) => HOST_MS_PER_LAYER * layers,
  queueFactor: (batchSize) => (batchSize <= 1 ? 1 : Math.min(1 + Math.log2(batchSize) / 8, 2)),
  littleCap: true,
  attentionLanes: {
    flashinfer: ["vllm_flashinfer_trtllmprefill", "vllm_flashinfer_trtllmdecode", "vllm_flashinfer"],
    triton: ["vllm_triton_attn"],
  },
  contextParallel: false,
  keepsTuple: ({ moeTp, moeEp }) => !(moeTp > 1 && moeEp > 1),
  activationCoefficients: (row) =>
    row === "llama" ? [11, 6.5, 5, 5] : row === "moe" ? [22, 13, 10, 10] : [10, 6, 5, 5],
  activationFloorBytes: 70 * 2 ** 20,
  activationScale: 1,
  workspaceWidth: "attention",
  otherMemoryScale: 1,
  activationsByTokenBudget: false,
  reservesMaxSeqLen: false,
  kv: {
    of: "total",
    flag: "--gpu-memory-utilization",
    reserved: 0,
    tolerance: 0.02,
    // --gpu-memory-utilization: 0.9 in the older releases with data (0.14, 0.19), 0.92 since 0.22
    fraction: ({ version }) => (compareVersions(version, "0.20.0") < 0 ? 0.9 : 0.92),
  },
};
