import type { SystemSpec } from "../system-spec.js";

/** Operations a second of the tensor cores by number format, dense, in 10¹². A format that is not named is not there. */
export type FormatTflops = Readonly<Partial<Record<"bf16" | "int8" | "fp8" | "fp4", number>>>;

/**
 * A system that was never measured, as a short file describes it (`docs/bring-a-gpu.md`). Sizes as data sheets print them;
 * what is left out is the donor's.
 */
export interface SystemDescription {
  readonly name: string;
  /** name of the measured system whose times are scaled */
  readonly like: string;
  /** where the figures come from, for people */
  readonly source?: string;
  readonly memory: {
    /** what an engine can use, GiB */
    readonly gib: number;
    /** 10⁹ bytes a second */
    readonly "gb-per-s": number;
  };
  readonly tflops: FormatTflops;
  /** as CUDA prints it, e.g. 8.9 */
  readonly "compute-capability"?: number;
  readonly links?: {
    readonly "gpus-per-node"?: number;
    /** between two GPUs of a node, one direction, 10⁹ bytes a second */
    readonly "node-gb-per-s"?: number;
    /** between nodes, for each GPU, one direction, 10⁹ bytes a second */
    readonly "network-gb-per-s"?: number;
  };
  /** values of the node label `nvidia.com/gpu.product` */
  readonly products?: readonly string[];
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

function flopsOf({ bf16, int8, fp8, fp4 }: FormatTflops): SystemSpec["gpu"]["tcFlops"] {
  const all = { bfloat16: bf16, int8, fp8, fp4 };
  return Object.fromEntries(
    Object.entries(all).flatMap(([format, tera]) => (tera === undefined ? [] : [[format, tera * 1e12]])),
  );
}
