import type { Backend, Deployment, Role } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import { roleName } from "../manifest/edits/names.js";
import { buildValues } from "./build-values.js";
import { buildGraph } from "./manifest/graph.js";
import { graphV1alpha1 } from "./manifest/v1alpha1.js";
import { graphV1beta1 } from "./manifest/v1beta1.js";
import { deepMerge } from "./merge.js";
import type { GenerateOptions, Json, JsonObject } from "./options/types.js";
import { isMapping } from "./options/values.js";
import type { GenerateTask } from "./task.js";
import { yamlText } from "./yaml-text.js";

/** The manifest that a new one is made from. */
export interface KeptManifest {
  /** the DynamoGraphDeployment as plain data, aliases resolved */
  readonly document: JsonObject;
  /** its engine workers */
  readonly workers: readonly { readonly role: Role; readonly component: string }[];
  /** its engine; with another one its images do not stay */
  readonly backend: Backend;
  /** Dynamo version of its images, when they tell it; decides the names of flags */
  readonly dynamoVersion?: string;
  /** engine files that its workers name and nobody could read: the header says that their settings are not here */
  readonly unseenFiles?: readonly string[];
}

/** Fields of a worker that follow from the deployment and therefore never stay. */
const SIZED = ["replicas", "multinode", "componentType", "subComponentType", "type", "name", "resources"];
const PLACEMENT = ["nodeSelector", "affinity", "tolerations"];

/**
 * A whole new DynamoGraphDeployment with new workers and the old one's name, namespace, labels, other components, images,
 * volumes, environment, placement and secrets. For cases in which the old text cannot be edited: another engine, an engine
 * file that is not in the file. Comments of the old file are lost, engine settings that the generator does not write too.
 * @throws UserError `infeasible`: a worker whose engine runs beside a Dynamo sidecar, or what {@link buildValues} refuses
 */
export function manifestFrom(
  kept: KeptManifest,
  deployment: Deployment,
  task: GenerateTask,
  options: GenerateOptions,
): string {
  const { document } = kept;
  const spec = mappingOf(document["spec"]);
  const alpha = document["apiVersion"] === "nvidia.com/v1alpha1";
  const values = buildValues(deployment, task, {
    ...options,
    ...(options.dynamoVersion === undefined && kept.dynamoVersion !== undefined
      ? { dynamoVersion: kept.dynamoVersion }
      : {}),
    service: { ...options.service, includeFrontend: false },
  });
  const graph = buildGraph(values);
  const fresh = alpha ? graphV1alpha1(graph) : graphV1beta1(graph);
  const written = components(mappingOf(fresh["spec"]), alpha);
  const sameEngine = kept.backend === deployment.backend;
  const old = components(spec, alpha);
  refuseSidecars(kept, old);
  const made = written.map(([generatedName, component], index) => {
    const role = deployment.pools[index]?.role ?? "agg";
    const model = kept.workers.find((worker) => worker.role === role) ?? kept.workers[0];
    const name =
      model === undefined
        ? generatedName
        : model.role === role
          ? model.component
          : roleName(model.component, role);
    return [
      name,
      keepOld(component, old.find(([oldName]) => oldName === model?.component)?.[1] ?? {}, {
        alpha,
        sameEngine,
      }),
    ] as const;
  });
  const others = old.filter(([name]) => !kept.workers.some((worker) => worker.component === name));
  const all = [...others, ...made];
  const metadata = mappingOf(document["metadata"]);
  return yamlText(
    {
      apiVersion: document["apiVersion"] ?? values.target.apiVersion,
      kind: "DynamoGraphDeployment",
      metadata: { ...metadata, annotations: { ...graph.annotations, ...mappingOf(metadata["annotations"]) } },
      spec: {
        ...spec,
        backendFramework: deployment.backend,
        ...(alpha
          ? { services: Object.fromEntries(all) }
          : { components: all.map(([name, component]) => ({ ...component, name })) }),
      },
    },
    {
      header: [
        "Made anew with the names, images, volumes, environment and placement of the manifest before it",
        ...(kept.unseenFiles ?? []).map(
          (file) =>
            `Settings of ${JSON.stringify(file)}, which is not in the old manifest, are not carried over`,
        ),
      ],
    },
  );
}

/** An engine in an init container that never ends is started elsewhere than we write. */
function refuseSidecars(kept: KeptManifest, old: readonly (readonly [string, JsonObject])[]): void {
  for (const [name, component] of old) {
    const pod = mappingOf(component["extraPodSpec"] ?? mappingOf(component["podTemplate"])["spec"]);
    const engineBeside = listOf(pod["initContainers"]).some(
      (container) => container["restartPolicy"] === "Always",
    );
    if (engineBeside && kept.workers.some((worker) => worker.component === name)) {
      throw new UserError(
        "infeasible",
        `${name} runs its engine beside a Dynamo sidecar; such a worker cannot be written anew`,
      );
    }
  }
}

