import { describe, expect, it } from "@jest/globals";
import type { BatchLine } from "../../src/batch/batch-lines.js";
import { systemBySystem } from "../../src/batch/system-by-system.js";

const ROWS: readonly (readonly [system: string, backend: string, model: string])[] = [
  ["h200", "vllm", "a"],
  ["b200", "vllm", "a"],
  ["h200", "sglang", "a"],
  ["h200", "vllm", "b"],
  ["b200", "vllm", "a"],
  ["h200", "vllm", "a"],
];

async function* linesOf(rows: typeof ROWS): AsyncGenerator<BatchLine> {
  for (const [index, [system, framework, model]] of rows.entries())
    yield { line: index + 1, row: { system, framework, model } };
}

interface Played {
  readonly answered: (number | "turn")[];
  readonly told: number[];
}

async function played(most: number, rows = ROWS): Promise<Played> {
  const answered: (number | "turn")[] = [];
  const told: number[] = [];
  const answer = async ({ line }: BatchLine): Promise<number> => {
    answered.push(line);
    return line;
  };
  const work = { answer, tell: (line: number) => told.push(line), turn: () => answered.push("turn") };
  await systemBySystem(linesOf(rows), work, { most, waitMs: Infinity });
  return { answered, told };
}

const linesIn = ({ answered }: Played): number[] => answered.filter((step) => step !== "turn");

describe("lines of a batch", () => {
  it("are answered system by system, engine by engine and model by model, else in their order", async () => {
    expect(linesIn(await played(100))).toEqual([2, 5, 3, 1, 6, 4]);
  });

  it("look no further than so many lines, and one by one as they come", async () => {
    expect(linesIn(await played(3))).toEqual([2, 3, 1, 5, 6, 4]);
    expect(linesIn(await played(1))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([1, 2, 3, 6, 100])("are told in their own order, %d together", async (together) => {
    expect((await played(together)).told).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("tell when the next is answered from other tables, not when only its model is another", async () => {
    expect((await played(100)).answered).toEqual([2, 5, "turn", 3, "turn", 1, 6, 4]);
    expect((await played(1, ROWS.slice(3))).answered).toEqual([1, "turn", 2, "turn", 3]);
  });

  it("that cannot be read are answered too", async () => {
    const bad = async function* (): AsyncGenerator<BatchLine> {
      yield* linesOf(ROWS.slice(0, 2));
      yield { line: 3, error: new Error("no JSON") } as unknown as BatchLine;
    };
    const told: number[] = [];
    const work = {
      answer: async ({ line }: BatchLine) => line,
      tell: (line: number) => told.push(line),
      turn: () => undefined,
    };
    await systemBySystem(bad(), work, { most: 10, waitMs: Infinity });
    expect(told).toEqual([1, 2, 3]);
  });
});
