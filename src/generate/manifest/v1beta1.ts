import { compact } from "../../domain/compact.js";
import type { JsonObject } from "../options/types.js";
import { type Component, envList, type Graph } from "./component.js";

/** A graph as `nvidia.com/v1beta1`: a list of components with ordinary pod templates. */
export function graphV1beta1(graph: Graph): JsonObject {
  return {
    apiVersion: "nvidia.com/v1beta1",
    kind: "DynamoGraphDeployment",
    metadata: {
      name: graph.name,
      ...compact({ namespace: graph.namespace }),
      ...(Object.keys(graph.annotations).length === 0 ? {} : { annotations: graph.annotations }),
    },
    spec: { backendFramework: graph.backend, components: graph.components.map(componentObject) },
  };
}

function componentObject(component: Component): JsonObject {
  const env = [...component.sharedEnv, ...component.env];
  const limits = {
    ...(component.gpus > 0 ? { "nvidia.com/gpu": String(component.gpus) } : {}),
    ...component.resources,
  };
  const resources = {
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(component.claims.length === 0 ? {} : { claims: component.claims.map((name) => ({ name })) }),
  };
  const { containers: _replaced, ...pod } = component.pod;
  return {
    name: component.name,
    type: component.kind,
    replicas: component.replicas,
    ...(component.nodes > 1 ? { multinode: { nodeCount: component.nodes } } : {}),
    ...compact({ sharedMemorySize: component.sharedMemory }),
    podTemplate: {
      spec: {
        ...pod,
        containers: [
          {
            name: "main",
            ...component.container,
            ...(component.envSecret === undefined
              ? {}
              : { envFrom: [{ secretRef: { name: component.envSecret } }] }),
            ...(env.length === 0 ? {} : { env: envList(env) }),
            ...(Object.keys(resources).length === 0 ? {} : { resources }),
          },
        ],
      },
    },
  };
}
