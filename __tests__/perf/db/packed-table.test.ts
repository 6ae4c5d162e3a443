import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { encodeTable } from "../../../scripts/perf-db/encode.js";
import type { Cell, PlainTable } from "../../../scripts/perf-db/table.js";
import { openPacked, readPacked } from "../../../src/perf/db/packed-table.js";
import { LOG_STEP } from "../../../src/perf/db/packed-format.js";
import type { TableColumn } from "../../../src/perf/table.js";

/** A table in memory; a column's distinct cells in their ascending order are not needed here. */
function plain(keys: Readonly<Record<string, readonly Cell[]>>, latency: readonly number[]): PlainTable {
  return {
    rowCount: latency.length,
    keys: Object.entries(keys).map(([name, cells]) => {
      const values = [...new Set(cells)];
      return { name, codes: Uint32Array.from(cells, (cell) => values.indexOf(cell)), values };
    }),
    values: [{ name: "latency", values: Float64Array.from(latency) }],
  };
}

function cells(column: TableColumn | undefined): unknown[] {
  if (column === undefined) return [];
  return column.kind === "number"
    ? Array.from(column.values)
    : Array.from(column.codes, (code) => column.values[code]);
}

const stored = (table: PlainTable, family = "comm", stem = "nccl_perf") =>
  readPacked(Buffer.from(encodeTable(table, family, stem).bytes));

describe("a packed table gives back what went in", () => {
  const many = Array.from({ length: 700 }, (_, row) => row * 3);

  it.each([
    ["texts, null being empty", ["a", null, "b", "a"], ["a", "", "b", "a"]],
    ["whole numbers", [4, 1, 4, 2], [4, 1, 4, 2]],
    ["fractions, null being NaN", [2.5, null, 1, 2.5], [2.5, NaN, 1, 2.5]],
    ["one value in all rows", [7, 7, 7, 7], [7, 7, 7, 7]],
    ["more values than a byte tells apart", many, many],
  ] as const)("%s", (_name, given, expected) => {
    const table = stored(
      plain(
        { key: given },
        given.map(() => 1),
      ),
    );
    expect(cells(table.column("key"))).toEqual([...expected]);
  });

  it.each([
    ["nothing in common", [3e-5, 900, 0.02, 7, 1e4, 1e-6]],
    ["zeros", [0, 0.5, 0, 0.25, 0.125, 0]],
    ["zeros alone", [0, 0, 0]],
    ["one value", [0.7]],
    ["no row", []],
    ["a smooth curve", Array.from({ length: 500 }, (_, row) => 0.01 * 1.003 ** row)],
  ])("measurements within 0.0489 %%: %s", (_name, latency) => {
    const found = cells(
      stored(plain({ step: latency.map((_, row) => row) }, latency)).column("latency"),
    ) as number[];
    expect(found).toHaveLength(latency.length);
    latency.forEach((exact, row) => {
      expect(Math.abs((found[row] as number) - exact)).toBeLessThanOrEqual(exact * 2 ** -11 * (1 + 1e-9));
    });
  });

  it.each([
    ["equal rows beside each other", ["a", "a", "b", "b", "a"], [1, 2, 1, 2, 1], [0, 2, 4, 5]],
    ["no equal neighbours", ["a", "b", "a"], [1, 1, 2], [0, 1, 2, 3]],
    ["more rows than a length can say", Array<Cell>(70_000).fill("a"), [1, 2], [0, 65_535, 70_000]],
  ])("keys that are no axes run by run: %s", (_name, key, steps, starts) => {
    const step = key.map((_, row) => steps[row % steps.length]!);
    const table = stored(
      plain(
        { kernel: key, step },
        key.map(() => 1),
      ),
    );
    expect([...table.runs!]).toEqual(starts);
    expect(cells(table.column("kernel"))).toEqual(key);
    expect(cells(table.column("step"))).toEqual(step);
  });

  it("a key's values stand in the order of first sight, which decides ties", () => {
    const column = stored(plain({ key: ["b", "c", "a", "b"] }, [1, 1, 1, 1])).column("key");
    expect(column?.kind === "text" && column.values).toEqual(["b", "c", "a"]);
    const sorted = plain({ moe_dtype: ["a", "b", "c"] }, [1, 1, 1]);
    const keys = [{ name: "moe_dtype", codes: Uint32Array.of(2, 0, 2), values: ["a", "b", "c"] }];
    const again = stored({ ...sorted, keys }, "moe", "moe_perf").column("moe_dtype");
    expect(again?.kind === "text" && again.values).toEqual(["c", "a"]);
  });

  it("measurements on a grid, where a curve repeats the one before it, and says so", () => {
    const batches = [1, 2, 4, 8, 16, 32];
    const lengths = Array.from({ length: 60 }, (_, i) => 100 + 37 * i);
    // a kink at random lengths, the same on every curve: the row before alone does not foresee it
    const kinks = lengths.map((length) => Math.exp(Math.sin(length * 12.9898) * 3));
    const rows = batches.flatMap((batch) =>
      lengths.map((isl, i) => ({ batch, isl, ms: batch * (kinks[i] as number) })),
    );
    const table = plain(
      { batch_size: rows.map(({ batch }) => batch), isl: rows.map(({ isl }) => isl) },
      rows.map(({ ms }) => ms),
    );
    const { bytes } = encodeTable(table, "comm", "nccl_perf");
    const found = readPacked(Buffer.from(bytes)).column("latency");
    expect(
      cells(found).every((ms, i) => Math.abs((ms as number) / (rows[i]?.ms ?? 0) - 1) < LOG_STEP / 2),
    ).toBe(true);
    const at = found?.kind === "number" ? found.at : undefined;
    expect(rows.map((_, row) => at?.(row))).toEqual(cells(found));
  });

  it.each([[[-1, 2]], [[1e-9, 1e30]]])("refuses %p, which cannot be encoded", (latency) => {
    expect(() => encodeTable(plain({ step: [1, 2] }, latency), "comm", "nccl_perf")).toThrow(
      /cannot be encoded/,
    );
  });
});

