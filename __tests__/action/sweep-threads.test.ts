import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import type { SweepPoint } from "../../src/sweep/grid.js";
import type { SweepOutcome } from "../../src/sweep/outcome.js";
import { runPoints } from "../../src/sweep-threads.js";

jest.setTimeout(30_000);

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-threads-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A worker in place of the bundle; `body` answers `points`. */
function worker(name: string, body: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { parentPort, workerData } from "node:worker_threads";
const answer = (points) => parentPort.postMessage(points.map(({ index }) => ({ index, kind: "error", message: workerData.mark })));
const served = [];
parentPort.on("message", (points) => { ${body} });
`,
  );
  return pathToFileURL(file).href;
}

const points = (count: number): readonly SweepPoint[] =>
  Array.from({ length: count }, (_, index) => ({ index }) as SweepPoint);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const here =
  (ms: number) =>
  async ({ index }: SweepPoint): Promise<SweepOutcome> => {
    await pause(ms);
    return { index, kind: "error", message: "here" };
  };
const madeBy = (outcomes: readonly SweepOutcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.kind === "error" ? outcome.message : ""));
const indexes = (outcomes: readonly SweepOutcome[]): readonly number[] => outcomes.map(({ index }) => index);

/** One core has no second thread to give: everything is done here then, and the counts still hold. */
const threaded = availableParallelism() > 1;
const data = { mark: "thread" };

describe("a sweep's threads", () => {
  it("do not start for less than a second of work", async () => {
    const moduleUrl = worker("unused", "throw new Error('started')");
    const outcomes = await runPoints(points(20), here(5), { moduleUrl, data });
    expect(new Set(madeBy(outcomes))).toEqual(new Set(["here"]));
    expect(indexes(outcomes)).toEqual([...Array(20).keys()]);
  });

  it.each([
    ["quick ones", "answer(points)"],
    ["slow ones that answer in another order", "setTimeout(() => answer([...points].reverse()), 150)"],
  ])("share what is left after a second, and the order stays that of the points: %s", async (name, body) => {
    const moduleUrl = worker(name.replaceAll(" ", "-"), body);
    const outcomes = await runPoints(points(40), here(100), { moduleUrl, data });
    expect(indexes(outcomes)).toEqual([...Array(40).keys()]);
    const thread = madeBy(outcomes).filter((mark) => mark === "thread").length;
    expect(thread > 0).toBe(threaded);
    // the main thread alone had the first second
    expect(madeBy(outcomes).slice(0, 5)).toEqual(Array(5).fill("here"));
  });

  it.each([
    ["cannot start", "", "throw new Error('broken');\n"],
    ["dies over its first points", "process.exit(1)", ""],
    [
      "breaks over its second points",
      "served.push(...points); if (served.length > 4) throw new Error('x'); answer(points)",
      "",
    ],
  ])("lose nothing when one %s: its points are done here", async (name, body, start) => {
    const moduleUrl = worker(name.replaceAll(" ", "-"), body || "answer(points)");
    if (start !== "") writeFileSync(new URL(moduleUrl), start);
    const outcomes = await runPoints(points(20), here(75), { moduleUrl, data });
    expect(indexes(outcomes)).toEqual([...Array(20).keys()]);
  });

  it("let a defect of a point through instead of leaving it out", async () => {
    const moduleUrl = worker("defect", "process.exit(1)");
    const run = async (point: SweepPoint): Promise<SweepOutcome> => {
      if (point.index === 14) throw new Error("point 14 broke");
      return here(90)(point);
    };
    await expect(runPoints(points(16), run, { moduleUrl, data })).rejects.toThrow("point 14 broke");
  });
});
