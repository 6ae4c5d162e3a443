// The library entry of the npm package: the same engine that the action and the command line use.
export * from "./domain/deployment.js";
export * from "./domain/workload.js";
export * from "./domain/prediction.js";
export * from "./domain/review.js";
export * from "./domain/errors.js";
export { openPerfDb, type DataPlaces, type PerfDb } from "./perf/open.js";
export { estimate } from "./perf/estimate/estimate.js";
export type { EstimateRequest, EstimateResult } from "./perf/estimate/request.js";
export { runDefault, type DefaultRequest } from "./search/run-default.js";
export { runSearch } from "./search/run-search.js";
export type { SearchResult } from "./search/result.js";
export { parseManifest } from "./manifest/parse.js";
export { loadPolicy } from "./policy/index.js";
export { runCheck, type CheckRequest } from "./check/run-check.js";
export { renderComment, renderSummary, renderCheckJson, renderCheckText } from "./report/index.js";
