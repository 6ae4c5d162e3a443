export { matchesAny } from "./globs.js";
export { commentWord } from "./read.js";
export { loadPolicy, type LoadedPolicy } from "./load.js";
export {
  policyKey,
  resolveSettings,
  type Candidate,
  type ResolvedSettings,
  type Sourced,
  type SourcedValues,
} from "./resolve.js";
export { tighten, type Loosened, type Tightened, type Written } from "./tighten.js";
export { POLICY_SCHEMA } from "./schema.js";
export * from "./types.js";
