import { parentPort } from "node:worker_threads";
import { columnKind } from "./columns.js";
import { encodeTable } from "./encode.js";
import { hiddenRows } from "./hidden.js";
import type { SlotSources } from "./reachable.js";
import { readTable } from "./table.js";

/** The tables of one system, family and name, whatever their engine and version: they hide rows of each other. */
export interface EncodeJob {
  readonly family: string;
  readonly stem: string;
  /** what queryable versions read of them; undefined keeps every row */
  readonly slots: readonly SlotSources[] | undefined;
  readonly tables: readonly { readonly path: string; readonly original: Uint8Array }[];
}

/** A re-encoded table; `path` is its path below `perf-db/`. */
export interface EncodedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly maxError: number;
}

/** The answer: every table of the job, or what went wrong. */
export type EncodeResult = { readonly files: readonly EncodedFile[] } | { readonly error: string };

async function encode(job: EncodeJob): Promise<EncodeResult> {
  const { family, stem, slots } = job;
  const isValue = (column: string) => columnKind(stem, column) === "value";
  const group = await Promise.all(
    job.tables.map(async ({ path, original }) => ({ file: path, table: await readTable(original, isValue) })),
  );
  const hidden = slots === undefined ? [] : hiddenRows(group, slots, stem);
  return {
    files: group.map(({ file, table }, i) => {
      const { bytes, rows, maxError } = encodeTable(table, family, stem, hidden[i]);
      return { path: file, bytes, rows, maxError };
    }),
  };
}

parentPort?.on("message", (job: EncodeJob) => {
  encode(job).then(
    (result) => parentPort?.postMessage(result),
    (error: unknown) => parentPort?.postMessage({ error: `${job.stem}: ${error instanceof Error ? error.message : String(error)}` }),
  );
});
