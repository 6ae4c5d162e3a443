import type { Backend, Role } from "../../domain/deployment.js";
import { finding, type FindingPlace } from "../../domain/finding.js";
import type { Finding } from "../../domain/review.js";

/** Token budget of a TensorRT-LLM step unless the file says otherwise. */
const TRTLLM_BUDGET = 8192;

/** How the steps of an engine take a prompt. */
export interface PromptStep {
  readonly backend: Backend;
  readonly role: Role;
  readonly isl: number;
  readonly maxNumTokens?: number | undefined;
  readonly chunkedPrefill?: boolean | undefined;
}

/**
 * A prompt that no step can take: prefill is not chunked and the token budget is below it. TensorRT-LLM chunks only when
 * told to, vLLM unless told not to; SGLang lets one prompt through whatever the budget.
 */
export function budgetBelowPrompt(step: PromptStep, place: FindingPlace): Finding | undefined {
  const { backend, role, isl, chunkedPrefill } = step;
  const chunks =
    backend === "sglang" || (backend === "vllm" ? chunkedPrefill !== false : chunkedPrefill === true);
  const budget = step.maxNumTokens ?? (backend === "trtllm" ? TRTLLM_BUDGET : undefined);
  if (role === "decode" || chunks || budget === undefined || isl <= budget) return undefined;
  const whole = backend === "trtllm" ? "enable_chunked_prefill is off" : "chunked prefill is switched off";
  // without chunks vLLM demands a step that holds its context limit
  const limited = backend === "vllm" ? " with a --max-model-len of no more than that" : "";
  return finding(
    "prompt-exceeds-budget",
    place,
    `a step takes at most ${budget} tokens and ${whole}: every prompt of ${isl} tokens is refused. Raise the budget to ${isl} or more${limited}, or chunk the prefill`,
  );
}

/** A context limit that is longer than what the model knows: vLLM and SGLang refuse to start unless told otherwise. */
export function limitOverModel(
  { backend, limit, own }: { readonly backend: Backend; readonly limit: number; readonly own: number },
  place: FindingPlace,
): Finding | undefined {
  if (limit <= own || backend === "trtllm") return undefined;
  const engine = backend === "vllm" ? "vLLM" : "SGLang";
  return finding(
    "settings-exclude",
    place,
    `the context limit of ${limit} tokens is above the model's own ${own}: ${engine} refuses to start unless ${LONGER[backend]} is 1. Write ${own} or less`,
  );
}

/** Variables that let a limit be longer than the model's own. */
export const LONGER: Readonly<Record<Exclude<Backend, "trtllm">, string>> = {
  vllm: "VLLM_ALLOW_LONG_MAX_MODEL_LEN",
  sglang: "SGLANG_ALLOW_OVERWRITE_LONGER_CONTEXT_LEN",
};

/** Without chunked prefill vLLM demands a step that holds the longest prompt, which is the model's own where no limit is written. */
export function budgetBelowOwnLimit(
  step: PromptStep & { readonly own: number },
  place: FindingPlace,
): Finding | undefined {
  const { backend, chunkedPrefill, maxNumTokens, own, isl } = step;
  const refused = maxNumTokens !== undefined && maxNumTokens < own && maxNumTokens >= isl;
  if (backend !== "vllm" || chunkedPrefill !== false || !refused) return undefined;
  return finding(
    "settings-exclude",
    place,
    `a step takes at most ${maxNumTokens} tokens, chunked prefill is switched off and no --max-model-len is written, so vLLM takes the model's own ${own} tokens and refuses to start. Write --max-model-len ${maxNumTokens} or less, or allow chunked prefill`,
  );
}

/** The context limit of a worker against its KV cache. */
export interface ContextRoom {
  readonly role: Role;
  readonly limit: number;
  /** the limit is the model's own, because the file names none */
  readonly ownLimit: boolean;
  /** tokens of KV cache on one rank */
  readonly roomTokens: number;
  /** what bounds the cache, as written: a flag with its value */
  readonly boundBy?: string | undefined;
  /** what the workload needs at least */
  readonly needed: number;
  /** the cache has a fixed number of blocks, which not every version compares with the limit */
  readonly fixedBlocks: boolean;
}

/** Our memory model is not exact to the GiB: a limit that is this near may start. */
const NEAR = 1.1;

/** vLLM starts only when one sequence of the context limit fits its KV cache. */
export function contextOverRoom(room: ContextRoom, place: FindingPlace): Finding | undefined {
  const { role, limit, ownLimit, needed } = room;
  // whole blocks, and a number that people would write
  const fits = Math.floor(room.roomTokens / 16) * 16;
  if (limit <= room.roomTokens || fits < needed) return undefined;
  const worker = role === "agg" ? "the worker" : `the ${role} worker`;
  const what = ownLimit
    ? `${worker} has no --max-model-len, so vLLM takes the model's own ${limit} tokens`
    : `the context limit of ${limit} tokens is more than ${worker} can hold`;
  const bound = room.boundBy === undefined ? "" : ` (${room.boundBy})`;
  const near = room.fixedBlocks || limit <= room.roomTokens * NEAR;
  return finding(
    "context-exceeds-room",
    place,
    `${what}: its KV cache${bound} has room for about ${fits}, and vLLM ${near ? "may refuse" : "refuses"} to start. Write --max-model-len ${fits} or less (the workload needs ${needed})`,
    near ? "warning" : undefined,
  );
}
