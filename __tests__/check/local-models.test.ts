import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { openCheckDeps } from "../../src/check/open.js";
import { openPerfDb } from "../../src/perf/open.js";
import type { Predictor } from "../../src/perf/types.js";

const root = fileURLToPath(new URL("../../perf-db", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-test-"));
// beside a name that is a repository's, so that a run in this folder could mistake it for the bundled one
for (const place of [".", "Qwen/Qwen3-32B-FP8"]) {
  mkdirSync(path.join(folder, place), { recursive: true });
  writeFileSync(path.join(folder, place, "config.json"), "a runner's secret {");
}
const before = process.cwd();
process.chdir(folder);
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const facts = (predictor: Predictor, model: string): Promise<unknown> =>
  predictor.facts({ model, system: "h200_sxm", backend: "trtllm" });

describe("a model's name in a file under review", () => {
  it.each([".", "./", "config.json", folder, path.join(folder, "config.json"), `${folder}/x/..`])(
    "is no path: %j",
    async (name) => {
      const { predictor } = await openCheckDeps({ root });
      const said = await facts(predictor, name).then(String, String);
      expect(said).toContain("unknown model");
      expect(said).not.toMatch(/not valid JSON|secret|pass the path/);
    },
  );

  it("of a repository is the bundled one, whatever lies in the working folder", async () => {
    const { predictor } = await openCheckDeps({ root });
    await expect(facts(predictor, "Qwen/Qwen3-32B-FP8")).resolves.toBeDefined();
  });

  it("is a path where the user of the command line gives it", async () => {
    const { predictor } = await openPerfDb({ root });
    await expect(facts(predictor, ".")).rejects.toThrow("not valid JSON; copy the checkpoint's own file");
  });
});
