import { describe, expect, it } from "@jest/globals";
import { groupKeys, ownGroup } from "../../../src/perf/profile/groups.js";
import { GPU_FIGURES, outdoes } from "../../../src/perf/profile/hardware-figures.js";
import { keptInOrder, orderAround } from "../../../src/perf/profile/hardware-order.js";
import { chain, neverRisingAt, partialOrder } from "../../../src/perf/profile/partial-order.js";
import { designOf } from "../../../src/perf/profile/groups.js";
import { openPerfDb } from "../../../src/perf/open.js";
import { findSystem, systemNames } from "../../../src/perf/db/names.js";
import { PERF_DB_ROOT } from "../../support/perf.js";

const keys = (system: string, precision: string, backend: "vllm" | "trtllm" = "vllm"): readonly string[] =>
  groupKeys({ backend, mode: "agg", system, model: "m", precision });

describe("values that must not rise", () => {
  it.each([
    { values: [0.3, 0.1], weights: [1, 1], become: [0.3, 0.1], why: "order holds" },
    { values: [0.1, 0.12], weights: [1, 1], become: [0.1, 0.12], why: "tables of one die err by more" },
    { values: [0, 0.23], weights: [1, 1], become: [0.1, 0.13], why: "both take their mean" },
    { values: [0, 0.43], weights: [30, 10], become: [0.1, 0.13], why: "each by its measurements" },
    { values: [0, 0.43], weights: [30, 1e-9], become: [0, 0.03], why: "nobody measured the faster" },
    { values: [0.5, 0, 0.23], weights: [1, 1, 1], become: [0.5, 0.1, 0.13], why: "no more than must be" },
  ])("$values by $weights: $why", ({ values, weights, become }) => {
    become.forEach((value, at) =>
      expect(neverRisingAt(chain(values.length), values, weights, { at, slack: 0.03 })).toBeCloseTo(value, 6),
    );
  });

  // the first below the second and the third, of which neither is above the other, and the fourth above all
  const diamond = partialOrder(4, (one, other) => one > other && one + other !== 3);
  it.each([
    { values: [0.3, 0.1, 0.2, 0], become: [0.3, 0.1, 0.2, 0], why: "two that have no order need none" },
    { values: [0, 0.23, -0.5, -0.5], become: [0.1, 0.13, -0.5, -0.5], why: "a pair alone is moved" },
    { values: [0.5, 0, 0.1, 0.23], become: [0.5, 0.1, 0.1, 0.13], why: "no more than must be" },
    { values: [0, 0.33, 0.33, 0.36], become: [0.225, 0.255, 0.255, 0.285], why: "all together" },
  ])("$values in a partial order: $why", ({ values, become }) => {
    const found = values.map((_, at) => neverRisingAt(diamond, values, [1, 1, 1, 1], { at, slack: 0.03 }));
    found.forEach((value, i) => expect(value).toBeCloseTo(become[i]!, 4));
  });
});

describe("what data sheets say", () => {
  it("is what the data describe, of every system of a design that shares corrections", async () => {
    const { folders } = await openPerfDb({ root: PERF_DB_ROOT });
    const names = systemNames(folders);
    const shared = names.filter((name) => {
      const { donor } = findSystem(folders, name).system;
      return designOf(donor?.name ?? name) !== (donor?.name ?? name);
    });
    const described = Object.fromEntries(
      shared.map((name) => {
        const { memBw, memCapacity, tcFlops } = findSystem(folders, name).system.gpu;
        const tera = (flops = 0): number => flops / 1e12;
        const { bfloat16, fp8, fp4 } = tcFlops;
        const tflops = { bf16: tera(bfloat16), fp8: tera(fp8), fp4: tera(fp4) };
        return [
          name,
          { memGbPerS: memBw / 1e9, memGib: Math.round((memCapacity / 2 ** 30) * 100) / 100, tflops },
        ];
      }),
    );
    expect(GPU_FIGURES).toEqual(described);
  });

  it.each([
    ["h200_sxm", ["gh200", "h100_sxm", "h100_pcie", "h100_nvl", "h20", "h200_nvl", "h800_sxm"]],
    ["gh200", ["h100_sxm", "h100_pcie", "h100_nvl", "h20", "h800_sxm"]],
    ["h100_sxm", ["h100_pcie"]],
    ["h20", []],
    ["b300_sxm", ["b200_sxm"]],
    ["gb200", ["b200_sxm"]],
    ["gb300", ["b200_sxm", "b300_sxm", "gb200"]],
  ])("%s outdoes %j of its design and no other", (fast, slow) => {
    const design = designOf(fast);
    const ofDesign = Object.keys(GPU_FIGURES).filter((name) =>
      design === "blackwell" ? designOf(name) === design : designOf(name) !== "blackwell",
    );
    expect(ofDesign.filter((name) => outdoes(fast, name)).sort()).toEqual([...slow].sort());
  });
});

