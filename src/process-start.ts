import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { isMainThread } from "node:worker_threads";
import { collectGarbage } from "./collect-garbage.js";

/**
 * V8's flags that keep TurboFan from functions which will not run long enough to pay for it, by version of V8 (Node 20 and
 * 24): a search ends before most code that is optimised by its defaults has paid back (docs/adr/0374). A loop that does run
 * for long, such as the simulator's, is optimised all the same. Versions that nobody measured keep their defaults, because
 * V8 complains about flags that it does not know.
 */
const PATIENCE: Readonly<Record<string, readonly string[]>> = {
  // Eight times the default. And objects that a search keeps make V8 put all those that the same code makes later among the old
  // ones, where the rows of a table that is written stay as rubbish: a third of the memory of a large search that is saved.
  "11.3": ["--interrupt-budget=540672", "--no-allocation-site-pretenuring"],
  // the defaults are 3000 and 500
  "13.6": ["--invocation-count-for-turbofan=200000", "--invocation-count-for-osr=200000"],
};

/**
 * Makes V8 optimise later, for the whole process; a process of which this is one thread was told by its first. Called once all
 * modules are loaded: V8 takes no compiled code that was made under other flags, and Node brings its own modules compiled.
 */
export function optimiseLater(): void {
  if (!isMainThread) return;
  for (const flag of PATIENCE[engine()] ?? []) setFlagsFromString(flag);
}

/** V8's flags that keep the young generation as large as it is, where it would grow to 64 MB twice over. */
const NO_LARGER: Readonly<Record<string, readonly string[]>> = {
  "13.6": ["--semi-space-growth-factor=1", "--no-allocation-site-pretenuring"],
};

/** Heap of a search from which on it is worth 0.2 to 0.5 s of CPU to give back what is free of it, bytes. */
const LARGE_HEAP = 96 * 2 ** 20;

/**
 * Before much is written that nobody needs afterwards: memory for rubbish stays what the search took, and after a large search
 * what is free of that is given back first (docs/adr/0377).
 */
export function growNoFurther(): void {
  const flags = NO_LARGER[engine()];
  if (flags === undefined) return;
  for (const flag of flags) setFlagsFromString(flag);
  if (getHeapStatistics().total_heap_size > LARGE_HEAP)
    collectGarbage({ type: "major", execution: "sync", flavor: "last-resort" });
}

/** What a batch may keep in memory before it lets tables go that it does not need next, bytes. */
const MUCH = 64 * 2 ** 20;

/** Whether what is kept takes much memory, buffers included. */
export function holdsMuch(): boolean {
  const { used_heap_size: heap, external_memory: buffers } = getHeapStatistics();
  return heap + buffers > MUCH;
}

function engine(): string {
  return process.versions.v8.split(".", 2).join(".");
}
