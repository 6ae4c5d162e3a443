import { describe, expect, it } from "@jest/globals";
import { judgePoints } from "../../src/explorer/judge.js";
import { foldAlike } from "../../src/explorer/page/alike.js";
import { batchText, pointsOf } from "../../src/explorer/point.js";
import { searchPayload } from "../../src/explorer/search-payload.js";
import { runDefault } from "../../src/search/run-default.js";
import { fakePredictor } from "../support/fake-predictor.js";

describe("rows of the table that differ in the tokens of a step alone", () => {
  it("are one row with their count, the first of them, and no row of another layout or batch goes", async () => {
    const result = await runDefault(
      { predictor: fakePredictor() },
      {
        ...({ model: "fake/dense", totalGpus: 16, system: "h200_sxm", backend: "trtllm" } as const),
        lengths: { isl: 4000, osl: 500, prefix: 0 },
        sla: { ttftMs: 600, tpotMs: 16.67 },
      },
    );
    const points = pointsOf(searchPayload(result, { producer: "test" }));
    const judged = judgePoints(points, { limits: {}, confidence: 0.8 });
    const words = ({ point }: { readonly point: (typeof points)[number] }): string =>
      [point.set.series, point.layout, batchText(point)].join(" ");

    const folded = foldAlike(judged, () => false);

    expect(folded.map(({ row }) => words(row))).toEqual([...new Set(judged.map(words))]);
    expect(folded.reduce((sum, { alike }) => sum + 1 + alike, 0)).toBe(judged.length);
    expect(folded.length).toBeLessThan(judged.length);
    expect(folded[0]!.row.point).toBe(judged[0]!.point);
    expect(foldAlike([], () => false)).toEqual([]);
    // a point with a name keeps its row, wherever it stands
    const named = judged.find(({ point }) => !folded.some(({ row }) => row.point === point))!.point;
    const rows = foldAlike(judged, (point) => point === named);
    expect(rows).toHaveLength(folded.length + 1);
    expect(rows.map(({ row }) => row.point)).toContain(named);
  });
});
