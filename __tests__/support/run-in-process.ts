import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readInputs } from "../../src/action/inputs.js";
import type { OutputValues, Outputs } from "../../src/action/outputs.js";
import { runAction } from "../../src/action/run.js";
import type { Engine } from "../../src/action/run-context.js";
import type { CheckResult } from "../../src/domain/review.js";
import { createBudget } from "../../src/forge/budget.js";
import type { Clock } from "../../src/forge/clock.js";
import { openForge } from "../../src/forge/open-forge.js";
import type { Annotation } from "../../src/report/index.js";
import type { FakeGitHub } from "./fake-github/index.js";

export interface ProcessRun {
  readonly fake: FakeGitHub;
  readonly event: string;
  readonly payload: unknown;
  /** what the engine answers; everything around it is real */
  readonly result: CheckResult | ((files: Parameters<Engine["check"]>[0]) => CheckResult);
  readonly token?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly runId?: number;
  readonly runAttempt?: number;
  readonly sha?: string;
  readonly engineVersion?: string;
  /** the engine asks for the files beside each manifest, as the real one does */
  readonly readsSiblings?: boolean;
  /** what limits and waits go by, instead of the machine's clock */
  readonly clock?: Clock;
}

export interface ProcessResult {
  readonly failed: string | undefined;
  readonly outputs: OutputValues;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly log: readonly string[];
  readonly files: Parameters<Engine["check"]>[0];
  /** text of the report file, when one was asked for */
  readonly report: string | undefined;
}

/** A run of the action in this process: the real forge over the stand-in, an engine with a given answer. */
export async function runInProcess(run: ProcessRun): Promise<ProcessResult> {
  const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-test-"));
  const given: Readonly<Record<string, string>> = { "github-token": run.token ?? "job-token", ...run.inputs };
  const inputs = readInputs(
    (name) => given[name] ?? "",
    (name) => (given[name] ?? "").split("\n").filter((line) => line !== ""),
  );
  const environment = {
    repository: run.fake.world.repository,
    eventName: run.event,
    eventPath: undefined,
    sha: run.sha ?? "",
    apiUrl: run.fake.url,
    serverUrl: "https://github.com",
    runId: run.runId ?? 8123,
    runAttempt: run.runAttempt ?? 1,
    workspace: folder,
    tempFolder: folder,
  };
  const log: string[] = [];
  const state: {
    failed: string | undefined;
    summary: string;
    values: OutputValues;
    annotations: readonly Annotation[];
  } = { failed: undefined, summary: "", values: {}, annotations: [] };
  const outputs: Outputs = {
    annotate: (annotations) => void (state.annotations = annotations),
    set: (values) => void Object.assign(state.values, values),
    writeSummary: (markdown) => Promise.resolve(void (state.summary += markdown)),
    fail: (message) => void (state.failed = message),
    mask: () => undefined,
  };
  const logger = {
    info: (line: string) => void log.push(line),
    debug: (line: string) => void log.push(line),
    group: (title: string, lines: readonly string[]) => void log.push(title, ...lines),
  };
  let seen: Parameters<Engine["check"]>[0] = [];
  const budget = createBudget(inputs.timeLimitMs, run.clock);
  const dryRun = { lines: [] as string[] };
  const [owner = "", repo = ""] = environment.repository.split("/");
  const forge = openForge(
    {
      token: inputs.token,
      apiUrl: run.fake.url,
      version: "1",
      budget,
      onWait: (line) => log.push(line),
      throttle: false,
      retryUnitMs: 1,
    },
    { owner, repo },
    inputs.dryRun ? dryRun : undefined,
  );
  let report: string | undefined;
  try {
    await runAction({
      environment,
      payload: run.payload,
      inputs,
      forge,
      budget,
      engine: {
        version: run.engineVersion ?? "test",
        systemNames: () => Promise.resolve([]),
        sweep: () => Promise.resolve([]),
        sweepPage: () => Promise.resolve(""),
        check: async (files, _policy, { siblings }) => {
          seen = files;
          if (run.readsSiblings === true) await Promise.all(files.map((file) => siblings(file.path, "head")));
          return typeof run.result === "function" ? run.result(files) : run.result;
        },
      },
      outputs,
      log: logger,
      gate: { enforced: inputs.gate === undefined || inputs.gate === "enforce", onInternalError: "fail" },
    });
    const file = state.values["report-path"];
    if (file !== undefined) report = readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    failed: state.failed,
    outputs: state.values,
    summary: state.summary,
    annotations: state.annotations,
    log: [...log, ...dryRun.lines],
    files: seen,
    report,
  };
}
