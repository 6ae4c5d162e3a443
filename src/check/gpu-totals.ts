import { compact } from "../domain/compact.js";
import { dollarsPerHour, type GpuCount } from "../domain/price.js";
import type { DeploymentReview, GpuTotals } from "../domain/review.js";
import { gpusNeeded } from "../manifest/findings/sizes.js";
import { provenSystem } from "../manifest/to-deployment.js";
import type { ManifestDeployment } from "../manifest/types.js";
import type { ResolvedSettings } from "../policy/index.js";

/** GPUs that a manifest asks for, and what they cost an hour where every system among them has a price. */
export function askedGpus({
  manifest,
  settings: { values },
}: {
  readonly manifest: ManifestDeployment;
  readonly settings: ResolvedSettings;
}): GpuTotals {
  const counts = manifest.workers.map((worker): GpuCount => {
    const { gpusPerNode, nodes, replicas } = worker;
    const each =
      gpusPerNode === undefined ? (gpusNeeded(worker) ?? 0) : gpusPerNode.value * (nodes?.value ?? 1);
    const decode = worker.role === "decode" ? values.decodeSystem?.value : undefined;
    const system = decode ?? values.system?.value ?? provenSystem(worker)?.system;
    return compact({ system, gpus: each * (replicas?.value ?? 1) });
  });
  for (const { gpus } of manifest.others)
    if (gpus !== undefined) counts.push(compact({ system: values.system?.value, gpus }));
  return compact({
    gpus: counts.reduce((sum, { gpus }) => sum + gpus, 0),
    dollarsPerHour: dollarsPerHour(counts, values.gpuPricePerHour?.value),
  });
}

/** Both sides of a change, summed. Dollars only where those of every manifest are known. */
export function changeTotals(
  deployments: readonly Pick<DeploymentReview, "asked">[],
  removed: readonly GpuTotals[],
): { readonly before: GpuTotals; readonly after: GpuTotals } {
  return {
    before: sum([...deployments.flatMap(({ asked }) => asked?.before ?? []), ...removed]),
    after: sum(deployments.flatMap(({ asked }) => asked?.after ?? [])),
  };
}

function sum(parts: readonly GpuTotals[]): GpuTotals {
  const dollars = parts.map((part) => part.dollarsPerHour);
  return compact({
    gpus: parts.reduce((total, { gpus }) => total + gpus, 0),
    dollarsPerHour: dollars.some((one) => one === undefined)
      ? undefined
      : dollars.reduce((total: number, one) => total + (one ?? 0), 0),
  });
}
