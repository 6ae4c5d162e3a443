import { compact } from "../../domain/compact.js";
import { backendGenerator } from "../backends/index.js";
import { mappingFlags } from "../flags.js";
import { deepMerge } from "../merge.js";
import type { Json, JsonObject, K8sOptions } from "../options/types.js";
import { isMapping } from "../options/values.js";
import type { EnvEntry, SystemFacts } from "../systems.js";
import { transportFacts } from "../transport.js";
import type { DeployValues, RoleValues } from "../values.js";
import { annotations } from "./annotations.js";
import type { Component, Graph } from "./component.js";
import { computeDomainClaim } from "./compute-domain.js";
import { cacheMounts, cacheVolumes, engineFileVolumes, mounts, placement, PROBES, volumes } from "./pod.js";
import { workerCommand } from "./worker-command.js";

/** NVIDIA's public container registry and the folder of Dynamo's images. */
export const IMAGE_REGISTRY = "nvcr.io/nvidia/ai-dynamo";

/** Name of the claim that gives a multi-node worker its NVLink channel. */
const CHANNEL_CLAIM = "compute-domain-channel";

/** The components of the deployment: frontend, planner when asked for, engine workers. */
export function buildGraph(values: DeployValues): Graph {
  const { options } = values;
  const first = values.roles[0];
  const frontend =
    options.service.includeFrontend && first !== undefined ? [frontendComponent(values, first.facts)] : [];
  const planner =
    options.dyn.plannerConfig !== undefined && first !== undefined
      ? [plannerComponent(values, first.facts, options.dyn.plannerConfig)]
      : [];
  return {
    name: values.name,
    ...compact({ namespace: options.k8s.namespace }),
    annotations: annotations(values),
    backend: values.backend,
    components: [...frontend, ...planner, ...values.roles.map((role) => workerComponent(values, role))],
  };
}

/** The image of the engine workers and the frontend. */
export function runtimeImage(values: DeployValues): string {
  return (
    values.options.k8s.image ??
    `${IMAGE_REGISTRY}/${backendGenerator(values.backend).runtimeImage}:${values.target.dynamo}`
  );
}

function frontendComponent(values: DeployValues, facts: SystemFacts): Component {
  const { k8s, dyn } = values.options;
  const router = [
    ...(dyn.routerMode === undefined ? [] : ["--router-mode", dyn.routerMode]),
    ...mappingFlags(dyn.routerConfig),
  ];
  return controlComponent(values, facts, {
    name: "Frontend",
    kind: "frontend",
    image: runtimeImage(values),
    command: ["python3", "-m", "dynamo.frontend"],
    args: ["--http-port", "8000", ...router],
    env: values.router ? [["DYN_ROUTER_MODE", dyn.routerMode ?? "kv"]] : [],
    extra: k8s.frontendExtraPodSpec,
  });
}

function plannerComponent(values: DeployValues, facts: SystemFacts, config: JsonObject): Component {
  const { k8s } = values.options;
  const whole = {
    environment: "kubernetes",
    backend: values.backend,
    model_name: values.service.servedModelName,
    ...config,
  };
  return controlComponent(values, facts, {
    name: "Planner",
    kind: "planner",
    image: k8s.plannerImage ?? `${IMAGE_REGISTRY}/dynamo-planner:${values.target.dynamo}`,
    command: ["python3", "-m", "dynamo.planner"],
    args: ["--config", JSON.stringify(whole)],
    env: [],
    extra: undefined,
  });
}

interface Control {
  readonly name: string;
  readonly kind: "frontend" | "planner";
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly EnvEntry[];
  readonly extra: JsonObject | undefined;
}

function controlComponent(values: DeployValues, facts: SystemFacts, control: Control): Component {
  const { k8s } = values.options;
  const container = {
    image: control.image,
    imagePullPolicy: "IfNotPresent",
    ...mounts(cacheMounts(k8s)),
    command: control.command,
    args: control.args,
  };
  return withExtra(
    {
      name: control.name,
      kind: control.kind,
      replicas: 1,
      gpus: 0,
      nodes: 1,
      resources: {},
      claims: [],
      ...(k8s.hfTokenSecret === "" ? {} : { envSecret: k8s.hfTokenSecret }),
      sharedEnv: [...etcdEnv(k8s), ...control.env, ...hfHomeEnv(k8s)],
      pod: { ...volumes(cacheVolumes(k8s)), ...placement(k8s, facts, false) },
      container,
      env: [],
    },
    control.extra,
  );
}

