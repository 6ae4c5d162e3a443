import { shellWord } from "../../../report/check-command.js";
import { startedBy } from "../../started-by.js";
import { openCheckDeps } from "../../../check/open.js";
import { runCheck } from "../../../check/run-check.js";
import type { Deployment } from "../../../domain/deployment.js";
import { UserError } from "../../../domain/errors.js";
import { readChanges } from "../check/changes.js";
import { readPolicyFile } from "../../inputs/read-policy.js";
import { perfDbRoot } from "../../../data-root.js";
import type { CommandEnvironment } from "../../command.js";
import { siblingsOf } from "../../inputs/siblings.js";

/** A manifest whose deployment was measured. */
export interface MeasuredManifest {
  readonly manifest: string;
  readonly name: string | undefined;
  readonly configFile: string | undefined;
  readonly environment: CommandEnvironment;
}

/** The deployment of a manifest as `check` understands it, policy included. Throws `UserError` when it cannot be priced. */
export async function deploymentOfManifest({
  manifest,
  name,
  configFile,
  environment,
}: MeasuredManifest): Promise<{
  readonly deployment: Deployment;
  readonly prefix: number;
  readonly name: string;
}> {
  const { terminal, moduleUrl } = environment;
  const policy = await readPolicyFile(terminal.cwd, configFile);
  const deps = await openCheckDeps({ root: perfDbRoot(moduleUrl), profile: "reference" });
  const { deployments } = await runCheck(deps, {
    files: readChanges(terminal.cwd, [manifest], undefined),
    policy,
    siblings: async (file) => siblingsOf(terminal.cwd, file),
  });
  const names = deployments.map((review) => review.name);
  const chosen = deployments.filter((review) => name === undefined || review.name === name);
  const [only] = chosen;
  if (only === undefined || chosen.length > 1)
    throw new UserError(
      "usage",
      names.length === 0
        ? `--manifest ${manifest}: no deployment in it`
        : `--manifest ${manifest} has the deployments ${names.join(", ")}; name one with --deployment`,
    );
  if (only.proposed === undefined)
    throw new UserError(
      "input",
      `${only.name} ${only.notChecked?.phrase ?? only.reasons[0] ?? "cannot be predicted"}; \`${startedBy(moduleUrl, terminal.cwd)} check ${shellWord(manifest)}\` says more`,
    );
  return {
    deployment: only.proposed.deployment,
    prefix: only.workload?.prefix ?? 0,
    name: only.name,
  };
}
