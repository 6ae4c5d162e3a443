import { neverMeasured } from "../domain/never-measured.js";
import { ENGINE_NAMES } from "../domain/engine-names.js";
import { totalGpus, type Deployment } from "../domain/deployment.js";
import type { Fact, FactSource } from "../domain/review.js";
import type { Prediction } from "../domain/prediction.js";
import type { ManifestDeployment } from "../manifest/types.js";
import type { ResolvedSettings, SettingKey } from "../policy/index.js";
import { provenSystem } from "../manifest/to-deployment.js";
import { settingSource } from "./sources.js";
import { workerOf } from "./places.js";

/** What the facts of one reviewed deployment are made from. */
export interface FactInput {
  readonly manifest: ManifestDeployment;
  readonly settings: ResolvedSettings;
  readonly deployment: Deployment;
  readonly prediction: Prediction;
  /** whether the load of the prediction holds its limits with the confidence asked */
  readonly carried: boolean;
  /** the engine version that the file names, when the data are of another */
  readonly wantedVersion?: string;
  /** sentences about values that engine defaults stand in for */
  readonly assumptions: readonly string[];
}

/** Every value that a prediction rests on, with where it came from. */
export function factsOf(input: FactInput): readonly Fact[] {
  const { manifest, settings, deployment, prediction } = input;
  const facts: Fact[] = [];
  const { version, scaledFrom } = prediction.perfDb;
  const first = deployment.pools[0]!;
  const worker = workerOf(manifest, first.role);
  facts.push({
    label: "Model",
    value: deployment.model,
    source:
      settings.values.model?.source ??
      (manifest.model === undefined
        ? { kind: "derived", what: "the manifest" }
        : settingSource(manifest.model)),
  });
  const written = [worker?.settings.kvDtype, worker?.settings.quantization].flatMap((setting) =>
    setting === undefined ? [] : [settingSource(setting)],
  );
  facts.push({
    label: "Precision",
    value: `weights ${modeText(prediction.quant.gemm)}, KV cache ${modeText(prediction.quant.kvcache)}`,
    source: { kind: "checkpoint", what: "the model's `config.json`" },
    ...(written.length === 0 ? {} : { also: written }),
  });
  facts.push({
    label: "GPUs",
    value: gpuText(deployment),
    source: systemSource(input),
    also: [{ kind: "derived", what: "replicas × `gpu` limits" }],
  });
  facts.push(
    combined(
      "Prompt, answer",
      `${count(settings.workload.isl)} and ${count(settings.workload.osl)} tokens`,
      settings,
      ["isl", "osl"],
    ),
  );
  const limits = limitText(settings);
  if (limits !== "")
    facts.push(combined("Limits", limits, settings, ["ttftMs", "tpotMs", "requestLatencyMs", "percentile"]));
  facts.push({
    label: "Engine data",
    value: `${ENGINE_NAMES[deployment.backend]} ${version}${scaledFrom === undefined ? "" : `, scaled from ${scaledFrom}`}`,
    source: versionSource(input),
  });
  facts.push(combined("Shared prefix", `${count(settings.workload.prefix)} tokens`, settings, ["prefix"]));
  facts.push(loadFact(input));
  for (const value of aboutGpus(input))
    facts.push({ label: "GPUs", value, source: { kind: "assumed", what: "" } });
  for (const assumption of input.assumptions)
    facts.push({ label: "Engine default", value: assumption, source: { kind: "assumed", what: "" } });
  return facts;
}

/** GPUs that were never measured, and those that a file asks for where it is judged on others. */
function aboutGpus({ manifest, deployment, prediction }: FactInput): readonly string[] {
  const { system, scaledFrom } = prediction.perfDb;
  const scaled = scaledFrom === undefined ? [] : [neverMeasured(systemText(system), systemText(scaledFrom))];
  const others = deployment.pools.flatMap((pool) => {
    const worker = workerOf(manifest, pool.role);
    const written = worker === undefined ? undefined : provenSystem(worker);
    if (written?.system === undefined || written.system === pool.system) return [];
    return [
      `judged on ${systemText(pool.system)} as asked, though the file says ${systemText(written.system)}`,
    ];
  });
  return [...scaled, ...new Set(others)];
}

