import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { renderAsciiChart, xAxisEnd, yAxisEnd } from "../../../src/report/terminal/ascii-chart.js";
import { plain } from "../../../src/report/terminal/paint.js";

describe("axes", () => {
  it.each([
    [1049.091, 1300],
    [0, 50],
    [898.6, 1100],
  ])("y up to %d ends at %d", (most, end) => {
    expect(yAxisEnd(most)).toBe(end);
  });

  it.each([
    [[200.816], true, 220 + 20],
    [[500, 100], true, 300],
    [[500], true, 560],
    [[8000], false, 8800 + 0],
  ])("x of %j, capped %s, ends at %d", (xs, capped, end) => {
    expect(Math.abs(xAxisEnd(xs, capped) - end)).toBeLessThanOrEqual(20);
  });
});

describe("the chart", () => {
  it("draws a line with its own letter and the best last", () => {
    const lines = renderAsciiChart(
      {
        title: "T",
        xLabel: "x",
        yLabel: "y",
        series: [
          {
            label: "agg",
            points: [
              { x: 10, y: 100 },
              { x: 200, y: 20 },
            ],
          },
          {
            label: "disagg",
            points: [
              { x: 10, y: 150 },
              { x: 200, y: 60 },
            ],
          },
        ],
        highlight: { label: "disagg best", x: 100, y: 107 },
      },
      plain,
    );

    expect(lines).toHaveLength(30);
    expect(lines.join("\n")).toContain("•• agg");
    expect(lines.join("\n")).toContain("ff disagg");
    expect(lines.join("\n")).toContain("xx disagg best");
    expect(lines.filter((line) => /[^x]x[^x]/.test(line.slice(8, 60))).length).toBe(1);
  });

  it("never leaves its frame, whatever the figures", () => {
    const figure = fc.double({ min: 0, max: 1e7, noNaN: true });
    const point = fc.record({ x: figure, y: figure });
    const series = fc.record({
      label: fc.string({ maxLength: 100 }).map((text) => text.replace(/[^ -~]/g, "?")),
      points: fc.array(point, { maxLength: 30 }),
    });
    fc.assert(
      fc.property(
        fc.array(series, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 60, max: 200 }),
        (all, width) => {
          const lines = renderAsciiChart({ title: "title", xLabel: "x", yLabel: "y", series: all }, plain, {
            width,
            height: 30,
          });

          expect(lines).toHaveLength(30);
          expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 100 },
    );
  });
});
