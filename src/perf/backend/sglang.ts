import { floorQuotient, roundTo3 } from "../rounding.js";
import type { BackendRules, KvFractionQuestion } from "./backend.js";

/** SGLang. */
export const sglang: BackendRules = {
  name: "sglang",
  saturatedDecodes: ({ batchSize, steps, decodeSteps }) =>
    Math.max(1, floorQuotient(batchSize, steps / decodeSteps)),
  tpotMixedSteps: (mixedSteps) => Math.max(1, mixedSteps - 3),
  ttftHostMs: () => 0,
  queueFactor: (_batchSize, steps) => Math.min(2 + (steps - 3) / 20, 4),
  littleCap: false,
  attentionLanes: {
    fa3: ["fa3"],
    fla: ["fla"],
    flashinfer: ["flashinfer"],
    triton: ["triton"],
    trtllm_mha: ["trtllm_mha"],
  },
  contextParallel: true,
  keepsTuple: () => true,
  activationCoefficients: (row) =>
    row === "llama" ? [14, 8.5, 6.5, 6.5] : row === "moe" ? [28, 17, 13, 13] : [13, 8, 6.5, 6.5],
  activationFloorBytes: 90 * 2 ** 20,
  activationScale: 1.15,
  workspaceWidth: "hidden",
  otherMemoryScale: 1.2,
  activationsByTokenBudget: false,
  reservesMaxSeqLen: false,
  kv: {
    of: "total",
    flag: "--mem-fraction-static",
    reserved: 0,
    tolerance: 0.02,
    fraction: (question) => (question.aggregated ? 0.88 : derivedFraction(question)),
  },
};

/** `--mem-fraction-static` as the engine derives it from capacity and parallel sizes (`docs/method/memory.md` 2). */
export function derivedFraction({ system, parallelism }: KvFractionQuestion): number {
  const capacityMib = system.gpu.memCapacity / 2 ** 20;
  const { tp, pp, dp } = parallelism;
  const [chunk, graphBatch] = schedulerSizes(capacityMib / 1024, tp);
  let reserved = 512 + 1.5 * chunk + ((tp * pp) / 8) * 1024 + 2 * graphBatch;
  if (dp > 1) reserved += 3 * graphBatch * dp + (graphBatch > 300 ? 1.5 * graphBatch * dp : 0);
  if (capacityMib > 60 * 1024) reserved = Math.max(reserved, 10240);
  return roundTo3((capacityMib - reserved) / capacityMib);
}

function schedulerSizes(capacityGib: number, tp: number): readonly [number, number] {
  if (capacityGib < 20) return [2048, 8];
  if (capacityGib < 35) return [2048, tp >= 4 ? 80 : 24];
  if (capacityGib < 60) return [4096, tp >= 4 ? 160 : 32];
  if (capacityGib < 160) return [8192, tp >= 4 ? 512 : 256];
  return [16384, 512];
}
