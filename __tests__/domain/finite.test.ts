import { describe, expect, it } from "@jest/globals";
import { finiteAnswer } from "../../src/domain/finite.js";

describe("an answer of figures", () => {
  it.each([
    ["a figure", { ttftMs: Number.NaN }, /^ttftMs is NaN/],
    ["one inside", { workers: [{}, { memoryGib: Infinity }] }, /^workers\.1\.memoryGib is Infinity/],
    ["a band", { bands: { tpotMs: [1, -Infinity] } }, /^bands\.tpotMs\.1 is -Infinity/],
  ])("is refused for %s that is none", (_what, answer, message) => {
    expect(() => finiteAnswer(answer)).toThrow(message);
  });

  it("is itself otherwise, whatever else it holds, and what is computed on reading stays uncomputed", () => {
    const circle: Record<string, unknown> = { name: "NaN", count: 0, none: null, missing: undefined };
    circle["self"] = circle;
    Object.defineProperty(circle, "lazy", { enumerable: true, get: () => expect("read").toBe("not read") });
    expect(finiteAnswer(circle)).toBe(circle);
  });
});
