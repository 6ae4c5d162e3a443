import { parse } from "yaml";
import { UserError } from "../../../domain/errors.js";
import type { SystemEntry } from "../index-format.js";

type Section = Readonly<Record<string, unknown>>;

/** Reads one system file; `name` is its file name without extension. Undefined when the file is none. */
export function readSystem(name: string, text: string): SystemEntry | undefined {
  const file = parse(text) as Section | null;
  if (file === null || file["gpu"] === undefined) return undefined;
  const gpu = file["gpu"] as Section;
  const node = file["node"] as Section;
  const misc = file["misc"] as Section;
  const required = (section: Section, key: string): number => {
    const value = section[key];
    if (typeof value !== "number") {
      throw new UserError("io", `system file ${name}.yaml: ${key} is ${String(value)}, expected a number`);
    }
    return value;
  };
  const optional = (section: Section, key: string) => section[key] as number | undefined;
  const tcFlops = Object.fromEntries(
    (["bfloat16", "int8", "fp8", "fp4"] as const)
      .map((dtype) => [dtype, optional(gpu, `${dtype}_tc_flops`)] as const)
      .filter(([, flops]) => flops !== undefined),
  );
  const interRackLatencyS = optional(node, "inter_rack_latency");
  const float32TcFlops = optional(gpu, "float32_tc_flops");
  return {
    name,
    gpu: {
      memBw: required(gpu, "mem_bw"),
      memBwScaling: required(gpu, "mem_bw_empirical_scaling_factor"),
      memConstantLatencyS: required(gpu, "mem_empirical_constant_latency"),
      memCapacity: required(gpu, "mem_capacity"),
      tcFlops,
      smVersion: optional(gpu, "sm_version"),
    },
    node: {
      gpusPerNode: required(node, "num_gpus_per_node"),
      intraNodeBw: required(node, "intra_node_bw"),
      interNodeBw: required(node, "inter_node_bw"),
      gpusPerRack: optional(node, "num_gpus_per_rack"),
      interRackBw: optional(node, "inter_rack_bw"),
      p2pLatencyS: required(node, "p2p_latency"),
    },
    memory: {
      ncclBytes: misc["nccl_mem"] as Record<string, number>,
      otherBytes: required(misc, "other_mem"),
    },
    ncclVersion: misc["nccl_version"] as string | undefined,
    onecclVersion: misc["oneccl_version"] as string | undefined,
    unused: {
      powerW: required(gpu, "power"),
      pcieBw: required(node, "pcie_bw"),
      ...(interRackLatencyS === undefined ? {} : { interRackLatencyS }),
      ...(float32TcFlops === undefined ? {} : { float32TcFlops }),
    },
  };
}
