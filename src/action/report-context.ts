import { createHash } from "node:crypto";
import { POLICY_FILE, type Policy, type SettingKey } from "../policy/index.js";
import { npxOf, type ReportContext } from "../report/index.js";
import type { Waiver } from "../review/index.js";
import type { RunnerEnvironment } from "./environment.js";
import type { Inputs } from "./inputs.js";
import type { Scope } from "./scope.js";

/** Address of this run, of this attempt when it is not the first. */
export function runUrl(environment: RunnerEnvironment): string {
  const attempt = environment.runAttempt > 1 ? `/attempts/${environment.runAttempt}` : "";
  return `${environment.serverUrl}/${environment.repository}/actions/runs/${environment.runId}${attempt}`;
}

/** Inputs that a local run of the same needs as flags. */
type InputsOfCommand = "values" | "profile" | "confidence" | "configFile" | "policySource";

/** What the report must know of the run and the policy. */
export function reportContext(
  environment: RunnerEnvironment,
  inputs: Pick<Inputs, "commentKey" | InputsOfCommand>,
  policy: Policy,
  facts: {
    readonly scope: Scope;
    readonly hashes: Readonly<Record<string, string>>;
    readonly waiver?: Waiver;
    /** of this program */
  },
): ReportContext {
  const { scope, hashes, waiver } = facts;
  const { pull } = scope;
  return {
    key: inputs.commentKey,
    command: { program: programOf(environment), flags: flagsOf(inputs) },
    serverUrl: environment.serverUrl,
    repository: environment.repository,
    headSha: scope.headSha,
    ...(scope.baseSha === undefined ? {} : { baseSha: scope.baseSha }),
    run: { id: environment.runId, attempt: environment.runAttempt, url: runUrl(environment) },
    canCommit: policy.commit !== "never" && pull !== undefined && !pull.fromFork,
    fromFork: pull?.fromFork ?? false,
    draft: pull?.draft ?? false,
    commit: policy.commit,
    commitLabel: policy.commitLabel,
    gate: policy.gate,
    tooClose: policy.tooClose,
    notApplicable: policy.notApplicable,
    minGain: policy.minGain,
    chartStyle: isCurrentServer(environment.serverUrl) ? "rich" : "plain",
    header: policy.header,
    footer: policy.footer,
    hashes,
    ...(policy.file === undefined ? {} : { policyFile: policy.file }),
    ...(waiver === undefined ? {} : { waiver }),
  };
}

/** How to start what runs here by hand: from the action's own repository and ref; no name that nobody has registered. */
function programOf({ action }: RunnerEnvironment): string {
  return action === undefined ? "dynamo-advisor" : npxOf(action.repository, action.ref);
}

/** Inputs of the action as flags of `check`. */
export const FLAG_OF_VALUE = {
  isl: "isl",
  osl: "osl",
  prefix: "prefix",
  concurrency: "concurrency",
  requestRate: "request-rate",
  ttftMs: "ttft",
  tpotMs: "tpot",
  requestLatencyMs: "request-latency",
  system: "system",
  gpus: "total-gpus",
} as const satisfies Partial<Record<SettingKey, string>>;

function flagsOf({
  values,
  profile,
  confidence,
  configFile,
  policySource,
}: Pick<Inputs, InputsOfCommand>): readonly string[] {
  const keys = Object.keys(FLAG_OF_VALUE) as readonly (keyof typeof FLAG_OF_VALUE)[];
  const given: readonly (readonly [flag: string, value: string | number | undefined])[] = [
    ...keys.map((key) => [FLAG_OF_VALUE[key], values[key]] as const),
    ["profile", profile],
    ["confidence", confidence],
    ["config-file", configFile === POLICY_FILE || policySource !== undefined ? undefined : configFile],
  ];
  return given.flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}`, String(value)]));
}

/** github.com and ghe.com draw with a recent Mermaid; a server of one's own may be years older. */
function isCurrentServer(serverUrl: string): boolean {
  const host = new URL(serverUrl).hostname;
  return host === "github.com" || host.endsWith(".ghe.com");
}

/** Short digests of what a result was made from; a commit is bound to them. */
export function runHashes(
  policyText: string,
  inputs: Pick<Inputs, "values" | "profile" | "confidence" | "files">,
  engineVersion: string,
): Readonly<Record<string, string>> {
  const digest = (value: string): string => createHash("sha256").update(value).digest("hex").slice(0, 12);
  return {
    policy: digest(policyText),
    inputs: digest(JSON.stringify([inputs.values, inputs.profile, inputs.confidence, inputs.files])),
    engine: digest(engineVersion),
  };
}
