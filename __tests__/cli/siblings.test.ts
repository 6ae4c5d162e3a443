import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "@jest/globals";
import { siblingsOf } from "../../src/cli/inputs/siblings.js";

it("the command line reads the configurations of checkpoints beside a manifest, however many manifests there are", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "siblings-"));
  const write = (name: string): void => writeFileSync(path.join(folder, name), "{}");
  for (let i = 0; i < 60; i++) write(`a${i}.yaml`);
  for (const name of ["config.json", "hf_quant_config.json", "tuned.config.json", "package.json"])
    write(name);

  const names = siblingsOf(folder, "a0.yaml").map(({ file }) => file);

  expect(names.filter((name) => name.endsWith(".json"))).toEqual([
    "config.json",
    "hf_quant_config.json",
    "tuned.config.json",
  ]);
  expect(names).toHaveLength(50 - 1);
});
