import type { JsonObject } from "../options/types.js";

/** Name of the claim template that a deployment's NVLink domain offers to its pods. */
export function computeDomainClaim(name: string): string {
  return `${name}-compute-domain-channel`;
}

/** The NVLink domain of workers that span machines. `numNodes: 0` lets the driver follow the pods. */
export function computeDomain(name: string, namespace: string | undefined): JsonObject {
  return {
    apiVersion: "resource.nvidia.com/v1beta1",
    kind: "ComputeDomain",
    metadata: { name: `${name}-compute-domain`, ...(namespace === undefined ? {} : { namespace }) },
    spec: { numNodes: 0, channel: { resourceClaimTemplate: { name: computeDomainClaim(name) } } },
  };
}
