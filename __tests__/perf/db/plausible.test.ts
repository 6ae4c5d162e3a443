import { describe, expect, it } from "@jest/globals";
import type { SourceTable, TableColumn } from "../../../src/perf/table.js";
import {
  compareLatencies,
  isDoubtful,
  latenciesOf,
  narrowerFormats,
} from "../../../scripts/perf-db/plausible.js";

type Row = Readonly<Record<string, string | number>>;

function table(rows: readonly Row[]): SourceTable {
  const column = (name: string): TableColumn | undefined => {
    const values = rows.map((row) => row[name]);
    if (values[0] === undefined) return undefined;
    if (typeof values[0] === "number")
      return { kind: "number", values: Float64Array.from(values as number[]) };
    const names = [...new Set(values as string[])];
    return {
      kind: "text",
      values: names,
      codes: Int32Array.from(values, (value) => names.indexOf(String(value))),
    };
  };
  return { backend: "vllm", version: "1", rowCount: rows.length, ordered: true, constants: {}, column };
}

/** Products of 40 sizes in two formats; `slow` times as long in the narrower one, up to a size. */
function products(slow: number, upTo: number): SourceTable {
  const sizes = Array.from({ length: 40 }, (_, i) => i + 1);
  return table(
    sizes.flatMap((m) => [
      { gemm_dtype: "bfloat16", m, n: 8, k: 8, latency: m },
      { gemm_dtype: "fp8_block", m, n: 8, k: 8, latency: m <= upTo ? m * slow : m / 2 },
    ]),
  );
}

describe("measurements that contradict others", () => {
  it.each([
    ["a narrower format that takes six times as long at small sizes", 6, 10, true],
    ["one that takes twice as long everywhere, as small kernels do", 2, 40, false],
    ["one outlier", 20, 1, false],
  ])("%s", (_what, slow, upTo, doubtful) => {
    const [found, ...others] = narrowerFormats(products(slow, upTo));

    expect(others).toEqual([]);
    expect(found).toMatchObject({ column: "gemm_dtype", format: "fp8_block", likeness: { shared: 40 } });
    expect(found !== undefined && isDoubtful(found.likeness)).toBe(doubtful);
  });

  it("are compared at equal keys only, of which the first row counts", () => {
    const ours = latenciesOf(table([1, 2, 2].map((m, i) => ({ m, latency: 10 * (i + 1) }))));

    expect([...ours.values()]).toEqual([10, 20]);
    expect(compareLatencies(ours, ours)).toBeUndefined();
  });
});
