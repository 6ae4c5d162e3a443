import { describe, expect, it } from "@jest/globals";
import { parquetWriteBuffer } from "hyparquet-writer";
import { columnKind, orderRule } from "../../../scripts/perf-db/columns.js";
import { compareTables } from "../../../scripts/perf-db/compare.js";
import { encodeTable } from "../../../scripts/perf-db/encode.js";
import { trimQuantizedLayers } from "../../../scripts/perf-db/models.js";
import { rowOrder } from "../../../scripts/perf-db/order.js";
import { parseCsv, reason } from "../../../scripts/perf-db/support.js";
import { hiddenRows } from "../../../scripts/perf-db/hidden.js";
import { plainTable, readTable, type PlainTable } from "../../../scripts/perf-db/table.js";
import { assertPinned, readZip } from "../../../scripts/perf-db/wheel.js";
import { packModels, unpackModel } from "../../../src/perf/db/models-file.js";
import { readPacked } from "../../../src/perf/db/packed-table.js";
import { packSupport, unpackSupport } from "../../../src/perf/db/support-matrix.js";

type Cells = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** A small Parquet file; text, 32-bit integer or, for measured columns, 64-bit float columns. */
function parquet(cells: Cells): Uint8Array {
  const columnData = Object.entries(cells).map(([name, data]) => ({
    name,
    data: [...data],
    type:
      name === "latency"
        ? ("DOUBLE" as const)
        : typeof data[0] === "string"
          ? ("STRING" as const)
          : ("INT32" as const),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: "UNCOMPRESSED" }));
}

const read = (bytes: Uint8Array, stem: string) =>
  readTable(bytes, (column) => columnKind(stem, column) === "value");

function column(table: PlainTable, name: string): unknown[] {
  const key = table.keys.find((candidate) => candidate.name === name);
  if (key !== undefined) return Array.from(key.codes, (code) => key.values[code]);
  return Array.from(table.values.find((candidate) => candidate.name === name)?.values ?? []);
}

describe("row order", () => {
  const gemm = parquet({
    gemm_dtype: ["fp8", "fp8", "bf16", "fp8", "fp8", "fp8"],
    m: [8, 8, 1, 1, 8, 1],
    n: [64, 32, 64, 16, 64, 32],
    k: [10, 10, 10, 10, 20, 10],
    latency: [1, 2, 3, 4, 5, 6],
  });

  it("walks GEMM sites m -> n -> k as first seen, m ascending inside a site", async () => {
    const table = await read(gemm, "gemm_perf");
    const { order } = rowOrder(table, "gemm_perf", "gemm");
    expect(Array.from(order, (row) => column(table, "latency")[row])).toEqual([1, 5, 6, 2, 4, 3]);
  });

  it("keeps groups as first seen and equal keys in their order, axes ascending", async () => {
    const table = await read(
      parquet({
        moe_dtype: ["b", "a", "b", "a", "b"],
        num_tokens: [4, 2, 1, 1, 4],
        latency: [1, 2, 3, 4, 5],
      }),
      "moe_perf",
    );
    const { order } = rowOrder(table, "moe_perf", "grouped");
    expect(Array.from(order)).toEqual([2, 0, 4, 3, 1]);
  });

  it("does not part rows of one coordinate by a key that a look-up may ignore", async () => {
    const cells = {
      moe_dtype: ["a", "a", "a"],
      kernel_source: ["x", "y", "x"],
      num_tokens: [1, 2, 2],
      latency: [1, 2, 3],
    };
    const inverted = rowOrder(await read(parquet(cells), "moe_perf"), "moe_perf", "grouped");
    expect(inverted.softGrouped).toBe(false);
    expect(Array.from(inverted.order)).toEqual([0, 1, 2]);
    const apart = { ...cells, num_tokens: [1, 2, 3] };
    expect(rowOrder(await read(parquet(apart), "moe_perf"), "moe_perf", "grouped").softGrouped).toBe(true);
  });

  it("leaves collective tables alone", () => {
    expect(orderRule("comm", "nccl_perf")).toBe("file");
    expect(orderRule("gemm", "gemm_perf")).toBe("gemm");
    expect(orderRule("moe", "moe_perf")).toBe("grouped");
  });
});

describe("encodeTable", () => {
  const original = parquet({
    framework: ["T", "T", "T"],
    moe_dtype: ["b", "a", "b"],
    num_tokens: [4, 2, 1],
    latency: [1.2345678, 0, 3.3],
  });

  const stored = (bytes: Uint8Array) =>
    plainTable(
      readPacked(Buffer.from(bytes)),
      ["framework", "moe_dtype", "num_tokens", "latency"],
      (name) => name === "latency",
    );

  it("is faithful by its own check: rows, keys, rounded values, constants in the head", async () => {
    const table = await read(original, "moe_perf");
    const encoded = encodeTable(table, "moe", "moe_perf");
    expect(readPacked(Buffer.from(encoded.bytes)).constants).toEqual({ framework: "T" });
    expect(column(stored(encoded.bytes), "num_tokens")).toEqual([1, 4, 2]);
    const result = compareTables(table, stored(encoded.bytes), { family: "moe", stem: "moe_perf" });
    expect(result.faults).toEqual([]);
    expect(result.maxError).toBe(encoded.maxError);
    expect(result.maxError).toBeLessThan(2 ** -11);
  });

  it("leaves hidden rows out and the others where they stood", async () => {
    const table = await read(original, "moe_perf");
    const hidden = Uint8Array.of(1, 0, 0);
    const { bytes, rows } = encodeTable(table, "moe", "moe_perf", hidden);
    expect([rows, column(stored(bytes), "num_tokens")]).toEqual([2, [1, 2]]);
    const as = { family: "moe", stem: "moe_perf" };
    expect(compareTables(table, stored(bytes), { ...as, hidden }).faults).toEqual([]);
    expect(compareTables(table, stored(bytes), as).faults).toEqual(["2 rows, expected 3"]);
  });

  it.each([
    ["a lost row", { moe_dtype: ["b", "a"], num_tokens: [4, 2], latency: [1, 0] }, /2 rows, expected 3/],
    [
      "a changed key",
      { moe_dtype: ["b", "a", "b"], num_tokens: [4, 2, 3], latency: [1, 0, 3] },
      /sets of keys differ/,
    ],
    [
      "groups out of order",
      { moe_dtype: ["a", "b", "b"], num_tokens: [2, 1, 4], latency: [0, 3, 1] },
      /first seen in another order/,
    ],
  ])("finds %s", async (_, cells, expected) => {
    const table = await read(original, "moe_perf");
    const framework = cells.latency.map(() => "T");
    const faulty = await read(parquet({ framework, ...cells }), "moe_perf");
    expect(compareTables(table, faulty, { family: "moe", stem: "moe_perf" }).faults.join("; ")).toMatch(
      expected,
    );
  });

  it("refuses a measurement that is none", async () => {
    await expect(read(parquet({ num_tokens: [1], latency: [NaN] }), "moe_perf")).rejects.toThrow(
      /no measurement/,
    );
  });
});

