import type { CheckResult } from "../domain/review.js";
import type { StatusRequest } from "../forge/forge.js";
import { matchesAny, type Policy } from "../policy/index.js";
import type { Decided } from "./decided.js";
import { visible } from "../report/index.js";
import { concludeGate, partOf, type GateSituation } from "../review/index.js";

/**
 * One commit status for each environment of the policy; one that no manifest touches passes, because it may be required. A
 * status belongs to a commit: where other pull requests have the same head, the worst of each counts.
 */
export function environmentStatuses(
  { runPolicy: { policy }, result, situation, others = [] }: StatusFacts,
  target: { readonly sha: string; readonly url: string },
): readonly StatusRequest[] {
  const theirs = others.flatMap((other) => environmentStatuses(other, target));
  return ownStatuses(result, policy, situation, target).map(
    (own) => theirs.find(({ context, state }) => context === own.context && state === "failure") ?? own,
  );
}

type StatusFacts = Pick<Decided, "runPolicy" | "result" | "situation" | "others">;

function ownStatuses(
  result: CheckResult,
  policy: Policy,
  situation: GateSituation,
  target: { readonly sha: string; readonly url: string },
): readonly StatusRequest[] {
  return policy.statuses.map(({ context, paths }) => {
    const part = partOf(result, (file) => matchesAny(file, paths));
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
