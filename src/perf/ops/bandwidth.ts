import type { SystemSpec } from "../system-spec.js";

/** Bytes per second between two of `gpus` GPUs: within the node, within the rack, or across racks. */
export function p2pBandwidth(system: SystemSpec, gpus: number): number {
  const { gpusPerNode, gpusPerRack, intraNodeBw, interNodeBw, interRackBw } = system.node;
  if (gpus <= gpusPerNode) return intraNodeBw;
  return gpus <= (gpusPerRack ?? Infinity) ? interNodeBw : (interRackBw ?? interNodeBw);
}
