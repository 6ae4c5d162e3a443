import { neverMeasured } from "../../src/domain/never-measured.js";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { HIDDEN_KINDS, namesIn, NOTHING_HIDDEN, shownPoints } from "../../src/explorer/judge.js";
import type { PagePart, PointSet } from "../../src/explorer/payload.js";
import { placeText, pointsOf } from "../../src/explorer/point.js";
import { commandText, rowText } from "../../src/explorer/point-texts.js";
import { factsOfParts, joinParts } from "../../src/explorer/search-payload.js";
import { searchPart } from "../../src/explorer/search-part.js";
import { runDefault } from "../../src/search/run-default.js";
import { fakePredictor } from "../support/fake-predictor.js";

let part: PagePart;
beforeAll(async () => {
  const result = await runDefault(
    { predictor: fakePredictor() },
    {
      ...{ model: "fake/dense", totalGpus: 8, system: "h200_sxm", backend: "trtllm" },
      ...{ lengths: { isl: 4000, osl: 500, prefix: 0 }, sla: { ttftMs: 600, tpotMs: 16.67 } },
    },
  );
  part = searchPart(result, { most: 40 });
});

/** The part again with something else about its sets. */
const twin = (change: (set: PointSet) => Partial<PointSet>): PagePart => ({
  ...part,
  sets: part.sets.map((set) => ({ ...set, ...change(set) })),
});
const onSystem =
  (system: string, scaledFrom?: string) =>
  ({ roles }: PointSet): Partial<PointSet> => ({
    roles: roles.map((role) => ({ ...role, system, ...(scaledFrom === undefined ? {} : { scaledFrom }) })),
  });

describe("sets of a page that share a series", () => {
  it.each([
    ["engine", ({ deployment }: PointSet) => ({ deployment: { ...deployment, backend: "vllm" } }), "vllm"],
    ["model", ({ task }: PointSet) => ({ task: { ...task, displayModel: "other/model" } }), "other/model"],
    ["system", onSystem("b200_sxm"), "b200_sxm"],
  ] as const)("are told apart by the %s where it differs, and filtered by it", (kind, change, other) => {
    const { sets } = joinParts([part, twin(change as (set: PointSet) => Partial<PointSet>)], []);
    const series = new Set(sets.map((set) => set.series));
    expect(series.size).toBe(2 * new Set(part.sets.map((set) => set.series)).size);
    expect(series).toContain(`agg ${other}`);
    const hidden = { ...NOTHING_HIDDEN, [kind]: new Set([other]) };
    const left = shownPoints(pointsOf({ sets }), hidden);
    expect(left).toHaveLength(pointsOf(part).length);
    const differing = HIDDEN_KINDS.filter(
      (one) => one !== "series" && new Set(sets.flatMap((set) => namesIn(set, one))).size > 1,
    );
    expect(differing).toContain(kind);
  });

  it("keep their names where nothing differs", () => {
    expect(joinParts([part, part], []).sets.map(({ series }) => series)).toEqual(
      [...part.sets, ...part.sets].map(({ series }) => series),
    );
  });
});

describe("a system that was never measured", () => {
  it("is told as scaled beside its name, also where only another set knows it", () => {
    const parts = [twin(onSystem("gb10")), twin(onSystem("gb10", "b200_sxm")), part];
    const { sets } = joinParts(parts, []);
    const places = new Set(sets.map((set) => placeText({ set })));
    expect(places).toEqual(new Set(["trtllm on gb10 (scaled, never measured)", "trtllm on h200_sxm"]));
    expect(new Set(sets.flatMap((set) => namesIn(set, "system")))).toContain("gb10 (scaled, never measured)");
    expect(factsOfParts(parts)[0]).toBe(neverMeasured("gb10", "b200_sxm"));
    expect(factsOfParts([part]).filter((fact) => fact.includes("never measured"))).toEqual([]);
  });
});

describe("what is copied of a point", () => {
  it("is a command that starts as the program did", () => {
    const [point] = pointsOf(part);
    const page = { profile: "reference", program: "npx --yes somewhere" };
    expect(commandText(point!, page)).toMatch(/^npx --yes somewhere estimate --model fake\/dense /);
    const set = { ...point!.set, source: { file: "a.yaml" } };
    const [read] = pointsOf({ sets: [set] });
    expect(commandText(read!, page)).toBe("npx --yes somewhere check a.yaml");
  });

  it("is a row with the requests of all replicas, as they are shown", () => {
    const point = pointsOf(part).find(({ replicas }) => replicas > 1)!;
    const row = JSON.parse(rowText(point)) as Record<string, number>;
    expect(row["concurrency"]).toBe(point.concurrency * point.replicas);
    expect(row["requestsPerSec"]).toBe(point.requestsPerSec * point.replicas);
  });
});
