import type { ReadDeployment } from "../dgd.js";
import type { ComponentReading } from "../component-reading.js";
import { placeholderKind } from "../placeholders.js";
import { type FindingList, reportOn, reportPosition, reportSetting } from "../rules.js";
import type { GpuEvidence, ManifestWorker } from "../types.js";

/** GPU limits that differ from requests, and GPU types that differ inside a worker or between workers. */
export function reportGpus({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  for (const reading of readings) reportVisible(reading, deployment.workers, findings);
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

/** CUDA shows an engine fewer GPUs than its ranks on a node need: it does not start. */
function reportVisible(
  { component, environment, command, isEngine }: ComponentReading,
  workers: readonly ManifestWorker[],
  findings: FindingList,
): void {
  const shown = command.assigned.get("CUDA_VISIBLE_DEVICES") ?? environment.get("CUDA_VISIBLE_DEVICES")?.text;
  const worker = isEngine ? workers.find((one) => one.component === component.name) : undefined;
  if (shown === undefined || worker === undefined || placeholderKind(shown.text) !== undefined) return;
  // what stands behind the first one that there is not is not seen either
  const listed = shown.text.split(",").map((name) => name.trim());
  const end = listed.findIndex((name) => !/^(?:\d{1,3}|(?:GPU|MIG)-.+)$/.test(name));
  const count = new Set(end < 0 ? listed : listed.slice(0, end)).size;
  const { tp, pp } = worker.settings;
  const needed = Math.ceil(((tp?.value ?? 1) * (pp?.value ?? 1)) / (worker.nodes?.value ?? 1));
  if (count >= needed) return;
  const message = `CUDA_VISIBLE_DEVICES of ${component.name} shows ${count} GPUs, and its ranks on a node need ${needed}: the engine does not start.`;
  const key =
    shown.pieces.length > 0 && shown.text !== "" ? shown : environment.get("CUDA_VISIBLE_DEVICES")?.place;
  if (key === undefined) reportPosition(findings, "field-value-invalid", worker.position, message);
  else reportOn(findings, "field-value-invalid", key, message);
}

function firstProduct(evidence: readonly GpuEvidence[]): GpuEvidence | undefined {
  return evidence.find((one) => one.kind === "product");
}
