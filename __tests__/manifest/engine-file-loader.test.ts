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
