import { describe, expect, it } from "@jest/globals";
import { circlesOf, readSources } from "../support/source-graph.js";

const sources = readSources();

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

describe("names", () => {
  const homes = new Map<string, string[]>();
  for (const { file, declared } of sources)
    for (const name of new Set(declared)) homes.set(name, [...(homes.get(name) ?? []), file]);
  const homonyms = [...homes].filter(([name, files]) => files.length > 1 && !BY_DESIGN.includes(name));

  it("no exported name has a second meaning", () => {
    expect(homonyms.map(([name, files]) => `${name}: ${files.join(", ")}`)).toEqual([]);
  });
});
