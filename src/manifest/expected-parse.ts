import type {
  ManifestDeployment,
  ManifestFile,
  ManifestRequest,
  ManifestWorker,
  Setting,
  WorkloadSource,
} from "./types.js";

/** JSON of `parse --format json`: values as written after resolving variables, files and precedence; null when the file does not say. */
export interface ExpectedParse {
  readonly plain_yaml: boolean;
  readonly deployments?: readonly ExpectedDeployment[];
  readonly template?: string;
  readonly request?: ExpectedRequest;
  readonly workload?: {
    readonly model: string | null;
    readonly isl: number | null;
    readonly osl: number | null;
    readonly concurrencies: readonly number[];
  };
}

/** One deployment of {@link ExpectedParse}. */
export interface ExpectedDeployment {
  readonly name: string;
  readonly apiVersion: string;
  readonly backend: string | null;
  readonly model: string | null;
  readonly mode: string | null;
  readonly gpu_product: string | null;
  readonly roles: Readonly<Record<string, ExpectedRole>>;
  readonly others: Readonly<Record<string, string>>;
  readonly served_model_name?: string;
  readonly instance_type?: string;
  readonly unresolved?: readonly string[];
  readonly supported?: false;
}

/** One worker of {@link ExpectedDeployment}. */
export interface ExpectedRole {
  readonly component: string;
  readonly replicas: number | null;
  readonly nodes: number | null;
  readonly gpus_per_worker: number | null;
  readonly tp: number | null;
  readonly pp: number | null;
  readonly dp: number | null;
  readonly ep: number | null;
  readonly max_batch: number | null;
  readonly max_tokens: number | null;
  readonly kv_dtype: string | null;
  readonly image: string | null;
  readonly also?: Readonly<Record<string, unknown>>;
}

/** A DynamoGraphDeploymentRequest in {@link ExpectedParse}. */
export interface ExpectedRequest {
  readonly name: string;
  readonly apiVersion: string;
  readonly model: string | null;
  readonly backend: string | null;
  readonly isl: number | null;
  readonly osl: number | null;
  readonly ttft_ms: number | null;
  readonly itl_ms: number | null;
  readonly e2e_ms: number | null;
  readonly concurrency: number | null;
  readonly request_rate: number | null;
  readonly gpu_sku: string | null;
  readonly total_gpus: number | null;
  readonly gpus_per_node: number | null;
}

/** The parse of a file in the form that `parse --format json` prints and the corpus expects. */
export function expectedParse(file: ManifestFile): ExpectedParse {
  const [request] = file.requests;
  const jobs = file.workloads.filter((source) => source.kind === "perf-job");
  const onlyOther = file.deployments.length === 0 && (request !== undefined || jobs.length > 0);
  return {
    plain_yaml: file.plainYaml,
    ...(!onlyOther && { deployments: file.deployments.map(expectedDeployment) }),
    ...(file.template && { template: file.template }),
    ...(request && { request: expectedRequest(request) }),
    ...(jobs[0] && { workload: expectedWorkload(jobs[0]) }),
  };
}

function expectedDeployment(deployment: ManifestDeployment): ExpectedDeployment {
  const roles = new Map<string, ExpectedRole>();
  for (const worker of deployment.workers)
    if (!roles.has(worker.role)) roles.set(worker.role, expectedRole(worker));
  const evidence = deployment.workers.flatMap((worker) => worker.gpu);
  const instance = evidence.find((one) => one.kind === "instance-type")?.value;
  const model = deployment.model?.value ?? null;
  const served = deployment.servedName?.value;
  const unresolved = [...new Set(deployment.unresolved.map((one) => one.name))];
  return {
    name: deployment.name,
    apiVersion: deployment.apiVersion,
    backend: deployment.backend,
    model,
    mode: deployment.mode,
    gpu_product: evidence.find((one) => one.kind === "product")?.value ?? null,
    roles: Object.fromEntries(roles),
    others: Object.fromEntries(deployment.others.map(({ component, kind }) => [component, kind])),
    ...(served !== undefined && served !== model && { served_model_name: served }),
    ...(instance !== undefined && { instance_type: instance }),
    ...(unresolved.length > 0 && { unresolved }),
    ...(!deployment.supported && { supported: false as const }),
  };
}

function expectedRole(worker: ManifestWorker): ExpectedRole {
  const { settings } = worker;
  const also = alsoOf(worker);
  const replicasUnresolved = worker.unresolved.some((one) => one.name === "replicas");
  const nodes = worker.unresolved.some((one) => one.name === "nodes") ? null : (worker.nodes?.value ?? 1);
  const gpus = value(worker.gpusPerNode);
  return {
    component: worker.component,
    replicas: replicasUnresolved ? null : (worker.replicas?.value ?? 1),
    nodes,
    gpus_per_worker: gpus === null || nodes === null ? null : gpus * nodes,
    tp: value(settings.tp),
    pp: value(settings.pp),
    dp: value(settings.dp),
    ep: value(settings.ep),
    max_batch: value(settings.maxBatch),
    max_tokens: value(settings.maxTokens),
    kv_dtype: value(settings.kvDtype),
    image: value(worker.image),
    ...(Object.keys(also).length > 0 && { also }),
  };
}

function alsoOf({ settings }: ManifestWorker): Record<string, unknown> {
  const { speculative } = settings;
  const pairs: readonly (readonly [string, unknown])[] = [
    ["expert_parallel", settings.expertParallel?.value],
    ["attention_dp", settings.attentionDp?.value],
    ["moe_tp", settings.moeTp?.value],
    ["chunked_prefill_size", settings.chunkedPrefillSize?.value],
    ["quantization", settings.quantization?.value],
    ["mem_fraction", settings.memFraction?.value],
    ["max_len", settings.maxSeqLen?.value],
    ["chunked_prefill", settings.chunkedPrefill?.value],
    ["prefix_caching", settings.prefixCaching?.value],
    [
      "speculative",
      speculative &&
        withoutUndefined({
          method: speculative.method?.value,
          num_tokens: speculative.numTokens?.value,
          num_steps: speculative.numSteps?.value,
          num_draft_tokens: speculative.numDraftTokens?.value,
        }),
    ],
  ];
  return withoutUndefined(Object.fromEntries(pairs));
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, entry]) => entry !== undefined));
}

function value<T>(setting: Setting<T> | undefined): T | null {
  return setting?.value ?? null;
}

function expectedRequest(request: ManifestRequest): ExpectedRequest {
  return {
    name: request.name,
    apiVersion: request.apiVersion,
    model: value(request.model),
    backend: value(request.backend),
    isl: value(request.isl),
    osl: value(request.osl),
    ttft_ms: value(request.ttftMs),
    itl_ms: value(request.tpotMs),
    e2e_ms: value(request.e2eMs),
    concurrency: value(request.concurrency),
    request_rate: value(request.requestRate),
    gpu_sku: value(request.gpuSku),
    total_gpus: value(request.totalGpus),
    gpus_per_node: value(request.gpusPerNode),
  };
}

function expectedWorkload(source: WorkloadSource): NonNullable<ExpectedParse["workload"]> {
  return {
    model: value(source.model),
    isl: value(source.isl),
    osl: value(source.osl),
    concurrencies: source.concurrencies ?? [],
  };
}
