import { setFlagsFromString } from "node:v8";
import { isMainThread } from "node:worker_threads";

/**
 * V8's flags that keep TurboFan from functions which will not run long enough to pay for it, by version of V8 (Node 20 and
 * 24): a search ends before most code that is optimised by its defaults has paid back (docs/adr/0374). A loop that does run
 * for long, such as the simulator's, is optimised all the same. Versions that nobody measured keep their defaults, because
 * V8 complains about flags that it does not know.
 */
const PATIENCE: Readonly<Record<string, readonly string[]>> = {
  // eight times the default
  "11.3": ["--interrupt-budget=540672"],
  // the defaults are 3000 and 500
  "13.6": ["--invocation-count-for-turbofan=200000", "--invocation-count-for-osr=200000"],
};

/** Makes V8 optimise later, for the whole process; a process of which this is one thread was told by its first. */
export function optimiseLater(): void {
  if (!isMainThread) return;
  for (const flag of PATIENCE[process.versions.v8.split(".", 2).join(".")] ?? []) setFlagsFromString(flag);
}
