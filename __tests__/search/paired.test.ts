import { describe, expect, it } from "@jest/globals";
import { SINGLE_GPU, type Deployment } from "../../src/domain/deployment.js";
import type { Interval } from "../../src/domain/prediction.js";
import { chanceLess, ratioWidth } from "../../src/search/paired.js";

const at = (tp: number, batchSize: number, band: Interval | undefined = [50, 200]) => ({
  deployment: {
    mode: "agg",
    backend: "vllm",
    pools: [{ role: "agg", parallelism: { ...SINGLE_GPU, tp }, batchSize }],
  } as unknown as Deployment,
  tokensPerSecPerGpu: 100,
  band,
});
const PAIRED = { sameLayout: 0.5, sameGroup: 0.9 };

describe("how sure a ratio is", () => {
  it.each([
    ["one layout at two loads", at(2, 8), at(2, 64), 0.5 * Math.log(2)],
    ["two layouts of one group", at(2, 8), at(4, 8), 0.9 * Math.log(2)],
    ["the mean of two widths", at(2, 8), at(2, 8, [25, 400]), 0.5 * 1.5 * Math.log(2)],
  ])("%s", (_name, a, b, width) => expect(ratioWidth(a, b, PAIRED)).toBeCloseTo(width, 12));

  it("is not known without a band or without paired errors", () => {
    expect(ratioWidth(at(2, 8), { ...at(2, 8), band: undefined }, PAIRED)).toBeUndefined();
    expect(ratioWidth(at(2, 8), at(2, 8), undefined)).toBeUndefined();
  });

  it("gives even odds to no difference and grows surer with the difference", () => {
    expect(chanceLess(1, 0.3)).toBeCloseTo(0.5, 9);
    expect(chanceLess(0.9, 0.3)).toBeLessThan(chanceLess(0.7, 0.3));
    expect(chanceLess(Math.exp(-0.3), 0.3)).toBeCloseTo(0.9, 6);
  });
});
