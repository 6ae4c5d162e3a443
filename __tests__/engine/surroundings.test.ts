import { describe, expect, it } from "@jest/globals";
import { openEngine } from "../../src/engine.js";
import { readInputs } from "../../src/action/inputs.js";
import type { EngineOptions } from "../../src/action/run-context.js";
import { DEFAULT_POLICY } from "../../src/policy/index.js";

const OPTIONS: EngineOptions = {
  inputs: readInputs(
    () => "",
    () => [],
  ),
  siblings: async () => [],
  compared: false,
  incomplete: false,
};

describe("a broken file round a change is a finding on its own line, and the change is checked all the same", () => {
  it.each<readonly [what: string, Partial<EngineOptions>, readonly unknown[], verdict: string]>([
    [
      "measurements",
      { local: { file: "own.json", text: '{\n  "points": [' } },
      ["calibration-invalid", "own.json", "warning"],
      "not-applicable",
    ],
    [
      "a described system",
      { systems: [{ file: "gpu.yml", text: "name: mine\nlike: nothing\n" }] },
      ["policy-invalid", "gpu.yml", "error"],
      "fail",
    ],
  ])("%s", async (_what, given, [rule, file, severity], verdict) => {
    const engine = await openEngine(import.meta.url);
    const text = "apiVersion: nvidia.com/v1alpha1\nkind: DynamoGraphDeployment\nmetadata: {name: a}\n";
    const files = [{ path: "a.yaml", status: "added" as const, headText: `${text}spec: {services: {}}\n` }];

    const result = await engine.check(files, DEFAULT_POLICY, { ...OPTIONS, ...given });

    expect(result.findings).toContainEqual(expect.objectContaining({ rule, file, severity }));
    expect(result.verdict).toBe(verdict);
    expect(result.files).toEqual(["a.yaml"]);
  });
});
