import type { CheckResult, DeploymentReview } from "../domain/review.js";
import type { CommentMode } from "../policy/index.js";
import { isRelevant } from "../review/index.js";

/** `create`: written in any case; `update`: only a comment that exists is brought up to date; `none`: left alone. */
export type CommentAction = "create" | "update" | "none";

/**
 * What happens to the comment. A comment that exists always follows the state of the pull request (a finding that is
 * gone must not stay), and none is begun when nothing relevant changed.
 */
export function commentAction(mode: CommentMode, result: CheckResult): CommentAction {
  if (mode === "never") return "none";
  if (!isRelevant(result)) return "update";
  if (mode === "always") return "create";
  const wanted = mode === "on-change" ? changesSomething(result) : saysSomething(result);
  return wanted ? "create" : "update";
}

/** Something that is predicted moved, appeared, or is wrong. */
function changesSomething(result: CheckResult): boolean {
  return (
    hasFindings(result) ||
    (result.experiments?.length ?? 0) > 0 ||
    result.deployments.some((review) => review.base === undefined || review.movements.length > 0)
  );
}

/** A verdict that is not a pass, a finding, or advice. */
function saysSomething(result: CheckResult): boolean {
  return (
    result.verdict !== "pass" ||
    hasFindings(result) ||
    result.deployments.some((review) => review.recommended !== undefined)
  );
}

function hasFindings(result: CheckResult): boolean {
  const severe = (review: Pick<DeploymentReview, "findings">): boolean =>
    review.findings.some(({ severity }) => severity !== "notice");
  return (
    result.findings.length > 0 || result.deployments.some(severe) || (result.experiments ?? []).some(severe)
  );
}