describe("rows that no queryable version can see", () => {
  const of = (tokens: readonly number[], kernels = tokens.map(() => "x")) =>
    read(parquet({ num_tokens: tokens, kernel_source: kernels, latency: tokens.map((t) => t) }), "moe_perf");
  const slot = (files: readonly string[], kernels: readonly (readonly string[] | undefined)[] = []) => ({
    files,
    kernels,
  });

  it.each([
    ["a nearer file holds the same keys", [slot(["new", "old"])], [0, 0], [1, 0]],
    [
      "not where their file comes first in some version",
      [slot(["new", "old"]), slot(["old"])],
      [0, 0],
      [0, 0],
    ],
    ["not where the nearer file may not lend its kernel", [slot(["new", "old"], [["y"]])], [1, 1], [0, 0]],
    ["and none that no version reads", [slot(["new"])], [0, 0], [1, 1]],
  ])("%s", async (_name, slots, inNew, inOld) => {
    const group = [
      { file: "new", table: await of([1, 3]) },
      { file: "old", table: await of([1, 2]) },
    ];
    expect(hiddenRows(group, slots, "moe_perf").map((mask) => [...mask])).toEqual([inNew, inOld]);
  });

  it("not where any other column differs", async () => {
    const group = [
      { file: "new", table: await of([1, 2], ["x", "x"]) },
      { file: "old", table: await of([1, 2], ["y", "x"]) },
    ];
    expect([...(hiddenRows(group, [slot(["new", "old"])], "moe_perf")[1] ?? [])]).toEqual([0, 1]);
  });
});

describe("the wheel", () => {
  it("is refused unless it is the pinned one", () => {
    expect(() => assertPinned(Buffer.from("no wheel"))).toThrow(/not the pinned wheel/);
    expect(() => readZip(Buffer.alloc(64))).toThrow(/not a zip archive/);
  });
});

describe("model configurations", () => {
  it("are found one by one in the file that holds them all", () => {
    const models = new Map(["a/b", "a/b-FP8", "é/ü"].map((id) => [id, { config: { name: id } }]));
    const text = Buffer.from(packModels(models));
    for (const id of models.keys()) expect(unpackModel(text, id)).toEqual({ config: { name: id } });
    for (const id of ["b", "a/b-FP", "", "name"]) expect(unpackModel(text, id)).toBeUndefined();
  });

  it("lose per-expert repeats, but not experts that differ", () => {
    const same = { "l.0.experts.0.w1": { quant_algo: "NVFP4" }, "l.0.experts.1.w1": { quant_algo: "NVFP4" } };
    const mixed = { "l.1.experts.0.w1": { quant_algo: "NVFP4" }, "l.1.experts.1.w1": { quant_algo: "FP8" } };
    const other = { "l.0.self_attn.q": { quant_algo: "FP8" } };
    const trimmed = trimQuantizedLayers(
      { quantization: { quantized_layers: { ...same, ...mixed, ...other } } },
      "quantization",
    );
    const layers = (trimmed["quantization"] as { quantized_layers: object }).quantized_layers;
    expect(Object.keys(layers)).toEqual(["l.0.experts.0.w1", ...Object.keys(mixed), "l.0.self_attn.q"]);
  });
});

describe("support matrix", () => {
  it("reads quoted fields", () => {
    expect(parseCsv('a,b\n"x, ""y""\nz",2\n')).toEqual([
      ["a", "b"],
      ['x, "y"\nz', "2"],
    ]);
  });

  it.each([
    ["", ""],
    ["a100 does not support FP8", "a100 does not support FP8"],
    ['Traceback (most recent call last):\\n  File "x.py", line 1\\nValueError: too big\\n', "too big"],
    ["Traceback:\\npkg.errors.NoFeasibleConfigError: none fits\\nmore", "none fits"],
  ])("shortens %j", (trace, expected) => {
    expect(reason(trace)).toBe(expected);
  });

  it("survives packing", () => {
    const row = {
      model: "m",
      architecture: "a",
      system: "s",
      backend: "vllm",
      version: "1",
      mode: "agg",
      status: "PASS",
      error: "",
      source: "silicon",
    } as const;
    expect(unpackSupport(packSupport([row, { ...row, mode: "disagg" }]))).toEqual([
      row,
      { ...row, mode: "disagg" },
    ]);
  });
});
