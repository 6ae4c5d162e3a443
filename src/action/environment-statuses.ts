import type { CheckResult } from "../domain/review.js";
import type { StatusRequest } from "../forge/forge.js";
import type { Policy } from "../policy/index.js";
import { matchesAny } from "../policy/index.js";
import { visible } from "../report/index.js";
import { failsByPolicy, reasonsOf, worstVerdict, type GateFacts } from "./conclude.js";

/** One commit status for each environment of the policy; one that no manifest touches passes, because it may be required. */
export function environmentStatuses(
  result: CheckResult,
  policy: Policy,
  facts: GateFacts,
  target: { readonly sha: string; readonly url: string },
): readonly StatusRequest[] {
  return policy.statuses.map(({ context, paths }) => {
    const inside = ({ file }: { readonly file: string }): boolean => matchesAny(file, paths);
    const deployments = result.deployments.filter(inside);
    const experiments = (result.experiments ?? []).filter(inside);
    const findings = result.findings.filter(inside).filter(({ severity }) => severity === "error");
    const verdict = worstVerdict([
      ...[...deployments, ...experiments].map((review) => review.verdict),
      ...(findings.length > 0 || result.incomplete ? ["fail" as const] : []),
    ]);
    const touched = deployments.length + experiments.length + findings.length > 0 || result.incomplete;
    const fails =
      touched &&
      failsByPolicy(verdict, policy) &&
      policy.gate === "enforce" &&
      !facts.draft &&
      facts.waiver === undefined;
    const reason = result.incomplete
      ? "not every changed file could be checked"
      : reasonsOf({ verdict, deployments, experiments, findings });
    return {
      sha: target.sha,
      context,
      state: fails ? "failure" : "success",
      description: touched
        ? visible(`${verdict}${reason === "" ? "" : `: ${reason}`}`)
        : "no manifest of this environment changed",
      targetUrl: target.url,
    };
  });
}
