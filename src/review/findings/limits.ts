import type { Finding } from "../../domain/review.js";
import { finding, type FindingPlace } from "../../domain/finding.js";

/** No setting of the whole search meets the limits. */
export function unreachableSla(gpus: number, evaluated: number, place: FindingPlace): Finding {
  return finding(
    "sla-unreachable",
    place,
    `none of ${evaluated} settings on ${gpus} GPUs meets the limits: raise a limit or the GPUs`,
  );
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

/** Prompt and answer do not fit the context that the engine or the model allows. */
export function contextFinding(needed: number, allowed: number, place: FindingPlace): Finding | undefined {
  return needed <= allowed
    ? undefined
    : finding(
        "context-exceeds-model",
        place,
        `prompt and answer of the workload are ${needed} tokens, at most ${allowed} are allowed`,
      );
}
