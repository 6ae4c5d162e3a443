import { describe, expect, it } from "@jest/globals";
import type { ChartData } from "../../src/save/chart/chart-data.js";
import { scaleTo, tickText } from "../../src/save/chart/scale.js";
import { paretoSvg } from "../../src/save/chart/svg.js";
import { svgToPng } from "../../src/save/chart/png.js";
import { DARK, LIGHT } from "../../src/save/chart/theme.js";
import { resultFolderName, segment } from "../../src/save/folder-name.js";

const DATA: ChartData = {
  title: `<script>"&'`,
  subtitle: "16 × h200_sxm",
  xLabel: "tokens/s per user",
  yLabel: "tokens/s per GPU",
  series: [
    {
      name: "agg",
      points: [
        [10, 900],
        [60, 600],
        [220, 80],
      ],
    },
    {
      name: "disagg",
      points: [
        [30, 1050],
        [70, 780],
      ],
    },
  ],
  chosen: { series: 1, point: [70, 780], label: "best: 780" },
  limit: { x: 60, side: "min", label: "TPOT limit 16.67 ms" },
};

/** Contrast of two colours (WCAG 2). */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number =>
    [1, 3, 5].reduce((sum, at, index) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return (
        sum +
        [0.2126, 0.7152, 0.0722][index]! *
          (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
      );
    }, 0);
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

describe("the Pareto picture", () => {
  it("follows the reader's light or dark setting and marks the chosen point", () => {
    const svg = paretoSvg(DATA);

    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg).toContain('class="chosen"');
    expect(svg).toContain("misses TPOT limit 16.67 ms");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("escapes what comes from outside", () => {
    expect(paretoSvg(DATA)).toContain("&lt;script&gt;&quot;&amp;'");
    expect(paretoSvg(DATA)).not.toContain("<script");
  });

  it("draws nothing found as an empty chart", () => {
    expect(paretoSvg({ ...DATA, series: [] })).not.toMatch(/NaN|Infinity/);
  });

  it.each([
    ["light", LIGHT],
    ["dark", DARK],
  ] as const)("is readable on %s pages", (_name, theme) => {
    for (const colour of [theme.text, theme.muted, theme.chosen])
      expect(contrast(colour, theme.background)).toBeGreaterThan(4.5);
    for (const colour of theme.series) expect(contrast(colour, theme.background)).toBeGreaterThan(3);
  });

  it("becomes a picture with text in it", async () => {
    const png = await svgToPng(paretoSvg(DATA, { theme: "light" }));
    const blank = await svgToPng(paretoSvg({ ...DATA, title: "", subtitle: "" }, { theme: "light" }));

    expect(png.length).toBeGreaterThan(blank.length + 1000);
  });

  it.each([
    [0, "0"],
    [1200, "1,200"],
    [1234567, "1,234,567"],
    [0.5, "0.5"],
  ])("writes the tick %d as %s", (value, text) => {
    expect(tickText(value)).toBe(text);
  });

  it("scales to round numbers", () => {
    const scale = scaleTo(221, 76, 852, 8);

    expect(scale.max).toBeGreaterThanOrEqual(221);
    expect(scale.at(0)).toBe(76);
    expect(scale.at(scale.max)).toBe(852);
  });
});

describe("names of folders", () => {
  it.each([
    ["agg", "agg"],
    ["../x", ".._x"],
    ["..", "_"],
    ["a b/c", "a_b_c"],
  ])("%s becomes %s", (name, folder) => {
    expect(segment(name)).toBe(folder);
  });

  it("survives a search without experiments", () => {
    expect(
      resultFolderName({
        experiments: [],
        best: undefined,
        bestOverNext: undefined,
        profile: "reference",
        seconds: 0,
        notes: [],
      }),
    ).toBe("result");
  });
});
