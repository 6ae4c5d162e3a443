import { compact } from "../domain/compact.js";
import type { CheckResult, Finding } from "../domain/review.js";
import { checkJson, renderComment, renderSummary, toAnnotations, toSuggestions } from "../report/index.js";
import { concludeGate, overallVerdict, type GateSituation, type Waiver } from "../review/index.js";
import { attempt, type Notices } from "./attempt.js";
import { commentAction } from "./comment-mode.js";
import { conclude, type Conclusion } from "./conclude.js";
import type { Decided } from "./decided.js";
import { diffLines } from "./diff-lines.js";
import type { Target } from "./event.js";
import { gatherFiles } from "./gather.js";
import { readSystemFiles } from "./read-systems.js";
import { readCalibrationFile } from "./read-calibration.js";
import { readPolicy, type RunPolicy } from "./read-policy.js";
import { reportContext, runHashes } from "./report-context.js";
import { writeFiles } from "./report-files.js";
import type { RunContext } from "./run-context.js";
import { readScope, type Scope } from "./scope.js";
import { siblingReader } from "./siblings.js";
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
  const decided = await decide(run, found.scope, notices);
  const { result, conclusion, scope } = decided;
  run.outputs.annotate(toAnnotations(result));
  notices.lines.push(...scope.notes, ...decided.runPolicy.notes);
  const written = await attempt(notices, "Writing the files", () => writeFiles(run, decided));
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
  const local = await readCalibrationFile(forge, scope, policy);
  const systems = await readSystemFiles(forge, scope, policy);
  const checked = await engine.check(gathered.files, policy, {
    inputs,
    siblings: siblingReader(forge, scope),
    compared: scope.baseSha !== undefined,
    incomplete: gathered.incomplete,
    ...(local.found === undefined ? {} : { local: local.found }),
    ...(systems.found.length === 0 ? {} : { systems: systems.found }),
  });
  notices.lines.push(...local.notes, ...systems.notes);
  const result = withFindings(checked, runPolicy.findings, gathered.incomplete);
  const draft = scope.pull?.draft ?? false;
  const waiver = await readWaiver(run, scope, runPolicy, result, notices);
  const situation: GateSituation = compact({ draft, waiver });
  const hashes = runHashes(runPolicy.text, inputs, engine.version);
  const context = reportContext(run.environment, inputs, policy, {
    scope,
    hashes,
    version: engine.version,
    ...(waiver === undefined ? {} : { waiver }),
  });
  return {
    scope,
    runPolicy,
    files: gathered.files,
    result,
    situation,
    conclusion: conclude(concludeGate(result, policy, situation), waiver),
    context,
    suggestions:
      policy.suggest && scope.pull !== undefined ? toSuggestions(result, diffLines(scope.paths.files)) : [],
  };
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
    heads: [scope.headSha],
  });
  notices.lines.push(
    `The pull request moved on to ${scope.headSha.slice(0, 7)} while the comment was written; the comment is for that head now.`,
  );
  run.log.info(`comment for ${scope.headSha.slice(0, 7)}: ${outcome.kind}`);
}

/** A broken policy cannot judge anything, and neither can a list that was cut. */
function withFindings(result: CheckResult, findings: readonly Finding[], incomplete: boolean): CheckResult {
  const known = new Set(result.findings);
  const whole = {
    ...result,
    findings: [...result.findings, ...findings.filter((finding) => !known.has(finding))],
    incomplete: result.incomplete || incomplete,
  };
  return { ...whole, verdict: overallVerdict(whole) };
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
  if (label === undefined || pull === undefined) return undefined;
  if (concludeGate(result, policy, { draft: pull.draft }).passes) return undefined;
  if (!pull.labels.some((each) => each.toLowerCase() === label.toLowerCase())) return undefined;
  const actor = await attempt(notices, "Looking up who set the waiver", () =>
    run.forge.labelActor(pull.number, label),
  );
  const refusal =
    actor === undefined
      ? "the events do not say who set it"
      : actor.toLowerCase() === pull.author?.toLowerCase()
        ? "the author of the pull request set it"
        : undefined;
  if (actor !== undefined && refusal === undefined) return { label, actor };
  notices.lines.push(`The waiver \`${label}\` does not count: ${refusal}.`);
  return undefined;
}
