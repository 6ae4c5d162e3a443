import type { CheckResult } from "../domain/review.js";
import type { StatusRequest } from "../forge/forge.js";
import { matchesAny } from "../policy/index.js";
import type { Decided } from "./decided.js";
import type { RunPolicy } from "./read-policy.js";
import { visible } from "../report/index.js";
import { concludeGate, partOf, type GateSituation } from "../review/index.js";

/**
 * One commit status for each environment of the policy; one that no manifest touches passes, because it may be required. What
 * is wrong with the policy is wrong in every environment, as it is for the job. A status belongs to a commit: where other
 * pull requests have the same head, the worst of each counts.
 */
export function environmentStatuses(
  { runPolicy, result, situation, others = [] }: StatusFacts,
  target: { readonly sha: string; readonly url: string },
): readonly StatusRequest[] {
  const theirs = others.flatMap((other) => environmentStatuses(other, target));
  return ownStatuses(result, runPolicy, situation, target).map(
    (own) => theirs.find(({ context, state }) => context === own.context && state === "failure") ?? own,
  );
}

type StatusFacts = Pick<Decided, "runPolicy" | "result" | "situation" | "others">;

function ownStatuses(
  result: CheckResult,
  { policy, findings }: RunPolicy,
  situation: GateSituation,
  target: { readonly sha: string; readonly url: string },
): readonly StatusRequest[] {
  const policyFiles = findings.map(({ file }) => file);
  return policy.statuses.map(({ context, paths }) => {
    const part = partOf(result, (file) => matchesAny(file, paths) || policyFiles.includes(file));
    const { passes, why, verdict, reason } = concludeGate(part, policy, situation);
    return {
      sha: target.sha,
      context,
      state: passes ? "success" : "failure",
      description:
        why === "nothing"
          ? "no manifest of this environment changed"
          : visible(`${verdict}${reason === "" ? "" : `: ${reason}`}`),
      targetUrl: target.url,
    };
  });
}
