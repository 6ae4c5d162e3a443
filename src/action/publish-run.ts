import type { PullRequest } from "../forge/forge.js";
import { renderComment, renderSummary, type ReportContext } from "../report/index.js";
import { attempt, permissionHint, type Notices } from "./attempt.js";
import { commentAction } from "./comment-mode.js";
import type { Conclusion } from "./conclude.js";
import { decide } from "./decide.js";
import type { Decided } from "./decided.js";
import type { Target } from "./event.js";
import { keepCommentBody } from "./report-files.js";
import type { RunContext } from "./run-context.js";
import { readScope } from "./scope.js";
import { syncCommentNow } from "./write-results.js";

type WorkflowRun = Extract<Target, { kind: "workflow-run" }>;

/**
 * Mode `publish`: posts for pull requests whose own run may not, those of forks. Nothing of that run is believed: which
 * pull requests it was for is looked up by the event's head, and that head is analysed here, through the API and without
 * executing anything. It can fill a comment on those pull requests and nothing else: no status, no suggestion, no commit.
 */
export async function runPublish(run: RunContext, target: WorkflowRun): Promise<Conclusion> {
  const branch = { repository: target.headRepository, ref: target.headBranch };
  const found = await run.forge.pullRequestsOfBranch(target.headSha, branch);
  const notices: Notices = { lines: [] };
  const read: Notices = { lines: [] };
  let shown: { readonly decided: Decided; readonly context: ReportContext } | undefined;
  const published: number[] = [];
  for (const { number } of found) {
    run.budget.restart();
    const scope = await readScope(run.forge, { kind: "pull-request", number, headSha: target.headSha });
    if (scope.kind === "nothing" || scope.scope.pull?.headSha !== target.headSha) continue;
    // the verdict is the analysis' own: this job's colour says whether the comment could be posted
    const decided = await decide({ ...run, gate: { ...run.gate } }, scope.scope, read);
    const { pull } = scope.scope;
    // what the publisher would do itself is not what the analysis may do: it posts no suggestions and commits nothing
    const context: ReportContext = { ...decided.context, canCommit: false };
    await publishTo(run, pull, { ...decided, context }, notices);
    published.push(number);
    shown ??= { decided, context };
  }
  if (shown === undefined) {
    const reason = `no open pull request has ${target.headSha.slice(0, 7)} as its head any more; the run for the newer head posts`;
    await run.outputs.writeSummary(`Nothing was published: ${reason}.\n`);
    return { failed: false, line: `Nothing was published: ${reason}` };
  }
  const { decided, context } = shown;
  await run.outputs.writeSummary(
    renderSummary(decided.result, { ...context, notices: [...read.lines, ...notices.lines] }),
  );
  run.outputs.set({ verdict: decided.result.verdict });
  for (const line of [...read.lines, ...notices.lines]) run.log.info(line);
  // a comment that could not be posted is worth a red publisher: nothing depends on this job's state
  return {
    failed: notices.lines.length > 0,
    line: notices.lines[0] ?? `Published on ${published.map((number) => `#${number}`).join(", ")}`,
  };
}

/** Brings the comment of one pull request up to date. */
async function publishTo(
  run: RunContext,
  pull: PullRequest,
  { result, context, runPolicy }: Decided,
  notices: Notices,
): Promise<void> {
  const action = commentAction(runPolicy.policy.comment, result);
  const body = renderComment(result, context);
  run.outputs.set({ "comment-body-path": await keepCommentBody(run, body) });
  if (action === "none") return;
  run.budget.restart();
  const outcome = await attempt(
    notices,
    `Writing the comment on #${pull.number}`,
    () =>
      syncCommentNow(run, {
        number: pull.number,
        body,
        create: action === "create",
        update: runPolicy.policy.commentUpdate,
        heads: [pull.headSha],
      }),
    permissionHint(false),
  );
  if (outcome === undefined) return;
  run.log.info(`comment on #${pull.number}: ${outcome.kind}`);
  if (outcome.kind !== "absent") {
    run.outputs.set({ "comment-id": String(outcome.id) });
    if (outcome.unsettled !== undefined)
      notices.lines.push(`The comment on #${pull.number} was written, but ${outcome.unsettled}.`);
  }
  // its own run may have ended before: then nobody else would bring the comment to that head
  if (outcome.overtaken === true)
    notices.lines.push(
      `#${pull.number} moved on while the comment was written. If it does not show the newest head, run that head's publisher again.`,
    );
}