describe("the groups that hardware orders", () => {
  const named = (
    asked: readonly string[],
    measured: readonly (readonly string[])[],
  ): { readonly groups: readonly (readonly string[])[]; readonly at: readonly number[] } | undefined => {
    const order = orderAround(asked, measured);
    return (
      order && {
        groups: order.groups.map((row) =>
          row.map((one) => ownGroup(one).replace(/^group:\w+\/agg\/|\/m(?=\/)/g, "")),
        ),
        at: [order.row, order.column],
      }
    );
  };

  it.each([
    {
      why: "systems that outdo one another, and 16 bits before 8",
      asked: keys("h200_sxm", "fp8"),
      measured: [keys("h100_sxm", "fp8")],
      groups: [
        ["h100_sxm/bf16", "h100_sxm/fp8"],
        ["h200_sxm/bf16", "h200_sxm/fp8"],
      ],
      at: [1, 1],
    },
    {
      why: "systems of which each is better at something have no order",
      asked: keys("b300_sxm", "bf16"),
      measured: [keys("gb200", "bf16")],
      groups: [["b300_sxm/bf16", "b300_sxm/fp8"]],
      at: [0, 0],
    },
    {
      why: "another design has other kernels",
      asked: keys("b200_sxm", "bf16"),
      measured: [keys("h200_sxm", "bf16")],
      groups: [["b200_sxm/bf16", "b200_sxm/fp8"]],
      at: [0, 0],
    },
    {
      why: "a system that nobody measured stands between those that were",
      asked: keys("gb200", "fp4"),
      measured: [keys("b200_sxm", "fp4"), keys("gb300", "fp4")],
      groups: [["b200_sxm/fp4"], ["gb200/fp4"], ["gb300/fp4"]],
      at: [1, 0],
    },
    {
      why: "4 bits have other kernels and stand with their design alone",
      asked: keys("h100_sxm", "fp4"),
      measured: [keys("h200_sxm", "fp4"), keys("h200_sxm", "fp8")],
      groups: [["h100_sxm/fp4"], ["h200_sxm/fp4"]],
      at: [0, 0],
    },
    {
      why: "another engine's measurements order nothing",
      asked: keys("h200_sxm", "fp8"),
      measured: [keys("h100_sxm", "fp8", "trtllm")],
      groups: undefined,
      at: undefined,
    },
  ])("$why", ({ asked, measured, groups, at }) => {
    expect(named(asked, measured)).toEqual(groups && { groups, at });
  });

  it("the same pair gets the same answer from either side, formats first and then systems", () => {
    const measured = [keys("h100_sxm", "bf16"), keys("h200_sxm", "fp8")];
    const values = [
      [0, 0.23],
      [0, 0.43],
    ];
    const weights = [
      [10, 10],
      [10, 10],
    ];
    const at = (asked: readonly string[]): number =>
      keptInOrder(orderAround(asked, measured)!, values, weights);
    expect(at(keys("h100_sxm", "bf16"))).toBeCloseTo(0.135, 3);
    expect(at(keys("h200_sxm", "bf16"))).toBeCloseTo(0.165, 3);
    expect(at(keys("h100_sxm", "fp8"))).toBeCloseTo(0.165, 3);
    expect(at(keys("h200_sxm", "fp8"))).toBeCloseTo(0.195, 3);
  });
});
