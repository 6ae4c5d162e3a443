import { describe, expect, it } from "@jest/globals";
import { compact } from "../../src/domain/compact.js";

describe("compact leaves out what is undefined and nothing else", () => {
  it.each([
    [{ a: 1, b: undefined }, { a: 1 }],
    [
      { a: 0, b: "", c: false, d: null },
      { a: 0, b: "", c: false, d: null },
    ],
    [{}, {}],
    [{ a: { b: undefined } }, { a: { b: undefined } }],
  ])("%j", (fields, wanted) => expect(compact(fields)).toStrictEqual(wanted));

  it("gives a type whose optional fields are absent, not undefined", () => {
    interface Shape {
      readonly kind: "one" | "two";
      readonly size?: number;
    }
    const size = undefined as number | undefined;
    const shape: Shape = compact({ kind: "one", size });

    expect("size" in shape).toBe(false);
  });
});
