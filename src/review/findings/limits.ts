import { exactPercent } from "../../domain/compared.js";
import type { Finding } from "../../domain/review.js";
import type { Workload } from "../../domain/workload.js";
import { finding, type FindingPlace } from "../../domain/finding.js";

/**
 * No setting of the whole search meets the limits, at the load where one is stated; with a `confidence`, none holds them as
 * surely as that.
 */
export function unreachableSla(
  {
    gpus,
    evaluated,
    confidence,
  }: { readonly gpus: number; readonly evaluated: number; readonly confidence: number | undefined },
  { concurrency, requestRate }: Workload,
  place: FindingPlace,
): Finding {
  const load =
    concurrency !== undefined
      ? ` with ${concurrency} requests at once`
      : requestRate !== undefined
        ? ` at ${requestRate} requests a second`
        : "";
  const advice = load === "" ? "raise a limit or the GPUs" : "lower the load, or raise a limit or the GPUs";
  const settings = `none of ${evaluated} settings on ${gpus} GPU${gpus === 1 ? "" : "s"}`;
  const message =
    confidence === undefined
      ? `${settings} meets the limits${load}: ${advice}`
      : `${settings} holds the limits${load} as surely as ${exactPercent(confidence)}: ${advice}`;
  return finding("sla-unreachable", place, message);
}

/** The stated load is more than the batch limits admit. */
export function queueFinding(note: string, place: FindingPlace): Finding {
  return finding("queue-grows", place, note);
}

/** The manifest asks for more GPUs than the policy's budget. */
export function budgetFinding(used: number, budget: number, place: FindingPlace): Finding | undefined {
  return used <= budget
    ? undefined
    : finding("gpu-budget-exceeded", place, `uses ${used} GPUs, the policy's budget is ${budget}`);
}

/** Tokens of one request against a limit, and how the limit is written where an engine sets it. */
export interface ContextAsked {
  readonly needed: number;
  readonly allowed: number;
  readonly by?: string | undefined;
  /** a prefill worker that answers with one token */
  readonly promptOnly?: boolean;
  /** a request must stay below the limit: one that fills it is refused as well */
  readonly below?: boolean;
}

/** Prompt and answer do not fit the context that the engine or the model allows. */
export function contextFinding(
  { needed, allowed, by, promptOnly = false, below = false }: ContextAsked,
  place: FindingPlace,
): Finding | undefined {
  const least = below ? needed + 1 : needed;
  if (least <= allowed) return undefined;
  const what = promptOnly
    ? "the workload's prompt and first token are"
    : "prompt and answer of the workload are";
  const limit = `${by ?? "the model"} allows ${below ? `fewer than ${allowed}` : allowed}`;
  const advice = by === undefined ? "Use a model with a longer context" : `Raise it to ${least} or more`;
  const message = `${what} ${needed} tokens, and ${limit}: the engine refuses such requests. ${advice}, or shorten the workload`;
  return finding("context-exceeds-model", place, message);
}
