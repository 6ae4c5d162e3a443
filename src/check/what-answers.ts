import type { Backend, Deployment } from "../domain/deployment.js";
import { ENGINE_NAMES } from "../domain/engine-names.js";
import { UserError } from "../domain/errors.js";
import type { Workload } from "../domain/workload.js";
import { evaluateDeployment, type OperatingDeps } from "../search/operating-point.js";

/**
 * What would answer where the measurements of a deployment are missing: estimates of the missing parts, else another
 * engine. Both are tried with one request, so that nothing is promised that fails too.
 */
export async function whatWouldAnswer(
  deps: OperatingDeps,
  deployment: Deployment,
  { isl, osl, prefix }: Workload,
): Promise<string> {
  const answers = async (other: OperatingDeps, asked: Deployment): Promise<boolean> => {
    try {
      await evaluateDeployment(other, asked, { isl, osl, prefix, concurrency: 1 }, {});
      return true;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  };
  if (await answers({ ...deps, databaseMode: "HYBRID" }, deployment))
    return "`estimate --database-mode HYBRID` estimates the missing parts.";
  const engines: string[] = [];
  for (const backend of Object.keys(ENGINE_NAMES) as Backend[]) {
    const other = { ...deployment, backend, backendVersion: "current", quant: {} };
    if (backend !== deployment.backend && (await answers(deps, other))) engines.push(ENGINE_NAMES[backend]);
  }
  return engines.length === 0
    ? "No other engine has data for it either, and it cannot be estimated."
    : `It cannot be estimated; ${engines.join(" and ")} ${engines.length > 1 ? "have" : "has"} data for this layout.`;
}
