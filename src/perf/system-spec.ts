/** A system file: see `spec` of the reference data, units as there (bytes, bytes/s, FLOPS). */
export interface SystemSpec {
  readonly name: string;
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
  return donor === undefined
    ? undefined
    : `${name} was never measured: operator times are those of ${donor.name}, scaled by the ratio of rooflines`;
}
