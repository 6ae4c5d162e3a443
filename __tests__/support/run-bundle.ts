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
}

/** Starts the bundle with environment and event file, and collects what it leaves. */
export async function runBundle(run: BundleRun): Promise<BundleResult> {
  const bundle = bundlePath();
  if (bundle === undefined) throw new Error("no bundle");
  const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-run-"));
  const file = (name: string, text = ""): string => {
    const full = path.join(folder, name);
    writeFileSync(full, text);
    return full;
  };
  const [output, summary, event] = [
    file("output"),
    file("summary"),
    file("event.json", JSON.stringify(run.payload)),
  ];
  const inputs = { "github-token": run.token ?? "job-token", mode: "review", ...run.inputs };
  const started = Date.now();
  try {
    const child = spawn(findProgram("node24", "NODE24") ?? process.execPath, [bundle], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        GITHUB_ACTIONS: "true",
        GITHUB_REPOSITORY: "octo/serving",
        GITHUB_EVENT_NAME: run.event,
        GITHUB_EVENT_PATH: event,
        GITHUB_SHA: "0".repeat(40),
        GITHUB_API_URL: run.apiUrl,
        GITHUB_GRAPHQL_URL: `${run.apiUrl}/graphql`,
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_RUN_ID: String(run.runId ?? 8123),
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_WORKSPACE: run.workspace ?? folder,
        RUNNER_TEMP: folder,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [
            `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
            value,
          ]),
        ),
        ...(run.compileCache === undefined ? {} : { NODE_COMPILE_CACHE: run.compileCache }),
        ...run.env,
      },
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
    return {
      exitCode,
      log,
      outputs: readOutputs(readFileSync(output, "utf8")),
      summary: readFileSync(summary, "utf8"),
      seconds: (Date.now() - started) / 1000,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
