import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parquetWriteBuffer } from "hyparquet-writer";
import { openPerfDb } from "../../../src/perf/open.js";
import { estimate } from "../../../src/perf/estimate/estimate.js";
import { tableStore } from "../../../src/perf/db/tables.js";
import { PERF_DB_ROOT, testPredictor, workedContext } from "../../support/perf.js";

const SYSTEM = `data_dir: data/lab_gpu
gpu:
  mem_bw: 4800000000000
  mem_bw_empirical_scaling_factor: 0.8
  mem_empirical_constant_latency: 0.000003
  mem_capacity: 151397597184
  bfloat16_tc_flops: 989000000000000
  int8_tc_flops: 1978000000000000
  fp8_tc_flops: 1978000000000000
  power: 700
  sm_version: 90
node:
  num_gpus_per_node: 8
  inter_node_bw: 50000000000
  intra_node_bw: 450000000000
  pcie_bw: 64000000000
  p2p_latency: 0.00001
misc:
  nccl_mem: {1: 0, 2: 358612992, 4: 411041792, 8: 411041792}
  other_mem: 3758096384
`;

let root = "";

/** A table as upstream writes it: 64-bit integers, doubles, Snappy, optional columns. */
function writeTable(
  family: string,
  table: string,
  version: string,
  columns: Record<string, readonly unknown[]>,
): void {
  const folder = path.join(root, "data", "lab_gpu", family, "trtllm", version);
  mkdirSync(folder, { recursive: true });
  const bytes = parquetWriteBuffer({
    columnData: Object.entries(columns).map(([name, values]) => {
      const type =
        typeof values[0] === "string"
          ? ("STRING" as const)
          : name === "latency"
            ? ("DOUBLE" as const)
            : ("INT64" as const);
      return {
        name,
        data: (type === "INT64" ? values.map((value) => BigInt(value as number)) : [...values]) as unknown[],
        type,
      };
    }),
  });
  writeFileSync(path.join(folder, `${table}.parquet`), new Uint8Array(bytes));
}

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "data-folder-"));
  writeFileSync(path.join(root, "lab_gpu.yaml"), SYSTEM);
  const ms = [1, 16, 256, 4096, 16384];
  const shapes = [64, 128, 1024, 4096, 8192, 25600, 65536].flatMap((n) =>
    [128, 1024, 5120, 8192, 25600].map((k) => [n, k] as const),
  );
  const rows = ms.flatMap((m) => shapes.map(([n, k]) => ({ m, n, k })));
  for (const [version, factor] of [
    ["1.0", 2],
    ["2.0", 1],
  ] as const) {
    writeTable("gemm", "gemm_perf", version, {
      gemm_dtype: rows.flatMap(() => ["bfloat16", "fp8_block"]),
      m: rows.flatMap(({ m }) => [m, m]),
      n: rows.flatMap(({ n }) => [n, n]),
      k: rows.flatMap(({ k }) => [k, k]),
      latency: rows.flatMap(({ m, n, k }) => [1, 1].map(() => factor * 0.01 + (2 * m * n * k) / 5e11)),
    });
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("a user's own data folder", () => {
  it("adds its systems; ours stay", async () => {
    const { predictor, folders } = await openPerfDb({ root: PERF_DB_ROOT, systemsPaths: [root] });

    const facts = await predictor.facts(workedContext("trtllm", { system: "lab_gpu" }));

    expect(folders).toHaveLength(2);
    expect(facts.system.gpu.memCapacity).toBe(151397597184);
    expect(facts.version).toBe("2.0");
    expect((await predictor.facts(workedContext())).version).toBe("1.3.0rc20");
  });

  it("reads upstream's columns: 64-bit integers, text, doubles", async () => {
    const { folders } = await openPerfDb({ root: PERF_DB_ROOT, systemsPaths: [root] });
    const [table] = tableStore(folders[0]!, "lab_gpu").open("gemm", "gemm_perf", [
      { backend: "trtllm", version: "2.0" },
    ]);

    const dtype = table!.column("gemm_dtype");
    const m = table!.column("m");

    expect(table!.ordered).toBe(false);
    expect(table!.rowCount).toBe(350);
    expect(dtype?.kind === "text" ? dtype.values : []).toEqual(["bfloat16", "fp8_block"]);
    expect(m?.kind === "number" ? [m.values[0], m.values[349]] : []).toEqual([1, 16384]);
    expect(table!.column("absent")).toBeUndefined();
  });

  it("says what it lacks, and answers where estimates are allowed", async () => {
    const { predictor } = await openPerfDb({ root: PERF_DB_ROOT, systemsPaths: [root] });
    const request = {
      mode: "static_ctx" as const,
      isl: 512,
      osl: 2,
      batchSize: 1,
      context: workedContext("trtllm", { system: "lab_gpu" }),
    };

    await expect(estimate(predictor, request)).rejects.toMatchObject({ code: "data" });
    await expect(
      estimate(predictor, { ...request, context: { ...request.context, databaseMode: "SOL" } }),
    ).resolves.toMatchObject({ kind: "estimate", fits: true });
  });

  it("is refused when it is none", async () => {
    await expect(
      openPerfDb({ root: PERF_DB_ROOT, systemsPaths: [path.join(root, "data")] }),
    ).rejects.toMatchObject({ code: "io" });
    await expect(
      openPerfDb({ root: PERF_DB_ROOT, systemsPaths: [path.join(root, "missing")] }),
    ).rejects.toMatchObject({ code: "io" });
    await expect(openPerfDb({ root: path.join(root, "missing") })).rejects.toMatchObject({ code: "io" });
    await expect(testPredictor()).resolves.toBeDefined();
  });
});
