import { checkJson, renderComment, renderSummary, toAnnotations } from "../report/index.js";
import { attempt, type Notices } from "./attempt.js";
import { commentAction } from "./comment-mode.js";
import type { Conclusion } from "./conclude.js";
import { decide } from "./decide.js";
import type { Decided } from "./decided.js";
import { nearestLines } from "./diff-lines.js";
import type { Target } from "./event.js";
import { pageLine, writeFiles } from "./report-files.js";
import type { RunContext } from "./run-context.js";
import { ForgeError } from "../forge/failure.js";
import type { HeadOf } from "../forge/forge.js";
import { readScope, type Scope } from "./scope.js";
import { syncCommentNow, writeResults } from "./write-results.js";

/** Modes `review` and `gate`: read, predict, conclude; only then report and write. Returns how the job ends. */
export async function runReview(
  run: RunContext,
  target: Exclude<Target, { kind: "workflow-run" }>,
): Promise<Conclusion> {
  const notices: Notices = { lines: [] };
  const found = await readScope(run.forge, target);
  if (found.kind === "nothing") {
    await run.outputs.writeSummary(`Nothing to check: ${found.reason}.\n`);
    return { failed: false, line: `Nothing to check: ${found.reason}` };
  }
  const own = await decide(run, found.scope, notices);
  const { conclusion, others } = await concludeForHead(run, own);
  const decided: Decided = { ...own, others };
  const { result, scope } = decided;
  // first, so that no annotation takes its place among those that the platform keeps
  if (conclusion.failed) run.outputs.fail(conclusion.line);
  run.outputs.annotate(toAnnotations(result, nearestLines(scope.paths.files, decided.files)));
  notices.lines.push(...scope.notes, ...decided.runPolicy.notes);
  const written = await attempt(notices, "Writing the files", () => writeFiles(run, decided));
  if (written?.["html-path"] !== undefined) notices.lines.push(pageLine(run.inputs.htmlFile!));
  run.budget.restart();
  const outcome = await writeResults(run, decided, notices);
  if (outcome.overtaken && scope.pull !== undefined) {
    const { number } = scope.pull;
    await attempt(notices, "Bringing the comment to the newer head", () =>
      renewComment(run, number, notices),
    );
  }
  for (const line of notices.lines) run.log.info(line);
  const json = JSON.stringify(checkJson(result));
  run.outputs.set({
    verdict: result.verdict,
    comparison: json,
    "relevant-files": JSON.stringify(result.files),
    ...written,
    ...outcome.values,
  });
  await run.outputs.writeSummary(renderSummary(result, { ...outcome.context, notices: notices.lines }));
  return conclusion;
}

/**
 * A check belongs to a commit, not to a pull request or a push: green for one base, or for a draft, it would stand for every other
 * pull request of the same head, from whichever branch. So each base of them is judged, and the worst counts.
 */
async function concludeForHead(
  run: RunContext,
  { scope, conclusion: own, runPolicy }: Decided,
): Promise<{ readonly conclusion: Conclusion; readonly others: readonly Decided[] }> {
  const { pull } = scope;
  const others: Decided[] = [];
  let conclusion = own;
  // the commit of a merge queue is the head of no pull request
  if (scope.queued !== undefined || (own.failed && runPolicy.policy.statuses.length === 0))
    return { conclusion, others };
  const judged = new Set(pull === undefined || pull.draft ? [] : [pull.baseRef]);
  for (const { number, baseRef, draft } of await openPullRequests(run, scope)) {
    if (number === pull?.number || draft || judged.has(baseRef)) continue;
    judged.add(baseRef);
    const other = await readScope(run.forge, { kind: "pull-request", number, headSha: scope.headSha });
    if (other.kind === "nothing") continue;
    const its = await decide({ ...run, gate: { ...run.gate } }, other.scope, { lines: [] });
    others.push(its);
    const line = `#${number} has the same head, and this check stands for it too. ${its.conclusion.line}`;
    if (its.conclusion.failed && !conclusion.failed) conclusion = { failed: true, line };
  }
  return { conclusion, others };
}

/** Open pull requests of the head; of a push in a workflow that may not read them, none. */
async function openPullRequests({ forge, log }: RunContext, scope: Scope): Promise<readonly HeadOf[]> {
  try {
    return await forge.pullRequestsOfHead(scope.headSha);
  } catch (error) {
    if (scope.pull !== undefined || !(error instanceof ForgeError) || error.status !== 403) throw error;
    log.info("Pull requests of this commit are not looked at: the job may not read them.");
    return [];
  }
}

/**
 * Another run may have written for a newer head before this one wrote: an edit cannot be made conditional, and the text
 * that it replaced is gone. So this run looks at that head itself. Its own verdict stays what it is.
 */
async function renewComment(run: RunContext, number: number, notices: Notices): Promise<void> {
  run.budget.restart();
  const own: RunContext = { ...run, gate: { ...run.gate } };
  const found = await readScope(run.forge, { kind: "pull-request", number });
  if (found.kind === "nothing") return;
  const { scope } = found;
  const { result, context, runPolicy } = await decide(own, scope, { lines: [] });
  const outcome = await syncCommentNow(own, {
    number,
    body: renderComment(result, context),
    create: commentAction(runPolicy.policy.comment, result) === "create",
    update: runPolicy.policy.commentUpdate,
    heads: [scope.headSha],
  });
  notices.lines.push(
    `The pull request moved on to ${scope.headSha.slice(0, 7)} while the comment was written; the comment is for that head now.`,
  );
  run.log.info(`comment for ${scope.headSha.slice(0, 7)}: ${outcome.kind}`);
}
