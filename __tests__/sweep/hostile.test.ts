import { spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { collectShards, parseShardFile } from "../../src/sweep/collect.js";
import { sweepCsv } from "../../src/sweep/csv.js";
import { sweptDimensions } from "../../src/sweep/dimensions.js";
import type { SweepPoint } from "../../src/sweep/grid.js";
import { bestMatrix } from "../../src/sweep/matrix.js";
import { isOutcome, type SweepOutcome } from "../../src/sweep/outcome.js";
import { sweepPicture } from "../../src/sweep/picture.js";
import { planSweep } from "../../src/sweep/plan.js";
import { renderSweepSummary } from "../../src/sweep/summary.js";
import { hostileText } from "../support/hostile.js";
import { cpuMs } from "../support/cpu.js";

const haveCmark = spawnSync("cmark-gfm", ["--version"]).status === 0;
if (!haveCmark)
  console.log("skipped: a sweep's summary through a real renderer (cmark-gfm is not installed)");

const best = (workers: string) => ({
  mode: "agg" as const,
  backend: "trtllm",
  workers,
  ttftMs: 500,
  tpotMs: 15,
  requestLatencyMs: 8000,
  tokensPerSecPerGpu: 600,
  tokensPerSecPerUser: 66,
  requestsPerSec: 1,
  concurrency: 10,
  gpusUsed: 8,
  memoryGib: 20,
  dataVersion: "1.3.0rc20",
});

/** Two models by two systems by two limits: every text of a stranger, one point of each kind, one lost shard. */
function sweepOf(evil: string) {
  const points: SweepPoint[] = [];
  for (const model of [evil, "Qwen/Qwen3-32B"])
    for (const system of [`${evil}x`, "h200_sxm"])
      for (const ttftMs of [300, 600, 1200])
        points.push({
          index: points.length,
          model,
          system,
          backend: "trtllm",
          isl: 4000,
          osl: 500,
          gpus: 8,
          ttftMs,
        });
  const plan = planSweep(points, 3, "v");
  const outcomes = points
    .slice(0, plan.bounds[2])
    .map((point): SweepOutcome =>
      point.index % 3 === 0
        ? { index: point.index, kind: "error", message: evil }
        : { index: point.index, kind: point.index % 3 === 1 ? "miss" : "best", best: best(evil) },
    );
  const files = [0, 1].map((shard) => ({
    kind: "sweep-shard" as const,
    planHash: plan.hash,
    shard,
    outcomes: outcomes.slice(plan.bounds[shard], plan.bounds[shard + 1]),
  }));
  return { plan, collected: collectShards(plan, files) };
}

const UNSEEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;

describe("a sweep over names of strangers", () => {
  (haveCmark ? it : it.skip)(
    "keeps the skeleton of its summary, links nowhere and mentions nobody",
    () => {
      const skeleton = elementsOf(renderedSummary("harmless"));
      fc.assert(
        fc.property(hostileText, (evil) => {
          const html = renderedSummary(evil);
          expect(elementsOf(html)).toEqual(skeleton);
          expect(html).not.toMatch(/<a |<img|<script|<h1/i);
          const shown = html.replace(/<[^>]*>/g, " ").replaceAll("&amp;", "&");
          expect(shown).not.toMatch(/@[a-z0-9]|#\d|https?:\/\/|www\.|GH-\d|:tada:/i);
        }),
        { numRuns: 100 },
      );
    },
    60_000,
  );

  it("draws no markup and nothing unseen, and stays small", () => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        const { plan, collected } = sweepOf(evil);
        const matrix = bestMatrix(plan.points, collected.outcomes, sweptDimensions(plan.points))!;
        const svg = sweepPicture(matrix);
        expect(svg).not.toMatch(UNSEEN);
        expect(
          new Set([...svg.matchAll(/<(?<name>\/?[^\s>/]+)/g)].map((match) => match.groups?.["name"])),
        ).toEqual(new Set(["svg", "rect", "text", "/text", "/svg"]));
        expect(svg.length).toBeLessThan(20_000);
        expect(sweepCsv(plan.points, collected.outcomes)).not.toMatch(UNSEEN);
        expect(renderSweepSummary(plan, collected)).not.toMatch(UNSEEN);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a shard's file", () => {
  const good: SweepOutcome = { index: 0, kind: "best", best: best("4 × TP2") };
  it.each([
    ["a figure that is text", { ...good, best: { ...good.best, ttftMs: "500" } }],
    ["a figure that is null", { ...good, best: { ...good.best, tpotMs: null } }],
    ["a negative figure", { ...good, best: { ...good.best, memoryGib: -1 } }],
    ["no figures", { index: 0, kind: "best" }],
    ["an unknown kind", { ...good, kind: "won" }],
    ["an unknown mode", { ...good, best: { ...good.best, mode: "both" } }],
    ["a message that is no text", { index: 0, kind: "error", message: {} }],
    ["a message without end", { index: 0, kind: "error", message: "x".repeat(3000) }],
    ["a list", []],
  ])("is refused with %s", (_what, outcome) => {
    const file = JSON.stringify({ kind: "sweep-shard", planHash: "x", shard: 0, outcomes: [outcome] });
    expect(() => parseShardFile(file, "shard-0.json")).toThrow(
      "shard-0.json is not the result of a sweep's shard",
    );
  });

  it("is taken with the outcomes that a search gives", () => {
    expect([good, { index: 1, kind: "error", message: "no configuration fits" }].every(isOutcome)).toBe(true);
  });
});

describe("names that are equal when shortened", () => {
  const points = ["h100_sxm", "h100_pcie"].flatMap((system, at) =>
    ["a/Llama", "b/Llama", "c/Other"].map((model, index): SweepPoint => ({
      index: at * 3 + index,
      model,
      system,
      backend: "trtllm",
      isl: 1,
      osl: 1,
      gpus: 8,
    })),
  );

  it("stay apart", () => {
    const matrix = bestMatrix(points, [], sweptDimensions(points))!;
    expect(matrix.rowValues).toEqual(["a/Llama", "b/Llama", "Other"]);
    expect(matrix.columnValues).toEqual(["h100_sxm", "h100_pcie"]);
  });
});

describe("a sweep of the largest size", () => {
  it("is shown in part, says so, and takes no time to speak of", () => {
    const points = Array.from({ length: 20_000 }, (_, index): SweepPoint => ({
      index,
      model: "m",
      system: "s",
      backend: "auto",
      isl: 1,
      osl: 1,
      gpus: 8,
      ttftMs: 1 + Math.floor(index / 142),
      tpotMs: 1 + (index % 142),
    }));
    const plan = planSweep(points, 256, "v");
    let summary = "";
    let matrix: ReturnType<typeof bestMatrix>;
    const spentMs = cpuMs(() => {
      const collected = collectShards(plan, []);
      matrix = bestMatrix(points, [], sweptDimensions(points));
      summary = renderSweepSummary(plan, collected);
    });
    expect(spentMs).toBeLessThan(30_000);
    expect(summary).toContain("81 more rows and 118 more columns are in the CSV.");
    expect(sweepPicture(matrix!)).toContain("81 more rows and 118 more columns are in the CSV.");
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  });
});

function renderedSummary(evil: string): string {
  const { plan, collected } = sweepOf(evil);
  return spawnSync("cmark-gfm", ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough"], {
    input: renderSweepSummary(plan, collected),
    encoding: "utf8",
  }).stdout;
}

function elementsOf(html: string): readonly string[] {
  return [...html.matchAll(/<(?<name>\/?[a-z][a-z0-9]*)/gi)].map((match) => match.groups?.["name"] ?? "");
}
