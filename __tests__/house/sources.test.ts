import { describe, expect, it } from "@jest/globals";
import { circlesOf, readSources } from "../support/source-graph.js";

const sources = readSources();

/**
 * Circles that are still there, each by one of its files. The lists can only shrink: a new circle fails the test, and so
 * does an entry that is no longer in one.
 */
const LOAD_CIRCLES: readonly string[] = [];
const TYPE_CIRCLES: readonly string[] = ["cli/main.ts", "search/operating-point.ts"];

describe("the picture of imports", () => {
  it("has no circle of files that load each other", () => {
    const circles = circlesOf(sources, ["load"]);
    expect(circles.filter((circle) => !LOAD_CIRCLES.some((file) => circle.includes(file)))).toEqual([]);
    expect(LOAD_CIRCLES.filter((file) => !circles.some((circle) => circle.includes(file)))).toEqual([]);
  });

  it("has no circle over types and lazy imports either", () => {
    const circles = circlesOf(sources, ["load", "type", "lazy"]);
    expect(circles.filter((circle) => !TYPE_CIRCLES.some((file) => circle.includes(file)))).toEqual([]);
    expect(TYPE_CIRCLES.filter((file) => !circles.some((circle) => circle.includes(file)))).toEqual([]);
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
