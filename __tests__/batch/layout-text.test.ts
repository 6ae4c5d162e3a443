import { describe, expect, it } from "@jest/globals";
import { layoutKeys } from "../../src/batch/layout-text.js";
import { cpuMs } from "../support/cpu.js";

const DEP4 = { tp: 1, dp: 4, moe_ep: 4 };
const of = (role: string, sizes: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(sizes).map(([key, value]) => [`${role}_${key}`, value]));

describe("layouts as benchmarks write them", () => {
  it.each<readonly [string, Readonly<Record<string, number>>]>([
    ["tp8", { tp: 8 }],
    ["TP8", { tp: 8 }],
    ["tp8_ep8", { tp: 8, moe_ep: 8 }],
    ["tp8ep8", { tp: 8, moe_ep: 8 }],
    ["tp4/pp2", { tp: 4, pp: 2 }],
    ["tp8_0_ep8_0", { tp: 8, moe_ep: 8 }],
    ["tp8.0 ep1.0", { tp: 8, moe_ep: 1 }],
    ["tp2_epnone", { tp: 2 }],
    ["tp1_dp8_moe_tp8", { tp: 1, dp: 8, moe_tp: 8 }],
    ["dep4", DEP4],
    ["tep8", { tp: 8, moe_ep: 8 }],
    ["dtp4", { tp: 1, dp: 4, moe_tp: 4 }],
    ["2p1d", { prefill_num_workers: 2, decode_num_workers: 1 }],
    ["2p1d_tp8", { prefill_num_workers: 2, decode_num_workers: 1, tp: 8 }],
    [
      "1p_dep4_2d_tp8",
      { prefill_num_workers: 1, ...of("prefill", DEP4), decode_num_workers: 2, decode_tp: 8 },
    ],
    ["prefill:tp4 decode:dep4", { prefill_tp: 4, ...of("decode", DEP4) }],
    [
      "ctx1_tp4_gen4_dep4",
      { prefill_num_workers: 1, prefill_tp: 4, decode_num_workers: 4, ...of("decode", DEP4) },
    ],
  ])("%s", (text, keys) => {
    expect(layoutKeys(text)).toEqual(keys);
  });

  it.each(["banana", "tp8_banana", "8", "tp", "tp8tp", "tp=4, moe-ep"])(
    "%s is refused with the place",
    (text) => {
      expect(() => layoutKeys(text)).toThrow(/^layout '.*' cannot be read from '.*' on; write tp8/);
    },
  );

  it("a hostile layout is refused in linear time", () => {
    const hostile = `${"1".repeat(400_000)}p${"_".repeat(400_000)}x`;
    expect(cpuMs(() => expect(() => layoutKeys(hostile)).toThrow("cannot be read"))).toBeLessThan(10_000);
  });
});