describe("opening", () => {
  const perfDb = (file: string) => path.resolve("perf-db", file);

  it.each([
    ["no-such.tbl", /cannot read the performance table/],
    ["index.json", /no performance table; reinstall/],
  ])("%s is refused in one line", (file, message) => {
    expect(() => openPacked(perfDb(file))).toThrow(message);
  });

  it("keeps all-reduce rows in the order of the source, within 0.05 %", () => {
    const table = openPacked(perfDb("h200_sxm/comm/trtllm/1.3.0rc20/custom_allreduce_perf.tbl"));
    expect(table.rowCount).toBe(69);
    expect(cells(table.column("message_size")).slice(0, 4)).toEqual([128, 256, 512, 1024]);
    const latency = cells(table.column("latency")) as number[];
    [0.002637, 0.002619, 0.00269, 0.002757].forEach((exact, row) =>
      expect((latency[row] as number) / exact).toBeCloseTo(1, 3),
    );
    expect((latency[68] as number) / 4.003059).toBeCloseTo(1, 3);
  });

  it("orders GEMM rows by dtype as first seen, then site, then ascending m", () => {
    const table = openPacked(perfDb("h200_sxm/gemm/trtllm/1.3.0rc20/gemm_perf.tbl"));
    const of = (name: string) => cells(table.column(name)) as (string | number)[];
    const [dtype, m, n, k] = [of("gemm_dtype"), of("m") as number[], of("n"), of("k")];
    expect([table.rowCount, dtype[0], n[0], k[0]]).toEqual([100_668, "bfloat16", 65536, 51200]);
    const sites = dtype.map((name, row) => `${name} ${n[row]} ${k[row]}`);
    const runs = sites.filter((site, row) => row === 0 || site !== sites[row - 1]);
    expect(new Set(runs).size).toBe(runs.length);
    const ascends = m.map(
      (value, row) => row === 0 || sites[row] !== sites[row - 1] || value > (m[row - 1] as number),
    );
    expect(ascends).not.toContain(false);
    const row = sites.findIndex((site, i) => site === "fp8_block 5120 5120" && m[i] === 4096);
    expect((of("latency")[row] as number) / 0.205872).toBeCloseTo(1, 3);
  });
});
