import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { circlesOf, readSources } from "../support/source-graph.js";

const sources = readSources();

/** All that files of some kinds below a folder of the project say. */
function textBelow(folder: string, kinds: RegExp): string {
  const root = new URL(`../../${folder}/`, import.meta.url);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => kinds.test(file))
    .map((file) => readFileSync(new URL(file, root), "utf8"))
    .join("\n");
}

/** Names that every file of a kind exports by design: what a command is found by. */
const BY_DESIGN = ["COMMAND"];

describe("the picture of imports", () => {
  it("has no circle of files that load each other", () => {
    expect(circlesOf(sources, ["load"])).toEqual([]);
  });

  it("has no circle over types and lazy imports either", () => {
    expect(circlesOf(sources, ["load", "type", "lazy"])).toEqual([]);
  });

  it("is read as the compiler reads it", () => {
    const kinds = new Set(sources.flatMap(({ imports }) => imports.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(["lazy", "load", "type"]);
    const files = new Set(sources.map(({ file }) => file));
    const lost = sources.flatMap(({ file, imports }) =>
      imports.filter(({ target }) => !files.has(target)).map(({ target }) => `${file} -> ${target}`),
    );
    expect(lost).toEqual([]);
  });
});

describe("files", () => {
  it("none has more than 300 lines: one idea fits", () => {
    const long = sources.filter(({ lines }) => lines > 300);
    expect(long.map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
  });
});

describe("names", () => {
  const homes = new Map<string, string[]>();
  for (const { file, declared } of sources)
    for (const name of new Set(declared)) homes.set(name, [...(homes.get(name) ?? []), file]);
  const homonyms = [...homes].filter(([name, files]) => files.length > 1 && !BY_DESIGN.includes(name));

  it("none is exported for nobody: code, a test or a script says it", () => {
    const uses = new Map<string, number>();
    for (const { words } of sources)
      for (const [word, count] of words) uses.set(word, (uses.get(word) ?? 0) + count);
    const outside = ["__tests__", "scripts", "docs"]
      .map((folder) => textBelow(folder, /\.(?:ts|mjs|md)$/))
      .join("\n");
    const idle = sources.flatMap(({ file, declared }) =>
      [...new Set(declared)]
        .filter((name) => (uses.get(name) ?? 0) < 2 && !new RegExp(`\\b${name}\\b`).test(outside))
        .map((name) => `${file}: ${name}`),
    );
    expect(idle).toEqual([]);
  });

  it("no exported name has a second meaning", () => {
    expect(homonyms.map(([name, files]) => `${name}: ${files.join(", ")}`)).toEqual([]);
  });
});
