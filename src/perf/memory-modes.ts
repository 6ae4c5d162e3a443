import type { Role } from "../domain/deployment.js";
import type { MemoryMode } from "./types.js";

/** Which steps a role runs, as memory is counted. */
export const MEMORY_MODES: Readonly<Record<Role | "static", MemoryMode>> = {
  agg: "agg",
  prefill: "context",
  decode: "generation",
  static: "static",
};

/** Tokens of a step that engines size their activations for in the published method, unless prompts are longer. */
export const USUAL_STEP = 8192;
