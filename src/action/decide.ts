import { compact } from "../domain/compact.js";
import type { CheckResult, Finding } from "../domain/review.js";
import { toSuggestions } from "../report/index.js";
import { concludeGate, overallVerdict, type GateSituation } from "../review/index.js";
import type { Notices } from "./attempt.js";
import { conclude } from "./conclude.js";
import type { Decided } from "./decided.js";
import { diffLines } from "./diff-lines.js";
import { gatherFiles } from "./gather.js";
import { readCalibrationFile } from "./read-calibration.js";
import { readPolicy } from "./read-policy.js";
import { readSystemFiles } from "./read-systems.js";
import { reportContext, runHashes } from "./report-context.js";
import type { RunContext } from "./run-context.js";
import type { Scope } from "./scope.js";
import { siblingReader } from "./siblings.js";
import { readWaiver } from "./waivers.js";

/** Reads everything, judges it, and settles how the job ends: all that comes before the first write. */
export async function decide(run: RunContext, scope: Scope, notices: Notices): Promise<Decided> {
  const { forge, inputs, engine, log } = run;
  const runPolicy = await readPolicy(forge, scope, inputs);
  const { policy } = runPolicy;
  run.gate.enforced = policy.gate === "enforce";
  run.gate.onInternalError = policy.onInternalError;
  const gathered = await gatherFiles(forge, scope, { files: inputs.files, ignore: policy.ignore });
  log.info(
    `${scope.paths.files.length} files changed, ${gathered.lookedAt} looked at, ${scope.headSha.slice(0, 7)}${scope.baseSha === undefined ? "" : ` against ${scope.baseSha.slice(0, 7)}`}`,
  );
  const local = await readCalibrationFile(forge, scope, policy);
  const systems = await readSystemFiles(forge, scope, policy);
  const pages: (() => Promise<string>)[] = [];
  const checked = await engine.check(gathered.files, policy, {
    inputs,
    siblings: siblingReader(forge, scope),
    compared: scope.baseSha !== undefined,
    incomplete: gathered.incomplete,
    ...(local.found === undefined ? {} : { local: local.found }),
    ...(systems.found.length === 0 ? {} : { systems: systems.found }),
    ...(inputs.htmlFile === undefined ? {} : { onPage: (page) => void pages.push(page) }),
  });
  notices.lines.push(...local.notes, ...systems.notes);
  const result = withFindings(checked, runPolicy.findings, gathered.incomplete);
  const draft = scope.pull?.draft ?? false;
  const waiver = await readWaiver(run, { scope, policy, result, files: gathered.files }, notices);
  const situation: GateSituation = compact({ draft, waiver });
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
    situation,
    conclusion: conclude(concludeGate(result, policy, situation), waiver),
    context,
    suggestions:
      policy.suggest && scope.pull !== undefined ? toSuggestions(result, diffLines(scope.paths.files)) : [],
    ...compact({ page: pages[0] }),
  };
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
