import { describe, expect, it } from "@jest/globals";
import { searchPayload } from "../../src/explorer/search-payload.js";
import { pointDeployment, pointsOf } from "../../src/explorer/point.js";
import { manifestText } from "../../src/explorer/point-texts.js";
import { bestRow } from "../../src/search/choose.js";
import { recommend } from "../../src/search/load-target.js";
import type { LoadTarget } from "../../src/domain/search-task.js";
import { fakePredictor } from "../support/fake-predictor.js";

const REQUEST = {
  model: "fake/dense",
  system: "h200_sxm",
  backend: "trtllm",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 600, tpotMs: 16.67 },
} as const;

describe("the page of a load", () => {
  it.each<[LoadTarget, string]>([
    [{ requestRate: 3 }, "fewest GPUs for 3 requests a second; "],
    [{ requestRate: 40 }, "fewest GPUs for 40 requests a second; "],
    [{ concurrency: 200 }, "fewest GPUs for 200 requests at once; "],
    [{ concurrency: 200, maxTotalGpus: 64 }, "fewest GPUs for 200 requests at once, at most 64 GPUs; "],
    [{ requestRate: 900, maxTotalGpus: 4 }, "fewest GPUs for 900 requests a second, at most 4 GPUs; "],
  ])("marks and copies what the command answers to %j, and says what was asked", async (load, asked) => {
    const result = await recommend({ predictor: fakePredictor() }, { ...REQUEST, load });
    const best = bestRow(result)!;

    const page = searchPayload(result, { producer: "test" });

    const mark = page.marks.find(({ kind }) => kind === "best")!;
    const points = pointsOf(page);
    const point = points.find(({ set, index }) => set === page.sets[mark.set] && index === mark.point)!;
    expect(pointDeployment(point)).toEqual(best.deployment);
    expect(point.totalGpus).toBe(best.totalGpusUsed);
    expect(manifestText(point, page)).toContain(` on ${best.totalGpusUsed} GPU`);
    expect(page.facts[0]).toMatch(new RegExp(`^${asked}`));
    expect(page.facts[1]).toContain(`GPUs needed: ${best.totalGpusUsed} (`);
    // every point is what the load needs of it, and none is more than may be used
    expect(points.every(({ totalGpus }) => totalGpus <= (load.maxTotalGpus ?? Infinity))).toBe(true);
    const holding = points.filter(({ ttftMs, tpotMs }) => ttftMs <= 600 && tpotMs <= 16.67);
    if (page.fewestGpus) expect(Math.min(...holding.map((one) => one.totalGpus))).toBe(best.totalGpusUsed);
    else expect(page.facts[1]).toMatch(/serves [\d.]+% of the load$/);
  });
});
