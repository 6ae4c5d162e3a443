import { errorMessage, UserError } from "../domain/errors.js";
import { ForgeError } from "../forge/failure.js";
import { renderBrokenSummary, type ReportContext } from "../report/index.js";
import type { Conclusion } from "./conclude.js";
import { readTarget } from "./event.js";
import { harmlessLine } from "./log.js";
import { runPublish } from "./publish-run.js";
import { runReview } from "./review-run.js";
import { runSweep } from "./sweep-run.js";
import type { RunContext } from "./run-context.js";

/** One run of the action, by mode. The only `try` of a run: whatever is thrown ends in one clear message. */
export async function runAction(run: RunContext): Promise<void> {
  let conclusion: Conclusion;
  try {
    conclusion = await runMode(run);
  } catch (error) {
    conclusion = await concludeFailure(run, error);
  }
  if (conclusion.failed) run.outputs.fail(conclusion.line);
  else run.log.info(conclusion.line);
}

async function runMode(run: RunContext): Promise<Conclusion> {
  const { inputs, environment, payload } = run;
  if (inputs.mode === "sweep") return runSweep(run);
  const target = readTarget(environment.eventName, payload, inputs, environment.sha);
  if (target.kind === "workflow-run") {
    if (inputs.mode !== "publish")
      throw new UserError("usage", "the event workflow_run needs the input mode: publish");
    return runPublish(run, target);
  }
  if (inputs.mode === "publish" && target.kind !== "nothing") {
    throw new UserError(
      "usage",
      `mode: publish works on the event workflow_run, not on ${environment.eventName}`,
    );
  }
  if (target.kind === "pull-request" && environment.eventName === "workflow_dispatch")
    await refuseForeignHead(run, target.number);
  return runReview(run, target);
}

/**
 * A check goes on the commit that a run was started for: on the head of one pull request it must not judge another,
 * whichever branch or tag of that commit it was started on.
 */
async function refuseForeignHead({ forge, environment }: RunContext, number: number): Promise<void> {
  const others = await forge.pullRequestsOfHead(environment.sha);
  if (others.length > 0 && others.every((pull) => pull.number !== number))
    throw new UserError(
      "usage",
      `input pr-number is ${number}, and this run would be the check of #${others[0]?.number}: start it on the branch of #${number}`,
    );
}

/**
 * The end of a run that could not judge. A mistake of the user and an unreachable GitHub say so; everything else is a
 * defect of ours. All of them fail an enforced check: what was not checked must not merge as if it had been. A publisher
 * that could not reach GitHub fails too: nobody's merge hangs on it, and green would hide that nothing was posted.
 */
async function concludeFailure(run: RunContext, error: unknown): Promise<Conclusion> {
  const { gate } = run;
  const kind = error instanceof UserError ? "usage" : error instanceof ForgeError ? "forge" : "defect";
  const publisher = run.inputs.mode === "publish" && kind === "forge";
  const place =
    error instanceof UserError && error.file !== undefined
      ? `${error.file}${error.position === undefined ? "" : `:${error.position.line}`}: `
      : "";
  const message = `${place}${errorMessage(error)}`;
  const line = {
    usage: message,
    forge: `Could not ${publisher ? "publish" : "check"}: ${message}`,
    defect: `The advisor broke, not your change: ${message}`,
  }[kind];
  if (error instanceof Error && error.stack !== undefined) run.log.debug(error.stack);
  const summary =
    kind === "defect"
      ? renderBrokenSummary(message, brokenContext(run))
      : `## ❌ Could not ${publisher ? "publish" : "check"}\n\n${escaped(line)}\n`;
  await run.outputs.writeSummary(summary);
  const passes = (!gate.enforced && !publisher) || (kind === "defect" && gate.onInternalError === "pass");
  return { failed: !passes, line: passes ? `${line} (the policy lets the check pass)` : line };
}

function brokenContext(run: RunContext): ReportContext {
  const { inputs } = run;
  return {
    key: inputs.commentKey,
    command: { program: "" },
    canCommit: false,
    fromFork: false,
    draft: false,
    commit: "never",
    commitLabel: "",
    gate: run.gate.enforced ? "enforce" : "advisory",
    tooClose: "pass",
    notApplicable: "pass",
    minGain: 0,
    chartStyle: "plain",
  };
}

/** A message as an indented code block: nothing in it is Markdown. */
function escaped(message: string): string {
  return `    ${harmlessLine(message)}`;
}
