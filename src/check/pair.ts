import type { ManifestDeployment } from "../manifest/types.js";

/** A deployment now and before. */
export interface DeploymentPair {
  readonly head: ManifestDeployment;
  readonly base?: ManifestDeployment;
}

/**
 * Finds what each deployment was before: by name, else, when exactly one on either side is left, that one (a rename).
 * Two deployments of one name in a file are paired in order.
 */
export function pairDeployments(
  head: readonly ManifestDeployment[],
  base: readonly ManifestDeployment[],
): readonly DeploymentPair[] {
  const left = [...base];
  const pairs = head.map((deployment): { head: ManifestDeployment; base?: ManifestDeployment } => {
    const index = left.findIndex(
      (other) => other.name === deployment.name && other.namespace === deployment.namespace,
    );
    const [found] = index < 0 ? [] : left.splice(index, 1);
    return found === undefined ? { head: deployment } : { head: deployment, base: found };
  });
  const unpaired = pairs.filter((pair) => pair.base === undefined);
  if (unpaired.length === 1 && left.length === 1) unpaired[0]!.base = left[0]!;
  return pairs;
}
