import type { CheckResult, Finding, VerdictKind } from "../domain/review.js";
import type { ChangedFile } from "../domain/change.js";
import {
  checkJson,
  renderComment,
  renderSummary,
  suggestionFingerprint,
  toAnnotations,
  toSuggestions,
  type ReportContext,
  type Suggestion,
} from "../report/index.js";
import { attempt, permissionHint, type Notices } from "./attempt.js";
import { commentAction } from "./comment-mode.js";
import { orderOf } from "./comment-rules.js";
import { applyCommit } from "./commit-run.js";
import {
  conclude,
  failsByPolicy,
  isRelevant,
  worstVerdict,
  type Conclusion,
  type GateFacts,
  type Waiver,
} from "./conclude.js";
import { diffLines } from "./diff-lines.js";
import { environmentStatuses } from "./environment-statuses.js";
import type { Target } from "./event.js";
import { gatherFiles } from "./gather.js";
import type { OutputValues } from "./outputs.js";
import { readPolicy, type RunPolicy } from "./read-policy.js";
import { reportContext, runHashes, runUrl } from "./report-context.js";
import type { RunContext } from "./run-context.js";
import { readScope, type Scope } from "./scope.js";
import { keepCommentBody, writeFiles } from "./report-files.js";
import { siblingReader } from "./siblings.js";
import { syncWatchIssue } from "./watch-issue.js";

/** Everything that is decided before the first write. */
interface Decided {
  readonly scope: Scope;
  readonly runPolicy: RunPolicy;
  readonly files: readonly ChangedFile[];
  readonly result: CheckResult;
  readonly facts: GateFacts;
  readonly conclusion: Conclusion;
  readonly context: ReportContext;
  readonly suggestions: readonly Suggestion[];
}

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
  const decided = await decide(run, found.scope, notices);
  const { result, conclusion, scope } = decided;
  run.log.info(conclusion.line);
  run.outputs.annotate(toAnnotations(result));
  notices.lines.push(...scope.notes, ...decided.runPolicy.notes);
  const written = await attempt(notices, "Writing the files", () => writeFiles(run, decided));
  run.budget.restart();
  const outcome = await publish(run, decided, notices);
  for (const line of notices.lines) run.log.info(line);
  const json = JSON.stringify(checkJson(result));
  run.outputs.set({
    verdict: isRelevant(result) ? result.verdict : "not-applicable",
    comparison: json,
    "relevant-files": JSON.stringify(result.files),
    ...written,
    ...outcome.values,
  });
  await run.outputs.writeSummary(renderSummary(result, { ...outcome.context, notices: notices.lines }));
  return conclusion;
}

async function decide(run: RunContext, scope: Scope, notices: Notices): Promise<Decided> {
  const { forge, inputs, engine, log } = run;
  const runPolicy = await readPolicy(forge, scope, inputs);
  const { policy } = runPolicy;
  run.gate.enforced = policy.gate === "enforce";
  run.gate.onInternalError = policy.onInternalError;
  const gathered = await gatherFiles(forge, scope, { files: inputs.files, ignore: policy.ignore });
  log.info(
    `${scope.paths.files.length} files changed, ${gathered.files.length} looked at, ${scope.headSha.slice(0, 7)}${scope.baseSha === undefined ? "" : ` against ${scope.baseSha.slice(0, 7)}`}`,
  );
  const checked = await engine.check(gathered.files, policy, {
    inputs,
    siblings: siblingReader(forge, scope),
    incomplete: gathered.incomplete,
  });
  const result = withFindings(checked, runPolicy.findings, gathered.incomplete);
  const waiver = await readWaiver(run, scope, runPolicy, result, notices);
  const facts: GateFacts = { draft: scope.pull?.draft ?? false, ...(waiver === undefined ? {} : { waiver }) };
  const hashes = runHashes(runPolicy.text, inputs, engine.version);
  const context = reportContext(run.environment, inputs, policy, {
    scope,
    hashes,
    ...(waiver === undefined ? {} : { waiver }),
  });
  return {
    scope,
    runPolicy,
    files: gathered.files,
    result,
    facts,
    conclusion: conclude(result, policy, facts),
    context,
    suggestions:
      policy.suggest && scope.pull !== undefined ? toSuggestions(result, diffLines(scope.paths.files)) : [],
  };
}

/** A broken policy cannot judge anything, and neither can a list that was cut. */
function withFindings(result: CheckResult, findings: readonly Finding[], incomplete: boolean): CheckResult {
  const broken = findings.some(({ severity }) => severity === "error") || incomplete;
  const verdicts: readonly VerdictKind[] = broken ? [result.verdict, "fail"] : [result.verdict];
  const known = new Set(result.findings);
  return {
    ...result,
    verdict: worstVerdict(verdicts),
    findings: [...result.findings, ...findings.filter((finding) => !known.has(finding))],
    incomplete: result.incomplete || incomplete,
  };
}

/** The waiver is looked for only where it would change the end of the job. */
async function readWaiver(
  run: RunContext,
  scope: Scope,
  { policy }: RunPolicy,
  result: CheckResult,
  notices: Notices,
): Promise<Waiver | undefined> {
  const label = policy.waiverLabel;
  const { pull } = scope;
  if (label === undefined || pull === undefined || !failsByPolicy(result.verdict, policy)) return undefined;
  if (!pull.labels.some((each) => each.toLowerCase() === label.toLowerCase())) return undefined;
  const actor = await attempt(notices, "Looking up who set the waiver", () =>
    run.forge.labelActor(pull.number, label),
  );
  return { label, actor: actor ?? "someone the events do not name" };
}

/** All writes. Every failure becomes a sentence; nothing in here returns a verdict. */
async function publish(
  run: RunContext,
  decided: Decided,
  notices: Notices,
): Promise<{ readonly context: ReportContext; readonly values: OutputValues }> {
  const { scope, runPolicy, result, facts } = decided;
  const { policy } = runPolicy;
  const { pull } = scope;
  const values: Record<string, string> = {};
  let context = decided.context;
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
        footer: [commit.commentLine, policy.footer].filter((part) => part !== "").join("\n\n"),
      };
    const action = commentAction(policy.comment, result);
    const body = renderComment(result, context);
    values["comment-body-path"] =
      (await attempt(notices, "Keeping the comment's text", () => keepCommentBody(run, body))) ?? "";
    if (action !== "none") {
      const outcome = await attempt(
        notices,
        "Writing the comment",
        () => syncCommentNow(run, { number: pull.number, body, create: action === "create", scope }),
        hint,
      );
      if (outcome !== undefined && outcome.kind !== "absent") values["comment-id"] = String(outcome.id);
      if (outcome !== undefined) run.log.info(`comment: ${outcome.kind}`);
    }
  }
  const target = { sha: scope.headSha, url: runUrl(run.environment) };
  for (const status of environmentStatuses(result, policy, facts, target)) {
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
  return { context, values };
}

/** Looks at the head once more: the comment belongs to the newest one. */
async function syncCommentNow(
  run: RunContext,
  {
    number,
    body,
    create,
    scope,
  }: { readonly number: number; readonly body: string; readonly create: boolean; readonly scope: Scope },
): ReturnType<RunContext["forge"]["syncComment"]> {
  const present = await run.forge.pullRequest(number);
  if (present.headSha !== scope.headSha) {
    run.log.info(
      `the pull request has moved on to ${present.headSha.slice(0, 7)}; its run writes the comment`,
    );
    return { kind: "absent" };
  }
  return run.forge.syncComment({
    number,
    body,
    create,
    ...orderOf(run, present),
  });
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
