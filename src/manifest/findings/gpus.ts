import type { ReadDeployment } from "../dgd.js";
import { type FindingList, reportSetting } from "../rules.js";
import type { GpuEvidence } from "../types.js";

/** GPU limits that differ from requests, and GPU types that differ inside a worker or between workers. */
export function reportGpus({ deployment }: ReadDeployment, findings: FindingList): void {
  for (const { gpusPerNode, component, gpu } of deployment.workers) {
    for (const other of gpusPerNode?.overridden ?? []) {
      if (gpusPerNode && other.value !== gpusPerNode.value)
        reportSetting(
          findings,
          "gpu-request-differs",
          other,
          `${component}: ${other.origin.name} says ${other.value}, ${gpusPerNode.origin.name} says ${gpusPerNode.value}. For GPUs Kubernetes wants the same number in all places.`,
        );
    }
    const proven = gpu.filter((one) => one.kind === "product" || one.kind === "instance-type");
    const systems = new Set(proven.flatMap((one) => one.system ?? []));
    const last = proven.at(-1);
    if (systems.size > 1 && last)
      reportSetting(
        findings,
        "gpu-product-conflict",
        last,
        `${component} asks for different GPU types: ${proven.map((one) => one.value).join(", ")}. No node has both, unless they are alternatives.`,
      );
  }
  const products = deployment.workers.flatMap((worker) => firstProduct(worker.gpu) ?? []);
  const [first] = products;
  const other = products.find((one) => one.value !== first?.value);
  if (first && other)
    reportSetting(
      findings,
      "gpu-product-mixed",
      other,
      `The workers run on different GPUs: ${[...new Set(products.map((one) => one.value))].join(", ")}.`,
    );
}

function firstProduct(evidence: readonly GpuEvidence[]): GpuEvidence | undefined {
  return evidence.find((one) => one.kind === "product");
}
