import type { Backend, TrainedMethod } from "./deployment.js";

/** Engines that a way of drafting is predicted for; those that are missing are predicted for all. */
const ENGINES: Readonly<Record<string, readonly Backend[]>> = {
  draft_model: ["vllm"],
  eagle3: ["vllm", "sglang"],
  dflash: ["vllm"],
  dspark: ["vllm", "sglang"],
};

/** A network trained for its target, by the folder of its files. */
export interface TrainedDraftName {
  readonly method: TrainedMethod;
  readonly draftModel: string;
}

/** Drafts of a step: as the draft's own files ask for them (`said`), or the published default where they do not. */
export interface DraftNumber {
  readonly tokens: number;
  readonly said: boolean;
}

/** Whether a network trained for its target drafts. */
export function isTrained(method: string | undefined): method is TrainedMethod {
  return method === "eagle3" || method === "dflash" || method === "dspark";
}

/** Why a way of drafting is not predicted for an engine, as the rest of a sentence; undefined where it is. */
export function unpredictedEngine(method: string, backend: Backend): string | undefined {
  const engines = ENGINES[method];
  if (engines === undefined || engines.includes(backend)) return undefined;
  const only = engines.length === 1 ? `${engines[0]} only` : engines.join(" and ");
  return `is predicted for ${only}, not for ${backend}`;
}
