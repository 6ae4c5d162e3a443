import { renderComment, suggestionFingerprint, type ReportContext } from "../report/index.js";
import { attempt, permissionHint, type Notices } from "./attempt.js";
import { commentAction } from "./comment-mode.js";
import { orderOf } from "./comment-rules.js";
import { applyCommit } from "./commit-run.js";
import type { Decided } from "./decided.js";
import { environmentStatuses } from "./environment-statuses.js";
import type { OutputValues } from "./outputs.js";
import { runUrl } from "./report-context.js";
import { keepCommentBody } from "./report-files.js";
import type { CommentOutcome } from "../forge/forge.js";
import type { CommentUpdate } from "../policy/index.js";
import type { RunContext } from "./run-context.js";
import { syncWatchIssue } from "./watch-issue.js";

/** What the writes leave. */
export interface WriteOutcome {
  readonly context: ReportContext;
  readonly values: OutputValues;
  /** the comment was written, and by then the pull request had a newer head */
  readonly overtaken: boolean;
}

/** All writes. Every failure becomes a sentence; nothing in here returns a verdict. */
export async function writeResults(
  run: RunContext,
  decided: Decided,
  notices: Notices,
): Promise<WriteOutcome> {
  const { scope, runPolicy, result } = decided;
  const { policy } = runPolicy;
  const { pull } = scope;
  const values: Record<string, string> = {};
  let context = decided.context;
  let overtaken = false;
  if (pull !== undefined && pull.headSha === scope.headSha) {
    const hint = permissionHint(pull.fromFork);
    if (decided.suggestions.length > 0) {
      const places = await attempt(
        notices,
        "Posting the suggestions",
        () => postSuggestions(run, decided),
        hint,
      );
      context = { ...context, suggestions: places ?? new Map() };
    }
    if (policy.suggest) {
      const kept = new Set(decided.suggestions.map(({ fingerprint }) => fingerprint));
      const request = { number: pull.number, kept, fingerprintOf: suggestionFingerprint };
      await attempt(
        notices,
        "Hiding suggestions that no longer hold",
        () => run.forge.retireSuggestions(request),
        hint,
      );
    }
    const commit = await attempt(
      notices,
      "Committing the best found",
      () => applyCommit(run, { ...decided, policy }),
      hint,
    );
    if (commit?.notice !== undefined) notices.lines.push(commit.notice);
    if (commit?.sha !== undefined) values["commit-sha"] = commit.sha;
    if (commit?.commentLine !== undefined)
      context = {
        ...context,
        // first, for what the comment offers is on the branch already
        header: [policy.header, commit.commentLine].filter((part) => part !== "").join("\n\n"),
      };
    const action = commentAction(policy.comment, result);
    const body = renderComment(result, context);
    values["comment-body-path"] =
      (await attempt(notices, "Keeping the comment's text", () => keepCommentBody(run, body))) ?? "";
    if (action !== "none") {
      const outcome = await attempt(
        notices,
        "Writing the comment",
        () =>
          syncCommentNow(run, {
            number: pull.number,
            body,
            create: action === "create",
            update: policy.commentUpdate,
            heads: [scope.headSha, commit?.sha],
          }),
        hint,
      );
      if (outcome !== undefined && outcome.kind !== "absent") {
        values["comment-id"] = String(outcome.id);
        if (outcome.unsettled !== undefined)
          notices.lines.push(`The comment was written, but ${outcome.unsettled}.`);
      }
      if (outcome !== undefined) run.log.info(`comment: ${outcome.kind}`);
      overtaken = outcome?.overtaken === true;
    }
  }
  const target = { sha: scope.headSha, url: runUrl(run.environment) };
  for (const status of environmentStatuses(decided, target)) {
    await attempt(
      notices,
      `Setting the status \`${status.context}\``,
      () => run.forge.setStatus(status),
      permissionHint(pull?.fromFork ?? false),
    );
  }
  if (run.inputs.issue && pull === undefined) {
    await attempt(
      notices,
      "Keeping the issue up to date",
      () => syncWatchIssue(run, result, renderComment(result, context)),
      permissionHint(false),
    );
  }
  return { context, values, overtaken };
}

/** A comment and the heads it may stand for: the one analysed, and our own commit on top of it. */
interface CommentNow {
  readonly number: number;
  readonly body: string;
  readonly create: boolean;
  readonly update: CommentUpdate;
  readonly heads: readonly (string | undefined)[];
}

/**
 * Looks at the head once more: the comment belongs to the newest one. `overtaken`: the head moved on while the comment
 * was being written, which may have replaced the newer head's.
 */
export async function syncCommentNow(
  run: RunContext,
  { number, body, create, update, heads }: CommentNow,
): Promise<CommentOutcome & { readonly overtaken?: boolean }> {
  const present = await run.forge.pullRequest(number);
  if (!heads.includes(present.headSha)) {
    run.log.info(
      `the pull request has moved on to ${present.headSha.slice(0, 7)}; its run writes the comment`,
    );
    return { kind: "absent" };
  }
  const order = orderOf(run, present);
  const outcome = await run.forge.syncComment({ number, body, create, update, ...order });
  const wrote = outcome.kind === "created" || outcome.kind === "updated";
  return wrote && !heads.includes(order.head()) ? { ...outcome, overtaken: true } : outcome;
}

/** Posts what is missing; the result says where each smallest fix can be clicked. */
async function postSuggestions(
  run: RunContext,
  { scope, suggestions }: Decided,
): Promise<ReadonlyMap<string, string | null>> {
  const { pull } = scope;
  if (pull === undefined) return new Map();
  await run.forge.postSuggestions(
    {
      number: pull.number,
      headSha: scope.headSha,
      suggestions: suggestions.map((each) => ({
        path: each.file,
        line: each.startLine ?? each.line,
        endLine: each.line,
        body: each.body,
        fingerprint: each.fingerprint,
      })),
    },
    suggestionFingerprint,
  );
  const places = await run.forge.suggestions(pull.number, suggestionFingerprint);
  return new Map(
    suggestions
      .flatMap(({ key, fingerprint }) =>
        places.has(fingerprint) ? [[key, places.get(fingerprint) ?? null] as const] : [],
      )
      .reverse(),
  );
}
