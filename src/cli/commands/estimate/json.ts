import type { EstimateResult } from "../../../perf/estimate/request.js";

const GIB = 1024 ** 3;

/** The `estimate` object of the command line; names and units stay, further fields may come. */
export function estimateToJson(result: EstimateResult): Record<string, unknown> {
  const {
    ttftMs,
    tpotMs,
    requestLatencyMs,
    tokensPerSec,
    tokensPerSecPerGpu,
    tokensPerSecPerUser,
    requestsPerSec,
    concurrency,
  } = result;
  return {
    kind: "estimate",
    mode: result.mode,
    ttftMs,
    tpotMs,
    requestLatencyMs,
    tokensPerSec,
    tokensPerSecPerGpu,
    tokensPerSecPerUser,
    requestsPerSec,
    concurrency,
    totalGpus: result.totalGpus,
    memoryGib: result.memoryGib,
    memoryCapacityGib: result.memoryCapacityBytes / GIB,
    fits: result.fits,
    memoryVerdict: result.memoryVerdict,
    perfDb: result.perfDb,
    quant: result.quant,
    workers: result.workers,
    profile: result.profile,
    ...(result.bands === undefined ? {} : { interval80: result.bands }),
    ...(result.pSla === undefined ? {} : { pSla: result.pSla }),
    notes: result.notes,
    ...(result.operators === undefined ? {} : { operators: result.operators }),
  };
}
