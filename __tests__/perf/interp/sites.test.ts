import { describe, expect, it } from "@jest/globals";
import { rowsInOrder, siteCurve, type ProductSol } from "../../../src/perf/interp/sites.js";
import { loadSites } from "../../../src/perf/ops/gemm-sites.js";
import type { SourceTable } from "../../../src/perf/table.js";
import { MissingDataError } from "../../../src/perf/types.js";

type Row = readonly [n: number, k: number, m: number, latency: number];

function table(rows: readonly Row[], ordered = true): SourceTable {
  const columns: Record<string, Float64Array> = {
    n: Float64Array.from(rows, (row) => row[0]),
    k: Float64Array.from(rows, (row) => row[1]),
    m: Float64Array.from(rows, (row) => row[2]),
    latency: Float64Array.from(rows, (row) => row[3]),
  };
  return {
    backend: "trtllm",
    version: "1",
    rowCount: rows.length,
    ordered,
    constants: {},
    column: (name) => {
      if (name === "gemm_dtype") return { kind: "text", codes: new Uint8Array(rows.length), values: ["fp8"] };
      const values = columns[name];
      return values === undefined ? undefined : { kind: "number", values };
    },
  };
}

const sol: ProductSol = (m, n, k) => (m * n * k) / 1e6;

/** a site whose points all have utilisation 0.5 */
function site(n: number, k: number, ms: readonly number[] = [1, 2, 4, 8]): Row[] {
  return ms.map((m) => [n, k, m, 2 * sol(m, n, k)]);
}

function curve(rows: readonly Row[], n: number, k: number): (m: number) => number {
  const sites = loadSites([table(rows)], "fp8", undefined);
  if (sites === undefined) throw new Error("no sites");
  return siteCurve(sites, n, k, sol);
}

describe("a collected shape", () => {
  const rows: Row[] = [
    [64, 64, 4, 0.5],
    [64, 64, 8, 0.7],
    [64, 64, 16, 0.9],
    [64, 64, 32, 1.1],
  ];

  it.each([
    [8, 0.7, "a point"],
    [12, 0.8, "between points"],
  ])("at m %i is %f (%s)", (m, expected) => {
    expect(curve(rows, 64, 64)(m)).toBeCloseTo(expected, 12);
  });

  it("divides by the median utilisation of the three points at that end outside", () => {
    const utilisations = [sol(8, 64, 64) / 0.7, sol(16, 64, 64) / 0.9, sol(32, 64, 64) / 1.1].sort(
      (a, b) => a - b,
    );

    expect(curve(rows, 64, 64)(64)).toBeCloseTo(sol(64, 64, 64) / (utilisations[1] as number), 12);
  });

  it("never goes below the roofline", () => {
    const sites = loadSites([table([[64, 64, 4, 1e-9]])], "fp8", sol);

    expect(siteCurve(sites!, 64, 64, sol)(4)).toBe(sol(4, 64, 64));
  });
});

describe("a shape that nobody collected", () => {
  it("borrows the utilisation of the nearest four", () => {
    const rows = [
      ...site(64, 64),
      ...site(128, 64),
      ...site(64, 128),
      ...site(128, 128),
      ...site(4096, 4096),
    ];

    expect(curve(rows, 96, 96)(4)).toBeCloseTo(2 * sol(4, 96, 96), 9);
  });

  it("asks only shapes that were measured at this m", () => {
    const far: Row[] = [1, 2, 4, 8].map((m) => [128, 64, m, 4 * sol(m, 128, 64)]);
    const near: Row[] = [[80, 64, 1, 9]];

    expect(curve([...near, ...far], 96, 64)(4)).toBeCloseTo(4 * sol(4, 96, 64), 9);
  });

  it.each([
    [1024, 64, true, "wider than all, within reach of their k"],
    [1024, 1024, false, "larger than all on both axes"],
    [1, 64, false, "narrower than all"],
  ])("n %i, k %i is %s (%s)", (n, k, priced) => {
    const price = curve([...site(64, 64), ...site(128, 64), ...site(64, 128)], n, k);

    if (priced) expect(price(4)).toBeCloseTo(2 * sol(4, n, k), 9);
    else expect(() => price(4)).toThrow(MissingDataError);
  });
});

describe("loading", () => {
  const rows: Row[] = [
    [64, 64, 8, 3],
    [128, 64, 8, 4],
    [64, 64, 4, 1],
    [64, 64, 8, 99],
    [32, 64, 4, 2],
  ];

  it("sorts every site by m and keeps the first of equal points", () => {
    const sites = loadSites([table(rows)], "fp8", undefined)!;

    expect(Array.from(sites.n)).toEqual([64, 128, 32]);
    expect(Array.from(sites.starts)).toEqual([0, 2, 3, 4]);
    expect([0, 1].map((i) => [sites.mAt(i), sites.valueAt(i, 0)])).toEqual([
      [4, 1],
      [8, 3],
    ]);
  });

  it("walks upstream files by m, then n, then k", () => {
    const upstream: Row[] = [
      [64, 64, 8, 1],
      [32, 64, 4, 1],
      [128, 64, 8, 1],
    ];

    expect(Array.from(loadSites([table(upstream, false)], "fp8", undefined)!.n)).toEqual([64, 128, 32]);
  });

  it("lets the first source win", () => {
    const sites = loadSites(
      [
        table([[64, 64, 8, 1]]),
        table([
          [64, 64, 8, 7],
          [64, 64, 16, 5],
        ]),
      ],
      "fp8",
      undefined,
    )!;

    expect([0, 1].map((i) => sites.valueAt(i, 0))).toEqual([1, 5]);
  });
});

describe("a product of fewer rows, as engines run", () => {
  // one row is slower than two, four slower than eight; the second site as it should be
  const rows: Row[] = [
    [64, 64, 1, 2.2],
    [64, 64, 2, 1],
    [64, 64, 4, 1.9],
    [64, 64, 8, 1.5],
    ...site(128, 64),
  ];

  it.each([
    [1, 1, "takes no longer than one of two"],
    [2, 1, "keeps what was measured where more rows take longer"],
    [4, 1.5, "takes no longer than one of eight"],
    [3, 1.25, "lies on straight lines between"],
    [8, 1.5, "keeps its last point"],
  ])("of %i rows is %f: it %s", (m, expected) => {
    const sites = rowsInOrder(loadSites([table(rows)], "fp8", undefined)!);
    expect(siteCurve(sites, 64, 64, sol)(m)).toBeCloseTo(expected, 12);
    for (const other of [1, 3, 8])
      expect(siteCurve(sites, 128, 64, sol)(other)).toBeCloseTo(2 * sol(other, 128, 64), 12);
  });

  it.each([
    [[1, 2, 2.3], "keep what measurements differ by", [1, 2, 2.3]],
    [[1, 2, 5], "take little longer than their parts", [1, 2, 3.6]],
    [[1, 5, 5.2], "take little longer than the fastest of their parts", [1, 2.4, 3.6]],
  ])("of 64, 128 and 129 rows in %j ms %s: %j", (measured, _, expected) => {
    const at = [64, 128, 129];
    const points = at.map((m, i) => [64, 64, m, measured[i]!]) as (typeof rows)[number][];
    const curve = siteCurve(rowsInOrder(loadSites([table(points)], "fp8", undefined)!), 64, 64, sol);
    at.forEach((m, i) => expect(curve(m)).toBeCloseTo(expected[i]!, 12));
  });
});
