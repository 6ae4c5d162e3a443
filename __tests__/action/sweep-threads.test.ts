import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import type { SweepPoint } from "../../src/sweep/grid.js";
import type { SweepOutcome } from "../../src/sweep/outcome.js";
import { runPoints } from "../../src/sweep-threads.js";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-threads-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One core has no second thread to give: everything is done here then, and the counts still hold. */
const threaded = availableParallelism() > 1;

interface Stage {
  readonly moduleUrl: string;
  readonly now: () => number;
  /** a search of `ms` milliseconds on the test's own clock */
  readonly search: (ms: number) => (point: SweepPoint) => Promise<SweepOutcome>;
}

/** A worker in place of the bundle, which answers `points` with `body`, and a clock that only searches move. */
function stage(name: string, body: string, start = ""): Stage {
  const [file, begun] = ["mjs", "begun"].map((end) =>
    path.join(folder, `${name.replaceAll(" ", "-")}.${end}`),
  );
  const told = `writeFileSync(${JSON.stringify(begun)}, "");`;
  writeFileSync(
    file!,
    `import { writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
${start === "" ? "" : `${told}\n${start}`}
const answer = (points) => parentPort.postMessage(points.map(({ index }) => ({ index, kind: "error", message: workerData.profile })));
const served = [];
parentPort.on("message", (points) => { ${told} ${body} });
`,
  );
  let clock = 0;
  const search =
    (ms: number) =>
    async ({ index }: SweepPoint): Promise<SweepOutcome> => {
      // a thread takes its time to start: what comes after the first second waits for it, however long that is
      while (threaded && clock >= 1000 && !existsSync(begun!)) await setTimeout(5);
      clock += ms;
      return { index, kind: "error", message: "here" };
    };
  return { moduleUrl: pathToFileURL(file!).href, now: () => clock, search };
}

const points = (count: number): readonly SweepPoint[] =>
  Array.from({ length: count }, (_, index) => ({ index }) as SweepPoint);
const madeBy = (outcomes: readonly SweepOutcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.kind === "error" ? outcome.message : ""));
const indexes = (outcomes: readonly SweepOutcome[]): readonly number[] => outcomes.map(({ index }) => index);

const data = { profile: "thread", confidence: undefined };

describe("a sweep's threads", () => {
  it("do not start for less than a second of work", async () => {
    const { search, ...thread } = stage("unused", "", "throw new Error('started')");
    const outcomes = await runPoints(points(20), search(5), { ...thread, data });
    expect(new Set(madeBy(outcomes))).toEqual(new Set(["here"]));
    expect(indexes(outcomes)).toEqual([...Array(20).keys()]);
  });

  it.each([
    ["quick ones", "answer(points)"],
    ["slow ones that answer in another order", "setTimeout(() => answer([...points].reverse()), 5)"],
  ])("share what is left after a second, and the order stays that of the points: %s", async (name, body) => {
    const { search, ...thread } = stage(name, body);
    const outcomes = await runPoints(points(40), search(100), { ...thread, data });
    expect(indexes(outcomes)).toEqual([...Array(40).keys()]);
    const byThreads = madeBy(outcomes).filter((mark) => mark === "thread").length;
    expect(byThreads > 0).toBe(threaded);
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
    const { search, ...thread } = stage(name, body, start);
    const outcomes = await runPoints(points(40), search(75), { ...thread, data });
    expect(indexes(outcomes)).toEqual([...Array(40).keys()]);
  });

  it("let a defect of a point through instead of leaving it out", async () => {
    const { search, ...thread } = stage("defect", "process.exit(1)");
    const run = async (point: SweepPoint): Promise<SweepOutcome> => {
      if (point.index === 14) throw new Error("point 14 broke");
      return search(90)(point);
    };
    await expect(runPoints(points(16), run, { ...thread, data })).rejects.toThrow("point 14 broke");
  });
});
