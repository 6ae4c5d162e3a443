import type { SiblingFile } from "../manifest/types.js";
import type { Candidate, Policy } from "../policy/index.js";
import type { CheckDeps } from "./deps.js";
import type { Evaluator } from "./evaluator.js";
import type { Leavers } from "./moved.js";
import type { SiblingReader } from "./sibling-reader.js";
import type { Stray } from "./strays.js";

/** What every file of a check is reviewed with. */
export interface FileContext {
  readonly deps: CheckDeps;
  readonly evaluator: Evaluator;
  readonly policy: Policy;
  readonly inputs: readonly Candidate[];
  readonly siblings: SiblingReader;
  /** benchmark results that the user names */
  readonly measured: readonly SiblingFile[];
  /** ConfigMaps of the change in folders where nothing uses them */
  readonly strays: readonly Stray[];
  /** deployments that the change takes out of their files */
  readonly leavers: Leavers;
  /** whether there is a base that the files are compared with */
  readonly compared: boolean;
  /** the same over models whose files lie beside a manifest */
  withModels(files: readonly SiblingFile[]): FileContext;
}
