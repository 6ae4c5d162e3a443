import { describe, expect, it } from "@jest/globals";
import { parseManifest } from "../../src/manifest/parse.js";
import { RESTING } from "../support/gate-world.js";

const file = (lines: string): string =>
  `${RESTING.engine(2, 64).replace("    max_num_tokens: 8192\n", lines)}---\n${RESTING.manifest}`;

describe("an engine file is read as its engine's loader reads it", () => {
  it.each([
    ["a second document", "    ---\n    max_batch_size: 1\n"],
    ["a second one that is empty but for its mark", "    ---\n    {}\n"],
    ["a tag of Python", "    x: !!python/int 64\n"],
    ["a tag of its own", "    x: !size 64\n"],
  ])("it refuses %s", (_name, lines) => {
    const read = parseManifest(file(lines), { file: "a.yaml" });
    expect(read.findings.map(({ rule }) => rule)).toContain("engine-file-syntax");
  });

  it.each([
    ["one document behind its mark", "    max_num_tokens: 8192\n    # end\n"],
    ["the tags of YAML", "    max_num_tokens: !!int 8192\n"],
    ["the end of its document", "    max_num_tokens: 8192\n    ...\n"],
  ])("it takes %s", (_name, lines) => {
    const read = parseManifest(file(lines), { file: "a.yaml" });
    expect(read.findings.map(({ rule }) => rule)).not.toContain("engine-file-syntax");
  });
});

describe("a whole number of an engine file is the one that its loader reads", () => {
  it.each([
    ["0x40", 64],
    ["0X40", undefined],
    ["0100", 64],
    ["0b1_000000", 64],
    ["1:04", 64],
    ["6_4", 64],
    ["+64", 64],
    ["0o100", undefined],
    ['"0x40"', undefined],
    ["'0100'", 100],
  ])("%s", (written, expected) => {
    const read = parseManifest(
      `${RESTING.engine(2, 1).replace("size: 1", `size: ${written}`)}---\n${RESTING.manifest}`,
      { file: "a.yaml" },
    );
    expect(read.deployments[0]?.workers[0]?.settings.maxBatch?.value).toBe(expected);
  });
});
