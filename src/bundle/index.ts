// The one bundle behind both doors of dist/ (src/index.ts, src/cli/index.ts): what the action and the command line share
// is in it once, and each door loads only its own chunks.
import { endProcess, makeRoomForCompilers } from "../process-end.js";
import { optimiseLater } from "../process-start.js";

/** Runs the action; `moduleUrl` is the URL of the file that was started, above which the data lie. */
export async function startAction(moduleUrl: string): Promise<void> {
  const { run } = await import("../main.js");
  optimiseLater();
  await run(moduleUrl);
  const { isMainThread } = await import("node:worker_threads");
  if (isMainThread) makeRoomForCompilers();
}

/** Runs the command line and ends the process; `moduleUrl` as for {@link startAction}. */
export async function startCli(moduleUrl: string): Promise<never> {
  // `dynamo-advisor … | head` closes the pipe early; that is no error of anybody.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    makeRoomForCompilers();
    process.exit(0);
  });
  const { main } = await import("../cli/main.js");
  optimiseLater();
  return endProcess(await main(process.argv.slice(2), moduleUrl));
}
