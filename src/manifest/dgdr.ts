import type { LoadedDocument } from "./documents.js";
import { cursorPosition } from "./origin.js";
import { planOf } from "./planner.js";
import {
  type FieldReading,
  GPUS,
  MILLISECONDS,
  oneOfWords,
  readField,
  REQUEST_RATE,
  REQUESTS,
  TEXT,
  TOKENS,
} from "./readings.js";
import type { FindingList } from "./rules.js";
import type { ManifestRequest, Setting, WorkloadFacts, WorkloadSource } from "./types.js";
import { at, child, type Cursor } from "./yaml/cursor.js";

/** Reads a DynamoGraphDeploymentRequest of either version; absent values stay absent, the operator's defaults are not filled in. */
export function readRequest(document: LoadedDocument, root: Cursor, findings: FindingList): ManifestRequest {
  const spec = child(root, "spec");
  const named = namedIn(findings);
  const facts = at(spec, "profilingConfig") ? olderFacts(spec, named) : newerFacts(spec, named, findings);
  return {
    file: findings.source.file,
    name: document.name ?? "",
    apiVersion: document.apiVersion,
    position: cursorPosition(root),
    ...named("model", child(spec, "model"), "spec.model", TEXT),
    ...named("backend", child(spec, "backend"), "spec.backend", BACKENDS),
    ...facts,
    ...named("searchStrategy", child(spec, "searchStrategy"), "spec.searchStrategy", STRATEGIES),
  };
}

const BACKENDS = oneOfWords(["auto", "vllm", "sglang", "trtllm", "mocker"]);
const STRATEGIES = oneOfWords(["rapid", "thorough"]);

/** The request as a source of load, limits and hardware. */
export function requestSource(request: ManifestRequest): WorkloadSource {
  const { apiVersion: _version, gpuSku, searchStrategy: _strategy, ...facts } = request;
  const system = gpuSku && systemOfSku(gpuSku);
  return { kind: "dgdr", ...facts, ...(system && { system }) };
}

type Facts = WorkloadFacts & { readonly gpuSku?: Setting<string> };

function newerFacts(spec: Cursor | undefined, named: Named, findings: FindingList): Facts {
  const [workload, sla, hardware] = [child(spec, "workload"), child(spec, "sla"), child(spec, "hardware")];
  const plan = planOf(at(spec, "features", "planner"), "spec.features.planner", findings);
  return {
    ...plan,
    ...named("isl", child(workload, "isl"), "spec.workload.isl", TOKENS),
    ...named("osl", child(workload, "osl"), "spec.workload.osl", TOKENS),
    ...named("concurrency", child(workload, "concurrency"), "spec.workload.concurrency", REQUESTS),
    ...named("requestRate", child(workload, "requestRate"), "spec.workload.requestRate", REQUEST_RATE),
    ...named("ttftMs", child(sla, "ttft"), "spec.sla.ttft", MILLISECONDS),
    ...named("tpotMs", child(sla, "itl"), "spec.sla.itl", MILLISECONDS),
    ...named("e2eMs", child(sla, "e2eLatency"), "spec.sla.e2eLatency", MILLISECONDS),
    ...named("gpuSku", child(hardware, "gpuSku"), "spec.hardware.gpuSku", TEXT),
    ...named("totalGpus", child(hardware, "totalGpus"), "spec.hardware.totalGpus", GPUS),
    ...named("gpusPerNode", child(hardware, "numGpusPerNode"), "spec.hardware.numGpusPerNode", GPUS),
  };
}

/** v1alpha1 keeps everything in `profilingConfig.config`; keys are snake_case before 0.8.1. */
function olderFacts(spec: Cursor | undefined, named: Named): Facts {
  const config = at(spec, "profilingConfig", "config");
  const either = (parent: Cursor | undefined, ...names: readonly string[]): Cursor | undefined =>
    names.map((name) => child(parent, name)).find((cursor) => cursor !== undefined);
  const [sla, hardware, sweep] = [child(config, "sla"), child(config, "hardware"), child(config, "sweep")];
  const path = "spec.profilingConfig.config";
  return {
    ...named("isl", child(sla, "isl"), `${path}.sla.isl`, TOKENS),
    ...named("osl", child(sla, "osl"), `${path}.sla.osl`, TOKENS),
    ...named("ttftMs", child(sla, "ttft"), `${path}.sla.ttft`, MILLISECONDS),
    ...named("tpotMs", child(sla, "itl"), `${path}.sla.itl`, MILLISECONDS),
    ...named("gpuSku", either(sweep, "aicSystem", "aic_system"), `${path}.sweep.aicSystem`, TEXT),
    ...named(
      "backendVersion",
      either(sweep, "aicBackendVersion", "aic_backend_version"),
      `${path}.sweep.aicBackendVersion`,
      TEXT,
    ),
    ...named(
      "gpusPerNode",
      either(hardware, "numGpusPerNode", "num_gpus_per_node"),
      `${path}.hardware.numGpusPerNode`,
      GPUS,
    ),
  };
}

/** Reads a field under the name of a fact. */
type Named = <K extends string, T>(
  key: K,
  cursor: Cursor | undefined,
  name: string,
  reading: FieldReading<T>,
) => { [P in K]?: Setting<T> };

function namedIn(findings: FindingList): Named {
  return <K extends string, T>(
    key: K,
    cursor: Cursor | undefined,
    name: string,
    reading: FieldReading<T>,
  ) => {
    const setting = readField(cursor, name, reading, { findings });
    return (setting ? { [key]: setting } : {}) as { [P in K]?: Setting<T> };
  };
}

/** SKU names of the request differ from system names of the performance data for the Grace machines. */
function systemOfSku(sku: Setting<string>): Setting<string> {
  const value = sku.value.toLowerCase().replace(/^(gb200|gb300|l40s|l4|a30)_(?:sxm|pcie)$/, "$1");
  return { ...sku, value };
}
