import path from "node:path";
import { pathToFileURL } from "node:url";
import { main } from "../../src/cli/main.js";
import { PERF_DB_ROOT } from "./perf.js";

/** What one command line printed. */
export interface CliRun {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process with the project's own data. */
export async function runCli(argv: readonly string[], cwd = process.cwd(), columns = 120): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const moduleUrl = pathToFileURL(path.join(path.dirname(PERF_DB_ROOT), "dist", "cli", "index.js")).href;
  const exitCode = await main(argv, moduleUrl, {
    columns,
    color: false,
    cwd,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}
