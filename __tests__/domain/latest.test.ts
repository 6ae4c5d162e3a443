import { expect, it } from "@jest/globals";
import { latest } from "../../src/domain/latest.js";

it("the last things that were asked for are remembered, however long ago they were made", () => {
  const made: string[] = [];
  const get = latest<string>(2);
  const ask = (name: string): string => get(name, () => (made.push(name), name));
  for (const name of ["a", "b", "a", "c", "a", "b"]) expect(ask(name)).toBe(name);
  expect(made).toEqual(["a", "b", "c", "b"]);
});