function workerComponent(values: DeployValues, role: RoleValues): Component {
  const { k8s } = values.options;
  const generator = backendGenerator(values.backend);
  const transport = transportFacts(k8s.transport);
  const multiNode = role.nodes > 1;
  const gpus = role.gpusPerWorker / role.nodes;
  const engineFiles = generator.readsEngineFile ? engineFileVolumes(k8s) : { volumes: [], mounts: [] };
  const memory =
    role.role === "decode"
      ? (role.facts.decodeSharedMemory ?? role.facts.sharedMemory)
      : role.facts.sharedMemory;
  const container = {
    image: runtimeImage(values),
    workingDir: generator.workingDir,
    imagePullPolicy: "IfNotPresent",
    ...mounts([...cacheMounts(k8s), ...engineFiles.mounts]),
    ...workerCommand(role, values),
    ...(generator.ownProbes ? PROBES : {}),
    ...(transport.privileged
      ? { securityContext: { privileged: true, capabilities: { add: ["IPC_LOCK"] } } }
      : {}),
  };
  return withExtra(
    {
      name: generator.componentNames[role.role],
      kind: role.role === "agg" ? "worker" : role.role,
      replicas: role.workers,
      gpus,
      nodes: role.nodes,
      resources: transport.resource === undefined ? {} : { [transport.resource]: String(gpus) },
      claims: multiNode ? [CHANNEL_CLAIM] : [],
      ...(k8s.hfTokenSecret === "" ? {} : { envSecret: k8s.hfTokenSecret }),
      sharedEnv: [...etcdEnv(k8s), ...(role.role === "decode" ? [] : kvbmEnv(values)), ...hfHomeEnv(k8s)],
      ...compact({ sharedMemory: memory }),
      pod: {
        ...volumes([...cacheVolumes(k8s), ...engineFiles.volumes]),
        ...placement(k8s, role.facts, true),
        ...(multiNode
          ? {
              resourceClaims: [
                { name: CHANNEL_CLAIM, resourceClaimTemplateName: computeDomainClaim(values.name) },
              ],
            }
          : {}),
        ...(transport.privileged ? { hostIPC: true } : {}),
      },
      container,
      // the hardware's values win over the transport's, the user's over both
      env: uniqueEnv(
        [...transport.env, ...role.facts.env],
        [...role.facts.env, ...transport.env],
        k8s.extraEnv,
      ),
    },
    k8s.workerExtraPodSpec,
  );
}

/** Environment in written order (hardware, transport, user), each name once with its strongest value. */
function uniqueEnv(
  weakToStrong: readonly EnvEntry[],
  order: readonly EnvEntry[],
  user: readonly EnvEntry[],
): readonly EnvEntry[] {
  const values = new Map([...weakToStrong, ...user]);
  const names = new Set([...order, ...user].map(([name]) => name));
  return [...names].map((name) => [name, values.get(name) ?? ""] as const);
}

function etcdEnv(k8s: K8sOptions): readonly EnvEntry[] {
  return k8s.etcdEndpoints === undefined ? [] : [["ETCD_ENDPOINTS", k8s.etcdEndpoints]];
}

/** Where the models of the volume lie: an own path, or the path below the mount. */
function hfHomeEnv(k8s: K8sOptions): readonly EnvEntry[] {
  if (k8s.hfHome !== undefined) return [["HF_HOME", k8s.hfHome]];
  if (k8s.pvcName === undefined || k8s.modelPathInPvc === undefined) return [];
  return [["HF_HOME", `${k8s.pvcMountPath.replace(/\/$/, "")}/${k8s.modelPathInPvc.replace(/^\//, "")}`]];
}

/** Offloading of KV blocks: each setting is a variable, `cpu_cache_gb` → `DYN_KVBM_CPU_CACHE_GB`. */
function kvbmEnv({ options: { dyn } }: DeployValues): readonly EnvEntry[] {
  return Object.entries(dyn.kvbmConfig ?? {})
    .filter(([, value]) => value !== null && typeof value !== "object")
    .map(([name, value]) => [`DYN_KVBM_${name.toUpperCase()}`, String(value)]);
}

/** The user's pod fields over ours; `mainContainer` is about the main container. */
function withExtra(component: Component, extra: JsonObject | undefined): Component {
  if (extra === undefined) return component;
  const { mainContainer, ...pod } = extra;
  const merged = { ...component, pod: deepMerge(component.pod, pod) };
  if (!isMapping(mainContainer)) return merged;
  const { env, ...container } = mainContainer;
  return {
    ...merged,
    container: deepMerge(component.container, container),
    env: mergeEnv(component.env, env),
  };
}

function mergeEnv(env: readonly EnvEntry[], more: Json | undefined): readonly EnvEntry[] {
  if (!Array.isArray(more)) return env;
  const entries = new Map(env);
  for (const item of more as readonly Json[]) {
    if (isMapping(item) && typeof item["name"] === "string")
      entries.set(item["name"], String(item["value"] ?? ""));
  }
  return [...entries];
}
