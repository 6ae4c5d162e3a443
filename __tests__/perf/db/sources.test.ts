import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../../src/domain/deployment.js";
import { openOwnFolder } from "../../../src/perf/db/folder.js";
import { resolveSources } from "../../../src/perf/db/sources.js";
import { PERF_DB_ROOT } from "../../support/perf.js";

const { index } = openOwnFolder(PERF_DB_ROOT);

function sources(
  backend: Backend,
  version: string,
  family: string,
  table: string,
  system = "h200_sxm",
): string[] {
  const spec = index.systems[system];
  if (spec === undefined) throw new Error(system);
  return resolveSources({ index, system: spec, backend, version, family, table }).map(
    (place) =>
      `${place.backend} ${place.version}${place.kernels === undefined ? "" : ` [${place.kernels.join(",")}]`}`,
  );
}

// source lists printed by the reference for h200_sxm (`docs/method/performance.md` 8.3)
const PRINTED: readonly (readonly [Backend, string, string, string, readonly string[]])[] = [
  ["trtllm", "1.3.0rc23", "gemm", "gemm_perf", ["trtllm 1.3.0rc20"]],
  [
    "trtllm",
    "1.3.0rc23",
    "comm",
    "custom_allreduce_perf",
    ["trtllm 1.3.0rc20", "trtllm 1.3.0rc10", "trtllm 1.2.0rc5"],
  ],
  ["trtllm", "1.3.0rc23", "moe", "moe_perf", ["trtllm 1.3.0rc23", "trtllm 1.3.0rc20", "trtllm 1.3.0rc10"]],
  [
    "trtllm",
    "1.3.0rc23",
    "sparse_attention",
    "dsa_context_module_perf",
    ["trtllm 1.3.0rc23", "trtllm 1.3.0rc20"],
  ],
  ["sglang", "0.5.14", "moe", "moe_perf", ["sglang 0.5.14", "sglang 0.5.10"]],
  ["vllm", "0.24.0", "mla", "mla_generation_module_perf", ["vllm 0.24.0"]],
  ["vllm", "0.24.0", "gemm", "gemm_perf", ["vllm 0.24.0", "vllm 0.25.0"]],
  ["vllm", "0.24.0", "attention", "context_attention_perf", ["vllm 0.24.0"]],
];

describe("resolveSources", () => {
  it.each(PRINTED)("%s %s %s/%s", (backend, version, family, table, expected) => {
    expect(sources(backend, version, family, table)).toEqual(expected);
  });

  it("takes conv and delta-rule kernels of other engines, in the order of their names", () => {
    const found = sources("sglang", "0.5.14", "linear_attention", "gdn_perf");

    expect(found.map((source) => source.split(" [")[0])).toEqual([
      "sglang 0.5.14",
      "trtllm 1.3.0rc20",
      "vllm 0.25.0",
      "vllm 0.24.0",
    ]);
  });

  it.each([
    ["its own backend's gaps", "vllm", "0.24.0"],
    ["another engine's shared kernels", "sglang", "0.5.14"],
  ] as const)("a label that is no version fills nothing: %s", (_name, backend, version) => {
    const vllm = index.tables["h200_sxm"]?.["linear_attention"]?.["vllm"];
    const tables = {
      ...index.tables,
      h200_sxm: {
        ...index.tables["h200_sxm"],
        linear_attention: {
          ...index.tables["h200_sxm"]?.["linear_attention"],
          vllm: { "dev-1aa0e96": "gdn_perf", ...vllm },
        },
      },
    };
    const system = index.systems["h200_sxm"];
    if (system === undefined) throw new Error("no h200_sxm");
    const question = { system, backend, version, family: "linear_attention", table: "gdn_perf" };
    const found = resolveSources({ index: { ...index, tables }, ...question });
    expect(found).toEqual(resolveSources({ index, ...question }));
    expect(found.map((place) => place.version)).toContain("0.24.0");
  });

  it("takes NCCL in the version that the system names, and no other", () => {
    expect(sources("sglang", "0.5.14", "comm", "nccl_perf")).toEqual(["nccl 2.26.2"]);
  });

  it("takes a declared donor although it is newer", () => {
    const donors = Object.entries(index.donors).flatMap(([place, tables]) =>
      Object.entries(tables).map(([table, donor]) => ({ place, table, donor })),
    );
    expect(donors.length).toBeGreaterThan(0);
    for (const { place, table, donor } of donors) {
      const [system = "", family = "", backend = "", version = ""] = place.split("/");
      if (index.tables[system]?.[family]?.[backend]?.[donor]?.split(" ").includes(table) !== true) continue;
      expect(sources(backend as Backend, version, family, table, system)).toContain(`${backend} ${donor}`);
    }
  });
});
