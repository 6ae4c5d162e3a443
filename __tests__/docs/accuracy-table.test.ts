import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { PERF_DB_ROOT } from "../support/perf.js";

const project = path.dirname(PERF_DB_ROOT);
const read = (file: string): string => readFileSync(path.join(project, file), "utf8");

/** Cells of the row of a table that begins so. */
function row(text: string, name: string): readonly string[] {
  const line = text.split("\n").find((each) => each.startsWith(`| ${name} |`)) ?? "";
  return line.split("|").map((cell) => cell.trim());
}

describe("the table of the README is that of docs/accuracy.md", () => {
  it.each([
    ["published figures", "reference (published figures)"],
    ["`calibrated`", "calibrated, families held out"],
    ["`calibrated`, models never measured", "calibrated, models held out"],
  ])("%s", (name, inPage) => {
    const [, , , factor, within, tpot, tpotWithin, throughput] = row(read("docs/accuracy.md"), inPage);
    expect(factor).toMatch(/^\d\.\d\d$/);
    expect(row(read("README.md"), name).slice(2, 7)).toEqual([within, factor, tpotWithin, tpot, throughput]);
  });
});
