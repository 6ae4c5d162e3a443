import type { CheckResult } from "../domain/review.js";
import { errorMessage, UserError } from "../domain/errors.js";
import type { PullRequest } from "../forge/forge.js";
import { renderComment, renderSummary, type ReportContext } from "../report/index.js";
import { attempt, permissionHint, type Notices } from "./attempt.js";
import { commentAction } from "./comment-mode.js";
import type { Conclusion } from "./conclude.js";
import type { Target } from "./event.js";
import { readPolicy } from "./read-policy.js";
import { keepCommentBody } from "./report-files.js";
import { reportContext } from "./report-context.js";
import { CHECK_RESULT_SCHEMA } from "./report-schema.js";
import type { RunContext } from "./run-context.js";
import type { Scope } from "./scope.js";
import { syncCommentNow } from "./write-results.js";

type WorkflowRun = Extract<Target, { kind: "workflow-run" }>;

/** Longest report that is parsed, in characters. */
const MAX_REPORT_LENGTH = 6_000_000;

/**
 * Mode `publish`: posts what a finished run on a pull request found. The report is a stranger's: which pull request it
 * belongs to is looked up from the event, its head is checked again, figures pass a schema with limits, and the text is
 * rendered here. It can fill a comment on its own pull request and nothing else: no status, no suggestion, no commit.
 */
export async function runPublish(run: RunContext, target: WorkflowRun): Promise<Conclusion> {
  const { forge, inputs, outputs } = run;
  run.gate.enforced = false;
  const found = await forge.pullRequestsOfHead(target.headSha, target.headRepository, target.headBranch);
  if (found.length === 0)
    return skip(
      run,
      `no open pull request has ${target.headSha.slice(0, 7)} as its head any more; the run for the newer head posts`,
    );
  const files = await forge.artifact(target.runId, inputs.artifactName);
  const text = files?.get(fileName(files));
  if (text === undefined)
    return skip(run, `the run has no artifact ${inputs.artifactName} with a report in it`);
  const report = await readReport(text);
  if (report.headSha !== target.headSha)
    return skip(run, "the report is for another commit than the run; nothing was posted");
  const notices: Notices = { lines: [] };
  run.budget.restart();
  const contexts: ReportContext[] = [];
  for (const pull of found) contexts.push(await publishTo(run, pull, report, notices));
  const context = contexts[0] as ReportContext;
  await outputs.writeSummary(renderSummary(report.result, { ...context, notices: notices.lines }));
  outputs.set({ verdict: report.result.verdict });
  for (const line of notices.lines) run.log.info(line);
  // a report that could not be posted is worth a red publisher: nothing depends on this job's state
  return {
    failed: notices.lines.length > 0,
    line: notices.lines[0] ?? `Published on ${found.map((pull) => `#${pull.number}`).join(", ")}`,
  };
}

/** Brings the comment of one pull request up to date; returns what it was rendered with. */
async function publishTo(
  run: RunContext,
  pull: PullRequest,
  report: Report,
  notices: Notices,
): Promise<ReportContext> {
  const context = await contextOf(run, pull, report);
  const action = commentAction(context.mode, report.result);
  const body = renderComment(report.result, context);
  run.outputs.set({ "comment-body-path": await keepCommentBody(run, body) });
  if (action === "none") return context;
  const outcome = await attempt(
    notices,
    `Writing the comment on #${pull.number}`,
    () =>
      syncCommentNow(run, {
        number: pull.number,
        body,
        create: action === "create",
        heads: [pull.headSha],
      }),
    permissionHint(false),
  );
  if (outcome !== undefined && outcome.kind !== "absent") {
    run.outputs.set({ "comment-id": String(outcome.id) });
    if (outcome.unsettled !== undefined)
      notices.lines.push(`The comment on #${pull.number} was written, but ${outcome.unsettled}.`);
  }
  // the figures of the newer head are in the report of its own run, and nowhere else
  if (outcome?.overtaken === true)
    notices.lines.push(
      `#${pull.number} moved on while the comment was written. If it does not show the newest head, run that head's publisher again.`,
    );
  if (outcome !== undefined) run.log.info(`comment on #${pull.number}: ${outcome.kind}`);
  return context;
}

