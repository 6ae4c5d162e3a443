import { compact } from "../../src/domain/compact.js";
import type { SystemDescription } from "../../src/perf/db/described-system.js";
import type { DataFolder } from "../../src/perf/db/folder.js";
import { createPredictor, type PricedPredictor } from "../../src/perf/predictor.js";
import type { SystemSpec } from "../../src/perf/system-spec.js";

/** Every measured system and the measured one that is most like it. */
export const NEIGHBOURS: readonly (readonly [target: string, donor: string])[] = [
  ["h100_sxm", "h200_sxm"],
  ["h200_sxm", "h100_sxm"],
  ["b200_sxm", "b300_sxm"],
  ["b300_sxm", "b200_sxm"],
  ["gb200", "gb300"],
  ["gb300", "gb200"],
  ["a100_sxm", "h100_sxm"],
  ["l40s", "rtx_pro_6000_server"],
  ["rtx_pro_6000_server", "l40s"],
  ["b60", "l40s"],
];

/** The name that a system goes by when it is scaled from another. */
export function scaledName(target: string, donor: string): string {
  return `${target}-like-${donor}`;
}

/** The description of a measured system as its own file has it, scaled from another. */
export function describedAs(spec: SystemSpec, name: string, like: string): SystemDescription {
  const { gpu, node } = spec;
  const { bfloat16 = 0, int8, fp8, fp4 } = gpu.tcFlops;
  const tera = (flops: number | undefined): number | undefined => flops && flops / 1e12;
  return {
    name,
    like,
    memory: { gib: gpu.memCapacity / 1024 ** 3, "gb-per-s": gpu.memBw / 1e9 },
    tflops: compact({ bf16: bfloat16 / 1e12, int8: tera(int8), fp8: tera(fp8), fp4: tera(fp4) }),
    // GPUs of other makers have none
    ...compact({ "compute-capability": gpu.smVersion && gpu.smVersion / 10 }),
    links: {
      "gpus-per-node": node.gpusPerNode,
      "node-gb-per-s": node.intraNodeBw / 1e9,
      "network-gb-per-s": node.interNodeBw / 1e9,
    },
  };
}

/** A predictor that also knows every measured system as its neighbour's times scaled, by {@link scaledName}. */
export function neighbourPredictor(folder: DataFolder): PricedPredictor {
  const described = NEIGHBOURS.map(([target, donor]) =>
    describedAs(folder.index.systems[target]!, scaledName(target, donor), donor),
  );
  const byName = Object.fromEntries(described.map((one) => [one.name, one]));
  return createPredictor([{ ...folder, described: () => byName }]);
}
