import { decodeRanks } from "../../domain/decode-context.js";
import { gpusOfWorker, type Deployment, type WorkerPool } from "../../domain/deployment.js";
import { parseManifest } from "../parse.js";
import { toDeployment } from "../to-deployment.js";
import { type MappingFacts } from "../mapping-facts.js";
import type { ManifestDeployment, ManifestWorker, Setting, SiblingFile } from "../types.js";

/** An edit to be checked. */
export interface EditToVerify {
  readonly text: string;
  readonly newText: string;
  readonly manifest: ManifestDeployment;
  readonly target: Deployment;
  readonly facts: MappingFacts;
  readonly siblings: readonly SiblingFile[];
}

/** Parses the edited text and says in what it differs from the target, or from the old text where it should not. */
export function differenceAfter({
  text,
  newText,
  manifest,
  target,
  facts,
  siblings,
}: EditToVerify): string | undefined {
  const before = parseManifest(text, { file: manifest.file, siblings });
  const after = parseManifest(newText, { file: manifest.file, siblings });
  if (
    after.deployments.length !== before.deployments.length ||
    after.documents.length !== before.documents.length
  )
    return "documents appeared or vanished";
  const index = before.deployments.findIndex((one) => one.range.start === manifest.range.start);
  const edited = after.deployments[index];
  if (!edited || edited.name !== manifest.name) return "the deployment is gone";
  for (let i = 0; i < before.deployments.length; i++) {
    const [old, now] = [before.deployments[i], after.deployments[i]];
    if (
      old &&
      now &&
      i !== index &&
      JSON.stringify(valuesOf(old, false)) !== JSON.stringify(valuesOf(now, false))
    )
      return `${old.name} changed too`;
  }
  if (JSON.stringify(valuesOf(manifest, true)) !== JSON.stringify(valuesOf(edited, true)))
    return "a setting outside the edit changed";
  const { deployment, missing } = toDeployment(edited, facts);
  if (!deployment) return missing[0]?.message ?? "it is not understood any more";
  return differenceOf(deployment, target);
}

/** In what two deployments differ, as far as a manifest can say it. */
export function differenceOf(have: Deployment, want: Deployment): string | undefined {
  if (have.mode !== want.mode) return `mode ${have.mode} instead of ${want.mode}`;
  for (const pool of want.pools) {
    const found = have.pools.find((one) => one.role === pool.role);
    if (!found) return `no ${pool.role} pool`;
    const workers = found.workers * have.replicas;
    if (workers !== pool.workers * want.replicas)
      return `${workers} ${pool.role} workers instead of ${pool.workers * want.replicas}`;
    const difference = poolDifference(found, pool);
    if (difference !== undefined) return `${pool.role} ${difference}`;
  }
  return undefined;
}

function poolDifference(have: WorkerPool, want: WorkerPool): string | undefined {
  for (const key of ["tp", "pp", "dp", "cp", "moeTp", "moeEp"] as const)
    if (have.parallelism[key] !== want.parallelism[key])
      return `${key} ${have.parallelism[key]} instead of ${want.parallelism[key]}`;
  if (gpusOfWorker(have) !== gpusOfWorker(want))
    return `${gpusOfWorker(have)} GPUs a worker instead of ${gpusOfWorker(want)}`;
  const [haveDcp, wantDcp] = [have, want].map(({ parallelism }) => decodeRanks(parallelism));
  if (haveDcp !== wantDcp) return `dcp ${haveDcp} instead of ${wantDcp}`;
  for (const key of [
    "maxBatchSize",
    "maxNumTokens",
    "maxSeqLen",
    "memFraction",
    "chunkedPrefill",
    "prefixCaching",
  ] as const)
    if (
      want.settings[key] !== undefined &&
      have.settings[key] !== want.settings[key] &&
      !(key === "maxNumTokens" && isRaised(have, want))
    )
      return `${key} ${String(have.settings[key])} instead of ${String(want.settings[key])}`;
  return undefined;
}

/** A token budget below the batch limit was raised to it: a decode step carries one token of every request. */
function isRaised(have: WorkerPool, want: WorkerPool): boolean {
  return (
    want.role !== "prefill" &&
    have.settings.maxNumTokens === have.settings.maxBatchSize &&
    (have.settings.maxNumTokens ?? 0) > (want.settings.maxNumTokens ?? 0)
  );
}

const CHANGING = new Set([
  "tp",
  "pp",
  "dp",
  "dcp",
  "ep",
  "moeTp",
  "attentionDp",
  "expertParallel",
  "maxBatch",
  "maxTokens",
  "chunkedPrefillSize",
  "maxSeqLen",
  "memFraction",
  "chunkedPrefill",
  "prefixCaching",
  "cudaGraphSizes",
  "cudaGraphMaxBatch",
]);

/** Everything that an edit must leave alone (`edited`), or all values (other deployments). */
function valuesOf(deployment: ManifestDeployment, edited: boolean): unknown {
  const { name, namespace, apiVersion, backend, mode, others } = deployment;
  return [
    name,
    namespace,
    apiVersion,
    backend,
    mode,
    deployment.model?.value,
    deployment.servedName?.value,
    others,
    deployment.workers.map((worker) => workerValues(worker, edited)),
  ];
}

function workerValues(worker: ManifestWorker, edited: boolean): unknown {
  const settings = Object.entries(worker.settings)
    .filter(([key]) => !(edited && CHANGING.has(key)))
    .map(([key, setting]) => [
      key,
      key === "speculative"
        ? Object.values(setting as object).map((one: Setting<unknown>) => one.value)
        : (setting as Setting<unknown>).value,
    ])
    .sort();
  const sizes = edited ? [] : [worker.replicas?.value, worker.nodes?.value, worker.gpusPerNode?.value];
  return [
    worker.role,
    worker.component,
    worker.backend,
    worker.image?.value,
    worker.unresolved.map((one) => one.name),
    worker.features,
    settings,
    sizes,
  ];
}
