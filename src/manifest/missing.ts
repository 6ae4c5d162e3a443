import type { ManifestDeployment, ManifestWorker } from "./types.js";

/** A value that a deployment does not give, and why. */
export interface MissingValue {
  readonly component: string;
  /** `model`, `replicas`, `GPUs`, `GPU type`, `tensor parallel`, `batch limit`, `token budget`, `image` */
  readonly name: string;
  readonly reason: string;
  readonly line: number;
}

/** Every value of the engine workers that is not known, each with its reason: unresolved, in a file that is not here, or not written. */
export function missingValues(deployment: ManifestDeployment): readonly MissingValue[] {
  return deployment.workers.flatMap((worker) => missingOf(worker));
}

function missingOf(worker: ManifestWorker): readonly MissingValue[] {
  const { settings } = worker;
  const file = worker.unresolved.find((one) => one.name === "engine file");
  const reasonFor = (names: readonly string[], otherwise: string): string => {
    const unresolved = worker.unresolved.find((one) => names.includes(one.name));
    if (unresolved) return `"${unresolved.text}": ${unresolved.reason}`;
    return file && worker.backend === "trtllm" ? file.reason : otherwise;
  };
  const found: MissingValue[] = [];
  const need = (present: unknown, name: string, keys: readonly string[], otherwise: string): void => {
    if (present === undefined || present === null)
      found.push({
        component: worker.component,
        name,
        reason: reasonFor(keys, otherwise),
        line: worker.position.line,
      });
  };
  const engineDefault = "not written, the engine's default applies";
  need(settings.model, "model", ["model"], "not written in the command");
  if (!worker.replicas && worker.unresolved.some((one) => one.name === "replicas"))
    need(undefined, "replicas", ["replicas"], "not written, which means 1");
  need(
    worker.gpusPerNode,
    "GPUs",
    ["gpus_per_worker"],
    "no GPU limit in the file; a resource claim or a mistake",
  );
  if (!worker.gpu.some((one) => one.kind === "product" || one.kind === "instance-type")) {
    const hint = worker.gpu.find((one) => one.system !== undefined);
    need(
      undefined,
      "GPU type",
      [],
      hint
        ? `no node selector names the product (a hint: ${hint.value})`
        : "no node selector names the product",
    );
  }
  need(settings.tp, "tensor parallel", ["tp"], "not written, the engine takes 1");
  need(settings.maxBatch, "batch limit", ["maxBatch"], engineDefault);
  need(
    settings.maxTokens ?? settings.chunkedPrefillSize,
    "token budget",
    ["maxTokens", "chunkedPrefillSize"],
    engineDefault,
  );
  need(settings.kvDtype, "KV cache type", ["kvDtype"], "not written, it follows the model");
  need(worker.image, "image", ["image"], "not written");
  return found;
}
