import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../../src/domain/deployment.js";
import { UserError } from "../../../src/domain/errors.js";
import { openOwnFolder } from "../../../src/perf/db/folder.js";
import { checkpointOf, findModel } from "../../../src/perf/db/models.js";
import { findSystem, resolveVersion } from "../../../src/perf/db/names.js";
import { compareVersions } from "../../../src/domain/versions.js";
import { PERF_DB_ROOT } from "../../support/perf.js";

const folder = openOwnFolder(PERF_DB_ROOT);
const { defaults, overrides } = folder.index.versions;

function refusal(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("versions", () => {
  it.each([
    ["h200_sxm", "trtllm", undefined, "1.3.0rc20"],
    ["h200_sxm", "trtllm", "current", "1.3.0rc20"],
    ["h200_sxm", "trtllm", "next", "1.3.0rc23"],
    ["h200_sxm", "sglang", "next", defaults.sglang.next],
    ["h200_sxm", "vllm", defaults.vllm.current, defaults.vllm.current],
    ["a100_sxm", "vllm", undefined, "0.14.0"],
    ["b60", "vllm", "previous", overrides["b60"]?.vllm?.previous],
  ] as const)("%s %s %s is %s", (system, backend, asked, version) => {
    expect(resolveVersion(folder.index, system, backend, asked)).toBe(version);
  });

  it.each([
    ["h200_sxm", "trtllm", "1.2.0rc5", "version", "1.3.0rc20 (current)"],
    ["h200_sxm", "trtllm", "previous", "version", "1.3.0rc23 (next)"],
    ["a100_sxm", "sglang", "next", "version", "0.5.10 (current)"],
    ["b60", "sglang", undefined, "backend", "use vllm"],
    ["a30", "vllm", undefined, "backend", "choose another system"],
  ] as const)("%s %s %s is refused with code %s", (system, backend, asked, code, hint) => {
    const error = refusal(() => resolveVersion(folder.index, system, backend as Backend, asked));

    expect(error.code).toBe(code);
    expect(error.message).toContain(hint);
  });

  it.each(["trtllm", "vllm", "sglang"] as const)("next of %s is newer than its current", (backend) => {
    const { current, next } = defaults[backend];
    expect(next).toMatch(/^[0-9]/);
    expect(compareVersions(next ?? current, current)).toBeGreaterThan(0);
  });

  it("orders release candidates before the release, post releases after it", () => {
    const sorted = ["0.5.6.post2", "1.3.0rc20", "0.5.10", "1.3.0", "0.5.6", "1.3.0rc3"].sort(compareVersions);

    expect(sorted).toEqual(["0.5.6", "0.5.6.post2", "0.5.10", "1.3.0rc3", "1.3.0rc20", "1.3.0"]);
  });
});

describe("systems and models", () => {
  it("knows aliases", () => {
    expect(findSystem([folder], "gb200_sxm").system.name).toBe("gb200");
  });

  it("names the nearest system", () => {
    const error = refusal(() => findSystem([folder], "h20_sxm"));

    expect(error.code).toBe("system");
    expect(error.message).toMatch(/did you mean h[12]00_sxm\?/);
  });

  it.each([
    ["h200_sxm", "Qwen/Qwen3-32B-FP8"],
    ["a100_sxm", "Qwen/Qwen3-32B"],
  ])("reads the old name QWEN3_32B on %s as %s", (system, id) => {
    expect(checkpointOf([folder], "QWEN3_32B", findSystem([folder], system).system)).toBe(id);
  });

  it("names the nearest model and the way out", async () => {
    const found = findModel([folder], "Qwen/Qwen3-32B-FP9", findSystem([folder], "h200_sxm").system);

    await expect(found).rejects.toMatchObject({
      code: "model",
      message: expect.stringMatching(/did you mean Qwen\/Qwen3-32B-FP8\?.*config\.json.*--fetch-config/),
    });
  });
});
