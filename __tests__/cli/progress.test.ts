import { describe, expect, it } from "@jest/globals";
import { withProgress } from "../../src/cli/search/progress.js";
import { runDefault } from "../../src/search/run-default.js";
import { fakePredictor } from "../support/fake-predictor.js";

const REQUEST = {
  ...({ model: "m", system: "h200_sxm", backend: "trtllm", totalGpus: 16 } as const),
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  sla: { ttftMs: 2000, tpotMs: 50 },
};

describe("progress of one long search", () => {
  const search = async (isTTY: boolean, stepMs: number, ageMs = 0): Promise<readonly string[]> => {
    const written: string[] = [];
    let clock = 0;
    const stream = { isTTY, write: (text: string) => written.push(text) };
    const plain = await runDefault({ predictor: fakePredictor(), now: () => 0 }, REQUEST);
    const result = await withProgress(
      (counted) => runDefault({ predictor: counted(fakePredictor()), now: () => 0 }, REQUEST),
      { stream, now: () => (clock += stepMs), ageMs },
    );
    expect(result.best).toBe(plain.best);
    // rows hold what is computed when read: compared as they are written
    expect(JSON.stringify(result.experiments)).toBe(JSON.stringify(plain.experiments));
    return written;
  };

  it("is counted inside an experiment, and taken away at the end", async () => {
    const written = await search(true, 300);
    expect(written.length).toBeGreaterThan(2);
    expect(written[0]).toMatch(/^\rsearching: \d+ points, 1 s/);
    expect(written.at(-1)).toBe("\r\u001b[K");
  });

  it("counts from the start of the program, and shows the opening of tables", async () => {
    const [first] = await search(true, 1, 899);
    expect(first).toBe("\rsearching: 0 points, 1 s\u001b[K");
  });

  it("is not shown in the first second, nor where nobody looks", async () => {
    expect(await search(true, 0)).toEqual([]);
    expect(await search(false, 300)).toEqual([]);
  });
});
