import { LOADS, type ReplicaPhysics } from "../../src/perf/profile/replica-physics.js";

/** A replica of one vLLM worker on two GPUs; floors are half of what steps take. */
export function physicsOf(changes: Partial<ReplicaPhysics> = {}): ReplicaPhysics {
  const decodeMs = changes.decodeMs ?? LOADS.map((batch) => 8 + 0.06 * batch);
  const prefillMs = changes.prefillMs ?? 60;
  return {
    mode: "agg",
    backend: "vllm",
    prefillMs,
    sharedPrefillMs: prefillMs,
    prefillFloorMs: prefillMs / 2,
    sharedFloorMs: (changes.sharedPrefillMs ?? prefillMs) / 2,
    decodeMs,
    decodeFloorMs: decodeMs.map((ms) => ms / 2),
    contextMs: decodeMs.map((ms) => 0.3 * (ms - decodeMs[0]!)),
    layers: 64,
    tp: 2,
    dp: 1,
    moeEp: 1,
    prefillLanes: 1,
    ranks: 1,
    gpus: 2,
    workerGpus: changes.gpus ?? 2,
    isl: 1024,
    osl: 1024,
    tokensPerStep: 1,
    ...changes,
  };
}
