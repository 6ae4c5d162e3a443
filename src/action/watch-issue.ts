import type { CheckResult } from "../domain/review.js";
import { commentRules } from "./comment-rules.js";
import type { RunContext } from "./run-context.js";

/**
 * The weekly watch: one open issue that says what misses its limits; opened only when something does, edited only when
 * it says something else than before.
 */
export async function syncWatchIssue(run: RunContext, result: CheckResult, body: string): Promise<void> {
  const { owns, equal } = commentRules(run.inputs.commentKey, "");
  const outcome = await run.forge.syncIssue({
    title: "Dynamo deployments that miss their limits",
    body,
    create: result.verdict === "fail" || result.verdict === "too-close",
    owns,
    equal,
  });
  run.log.info(`issue: ${outcome.kind}`);
}
