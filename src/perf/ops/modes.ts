import type { SystemSpec } from "../system-spec.js";
import { BeyondHardwareError } from "../no-data.js";

/** Number format of a tensor core: the entry of the system file that gives its FLOPS. */
export type ComputeType = "bfloat16" | "int8" | "fp8" | "fp4";

/** Bytes per element and the compute format of a quantization mode (`docs/method/performance.md` 2.2). */
export interface Mode {
  readonly bytes: number;
  readonly compute: ComputeType;
}

const GEMM_MODES: Readonly<Record<string, Mode>> = {
  bfloat16: { bytes: 2, compute: "bfloat16" },
  int8_wo: { bytes: 1, compute: "bfloat16" },
  int4_wo: { bytes: 0.5, compute: "bfloat16" },
  fp8: { bytes: 1, compute: "fp8" },
  fp8_static: { bytes: 1, compute: "fp8" },
  fp8_block: { bytes: 1, compute: "fp8" },
  fp8_ootb: { bytes: 1, compute: "fp8" },
  sq: { bytes: 1, compute: "int8" },
  nvfp4: { bytes: 0.5625, compute: "fp4" },
  nvfp4_wo: { bytes: 0.5625, compute: "bfloat16" },
  w4a16_nvfp4: { bytes: 0.5625, compute: "bfloat16" },
};

const MOE_MODES: Readonly<Record<string, Mode>> = {
  bfloat16: { bytes: 2, compute: "bfloat16" },
  fp8: { bytes: 1, compute: "fp8" },
  fp8_block: { bytes: 1, compute: "fp8" },
  int4_wo: { bytes: 0.5, compute: "bfloat16" },
  nvfp4: { bytes: 0.5625, compute: "fp4" },
  nvfp4_wo: { bytes: 0.5625, compute: "bfloat16" },
  w4a16_nvfp4: { bytes: 0.5625, compute: "bfloat16" },
  w4afp8: { bytes: 0.5, compute: "fp8" },
  w4a16_mxfp4: { bytes: 0.5, compute: "bfloat16" },
  w4a8_mxfp4_mxfp8: { bytes: 0.5, compute: "fp8" },
  w4a8_mxfp4_mxfp8_trtllm: { bytes: 0.5, compute: "fp8" },
  w4a16_mxfp4_cutlass: { bytes: 0.5, compute: "bfloat16" },
  w4a16_mxfp4_humming: { bytes: 0.5, compute: "bfloat16" },
};

const FMHA_MODES: Readonly<Record<string, Mode>> = {
  bfloat16: { bytes: 2, compute: "bfloat16" },
  float16: { bytes: 2, compute: "bfloat16" },
  fp8: { bytes: 1, compute: "fp8" },
  fp8_block: { bytes: 1, compute: "fp8" },
};

const KV_MODES: Readonly<Record<string, Mode>> = {
  bfloat16: { bytes: 2, compute: "bfloat16" },
  int8: { bytes: 1, compute: "int8" },
  fp8: { bytes: 1, compute: "fp8" },
};

const COMM_MODES: Readonly<Record<string, Mode>> = {
  half: { bytes: 2, compute: "bfloat16" },
  int8: { bytes: 1, compute: "int8" },
  fp8: { bytes: 1, compute: "fp8" },
};

/** Every mode of an operator kind, by name. */
export const MODES = {
  gemm: GEMM_MODES,
  moe: MOE_MODES,
  fmha: FMHA_MODES,
  kvcache: KV_MODES,
  comm: COMM_MODES,
} as const;

export type ModeKind = keyof typeof MODES;

/** Description of a mode. Names are checked where they enter (`model/quant.ts`), so an unknown one is a defect. */
export function modeOf(kind: ModeKind, name: string): Mode {
  const mode = MODES[kind][name];
  if (mode === undefined) throw new Error(`unknown ${kind} mode ${name}`);
  return mode;
}

/** Bytes per element of a mode. */
export function modeBytes(kind: ModeKind, name: string): number {
  return modeOf(kind, name).bytes;
}

/** FLOPS of a compute format; throws {@link BeyondHardwareError} where the hardware has none. */
export function computeFlops(system: SystemSpec, compute: ComputeType): number {
  const flops = system.gpu.tcFlops[compute];
  if (flops === undefined || !(flops > 0))
    throw new BeyondHardwareError(`${system.name} has no ${compute} tensor cores`);
  return flops;
}

/** FLOPS that a mode computes with. */
export function modeFlops(system: SystemSpec, kind: ModeKind, name: string): number {
  return computeFlops(system, modeOf(kind, name).compute);
}

/** FLOPS of attention over the cache while decoding: fp8 only with an fp8 cache on hardware that has it. */
export function decodeAttentionFlops(system: SystemSpec, kvcache: string): number {
  const fp8 = kvcache === "fp8" && (system.gpu.smVersion ?? 0) >= 89;
  return computeFlops(system, fp8 ? "fp8" : "bfloat16");
}

/** Relative compute rate of a mode: 1 for bf16, 2 for 8 bits, 4 for fp4. */
export function computeFactor(mode: Mode): number {
  return mode.compute === "fp4" ? 4 : mode.compute === "bfloat16" ? 1 : 2;
}
