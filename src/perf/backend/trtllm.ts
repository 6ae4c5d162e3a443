import { floorQuotient } from "../rounding.js";
import type { BackendRules } from "./backend.js";

/** TensorRT-LLM. */
export const trtllm: BackendRules = {
  name: "trtllm",
  saturatedDecodes: ({ batchSize, steps, decodeSteps }) =>
    Math.max(1, floorQuotient(batchSize, steps / decodeSteps)),
  tpotMixedSteps: (mixedSteps) => Math.max(1, mixedSteps - 3),
  ttftHostMs: () => 0,
  queueFactor: (_batchSize, steps) => Math.min(2 + (steps - 3) / 20, 4),
  littleCap: false,
  attentionLanes: {},
  contextParallel: false,
  keepsTuple: ({ dp, tp }) => !(dp > 1 && tp > 1),
  activationCoefficients: (row) =>
    row === "llama" ? [11, 6.5, 5, 5] : row === "moe" ? [22, 13, 10, 10] : [10, 6, 5, 5],
  activationFloorBytes: 70 * 2 ** 20,
  activationScale: 1,
  workspaceWidth: "attention",
  otherMemoryScale: 1,
  activationsByTokenBudget: true,
  reservesMaxSeqLen: true,
  kv: {
    of: "free",
    flag: "free_gpu_memory_fraction",
    reserved: 0.015,
    tolerance: 0.02,
    fraction: () => 0.9,
  },
};
