import { parentPort } from "node:worker_threads";
import { encodeTable } from "./encode.js";

/** A table to re-encode. `path` is its path below `perf-db/`. */
export interface EncodeJob {
  readonly path: string;
  readonly family: string;
  readonly stem: string;
  readonly original: Uint8Array;
}

/** The answer: the encoded bytes, or what went wrong. */
export type EncodeResult =
  | { readonly path: string; readonly bytes: Uint8Array; readonly rows: number; readonly maxError: number }
  | { readonly path: string; readonly error: string };

parentPort?.on("message", (job: EncodeJob) => {
  encodeTable(job.original, job.family, job.stem).then(
    ({ bytes, rows, maxError }) => answer({ path: job.path, bytes, rows, maxError }),
    (error: unknown) => answer({ path: job.path, error: error instanceof Error ? error.message : String(error) }),
  );
});

function answer(result: EncodeResult): void {
  parentPort?.postMessage(result);
}
