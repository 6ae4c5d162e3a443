import { describe, expect, it } from "@jest/globals";
import {
  change,
  chance,
  checkedMs,
  dollars,
  latencyMs,
  list,
  number,
  percent,
  plural,
  rate,
  signed,
  stated,
} from "../../src/report/format.js";
import { costPerMillionTokens } from "../../src/report/cost.js";
import { PROPOSED } from "../support/examples.js";

describe("numbers", () => {
  it.each([
    [number(1234567), "1,234,567"],
    [number(-1234.56, 1), "−1,234.6"],
    [number(-0.2), "0"],
    [number(NaN), ""],
    [signed(5.4), "+5"],
    [signed(0.2), "0"],
    [signed(-0.04, 1), "0.0"],
    [rate(9.94), "9.9"],
    [rate(9.96), "10"],
    [rate(1675.4), "1,675"],
    [latencyMs("ttft", 593.4), "593\u00a0ms"],
    [latencyMs("ttft", 1234.6), "1,235\u00a0ms"],
    [latencyMs("tpot", 15.234), "15.2\u00a0ms"],
    [latencyMs("tpot", 0.456), "0.46\u00a0ms"],
    [stated(16.67), "16.67"],
    [stated(1000), "1,000"],
    [stated(0.5), "0.5"],
    [change(1.281), "+28%"],
    [change(0.986), "−1%"],
    [change(1.004), "same"],
    [change(0.996), "same"],
    [change(10.2), "×10"],
    [change(Infinity), ""],
    [percent(-0.2), "20%"],
    [chance(0.51), "51%"],
    [chance(0.001), "<1%"],
    [chance(0.999), ">99%"],
    [dollars(1.141), "\\$1.14"],
    [dollars(0.0456), "\\$0.046"],
    [dollars(1234), "\\$1,234"],
    [plural(1, "edit"), "1 edit"],
    [plural(2, "edit"), "2 edits"],
    [list(["a", "b", "c"]), "a, b and c"],
    [list(["a"]), "a"],
  ])("%s", (shown, expected) => {
    expect(shown).toBe(expected);
  });

  it.each([
    [600.3, 600, "600.3\u00a0ms"],
    [600.04, 600, "600.04\u00a0ms"],
    [600, 600, "600\u00a0ms"],
    [599.9, 600, "600\u00a0ms"],
  ])("%d against %d never looks equal when it breaks", (value, limitMs, shown) => {
    expect(latencyMs("ttft", value, limitMs)).toBe(shown);
  });

  it("says a queue without end", () => {
    expect(checkedMs({ metric: "ttft", valueMs: 400, limitMs: 600, holds: false })).toBe("∞");
  });

  it("costs what the GPUs cost", () => {
    // 2.50 dollars / 3600 s / 608.9 tokens/s
    expect(costPerMillionTokens(PROPOSED, 2.5)).toBeCloseTo(1.1405, 4);
  });
});
