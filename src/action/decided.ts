import type { ChangedFile } from "../domain/change.js";
import type { CheckResult } from "../domain/review.js";
import type { ReportContext, Suggestion } from "../report/index.js";
import type { GateSituation } from "../review/index.js";
import type { Conclusion } from "./conclude.js";
import type { RunPolicy } from "./read-policy.js";
import type { Scope } from "./scope.js";

/** Everything that is decided before the first write. */
export interface Decided {
  readonly scope: Scope;
  readonly runPolicy: RunPolicy;
  readonly files: readonly ChangedFile[];
  readonly result: CheckResult;
  readonly situation: GateSituation;
  readonly conclusion: Conclusion;
  readonly context: ReportContext;
  readonly suggestions: readonly Suggestion[];
  /** what other pull requests of the head came to: check and statuses stand for them too */
  readonly others?: readonly Pick<Decided, "runPolicy" | "result" | "situation">[];
  /** the page of the check, when one was asked for */
  readonly page?: () => Promise<string>;
}
