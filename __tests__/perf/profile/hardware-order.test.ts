import { describe, expect, it } from "@jest/globals";
import { groupKeys, ownGroup } from "../../../src/perf/profile/groups.js";
import { keptInOrder, neverRising, orderAround } from "../../../src/perf/profile/hardware-order.js";

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
    neverRising(values, weights).forEach((value, i) => expect(value).toBeCloseTo(become[i]!, 6));
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
      why: "systems of one die, slow memory first, and 16 bits before 8",
      asked: keys("h200_sxm", "fp8"),
      measured: [keys("h100_sxm", "fp8")],
      groups: [
        ["h100_sxm/bf16", "h100_sxm/fp8"],
        ["h200_sxm/bf16", "h200_sxm/fp8"],
      ],
      at: [1, 1],
    },
    {
      why: "a system whose die nobody shares stands with its formats",
      asked: keys("b200_sxm", "bf16"),
      measured: [keys("b300_sxm", "fp8")],
      groups: [["b200_sxm/bf16", "b200_sxm/fp8"]],
      at: [0, 0],
    },
    {
      why: "4 bits have other kernels and stand with their die alone",
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
