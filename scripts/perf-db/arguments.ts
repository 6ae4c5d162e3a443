import path from "node:path";
import { parseArgs } from "node:util";
import zlib from "node:zlib";

/** What both scripts accept. */
export interface ScriptOptions {
  readonly wheel: string | undefined;
  readonly folder: string;
  readonly jobs: number;
  readonly force: boolean;
}

/** Parses `--wheel FILE --out DIR --jobs N --force`; the folder is `perf-db/` of this repository by default. */
export function readOptions(): ScriptOptions {
  const { values } = parseArgs({
    options: {
      wheel: { type: "string" },
      out: { type: "string" },
      jobs: { type: "string", default: "2" },
      force: { type: "boolean", default: false },
    },
  });
  const root = process.env["REPO_ROOT"] ?? process.cwd();
  return {
    wheel: values.wheel,
    folder: values.out === undefined ? path.join(root, "perf-db") : path.resolve(values.out),
    jobs: Math.max(1, Number(values.jobs) || 1),
    force: values.force,
  };
}

/** The originals are Zstandard; Node has it from 22.15 on. Throws with that sentence on an older one. */
export function assertZstd(): void {
  if (typeof zlib.zstdDecompressSync !== "function") {
    throw new Error(`Node ${process.versions.node} cannot read the wheel's Zstandard tables; use Node 22.15 or newer (24 advised)`);
  }
}

/** Runs a script's body; an error becomes one line and exit code 1. */
export async function main(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
