import type { LoadedDocument } from "./documents.js";
import { cursorPosition, fieldSetting, toInteger, toNumber, toText } from "./origin.js";
import { planOf } from "./planner.js";
import type { ManifestRequest, Setting, WorkloadFacts, WorkloadSource } from "./types.js";
import { at, child, type Cursor } from "./yaml/cursor.js";

/** Reads a DynamoGraphDeploymentRequest of either version; absent values stay absent, the operator's defaults are not filled in. */
export function readRequest(document: LoadedDocument, root: Cursor, file: string): ManifestRequest {
  const spec = child(root, "spec");
  const facts = at(spec, "profilingConfig") ? olderFacts(spec) : newerFacts(spec);
  const strategy = fieldSetting(child(spec, "searchStrategy"), "spec.searchStrategy", toText);
  return {
    file,
    name: document.name ?? "",
    apiVersion: document.apiVersion,
    position: cursorPosition(root),
    ...named("model", child(spec, "model"), "spec.model", toText),
    ...named("backend", child(spec, "backend"), "spec.backend", toText),
    ...facts,
    ...(strategy && { searchStrategy: strategy }),
  };
}

/** The request as a source of load, limits and hardware. */
export function requestSource(request: ManifestRequest): WorkloadSource {
  const { apiVersion: _version, gpuSku, searchStrategy: _strategy, ...facts } = request;
  const system = gpuSku && systemOfSku(gpuSku);
  return { kind: "dgdr", ...facts, ...(system && { system }) };
}

type Facts = WorkloadFacts & { readonly gpuSku?: Setting<string> };

function newerFacts(spec: Cursor | undefined): Facts {
  const [workload, sla, hardware] = [child(spec, "workload"), child(spec, "sla"), child(spec, "hardware")];
  const plan = planOf(at(spec, "features", "planner"), "spec.features.planner");
  return {
    ...plan,
    ...named("isl", child(workload, "isl"), "spec.workload.isl", toInteger),
    ...named("osl", child(workload, "osl"), "spec.workload.osl", toInteger),
    ...named("concurrency", child(workload, "concurrency"), "spec.workload.concurrency", toNumber),
    ...named("requestRate", child(workload, "requestRate"), "spec.workload.requestRate", toNumber),
    ...named("ttftMs", child(sla, "ttft"), "spec.sla.ttft", toNumber),
    ...named("tpotMs", child(sla, "itl"), "spec.sla.itl", toNumber),
    ...named("e2eMs", child(sla, "e2eLatency"), "spec.sla.e2eLatency", toNumber),
    ...named("gpuSku", child(hardware, "gpuSku"), "spec.hardware.gpuSku", toText),
    ...named("totalGpus", child(hardware, "totalGpus"), "spec.hardware.totalGpus", toInteger),
    ...named("gpusPerNode", child(hardware, "numGpusPerNode"), "spec.hardware.numGpusPerNode", toInteger),
  };
}

/** v1alpha1 keeps everything in `profilingConfig.config`; keys are snake_case before 0.8.1. */
function olderFacts(spec: Cursor | undefined): Facts {
  const config = at(spec, "profilingConfig", "config");
  const either = (parent: Cursor | undefined, ...names: readonly string[]): Cursor | undefined =>
    names.map((name) => child(parent, name)).find((cursor) => cursor !== undefined);
  const [sla, hardware, sweep] = [child(config, "sla"), child(config, "hardware"), child(config, "sweep")];
  const path = "spec.profilingConfig.config";
  return {
    ...named("isl", child(sla, "isl"), `${path}.sla.isl`, toInteger),
    ...named("osl", child(sla, "osl"), `${path}.sla.osl`, toInteger),
    ...named("ttftMs", child(sla, "ttft"), `${path}.sla.ttft`, toNumber),
    ...named("tpotMs", child(sla, "itl"), `${path}.sla.itl`, toNumber),
    ...named("gpuSku", either(sweep, "aicSystem", "aic_system"), `${path}.sweep.aicSystem`, toText),
    ...named(
      "backendVersion",
      either(sweep, "aicBackendVersion", "aic_backend_version"),
      `${path}.sweep.aicBackendVersion`,
      toText,
    ),
    ...named(
      "gpusPerNode",
      either(hardware, "numGpusPerNode", "num_gpus_per_node"),
      `${path}.hardware.numGpusPerNode`,
      toInteger,
    ),
  };
}

function named<K extends string, T>(
  key: K,
  cursor: Cursor | undefined,
  name: string,
  convert: (text: string) => T | undefined,
): { [P in K]?: Setting<T> } {
  const setting = fieldSetting(cursor, name, convert);
  return (setting ? { [key]: setting } : {}) as { [P in K]?: Setting<T> };
}

/** SKU names of the request differ from system names of the performance data for the Grace machines. */
function systemOfSku(sku: Setting<string>): Setting<string> {
  const value = sku.value.toLowerCase().replace(/^(gb200|gb300|l40s|l4|a30)_(?:sxm|pcie)$/, "$1");
  return { ...sku, value };
}
