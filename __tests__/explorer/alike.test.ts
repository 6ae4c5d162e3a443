import { describe, expect, it } from "@jest/globals";
import { judgePoints, type JudgedPoint } from "../../src/explorer/judge.js";
import { foldAlike } from "../../src/explorer/page/alike.js";
import { batchText, pointsOf } from "../../src/explorer/point.js";
import { searchPayload } from "../../src/explorer/search-payload.js";
import { runDefault } from "../../src/search/run-default.js";
import { fakePredictor } from "../support/fake-predictor.js";

const words = ({ point }: JudgedPoint): string =>
  [point.set.series, point.layout, batchText(point)].join(" ");

async function judgedPoints(): Promise<readonly JudgedPoint[]> {
  const result = await runDefault(
    { predictor: fakePredictor() },
    {
      ...({ model: "fake/dense", totalGpus: 16, system: "h200_sxm", backend: "trtllm" } as const),
      lengths: { isl: 4000, osl: 500, prefix: 0 },
      sla: { ttftMs: 600, tpotMs: 16.67 },
    },
  );
  const points = pointsOf(searchPayload(result, { producer: "test" }));
  return judgePoints(points, { limits: {}, confidence: 0.8 });
}

describe("rows of the table that differ in the tokens of a step alone", () => {
  it("are one row with their count, the first of them, and no row of another layout or batch goes", async () => {
    const judged = await judgedPoints();

    const folded = foldAlike(judged, () => false);

    expect(folded.map(({ row }) => words(row))).toEqual([...new Set(judged.map(words))]);
    expect(folded.reduce((sum, { alike }) => sum + 1 + alike, 0)).toBe(judged.length);
    expect(folded.length).toBeLessThan(judged.length);
    expect(folded[0]!.row.point).toBe(judged[0]!.point);
    expect(foldAlike([], () => false)).toEqual([]);
  });

  it.each([
    ["the first", [0], [1]],
    ["the second", [1], [1]],
    ["both", [0, 1], [0, 0]],
  ])("are the rows of the points that have a name: %s", async (_which, places, alike) => {
    const judged = await judgedPoints();
    const group = judged.filter((row) => words(row) === words(judged[0]!));
    expect(group).toHaveLength(2);
    const named = places.map((place) => group[place]!);

    const folded = foldAlike(judged, (point) => named.some((row) => row.point === point));

    const its = folded.filter(({ row }) => words(row) === words(judged[0]!));
    expect(its.map(({ row }) => row)).toEqual(named);
    expect(its.map((row) => row.alike)).toEqual(alike);
    expect(folded.reduce((sum, row) => sum + 1 + row.alike, 0)).toBe(judged.length);
  });
});
