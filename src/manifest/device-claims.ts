import type { Unsure } from "./types.js";
import { child, type Cursor, stringAt } from "./yaml/cursor.js";

/** Devices that no engine computes on, as claims of them are named: networks, and the memory that machines of a rack share. */
const NO_GPU =
  /compute-?domain|imex|channel|mnnvl|nvlink|rdma|roce|infiniband|(?:^|[-_.])(?:ib|nics?|net|network|efa|sriov|cx\d|mlnx|hca|dranet|storage|nvme)\d*(?:[-_.]|$)/i;
/** Parts of a GPU, as claims of them are named. */
const OF_PARTS = /(?:^|[-_.])(?:mig|mps|vgpu|slices?|shared?|time-?slic\w*|\d+g[-_.]?\d+gb)(?:[-_.]|$)/i;

/**
 * A claim of a device (DRA): alone it stands for the GPUs of a pod; beside a number of whole ones (`counted`) it is of
 * something else where it says so, and may else be another GPU, or a part of one.
 */
export function unsureClaim(claim: Cursor, counted: boolean): readonly Unsure[] {
  const said = ["name", "resourceClaimTemplateName", "resourceClaimName"].flatMap(
    (key) => stringAt(child(claim, key)) ?? [],
  );
  const says = (pattern: RegExp): boolean => said.some((word) => pattern.test(word));
  if (counted && says(NO_GPU) && !says(OF_PARTS)) return [];
  const why = counted
    ? "may be another GPU beside those that it asks for, or a part of one"
    : "leaves open which GPU it runs on";
  return [{ name: `resourceClaims: ${said[0] ?? ""}`, why }];
}
