import { describe, expect, it } from "@jest/globals";
import { setTimeout } from "node:timers/promises";
import { together } from "../../src/batch/together.js";

/** Numbers from 1, each after its pause in milliseconds; "later": when the one before was looked at. */
async function* paused(pauses: readonly (number | "later")[], looked: () => number): AsyncGenerator<number> {
  for (const [index, pause] of pauses.entries()) {
    if (pause === "later") while (looked() < index) await setTimeout(1);
    else if (pause > 0) await setTimeout(pause);
    yield index + 1;
  }
}

async function seen(
  pauses: readonly (number | "later")[],
  most: number,
  waitMs: number,
): Promise<number[][]> {
  const found: number[][] = [];
  const lines = paused(pauses, () => found.flat().length);
  for await (const company of together(lines, { most, waitMs })) found.push([...company]);
  return found;
}

describe("lines that are looked at together", () => {
  it.each([
    { name: "all of a file", pauses: [0, 0, 0, 0, 0], most: 10, waitMs: Infinity, want: [[1, 2, 3, 4, 5]] },
    { name: "a file that is slow to read", pauses: [0, 5, 5], most: 10, waitMs: Infinity, want: [[1, 2, 3]] },
    {
      name: "no more than so many",
      pauses: [0, 0, 0, 0, 0],
      most: 2,
      waitMs: Infinity,
      want: [[1, 2], [3, 4], [5]],
    },
    {
      name: "those that are there",
      pauses: [0, 0, "later", 0],
      most: 10,
      waitMs: 1,
      want: [
        [1, 2],
        [3, 4],
      ],
    },
    {
      name: "each alone, where one waits for its answer",
      pauses: ["later", "later", "later"],
      most: 10,
      waitMs: 1,
      want: [[1], [2], [3]],
    },
    { name: "none of none", pauses: [], most: 10, waitMs: 1, want: [] },
  ] as const)("are $name", async ({ pauses, most, waitMs, want }) => {
    expect(await seen(pauses, most, waitMs)).toEqual(want);
  });

  it("end with the error of their source", async () => {
    const broken = async function* (): AsyncGenerator<number> {
      yield 1;
      throw new Error("gone");
    };
    const found: number[] = [];
    const all = async (): Promise<void> => {
      for await (const company of together(broken(), { most: 10, waitMs: Infinity })) found.push(...company);
    };
    await expect(all()).rejects.toThrow("gone");
  });
});