/** The policy comes from the base branch, never from the report. */
async function contextOf(
  run: RunContext,
  pull: PullRequest,
  report: Report,
): Promise<
  ReturnType<typeof reportContext> & { readonly mode: "always" | "on-change" | "on-finding" | "never" }
> {
  const scope: Scope = {
    pull,
    headSha: pull.headSha,
    policySha: pull.baseSha,
    paths: { files: [], incomplete: false },
    notes: [],
    ...(report.baseSha === undefined ? {} : { baseSha: report.baseSha }),
  };
  const trusted = await readPolicy(
    {
      ...run.forge,
      text: (path, ref) =>
        ref === pull.baseSha ? run.forge.text(path, ref) : Promise.resolve({ kind: "absent" }),
    },
    scope,
    run.inputs,
  );
  // what the publisher would do itself is not what the analysis may do: it posts no suggestions
  return {
    ...reportContext(run.environment, run.inputs, trusted.policy, {
      scope,
      hashes: report.hashes,
      version: run.engine.version,
    }),
    mode: trusted.policy.comment,
  };
}

interface Report {
  readonly headSha: string;
  readonly baseSha?: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly result: CheckResult;
}

const REPORT_SCHEMA = {
  type: "object",
  required: ["reportVersion", "headSha", "result"],
  properties: {
    reportVersion: { const: 1 },
    headSha: { type: "string", pattern: "^[0-9a-f]{40,64}$" },
    baseSha: { anyOf: [{ type: "string", pattern: "^[0-9a-f]{40,64}$" }, { type: "null" }] },
    hashes: {
      type: "object",
      maxProperties: 10,
      propertyNames: { pattern: "^[a-z]{1,20}$" },
      additionalProperties: { type: "string", pattern: "^[0-9a-f]{0,64}$" },
    },
    result: CHECK_RESULT_SCHEMA,
  },
} as const;

let reportValidator: ReturnType<typeof compileReportSchema> | undefined;

async function compileReportSchema() {
  const { Ajv } = await import("../policy/ajv.js");
  return new Ajv({ strict: false, ownProperties: true }).compile(REPORT_SCHEMA);
}

/** Parses and validates a report; throws a {@link UserError} that says what is wrong with it. */
export async function readReport(text: string): Promise<Report> {
  if (text.length > MAX_REPORT_LENGTH)
    throw new UserError(
      "input",
      `the report has ${text.length} characters, at most ${MAX_REPORT_LENGTH} are read`,
    );
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UserError("input", `the report is not JSON: ${errorMessage(error)}`, { cause: error });
  }
  const validate = await (reportValidator ??= compileReportSchema());
  if (!validate(data)) {
    const first = validate.errors?.[0];
    throw new UserError(
      "input",
      `the report does not have the expected form: ${first?.instancePath ?? ""} ${first?.message ?? ""}`,
    );
  }
  const { headSha, baseSha, hashes, result } = data as {
    headSha: string;
    baseSha?: string | null;
    hashes?: Record<string, string>;
    result: CheckResult;
  };
  return {
    headSha,
    hashes: hashes ?? {},
    result,
    ...(baseSha === null || baseSha === undefined ? {} : { baseSha }),
  };
}

/** The report among the entries of the artifact: the only JSON file, or the one named so. */
function fileName(files: ReadonlyMap<string, string> | undefined): string {
  const names = [...(files?.keys() ?? [])].filter((name) => name.endsWith(".json"));
  return names.find((name) => /(?:^|\/)report\.json$/.test(name)) ?? names[0] ?? "";
}

async function skip(run: RunContext, reason: string): Promise<Conclusion> {
  await run.outputs.writeSummary(`Nothing was published: ${reason}.\n`);
  return { failed: false, line: `Nothing was published: ${reason}` };
}