/** Name and content of every component, whichever shape holds them. */
function components(spec: JsonObject, alpha: boolean): readonly (readonly [string, JsonObject])[] {
  if (alpha)
    return Object.entries(mappingOf(spec["services"])).map(
      ([name, service]) => [name, mappingOf(service)] as const,
    );
  const list = spec["components"];
  return Array.isArray(list)
    ? list.map((item: Json) => [String(mappingOf(item)["name"] ?? ""), mappingOf(item)] as const)
    : [];
}

/** The new component with everything of the old one that does not follow from sizes, role or engine command. */
function keepOld(fresh: JsonObject, old: JsonObject, form: Form): JsonObject {
  const { alpha } = form;
  const [podKey, oldPod] = alpha
    ? (["extraPodSpec", mappingOf(old["extraPodSpec"])] as const)
    : (["podTemplate", mappingOf(mappingOf(old["podTemplate"])["spec"])] as const);
  const freshPod = alpha
    ? mappingOf(fresh["extraPodSpec"])
    : mappingOf(mappingOf(fresh["podTemplate"])["spec"]);
  const pod = mergePods(freshPod, oldPod, form);
  const kept = without(old, [...SIZED, podKey]);
  const resources = deepMerge(withoutGpus(mappingOf(old["resources"])), mappingOf(fresh["resources"]));
  const merged = {
    ...deepMerge(without(fresh, [podKey]), kept),
    ...(Object.keys(resources).length === 0 ? {} : { resources }),
  };
  return {
    ...merged,
    [podKey]: alpha ? pod : { ...without(mappingOf(old["podTemplate"]), ["spec"]), spec: pod },
  };
}

interface Form {
  readonly alpha: boolean;
  readonly sameEngine: boolean;
}

function mergePods(fresh: JsonObject, old: JsonObject, { alpha, sameEngine }: Form): JsonObject {
  const placed = PLACEMENT.some((field) => old[field] !== undefined);
  const containerKeys = ["mainContainer", "containers"];
  const pod = deepMerge(
    without(fresh, [...containerKeys, ...(placed ? PLACEMENT : [])]),
    withoutOwnVolumes(without(old, containerKeys), fresh),
  );
  if (alpha)
    return {
      ...pod,
      mainContainer: mergeContainers(
        mappingOf(fresh["mainContainer"]),
        mappingOf(old["mainContainer"]),
        sameEngine,
      ),
    };
  const sidecars = listOf(old["containers"]).filter((container) => container["name"] !== "main");
  const main = (list: Json | undefined): JsonObject =>
    listOf(list).find((container) => container["name"] === "main") ?? {};
  return {
    ...pod,
    containers: [
      mergeContainers(main(fresh["containers"]), main(old["containers"]), sameEngine),
      ...sidecars,
    ],
  };
}

/** The old container with the new command, GPUs, and what the new command needs. */
function mergeContainers(fresh: JsonObject, old: JsonObject, sameEngine: boolean): JsonObject {
  const { resources: oldResources, ...rest } = without(old, [
    "command",
    "args",
    ...(sameEngine ? [] : ["image", "workingDir"]),
  ]);
  const merged = deepMerge(fresh, withoutOwnMounts(rest, fresh));
  const resources = deepMerge(withoutGpus(mappingOf(oldResources)), mappingOf(fresh["resources"]));
  return Object.keys(resources).length === 0 ? merged : { ...merged, resources };
}

/** Old volumes but those whose names the new engine files need. */
function withoutOwnVolumes(old: JsonObject, fresh: JsonObject): JsonObject {
  const own = listOf(fresh["volumes"]).map((volume) => volume["name"]);
  return old["volumes"] === undefined
    ? old
    : { ...old, volumes: listOf(old["volumes"]).filter((volume) => !own.includes(volume["name"])) };
}

/** Old mounts but those at places that the new engine files need. */
function withoutOwnMounts(old: JsonObject, fresh: JsonObject): JsonObject {
  const own = listOf(fresh["volumeMounts"]);
  const taken = (mount: JsonObject): boolean =>
    own.some((one) => one["mountPath"] === mount["mountPath"] || one["name"] === mount["name"]);
  return old["volumeMounts"] === undefined
    ? old
    : { ...old, volumeMounts: listOf(old["volumeMounts"]).filter((mount) => !taken(mount)) };
}

function withoutGpus(resources: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).map(([kind, amounts]) => [
      kind,
      isMapping(amounts) ? without(amounts, ["nvidia.com/gpu", "gpu"]) : amounts,
    ]),
  );
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((item: Json): item is JsonObject => isMapping(item)) : [];
}

function mappingOf(value: Json | undefined): JsonObject {
  return isMapping(value) ? value : {};
}

function without(mapping: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => !keys.includes(key)));
}
