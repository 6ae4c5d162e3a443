import type { MemoryUse, MemoryVerdict } from "../domain/prediction.js";

/** Which token rule of the memory model applies (`docs/method/memory.md` 1.2). */
export type MemoryMode = "agg" | "context" | "generation" | "static";

/** Tokens of the step that a cache lies beside. */
export interface CacheStep {
  /** by the published method */
  readonly published: number;
  /** as engines run: where that is more than the engine's own budget; absent: the engine's own */
  readonly asked?: number;
}

/** Memory of a load and whether it fits. */
export interface MemoryCheck {
  readonly use: MemoryUse;
  readonly verdict: MemoryVerdict;
  /** bytes that the engine leaves for the KV cache; negative when weights and buffers take more than its share */
  readonly kvBudget?: number;
  /** fits only where the engine is given a larger share of memory than its own */
  readonly beyondShare?: true;
}
