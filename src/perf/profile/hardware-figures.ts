import { designOf } from "./groups.js";

/** What a GPU's data sheet says of everything that decides a figure but its links, which the operators know. */
export interface GpuFigures {
  readonly memGbPerS: number;
  readonly memGib: number;
  /** dense TFLOPS of the formats that engines compute in; 0 where the GPU has none */
  readonly tflops: { readonly bf16: number; readonly fp8: number; readonly fp4: number };
}

/** GPUs of designs of which several were measured, as `perf-db` describes them (held by `hardware-order.test.ts`). */
export const GPU_FIGURES: Readonly<Record<string, GpuFigures>> = {
  h100_pcie: hopper(2000, 80, 756.5, 1513),
  h100_sxm: hopper(3350, 80, 989, 1978),
  h100_nvl: hopper(3900, 93.58, 835.5, 1670.5),
  h800_sxm: hopper(3350, 80, 989, 1978),
  h20: hopper(4000, 95.58, 148, 296),
  gh200: hopper(4000, 95.58, 989, 1978),
  h200_nvl: hopper(4800, 141, 835.5, 1670.5),
  h200_sxm: hopper(4800, 141, 989, 1978),
  b200_sxm: { memGbPerS: 7700, memGib: 180, tflops: { bf16: 2250, fp8: 4500, fp4: 9000 } },
  b300_sxm: { memGbPerS: 7750, memGib: 268.59, tflops: { bf16: 2250, fp8: 4500, fp4: 14000 } },
  gb200: { memGbPerS: 8000, memGib: 185.03, tflops: { bf16: 2500, fp8: 5000, fp4: 10000 } },
  gb300: { memGbPerS: 8000, memGib: 277.55, tflops: { bf16: 2500, fp8: 5000, fp4: 15000 } },
};

function hopper(memGbPerS: number, memGib: number, bf16: number, fp8: number): GpuFigures {
  return { memGbPerS, memGib, tflops: { bf16, fp8, fp4: 0 } };
}

/** Those of some measured systems that a system outdoes among GPUs of its own design. */
export function outdoneSystems(system: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => designOf(name) === designOf(system) && outdoes(system, name));
}

/** Whether one GPU has at least the other's figure everywhere and more somewhere; a name that nobody knows is no faster and no slower. */
export function outdoes(fast: string, slow: string): boolean {
  const [one, other] = [fast, slow].map((name) => GPU_FIGURES[name] && list(GPU_FIGURES[name]));
  if (one === undefined || other === undefined) return false;
  return one.every((figure, i) => figure >= other[i]!) && one.some((figure, i) => figure > other[i]!);
}

function list({ memGbPerS, memGib, tflops }: GpuFigures): readonly number[] {
  return [memGbPerS, memGib, tflops.bf16, tflops.fp8, tflops.fp4];
}
