import { Worker } from "node:worker_threads";
import type { EncodeJob, EncodeResult } from "./worker.js";

/** Runs the jobs on `size` threads, one at a time each; `done` is called in order of completion. */
export async function runPool(
  jobs: readonly (() => EncodeJob)[],
  size: number,
  done: (result: EncodeResult) => void,
): Promise<void> {
  let next = 0;
  const drain = async (): Promise<void> => {
    const worker = new Worker(new URL("./worker.js", import.meta.url));
    try {
      for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) done(await ask(worker, job()));
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(size, jobs.length) }, drain));
}

function ask(worker: Worker, job: EncodeJob): Promise<EncodeResult> {
  return new Promise((resolve, reject) => {
    const onMessage = (result: EncodeResult) => {
      worker.off("error", onError);
      resolve(result);
    };
    const onError = (error: Error) => {
      worker.off("message", onMessage);
      reject(error);
    };
    worker.once("message", onMessage);
    worker.once("error", onError);
    worker.postMessage(job);
  });
}
