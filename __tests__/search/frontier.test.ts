import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { findFrontier, type Sense } from "../../src/search/frontier.js";

interface Point {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

const points = fc
  .array(fc.record({ x: fc.integer({ min: 0, max: 20 }), y: fc.integer({ min: 0, max: 20 }) }), {
    maxLength: 60,
  })
  .map((list) => list.map((point, id): Point => ({ ...point, id })));
const senses = fc.constantFrom<Sense>("maximise", "minimise");

function dominates(a: Point, b: Point, sense: Sense): boolean {
  const betterX = sense === "maximise" ? a.x - b.x : b.x - a.x;
  return betterX >= 0 && a.y >= b.y && (betterX > 0 || a.y > b.y);
}

const frontierOf = (list: readonly Point[], sense: Sense): Point[] =>
  findFrontier(
    list,
    (p) => p.x,
    (p) => p.y,
    sense,
  );

describe("the frontier", () => {
  it("holds exactly the points that nothing dominates, the first of equals, x ascending", () => {
    fc.assert(
      fc.property(points, senses, (list, sense) => {
        const expected = list
          .filter((p) => !list.some((other) => dominates(other, p, sense)))
          .filter((p) => !list.some((other) => other.id < p.id && other.x === p.x && other.y === p.y))
          .sort((a, b) => a.x - b.x);

        expect(frontierOf(list, sense)).toEqual(expected);
      }),
    );
  });

  it("drops points without a finite figure", () => {
    const list = [
      { id: 0, x: Number.NaN, y: 1 },
      { id: 1, x: 1, y: Infinity },
      { id: 2, x: 1, y: 1 },
    ];

    expect(frontierOf(list, "maximise").map((p) => p.id)).toEqual([2]);
  });
});
