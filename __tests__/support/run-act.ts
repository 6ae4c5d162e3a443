import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePath, findProgram } from "./run-bundle.js";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A scratch repository that holds the action as a user's `uses: ./` sees it, and workflows. */
export interface ActProject {
  readonly folder: string;
  readonly home: string;
}

/** Makes the repository: action.yml, the bundle, the performance data and one workflow. */
export function makeActProject(workflow: string, name = "review.yml"): ActProject {
  const home = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-act-"));
  const folder = path.join(home, "repo");
  mkdirSync(path.join(folder, ".github", "workflows"), { recursive: true });
  writeFileSync(path.join(folder, ".github", "workflows", name), workflow);
  cpSync(path.join(root, "action.yml"), path.join(folder, "action.yml"));
  cpSync(path.join(root, "package.json"), path.join(folder, "package.json"));
  cpSync(path.dirname(bundlePath() ?? ""), path.join(folder, "dist"), {
    recursive: true,
    filter: (source) => !/[\\/](?:cli|library)$/.test(source),
  });
  // act copies the tree for each run: only the data of the system under test and of the one that it outdoes go along
  for (const part of ["index.json", "calibration", "models.br", "h200_sxm", "h100_sxm", "cross", "shared"]) {
    const source = path.join(root, "perf-db", part);
    if (existsSync(source)) cpSync(source, path.join(folder, "perf-db", part), { recursive: true });
  }
  const git = (...args: string[]): void =>
    void execFileSync(
      "git",
      ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args],
      { stdio: "ignore" },
    );
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "scratch");
  return { folder, home };
}

export interface ActRun {
  readonly project: ActProject;
  readonly event: string;
  readonly payload: unknown;
  readonly apiUrl: string;
  readonly token?: string;
  readonly runId?: number;
  readonly workflow?: string;
  readonly extra?: readonly string[];
}

export interface ActResult {
  readonly exitCode: number | null;
  readonly log: string;
  /** the last job summary of the run */
  readonly summary: string;
  readonly seconds: number;
}

/** Runs a workflow with the real runner, without Docker. Node 24 comes first on PATH when it is installed (`node24` on PATH, or `$NODE24`). */
export async function runAct(act: string, run: ActRun): Promise<ActResult> {
  const { project } = run;
  const event = path.join(project.home, "event.json");
  writeFileSync(event, JSON.stringify(run.payload));
  const node24 = findProgram("node24", "NODE24");
  const bin = path.join(project.home, "bin");
  mkdirSync(bin, { recursive: true });
  const node = path.join(bin, "node");
  if (!existsSync(node)) symlinkSync(node24 ?? process.execPath, node);
  chmodSync(node, 0o755);
  const started = Date.now();
  const child = spawn(
    act,
    [
      run.event,
      "-W",
      `.github/workflows/${run.workflow ?? "review.yml"}`,
      "-e",
      event,
      "-P",
      "ubuntu-latest=-self-hosted",
      "--no-cache-server",
      "--json",
      "-a",
      "alice",
      "-s",
      `GITHUB_TOKEN=${run.token ?? "job-token"}`,
      "--env",
      "GITHUB_REPOSITORY=octo/serving",
      "--env",
      `GITHUB_API_URL=${run.apiUrl}`,
      "--env",
      "GITHUB_SERVER_URL=https://github.com",
      "--env",
      `GITHUB_GRAPHQL_URL=${run.apiUrl}/graphql`,
      "--env",
      `GITHUB_RUN_ID=${run.runId ?? 8123}`,
      ...(run.extra ?? []),
    ],
    {
      cwd: project.folder,
      env: {
        PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}`,
        HOME: project.home,
        XDG_CACHE_HOME: path.join(project.home, "cache"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString("utf8")));
  const exitCode = await new Promise<number | null>((resolve) => child.on("close", resolve));
  const summaries = log.split("\n").flatMap((line) => {
    try {
      const entry = JSON.parse(line) as { command?: string; content?: string };
      return entry.command === "summary" && typeof entry.content === "string" ? [entry.content] : [];
    } catch {
      return [];
    }
  });
  return { exitCode, log, summary: summaries.at(-1) ?? "", seconds: (Date.now() - started) / 1000 };
}
