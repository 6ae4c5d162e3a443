import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { openPerfDb } from "../../src/perf/open.js";
import { readExperimentFile } from "../../src/manifest/experiment/read-file.js";
import { dataNames, standInVersion } from "../../src/search/data-versions.js";

const { folders } = await openPerfDb({ root: fileURLToPath(new URL("../../perf-db", import.meta.url)) });
const { current, next } = folders[0]!.index.versions.defaults.sglang;

describe("a version of the data that stands in", () => {
  it.each([
    ["itself", "trtllm", "1.3.0rc20", "1.3.0rc20", undefined],
    ["a slot", "trtllm", "current", "current", undefined],
    ["the oldest for an older one", "trtllm", "1.2.0rc2", "1.3.0rc20", "1.2.0rc2 is not in the data"],
    ["the nearest that is not newer", "vllm", "0.25.1", "0.24.0", "0.25.1 is not in the data"],
    ["the newest for a newer one", "sglang", "9.6.0", next ?? current, "9.6.0 is not in the data"],
  ] as const)("is %s", (_name, backend, asked, version, note) => {
    const choice = standInVersion(folders, "h200_sxm", backend, asked);

    expect(choice.version).toBe(version);
    expect(choice.note ?? "").toContain(note ?? "");
  });

  it("does not exist for an engine without data", () => {
    expect(() => standInVersion(folders, "b60", "trtllm", "1.0.0")).toThrow("no trtllm");
  });

  it("is named on the experiment that asked", () => {
    const text =
      'a:\n  serving_mode: agg\n  model_path: Qwen/Qwen3-32B-FP8\n  system_name: h200_sxm\n  total_gpus: 8\n  backend_version: "1.2.0rc2"\n';
    const file = readExperimentFile(text, "exp.yaml", dataNames(folders));

    expect(file.experiments[0]?.task).toMatchObject({ worker: { backendVersion: "1.3.0rc20" } });
    expect(file.findings[0]?.message).toContain("1.3.0rc20 is used");
  });
});
