import type { ChangedFile } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import { errorMessage } from "../domain/errors.js";
import type { CheckResult } from "../domain/review.js";
import type { Policy } from "../policy/index.js";
import { outcomeUnknown } from "../forge/failure.js";
import { decodeMarker, type ReportContext } from "../report/index.js";
import { commentRules } from "./comment-rules.js";
import { commitWanted, planCommit } from "./commit-plan.js";
import { rightOf } from "./rights.js";
import type { RunContext } from "./run-context.js";
import type { Scope } from "./scope.js";

/** What became of the commit; all sentences are ours. */
export interface CommitResult {
  readonly sha?: string;
  /** for the summary */
  readonly notice?: string;
  /** for the comment */
  readonly commentLine?: string;
}

/** Commits the best found when the run was asked to and everything is as it was analysed. */
export async function applyCommit(
  run: RunContext,
  facts: {
    readonly scope: Scope;
    readonly policy: Policy;
    readonly result: CheckResult;
    readonly files: readonly ChangedFile[];
    readonly context: ReportContext;
  },
): Promise<CommitResult> {
  const { scope, policy, result } = facts;
  const { pull, label } = scope;
  const asked = {
    mode: policy.commit,
    label: policy.commitLabel,
    ...(label === undefined ? {} : { startedByLabel: label }),
  };
  if (pull === undefined || !commitWanted(asked)) return {};
  const { forge, inputs } = run;
  const comment = await forge.findComment(pull.number, commentRules(inputs.commentKey, scope.headSha));
  const marker = comment && decodeMarker(comment.body, inputs.commentKey);
  // what a comment showed whose header cannot be read any more is not known
  const shown = comment && { head: marker?.head ?? "", hashes: marker?.hashes ?? {} };
  const plan = planCommit(result, {
    ...asked,
    pull,
    headSha: scope.headSha,
    headMessage: pull.fromFork ? "" : await forge.commitMessage(scope.headSha),
    files: facts.files,
    hashes: facts.context.hashes ?? {},
    ...compact({ shown }),
  });
  if (plan.kind === "none") return {};
  if (plan.kind === "refused") return { notice: plan.reason };
  const refusal = await refusalOf(run, scope, policy);
  if (refusal !== undefined) return { notice: `Nothing was committed: ${refusal}.` };
  const outcome = await forge.commit(plan.request);
  if (outcome.kind === "dry") return {};
  if (outcome.kind === "moved")
    return { notice: "Nothing was committed: the branch moved while this run was working." };
  return { sha: outcome.sha, ...(await afterCommit(run, pull.headRef, pull.number, outcome.sha)) };
}

/** Why this commit would surprise: a branch that is protected, a label of somebody who could not push. */
async function refusalOf({ forge }: RunContext, scope: Scope, policy: Policy): Promise<string | undefined> {
  const branch = scope.pull?.headRef ?? "";
  if (await forge.isProtected(branch)) return `\`${branch}\` is protected`;
  if (policy.commit !== "on-label") return undefined;
  if (scope.labelledBy === undefined) return "the event does not say who set the label";
  return rightOf(forge, scope.labelledBy, policy.commitBy);
}

/**
 * A push by the job's own token starts no checks (or ones that wait for approval): the required check of the new head
 * stays open until someone acts. That is said, and the gate is dispatched where the workflow allows it.
 */
async function afterCommit(
  run: RunContext,
  branch: string,
  number: number,
  sha: string,
): Promise<{ readonly notice: string; readonly commentLine: string }> {
  const done = `Committed the best found as ${sha.slice(0, 7)}.`;
  if ((await run.forge.viewer()) !== "github-actions[bot]") return { notice: done, commentLine: done };
  const open = `${done} The push was made with the job's own token: required checks of the new commit wait until someone with write access approves or starts them. A GitHub App token avoids that.`;
  const workflow = run.inputs.gateWorkflow;
  if (workflow === undefined) return { notice: open, commentLine: open };
  try {
    await run.forge.dispatch(workflow, branch, { "pr-number": String(number) });
    const said = `${done} The gate was started for it by hand, because a push by the job's own token starts none.`;
    return { notice: said, commentLine: said };
  } catch (error) {
    // never repeated: a gate that was started in spite of the answer would run twice
    const what = outcomeUnknown(error)
      ? "Whether the gate was started for it is not known"
      : "The gate could not be started for it";
    return { notice: `${open} ${what}: ${errorMessage(error)}.`, commentLine: open };
  }
}