function gpuText(deployment: Deployment): string {
  const systems = [...new Set(deployment.pools.map((pool) => pool.system))].map(systemText);
  return `${totalGpus(deployment)} × ${systems.join(" and ")}`;
}

/** `h200_sxm` as people write it. */
export function systemText(system: string): string {
  return system.toUpperCase().replaceAll("_", " ");
}

function systemSource({ settings, manifest, deployment }: FactInput): FactSource {
  const evidence = workerOf(manifest, deployment.pools[0]!.role)?.gpu.find(
    (each) => each.system === deployment.pools[0]!.system,
  );
  return (
    settings.values.system?.source ??
    (evidence === undefined
      ? { kind: "derived", what: "the manifest" }
      : {
          kind: "file",
          file: evidence.origin.file,
          position: evidence.origin.position,
          what: evidence.origin.name,
        })
  );
}

/** One row for several values of one kind: the strongest source first, the others behind it. */
function combined(
  label: string,
  value: string,
  settings: ResolvedSettings,
  keys: readonly SettingKey[],
): Fact {
  const sources: FactSource[] = [];
  for (const key of keys) {
    const source = settings.values[key]?.source;
    if (source !== undefined && !sources.some((known) => JSON.stringify(known) === JSON.stringify(source)))
      sources.push(source);
  }
  const [first, ...also] = sources;
  return {
    label,
    value,
    source: first ?? { kind: "assumed", what: "" },
    ...(also.length === 0 ? {} : { also }),
  };
}

function limitText({ sla }: ResolvedSettings): string {
  const parts: string[] = [];
  if (sla.ttftMs !== undefined) parts.push(`TTFT ${limit(sla.ttftMs)} ms`);
  if (sla.tpotMs !== undefined) parts.push(`TPOT ${limit(sla.tpotMs)} ms`);
  if (sla.requestLatencyMs !== undefined) parts.push(`request latency ${limit(sla.requestLatencyMs)} ms`);
  return sla.percentile === undefined ? parts.join(", ") : `${parts.join(", ")}, each at ${sla.percentile}`;
}

/** A limit as it was written, with commas. */
function limit(valueMs: number): string {
  return Number.isInteger(valueMs) ? count(valueMs) : String(valueMs);
}

function versionSource({ settings, manifest, wantedVersion, prediction }: FactInput): FactSource {
  const stated = settings.values.backendVersion;
  if (stated !== undefined) return stated.source;
  const written = manifest.dynamoVersion ?? manifest.backendVersion;
  if (written === undefined) return { kind: "assumed", what: "the newest released data" };
  const exact = wantedVersion === undefined || wantedVersion === prediction.perfDb.version;
  return settingSource(
    written,
    exact ? "engine of the image tag" : `nearest to ${wantedVersion}, the engine of the image tag`,
  );
}

/** `fp8_block` as people write it. */
function modeText(mode: string): string {
  return mode.replace(/^([^_]+)_(.+)$/, "$1 ($2)");
}

/** The load that was judged: as stated, else the one with the highest throughput that is carried. */
function loadFact({ settings, deployment, prediction, carried }: FactInput): Fact {
  const { concurrency, requestRate } = settings.workload;
  if (concurrency !== undefined)
    return combined("Load", `${count(concurrency)} requests at once`, settings, ["concurrency"]);
  if (requestRate !== undefined)
    return combined("Load", `${requestRate} requests a second`, settings, ["requestRate"]);
  if (!carried) {
    const value = `${count(prediction.concurrency)} requests at once, one a rank: it does not surely carry that`;
    return { label: "Load", value, source: { kind: "assumed", what: "the policy names no concurrency" } };
  }
  const full = deployment.pools.every(
    (pool) =>
      pool.role === "prefill" ||
      (pool.settings.maxBatchSize !== undefined && pool.batchSize >= pool.settings.maxBatchSize),
  );
  const most = full ? "every worker full" : "the most that it carries";
  const value = `${count(prediction.concurrency)} requests at once, ${most}`;
  return { label: "Load", value, source: { kind: "assumed", what: "the policy names no concurrency" } };
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
