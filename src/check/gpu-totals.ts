import { compact } from "../domain/compact.js";
import { dollarsPerHour, type GpuCount } from "../domain/price.js";
import type { ChangeTotals, DeploymentReview, GpuTotals } from "../domain/review.js";
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
    const { gpusPerNode, gpusBeside = 0, nodes, replicas } = worker;
    const pods = nodes?.value ?? 1;
    const own = gpusPerNode === undefined ? (gpusNeeded(worker) ?? 0) : gpusPerNode.value * pods;
    const each = own + gpusBeside * pods;
    const decode = worker.role === "decode" ? values.decodeSystem?.value : undefined;
    const system = decode ?? values.system?.value ?? provenSystem(worker)?.system;
    return compact({ system, gpus: each * (replicas?.value ?? 1) });
  });
  for (const { gpus } of manifest.others)
    if (gpus !== undefined) counts.push(compact({ system: values.system?.value, gpus }));
  const price = values.gpuPricePerHour?.value;
  const unpriced = counts.filter((one) => one.gpus > 0 && dollarsPerHour([one], price) === undefined);
  return compact({
    gpus: counts.reduce((sum, { gpus }) => sum + gpus, 0),
    dollarsPerHour: dollarsPerHour(counts, price),
    unpriced: distinct(unpriced.map(({ system = "" }) => system)),
  });
}

/** Both sides of a change, summed. Dollars only where those of every manifest are known. */
export function changeTotals(
  deployments: readonly Pick<DeploymentReview, "asked" | "untouched">[],
  removed: readonly GpuTotals[],
): ChangeTotals {
  const touched = deployments.filter(({ untouched }) => untouched !== true);
  const leftOut = deployments.length - touched.length;
  return compact({
    before: sum([...touched.flatMap(({ asked }) => asked?.before ?? []), ...removed]),
    after: sum(touched.flatMap(({ asked }) => asked?.after ?? [])),
    leftOut: leftOut === 0 ? undefined : leftOut,
  });
}

function sum(parts: readonly GpuTotals[]): GpuTotals {
  const dollars = parts.map((part) => part.dollarsPerHour);
  return compact({
    gpus: parts.reduce((total, { gpus }) => total + gpus, 0),
    dollarsPerHour: dollars.some((one) => one === undefined)
      ? undefined
      : dollars.reduce((total: number, one) => total + (one ?? 0), 0),
    unpriced: distinct(parts.flatMap(({ unpriced = [] }) => unpriced)),
  });
}

function distinct(names: readonly string[]): readonly string[] | undefined {
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}
