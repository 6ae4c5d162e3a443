import type { ReadDeployment } from "../dgd.js";
import { lastOf } from "../flags/entries.js";
import type { ComponentReading } from "../component-reading.js";
import { keyPlaceOf } from "../flags/arguments.js";
import { placeholderKind } from "../placeholders.js";
import { type FindingList, reportOn, reportPosition, reportSetting } from "../rules.js";
import type { GpuEvidence, ManifestWorker } from "../types.js";

/** GPU limits that differ from requests, and GPU types that differ inside a worker or between workers. */
export function reportGpus({ deployment, readings }: ReadDeployment, findings: FindingList): void {
  for (const reading of readings) {
    reportVisible(reading, deployment.workers, findings);
    reportCapabilities(reading, findings);
    reportCounted(reading, deployment.workers, findings);
  }
  reportNodes(deployment.workers, readings, findings);
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

const OF_CUDA = "CUDA_VISIBLE_DEVICES";
/** What the container runtime goes by, of which only words for no GPU at all count: others Kubernetes writes over. */
const OF_RUNTIME = "NVIDIA_VISIBLE_DEVICES";
const NO_GPU = /^(?:void|none)?$/;

/** CUDA shows an engine fewer GPUs than its ranks on a node need: it does not start. */
function reportVisible(
  { component, environment, command, isEngine }: ComponentReading,
  workers: readonly ManifestWorker[],
  findings: FindingList,
): void {
  const variable = NO_GPU.test((environment.get(OF_RUNTIME)?.text?.text ?? "all").trim())
    ? OF_RUNTIME
    : OF_CUDA;
  const shown = command.assigned.get(variable) ?? environment.get(variable)?.text;
  const worker = isEngine ? workers.find((one) => one.component === component.name) : undefined;
  if (shown === undefined || worker === undefined || placeholderKind(shown.text) !== undefined) return;
  // what stands behind the first one that there is not is not seen either
  const listed = shown.text.split(",").map((name) => name.trim());
  const end = listed.findIndex((name) => !/^(?:\d{1,3}|(?:GPU|MIG)-.+)$/.test(name));
  const count = new Set(end < 0 ? listed : listed.slice(0, end)).size;
  const { tp, pp } = worker.settings;
  const needed = Math.ceil(((tp?.value ?? 1) * (pp?.value ?? 1)) / (worker.nodes?.value ?? 1));
  if (count >= needed) return;
  const message = `${variable} of ${component.name} shows ${count} GPUs, and its ranks on a node need ${needed}: the engine does not start.`;
  const key = shown.pieces.length > 0 && shown.text !== "" ? shown : environment.get(variable)?.place;
  if (key === undefined) reportPosition(findings, "field-value-invalid", worker.position, message);
  else reportOn(findings, "field-value-invalid", key, message);
}

const CAPABILITIES = "NVIDIA_DRIVER_CAPABILITIES";

/** What the container runtime brings of the driver: CUDA is `compute`. */
function reportCapabilities(
  { environment, component, isEngine }: ComponentReading,
  findings: FindingList,
): void {
  const { text, place } = environment.get(CAPABILITIES) ?? {};
  const listed = text?.text.split(",").map((name) => name.trim().toLowerCase()) ?? [];
  const lacks = listed.some((name) => name !== "") && !listed.some((name) => /^(?:all|compute)$/.test(name));
  const at = text !== undefined && text.pieces.length > 0 ? text : place;
  if (!isEngine || text === undefined || at === undefined || !lacks) return;
  if (placeholderKind(text.text) !== undefined) return;
  const message = `${CAPABILITIES} ${text.text.slice(0, 60)} of ${component.name} brings no CUDA into the container: the engine does not start. Add compute, or leave it out.`;
  reportOn(findings, "field-value-invalid", at, message);
}

/** TensorRT-LLM gives each rank the GPU of its number on a node; where it counts fewer, two ranks take one. */
function reportCounted(
  { entries, component, isEngine, backend }: ComponentReading,
  workers: readonly ManifestWorker[],
  findings: FindingList,
): void {
  const counted = lastOf(entries, "gpus_per_node") ?? lastOf(entries, "gpus-per-node");
  const worker = isEngine ? workers.find((one) => one.component === component.name) : undefined;
  const count = Number(counted?.value?.text.trim() ?? "");
  if (backend !== "trtllm" || counted?.value === undefined || worker === undefined || !(count > 0)) return;
  const { tp, pp } = worker.settings;
  const needed = Math.ceil(((tp?.value ?? 1) * (pp?.value ?? 1)) / (worker.nodes?.value ?? 1));
  if (count >= needed) return;
  const message = `${counted.name} ${count}: ${needed} ranks of ${component.name} are on a node, so that two of them take one GPU and the engine does not start. Leave it out.`;
  reportOn(
    findings,
    "flag-value-invalid",
    counted.value.pieces.length > 0 ? counted.value : keyPlaceOf(counted),
    message,
  );
}

/** An engine that is told of more nodes than its worker has waits for the others before it serves. */
function reportNodes(
  workers: readonly ManifestWorker[],
  readings: readonly ComponentReading[],
  findings: FindingList,
): void {
  const told = readings.flatMap(({ component, entries, isEngine }) => {
    const nodes = lastOf(entries, "nnodes");
    return isEngine && nodes?.value !== undefined
      ? [{ name: component.name, key: nodes, value: nodes.value }]
      : [];
  });
  const [only] = told;
  // components of their own may be the nodes of one engine
  if (only === undefined || told.length > 1) return;
  const worker = workers.find(({ component }) => component === only.name);
  const have = worker?.nodes?.value ?? 1;
  const isOpen = worker === undefined || worker.unresolved.some(({ name }) => name === "nodes");
  const wanted = Number(only.value.text.trim());
  if (isOpen || !Number.isInteger(wanted) || wanted <= have) return;
  reportOn(
    findings,
    "flag-value-invalid",
    only.value.pieces.length > 0 ? only.value : keyPlaceOf(only.key),
    `${only.key.name} ${wanted}: ${only.name} has ${have === 1 ? "one node" : `${have} nodes`}, and the engine waits for the others before it serves. Write multinode.nodeCount ${wanted}, and leave the flag to the operator.`,
  );
}

function firstProduct(evidence: readonly GpuEvidence[]): GpuEvidence | undefined {
  return evidence.find((one) => one.kind === "product");
}
