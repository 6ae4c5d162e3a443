import { compact } from "./domain/compact.js";
import { finding, topOf } from "./domain/finding.js";
import { UserError } from "./domain/errors.js";
import { runDefault } from "./search/run-default.js";
import type { SearchDeps } from "./search/run-search.js";
import type { RuleId } from "./domain/rules.js";
import type { CheckResult, Finding } from "./domain/review.js";
import type { ToldSearch } from "./search/result.js";
import { calibrationBase } from "./perf/db/calibration-name.js";
import type { SweepModel, SweepPoint } from "./sweep/grid.js";
import { outcomeOf, type SweepOutcome } from "./sweep/outcome.js";
import { selectProfile } from "./perf/profile/select.js";
import { hubSource } from "./hub/config-source.js";
import { hubSettings } from "./hub/settings.js";
import type { Predictor } from "./perf/types.js";
import { runPoints, serveSweepThread, threadData } from "./sweep-threads.js";
import type { Engine } from "./action/run-context.js";
import type { Inputs } from "./action/inputs.js";
import { runCheck } from "./check/run-check.js";
import { openCheckDeps, type OpenOptions } from "./check/open.js";
import type { SystemFile } from "./domain/system-file.js";
import type { SystemDescription } from "./perf/db/described-system.js";
import { perfDbRoot, readVersion } from "./data-root.js";
import type { DataFolder } from "./perf/db/folder.js";
import { checkDescription, openPerfDb, type PerfDb } from "./perf/open.js";
import type { Candidate, SourcedValues } from "./policy/index.js";
import { DEFAULT_POLICY } from "./policy/types.js";

/** The performance data beside the bundle, the check over them and the sweep's search, for the action. */
export async function openEngine(moduleUrl: string): Promise<Engine> {
  const root = perfDbRoot(moduleUrl);
  const { predictor, folders } = await openPerfDb({ root, localModels: false });
  const source = folders[0]?.index.source;
  return {
    version: `${readVersion(moduleUrl)} ${source?.package ?? ""} ${source?.version ?? ""} ${source?.sha256 ?? ""}`,
    check: async (files, policy, { inputs, siblings, compared, incomplete, local, systems = [], onPage }) => {
      const searches: ToldSearch[] = [];
      const onSearch = onPage && ((search: ToldSearch) => void searches.push(search));
      const request = {
        ...{ files, policy, siblings, compared, incomplete, inputs: inputCandidate(inputs) },
        ...compact({ onSearch }),
      };
      const configOf = policy.fetchModels ? hubSource(hubSettings()) : undefined;
      const { described, findings: broken } = await describedBy(systems, folders);
      const options = { root, profile: policy.profile, configOf, described };
      const answer = async (
        own?: OpenOptions["local"],
        known: readonly Finding[] = broken,
      ): Promise<CheckResult> => {
        const result = await runCheck(await openCheckDeps(compact({ ...options, local: own })), {
          ...request,
          known,
        });
        onPage?.(() => checkPage(result, searches, readVersion(moduleUrl)));
        return result;
      };
      if (local === undefined) return answer();
      try {
        return await answer({ ...local, base: calibrationBase(root, readVersion(moduleUrl)) });
      } catch (error) {
        // the base's measurements are broken: wider bands are no reason to stop
        if (!(error instanceof UserError) || error.file !== local.file) throw error;
        return answer(undefined, [
          ...broken,
          brokenFile("calibration-invalid", error, local.file, "not used: "),
        ]);
      }
    },
    systemNames: async (files) => {
      const described = await Promise.all(files.map(describe));
      for (const one of described) checkDescription(one, folders);
      return described.map(({ name }) => name);
    },
    sweep: async (points, data) => {
      const own = data.systems === undefined ? predictor : (await openSweepData(root, data)).predictor;
      const deps = searchDeps(own, data, root);
      return runPoints(points, (point) => searchPoint(deps, point, data.mostShown), { moduleUrl, data });
    },
    sweepPage: async (points, outcomes) => {
      const { sweepPayload } = await import("./sweep/page.js");
      const { filledPage } = await import("./explorer/filled-page.js");
      return filledPage(sweepPayload(points, outcomes, `dynamo-advisor ${readVersion(moduleUrl)}`));
    },
  };
}

