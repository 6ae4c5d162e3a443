import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { parquetMetadata, parquetRead } from "hyparquet";
import { readOwnChunk } from "../../../src/perf/db/own-chunk.js";
import type { TableColumn } from "../../../src/perf/types.js";

interface Opened {
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, TableColumn | undefined>;
  readonly library: ReadonlyMap<string, readonly unknown[]>;
}

async function open(file: string): Promise<Opened> {
  const bytes = readFileSync(path.resolve("perf-db", file));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const metadata = parquetMetadata(buffer);
  const rowCount = Number(metadata.num_rows);
  const columns = new Map<string, TableColumn | undefined>();
  for (const { meta_data: chunk } of metadata.row_groups[0]?.columns ?? []) {
    if (chunk !== undefined)
      columns.set(chunk.path_in_schema[0] ?? "", readOwnChunk(buffer, chunk, rowCount));
  }
  const library = new Map<string, unknown[]>();
  await parquetRead({
    file: buffer,
    metadata,
    compressors: { BROTLI: (input) => brotliDecompressSync(input) },
    onChunk: ({ columnName, columnData }) =>
      library.set(columnName, [...(library.get(columnName) ?? []), ...Array.from(columnData)]),
  });
  return { rowCount, columns, library };
}

function cells(column: TableColumn): unknown[] {
  return column.kind === "number"
    ? Array.from(column.values)
    : Array.from(column.codes, (code) => column.values[code]);
}

describe("readOwnChunk", () => {
  it.each([
    "h200_sxm/comm/trtllm/1.3.0rc20/custom_allreduce_perf.parquet",
    "h200_sxm/mla_bmm/trtllm/1.3.0rc20/mla_bmm_perf.parquet",
    "h200_sxm/gemm/trtllm/1.3.0rc20/gemm_perf.parquet",
    "h200_sxm/attention/trtllm/1.3.0rc20/context_attention_perf.parquet",
    "gb200/comm/trtllm/1.3.0rc10/trtllm_alltoall_perf.parquet",
  ])("decodes %s as the library does", async (file) => {
    const { columns, library } = await open(file);
    expect([...columns.keys()]).toEqual([...library.keys()]);
    for (const [name, column] of columns) {
      if (column === undefined) throw new Error(`${name} took the general way`);
      expect(cells(column)).toEqual(library.get(name));
    }
  });
});

describe("known values", () => {
  it("keeps all-reduce rows in the order of the source, within 0.05 %", async () => {
    const { rowCount, library } = await open("h200_sxm/comm/trtllm/1.3.0rc20/custom_allreduce_perf.parquet");
    expect(rowCount).toBe(69);
    expect(library.get("message_size")?.slice(0, 4)).toEqual([128, 256, 512, 1024]);
    [0.002637, 0.002619, 0.00269, 0.002757].forEach((exact, row) => {
      expect(Math.abs((library.get("latency")?.[row] as number) / exact - 1)).toBeLessThan(0.0005);
    });
    expect((library.get("latency")?.[68] as number) / 4.003059).toBeCloseTo(1, 3);
  });

  it("orders GEMM rows by dtype as first seen, then site, then ascending m", async () => {
    const { rowCount, library } = await open("h200_sxm/gemm/trtllm/1.3.0rc20/gemm_perf.parquet");
    const of = (name: string) => library.get(name) as (string | number)[];
    expect(rowCount).toBe(100_668);
    expect([of("gemm_dtype")[0], of("n")[0], of("k")[0]]).toEqual(["bfloat16", 65536, 51200]);
    const sites = of("gemm_dtype").map((dtype, row) => `${dtype} ${of("n")[row]} ${of("k")[row]}`);
    const runs = sites.filter((site, row) => row === 0 || site !== sites[row - 1]);
    expect(new Set(runs).size).toBe(runs.length);
    const m = of("m") as number[];
    expect(
      m.every((value, row) => row === 0 || sites[row] !== sites[row - 1] || value > (m[row - 1] as number)),
    ).toBe(true);
    const row = sites.findIndex((site, i) => site === "fp8_block 5120 5120" && m[i] === 4096);
    expect((of("latency")[row] as number) / 0.205872).toBeCloseTo(1, 3);
  });
});
