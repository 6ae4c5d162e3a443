import { neverMeasured } from "../domain/never-measured.js";

/** A system file: see `spec` of the reference data, units as there (bytes, bytes/s, FLOPS). */
export interface SystemSpec {
  readonly name: string;
  /** the file that describes it, as it was given; absent for those that ship */
  readonly file?: string;
  readonly gpu: {
    readonly memBw: number;
    readonly memBwScaling: number;
    readonly memConstantLatencyS: number;
    readonly memCapacity: number;
    /** by compute dtype: bfloat16, int8, fp8, fp4 */
    readonly tcFlops: Readonly<Partial<Record<"bfloat16" | "int8" | "fp8" | "fp4", number>>>;
    readonly smVersion: number | undefined;
  };
  readonly node: {
    readonly gpusPerNode: number;
    readonly intraNodeBw: number;
    readonly interNodeBw: number;
    readonly gpusPerRack: number | undefined;
    readonly interRackBw: number | undefined;
    readonly p2pLatencyS: number;
  };
  readonly memory: { readonly ncclBytes: Readonly<Record<string, number>>; readonly otherBytes: number };
  /** the measured system whose operator times are scaled to this one; absent: this one was measured itself */
  readonly donor?: SystemSpec;
  readonly ncclVersion: string | undefined;
  readonly onecclVersion: string | undefined;
}

/** The system whose tables answer for one: its donor where it was never measured, else itself. */
export function measuredSystem(system: SystemSpec): SystemSpec {
  return system.donor ?? system;
}

/** What every answer on a system that was never measured has to say. */
export function scaledBasis({ name, donor }: SystemSpec): string | undefined {
  return donor === undefined ? undefined : neverMeasured(name, donor.name);
}

/** The donor of a system that was never measured, and how far that is extrapolated. */
export interface ScaledFrom {
  readonly system: string;
  /** largest difference of bandwidth and of arithmetic, as a natural logarithm */
  readonly distance: number;
  /** GPUs of a node talk over PCIe, whose speed is the host's rather than the GPU's */
  readonly overPcie: boolean;
}

/** Fastest PCIe that GPUs have, bytes a second in one direction (generation 5, 16 lanes). */
const PCIE_BW = 64e9;

/** How a system is scaled; undefined where it was measured. */
export function scaledFrom({ gpu, node, donor }: SystemSpec): ScaledFrom | undefined {
  if (donor === undefined) return undefined;
  const distance = (a: number | undefined, b: number | undefined): number =>
    a === undefined || b === undefined ? 0 : Math.abs(Math.log(a / b));
  return {
    system: donor.name,
    distance: Math.max(
      distance(gpu.memBw, donor.gpu.memBw),
      distance(gpu.tcFlops.bfloat16, donor.gpu.tcFlops.bfloat16),
    ),
    overPcie: node.intraNodeBw <= PCIE_BW,
  };
}
