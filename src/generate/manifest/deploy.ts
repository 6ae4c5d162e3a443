import type { Interval } from "../../domain/prediction.js";
import type { JsonObject } from "../options/types.js";
import type { GenerateTask } from "../task.js";
import type { DeployValues, RoleValues } from "../values.js";
import { yamlFile, yamlText } from "../yaml-text.js";
import { computeDomain } from "./compute-domain.js";
import { buildGraph } from "./graph.js";
import { graphV1alpha1 } from "./v1alpha1.js";
import { graphV1beta1 } from "./v1beta1.js";
import { ENGINE_CONFIG_MAP, engineFileText } from "./worker-command.js";

/** `k8s_deploy.yaml`: ConfigMap of engine files (when asked for), the deployment, the NVLink domain of multi-node workers. */
export function deployManifest(values: DeployValues): string {
  const graph = buildGraph(values);
  const deployment =
    values.target.apiVersion === "nvidia.com/v1beta1" ? graphV1beta1(graph) : graphV1alpha1(graph);
  const configMap = values.options.k8s.engineMode === "configmap" ? engineConfigMap(values) : undefined;
  const multiNode = values.roles.some((role) => role.nodes > 1);
  return yamlFile([
    ...(configMap === undefined ? [] : [yamlText(configMap)]),
    yamlText(deployment, { header: headerLines(values) }),
    ...(multiNode ? [yamlText(computeDomain(values.name, values.options.k8s.namespace))] : []),
  ]);
}

function engineConfigMap(values: DeployValues): JsonObject | undefined {
  const files = values.roles.flatMap((role) => engineFileText(role, values) ?? []);
  if (files.length === 0) return undefined;
  const { namespace } = values.options.k8s;
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: ENGINE_CONFIG_MAP, ...(namespace === undefined ? {} : { namespace }) },
    data: Object.fromEntries(files.map((file) => [file.name, file.text])),
  };
}

/** What a reader of the file should know: what it is, what was predicted, what must exist in the cluster. */
function headerLines(values: DeployValues): readonly string[] {
  const { task, options, roles, target } = values;
  const gpus = roles.reduce((sum, role) => sum + role.workers * role.gpusPerWorker, 0);
  const secret = options.k8s.hfTokenSecret;
  return [
    `${values.service.modelPath} on ${gpus} GPUs (${[...new Set(roles.map((role) => role.system))].join(", ")}), ${values.backend} ${target.engine}, Dynamo ${target.dynamo}`,
    `${values.replicas} ${values.replicas === 1 ? "replica" : "replicas"}, in all ${roles.map(poolText).join(" + ")}`,
    ...(task.predicted === undefined ? [] : predictedLines(values, task.predicted)),
    ...(secret === "" ? [] : [`Needs in the namespace: the secret ${secret} with HF_TOKEN`]),
    ...(task.producer === undefined ? [] : [`Written by ${task.producer}`]),
    ...values.notes,
  ];
}

/** The figures with their bands, and the profile and chance behind them. */
function predictedLines(
  { concurrency, task, backend, dataVersion }: DeployValues,
  { ttftMs, tpotMs, profile, chance, bands }: NonNullable<GenerateTask["predicted"]>,
): readonly string[] {
  const figure = (ms: number, band: Interval | undefined): string =>
    `${round(ms)} ms${band === undefined ? "" : ` (80% band ${band.map(round).join(" to ")})`}`;
  const odds = chance === undefined ? "" : `; chance to hold the limits ${Math.round(100 * chance)}%`;
  return [
    `Predicted at ${concurrency} requests in flight, ${task.isl} tokens in, ${task.osl} out: TTFT ${figure(ttftMs, bands?.ttftMs)}, TPOT ${figure(tpotMs, bands?.tpotMs)}`,
    `Predicted by${profile === undefined ? "" : ` profile ${profile} with`} the data of ${backend} ${dataVersion}${odds}`,
  ];
}

function poolText({ role, workers, gpusPerWorker, nodes }: RoleValues): string {
  const label =
    role === "agg"
      ? workers === 1
        ? "worker"
        : "workers"
      : `${role} ${workers === 1 ? "worker" : "workers"}`;
  return `${workers} ${label} of ${gpusPerWorker} ${gpusPerWorker === 1 ? "GPU" : "GPUs"}${nodes > 1 ? ` on ${nodes} nodes` : ""}`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
