import type { ManifestDeployment } from "../manifest/types.js";

/** A deployment now and before. */
export interface DeploymentPair {
  readonly head: ManifestDeployment;
  readonly base?: ManifestDeployment;
}

/**
 * Finds what each deployment was before: by name, two of one name in order. What is left on the base was renamed or
 * split: it is paired with what is left of the change, in order, so that a new name sheds no limit that stood in it.
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
  for (const [index, pair] of unpaired.entries()) {
    const before = left[Math.min(index, left.length - 1)];
    if (before !== undefined) pair.base = before;
  }
  return pairs;
}
