import { readFileSync } from "node:fs";
import { compact } from "../domain/compact.js";

/** What the runner says about this run. The action reads the process's environment here and nowhere else. */
export interface RunnerEnvironment {
  /** `owner/name` */
  readonly repository: string;
  readonly eventName: string;
  readonly eventPath: string | undefined;
  /** commit of the workflow's run; for pull requests the merge commit, so not what is judged */
  readonly sha: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly workspace: string;
  readonly tempFolder: string;
  /** repository and ref that the action itself comes from; absent for one of the same repository (`uses: ./`) */
  readonly action?: { readonly repository: string; readonly ref: string };
}

/** Reads the runner's variables; those of a bare terminal get values that do no harm. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): RunnerEnvironment {
  const value = (name: string, fallback: string): string => env[name]?.trim() || fallback;
  const count = (name: string): number => {
    const number = Number(env[name]);
    return Number.isSafeInteger(number) && number >= 0 ? number : 0;
  };
  const [repository, ref] = [value("GITHUB_ACTION_REPOSITORY", ""), value("GITHUB_ACTION_REF", "")];
  return {
    ...compact({ action: repository === "" || ref === "" ? undefined : { repository, ref } }),
    repository: value("GITHUB_REPOSITORY", ""),
    eventName: value("GITHUB_EVENT_NAME", ""),
    eventPath: env["GITHUB_EVENT_PATH"]?.trim() || undefined,
    sha: value("GITHUB_SHA", ""),
    apiUrl: value("GITHUB_API_URL", "https://api.github.com").replace(/\/$/, ""),
    serverUrl: value("GITHUB_SERVER_URL", "https://github.com").replace(/\/$/, ""),
    runId: count("GITHUB_RUN_ID"),
    runAttempt: count("GITHUB_RUN_ATTEMPT") || 1,
    workspace: value("GITHUB_WORKSPACE", process.cwd()),
    tempFolder: value("RUNNER_TEMP", value("TMPDIR", "/tmp")),
  };
}

/** The event's payload; an absent or broken file is an empty one, and the event then says nothing. */
export function readPayload(environment: RunnerEnvironment): unknown {
  if (environment.eventPath === undefined) return {};
  try {
    return JSON.parse(readFileSync(environment.eventPath, "utf8"));
  } catch {
    return {};
  }
}
