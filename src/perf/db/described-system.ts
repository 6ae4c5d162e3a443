import { compact } from "../../domain/compact.js";
import type { FilePosition } from "../../domain/location.js";
import type { FromSchema } from "../../domain/json-schema.js";
import type { SYSTEM_SCHEMA } from "./described-schema.js";
import type { SystemSpec } from "../system-spec.js";

/**
 * A system that was never measured, as a short file describes it (`docs/bring-a-gpu.md`). Sizes as data sheets print them;
 * what is left out is the donor's.
 */
export interface SystemDescription extends FromSchema<typeof SYSTEM_SCHEMA> {
  /** where it was read, for messages; absent for those that ship */
  readonly origin?: {
    readonly file: string;
    readonly name: FilePosition;
    readonly like: FilePosition;
    readonly "compute-capability"?: FilePosition;
  };
}

const GIB = 1024 ** 3;

/** The system of a description, over the donor's constants of kernels, buffers and libraries. */
export function describedSystem(description: SystemDescription, donor: SystemSpec): SystemSpec {
  const { name, memory, tflops, links = {}, "compute-capability": capability } = description;
  const { interRackBw, gpusPerRack, interNodeBw, intraNodeBw, gpusPerNode, p2pLatencyS } = donor.node;
  const ownNode = links["gpus-per-node"] !== undefined || links["network-gb-per-s"] !== undefined;
  const giga = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : value * 1e9;
  return {
    ...donor,
    name,
    ...compact({ file: description.origin?.file }),
    donor,
    gpu: {
      ...donor.gpu,
      memBw: memory["gb-per-s"] * 1e9,
      memCapacity: Math.round(memory.gib * GIB),
      tcFlops: flopsOf(tflops),
      smVersion: capability === undefined ? donor.gpu.smVersion : Math.round(capability * 10),
    },
    node: {
      gpusPerNode: links["gpus-per-node"] ?? gpusPerNode,
      intraNodeBw: giga(links["node-gb-per-s"]) ?? intraNodeBw,
      interNodeBw: giga(links["network-gb-per-s"]) ?? interNodeBw,
      // a rack is the donor's own way to join nodes
      gpusPerRack: ownNode ? undefined : gpusPerRack,
      interRackBw: ownNode ? undefined : interRackBw,
      p2pLatencyS,
    },
  };
}

function flopsOf({ bf16, int8, fp8, fp4 }: SystemDescription["tflops"]): SystemSpec["gpu"]["tcFlops"] {
  const all = { bfloat16: bf16, int8, fp8, fp4 };
  return Object.fromEntries(
    Object.entries(all).flatMap(([format, tera]) => (tera === undefined ? [] : [[format, tera * 1e12]])),
  );
}
