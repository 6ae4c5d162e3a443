import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SOURCES_HASH_FILE, sourcesHash } from "../../scripts/sources-hash.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/**
 * The built action, `DYNAMO_ADVISOR_BUNDLE` instead of the committed one; undefined when there is none. A bundle that was
 * built from other sources is an error: its tests would say nothing about these.
 */
export function bundlePath(): string | undefined {
  const given = process.env["DYNAMO_ADVISOR_BUNDLE"];
  if (given !== undefined) return existsSync(given) ? given : undefined;
  const file = path.join(root, "dist", "index.js");
  if (!existsSync(file)) return undefined;
  const mark = path.join(root, "dist", SOURCES_HASH_FILE);
  if (!existsSync(mark) || readFileSync(mark, "utf8") !== sourcesHash(root))
    throw new Error("dist/ is built from other sources: run `npm run build` before the tests of the bundle");
  return file;
}

/** A program by environment variable or on PATH. */
export function findProgram(name: string, variable: string): string | undefined {
  const given = process.env[variable];
  if (given !== undefined && existsSync(given)) return given;
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(existsSync);
}

/** A run of the action as the runner starts it. */
export interface BundleRun {
  readonly event: string;
  readonly payload: unknown;
  readonly apiUrl: string;
  readonly token?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly runId?: number;
  /** reused between runs of one test; made and removed otherwise */
  readonly workspace?: string;
  readonly timeoutMs?: number;
  /** keeps compiled code between the runs of one test file, where Node can (22 and later) */
  readonly compileCache?: string;
}

export interface BundleResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly seconds: number;
  /** what it opened connections to, of a {@link WarmBundle} */
  readonly hosts?: readonly string[];
}

/** Starts the bundle with environment and event file, and collects what it leaves. */
export async function runBundle(run: BundleRun): Promise<BundleResult> {
  const folder = runnerFolder();
  const started = Date.now();
  try {
    const child = spawn(nodeProgram(), [theBundle()], {
      cwd: folder.path,
      env: { ...ownEnvironment(folder), ...runEnvironment(run, folder) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
    const exitCode = await new Promise<number | null>((resolve) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), run.timeoutMs ?? 300_000);
      child.on("close", (code) => {
        clearTimeout(timer);
        resolve(code);
      });
    });
    return { ...leftBy(folder), exitCode, log, seconds: (Date.now() - started) / 1000 };
  } finally {
    folder.remove();
  }
}

/**
 * The bundle in one process for many runs: most of a short run is loading. Each run has the environment of a fresh one;
 * what must be a fresh process (its end, its memory) is for {@link runBundle}.
 */
export class WarmBundle {
  private readonly folder = runnerFolder();
  private readonly marker = `run-ended-${Math.random().toString(36).slice(2)}`;
  private readonly child = spawn(nodeProgram(), [childScript, theBundle(), this.marker], {
    cwd: this.folder.path,
    env: ownEnvironment(this.folder),
    stdio: ["pipe", "pipe", "inherit"],
  });

  async run(run: BundleRun): Promise<BundleResult> {
    const started = Date.now();
    this.folder.reset();
    const ended = this.nextEnd();
    this.child.stdin.write(`${JSON.stringify(runEnvironment(run, this.folder))}\n`);
    const ending = await ended;
    return { ...leftBy(this.folder), ...ending, seconds: (Date.now() - started) / 1000 };
  }

  stop(): void {
    this.child.kill();
    this.folder.remove();
  }

  /** What the child prints up to the end of its run. */
  private nextEnd(): Promise<Pick<BundleResult, "log" | "exitCode" | "hosts">> {
    return new Promise((resolve) => {
      let log = "";
      const end = (exitCode: number | null, hosts = ""): void => {
        this.child.stdout.off("data", onData);
        this.child.off("close", ended);
        resolve({ log, exitCode, hosts: hosts.split(",").filter((host) => host !== "") });
      };
      const ended = (code: number | null): void => end(code);
      const onData = (chunk: Buffer): void => {
        log += chunk.toString("utf8");
        const at = log.indexOf(`\n${this.marker} `);
        const said = /^\n\S+ (\d+) (.*)\n/.exec(at < 0 ? "" : log.slice(at));
        if (said === null) return;
        log = log.slice(0, at);
        end(Number(said[1]), said[2]);
      };
      this.child.stdout.on("data", onData);
      this.child.on("close", ended);
    });
  }
}

const childScript = path.join(root, "__tests__", "support", "warm-bundle-child.mjs");

function theBundle(): string {
  const bundle = bundlePath();
  if (bundle === undefined) throw new Error("no bundle");
  return bundle;
}

function nodeProgram(): string {
  return findProgram("node24", "NODE24") ?? process.execPath;
}

/** The files that a runner gives to a step. */
interface RunnerFolder {
  readonly path: string;
  readonly output: string;
  readonly summary: string;
  readonly event: string;
  reset(): void;
  remove(): void;
}

function runnerFolder(): RunnerFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-run-"));
  const [output, summary, event] = ["output", "summary", "event.json"].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  const reset = (): void => [output, summary, event].forEach((file) => writeFileSync(file, ""));
  reset();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { path: folder, output, summary, event, reset, remove };
}

function leftBy({ output, summary }: RunnerFolder): Pick<BundleResult, "outputs" | "summary"> {
  return { outputs: readOutputs(readFileSync(output, "utf8")), summary: readFileSync(summary, "utf8") };
}

function ownEnvironment({ path: home }: RunnerFolder): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: home };
}

/** The variables of one run; writes the event's file. */
function runEnvironment(run: BundleRun, folder: RunnerFolder): Record<string, string> {
  writeFileSync(folder.event, JSON.stringify(run.payload));
  const inputs = { "github-token": run.token ?? "job-token", mode: "review", ...run.inputs };
  return {
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: "octo/serving",
    GITHUB_EVENT_NAME: run.event,
    GITHUB_EVENT_PATH: folder.event,
    GITHUB_SHA: "0".repeat(40),
    GITHUB_API_URL: run.apiUrl,
    GITHUB_GRAPHQL_URL: `${run.apiUrl}/graphql`,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: String(run.runId ?? 8123),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKSPACE: run.workspace ?? folder.path,
    RUNNER_TEMP: folder.path,
    GITHUB_OUTPUT: folder.output,
    GITHUB_STEP_SUMMARY: folder.summary,
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [
        `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
        value,
      ]),
    ),
    ...(run.compileCache === undefined ? {} : { NODE_COMPILE_CACHE: run.compileCache }),
    ...run.env,
  };
}

/** Reads `name<<delimiter` blocks as the runner does. */
function readOutputs(text: string): Record<string, string> {
  const result: Record<string, string> = {};
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const match = /^([^<]+)<<(.+)$/.exec(lines[at]!);
    if (match === null) continue;
    const end = lines.indexOf(match[2]!, at + 1);
    result[match[1]!] = lines.slice(at + 1, end).join("\n");
    at = end;
  }
  return result;
}
