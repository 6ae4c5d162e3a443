// The library entry of the npm package: the same engine that the action and the command line use.
import { fileURLToPath } from "node:url";

export * from "./domain/deployment.js";
export * from "./domain/workload.js";
export * from "./domain/prediction.js";
export * from "./domain/review.js";
export * from "./domain/errors.js";
export { openPerfDb, type DataPlaces, type PerfDb } from "./perf/open.js";
export { estimate } from "./perf/estimate/estimate.js";
export { quantOfPrecision } from "./perf/estimate/precision.js";
export type { EstimateRequest, EstimateResult } from "./perf/estimate/request.js";
export { runDefault, type DefaultRequest } from "./search/run-default.js";
export { runSearch } from "./search/run-search.js";
export type { SearchResult } from "./search/result.js";
export { parseManifest } from "./manifest/parse.js";
export { loadPolicy } from "./policy/index.js";
export type { Policy } from "./policy/index.js";
export { runCheck, type CheckRequest } from "./check/run-check.js";
export type { CheckDeps } from "./check/deps.js";
export { openCheckDeps } from "./check/open.js";
export type { ChangedFile } from "./domain/change.js";
export type { SearchDeps } from "./search/run-search.js";
export { selectProfile, usualProfile } from "./perf/profile/select.js";
export type { Profile } from "./perf/profile/profile.js";
export { LOCAL_CONTEXT, type ReportContext } from "./report/index.js";
export { renderComment, renderSummary, renderCheckJson, renderCheckText } from "./report/index.js";

/** The performance data that come with the package: the `root` of {@link openPerfDb} unless you have your own. */
export function packagedData(): string {
  return fileURLToPath(new URL("../perf-db", import.meta.url));
}
