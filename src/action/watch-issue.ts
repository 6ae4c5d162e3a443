import type { CheckResult } from "../domain/review.js";
import { hasMarker } from "../report/index.js";
import type { RunContext } from "./run-context.js";

/** The weekly watch: one open issue that says what misses its limits; opened only when something does. */
export async function syncWatchIssue(run: RunContext, result: CheckResult, body: string): Promise<void> {
  const key = run.inputs.commentKey;
  const outcome = await run.forge.syncIssue({
    title: "Dynamo deployments that miss their limits",
    body,
    create: result.verdict === "fail" || result.verdict === "too-close",
    owns: (text) => hasMarker(text, key),
  });
  run.log.info(`issue: ${outcome.kind}`);
}
