import type { SystemSpec } from "../perf/system-spec.js";
import type { WorkerModel } from "../perf/types.js";

/**
 * Milliseconds to move the key-value cache of a prompt from a prefill to a decode worker: every rank of the prefill
 * worker sends its own part over its own link between nodes, after one latency. Nothing is hidden behind compute.
 */
export function kvTransferMs(
  bytesPerRank: number,
  node: Pick<SystemSpec["node"], "interNodeBw" | "p2pLatencyS">,
): number {
  return 1000 * (node.p2pLatencyS + bytesPerRank / node.interNodeBw);
}

/** {@link kvTransferMs} of a worker's own cache by prompt length, remembered. */
export function kvTransferOf(prefill: WorkerModel, node: SystemSpec["node"]): (isl: number) => number {
  const known = new Map<number, number>();
  return (isl) => {
    let ms = known.get(isl);
    if (ms === undefined) {
      const { use } = prefill.memory("context", 1, { isl, osl: 1, prefix: 0 });
      known.set(isl, (ms = kvTransferMs(use.kvCache, node)));
    }
    return ms;
  };
}