/** The systems that files describe; a broken file is a finding, and its system stays unknown. */
async function describedBy(
  files: readonly SystemFile[],
  folders: readonly DataFolder[],
): Promise<{
  readonly described: readonly SystemDescription[];
  readonly findings: readonly Finding[];
}> {
  const described: SystemDescription[] = [];
  const findings: Finding[] = [];
  for (const each of files) {
    try {
      const one = await describe(each);
      checkDescription(one, folders);
      described.push(one);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      findings.push(brokenFile("policy-invalid", error, each.file));
    }
  }
  return { described, findings };
}

/** The page of a check; what draws it is loaded only here. */
async function checkPage(
  result: CheckResult,
  searches: readonly ToldSearch[],
  version: string,
): Promise<string> {
  const { checkPayload } = await import("./explorer/check-payload.js");
  const { filledPage } = await import("./explorer/filled-page.js");
  return filledPage(checkPayload(result, searches, { producer: `dynamo-advisor ${version}` }));
}

/** A file round the change that cannot be used, where it is wrong. */
function brokenFile(rule: RuleId, error: UserError, file: string, prefix = ""): Finding {
  const place = { file, position: error.position ?? topOf(file).position };
  return finding(rule, place, `${prefix}${error.message}`);
}

/** A worker thread's part of a sweep: opens the data for itself and answers points. */
export async function serveSweep(moduleUrl: string): Promise<void> {
  const root = perfDbRoot(moduleUrl);
  const { predictor } = await openSweepData(root, threadData());
  const deps = searchDeps(predictor, threadData(), root);
  serveSweepThread((point) => searchPoint(deps, point, threadData().mostShown));
}

async function openSweepData(root: string, { systems = [] }: SweepModel): Promise<PerfDb> {
  const described = await Promise.all(systems.map(describe));
  return openPerfDb({ root, localModels: false, described });
}

/** The system that a file describes; what reads such files is loaded only here. Throws `UserError`. */
async function describe({ file, text }: SystemFile): Promise<SystemDescription> {
  const { readSystemFile } = await import("./systems/read.js");
  return readSystemFile(text, file);
}

function searchDeps(predictor: Predictor, { profile, confidence }: SweepModel, root: string): SearchDeps {
  return compact({
    predictor,
    profile: selectProfile(profile ?? DEFAULT_POLICY.profile, root),
    confidence,
  });
}

/** One point of a sweep; what a user got wrong (a name, a size) is its outcome, a defect is thrown. */
async function searchPoint(deps: SearchDeps, point: SweepPoint, mostShown?: number): Promise<SweepOutcome> {
  const { index, model, system, backend, isl, osl, gpus, ttftMs, tpotMs } = point;
  try {
    const result = await runDefault(deps, {
      model,
      system,
      backend,
      totalGpus: gpus,
      lengths: { isl, osl, prefix: 0 },
      sla: compact({ ttftMs, tpotMs }),
      topN: 1,
    });
    const outcome = outcomeOf(point, result);
    if (mostShown === undefined) return outcome;
    const { outcomePage } = await import("./sweep/page.js");
    return { ...outcome, page: outcomePage(result, mostShown) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { index, kind: "error", message: error.message };
  }
}

/** The values of the action's inputs as the strongest source. */
function inputCandidate(inputs: Inputs): Candidate {
  const names: Readonly<Record<string, string>> = {
    ttftMs: "ttft-ms",
    tpotMs: "tpot-ms",
    requestLatencyMs: "request-latency-ms",
    system: "system",
    gpus: "gpus",
  };
  const values = Object.fromEntries(
    Object.entries(inputs.values).map(([key, value]) => [
      key,
      { value, source: { kind: "input", what: `input \`${names[key] ?? "workload"}\`` } },
    ]),
  ) as SourcedValues;
  return { kind: "input", values };
}
