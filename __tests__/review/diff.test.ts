import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { unifiedDiff } from "../../src/review/diff.js";
import { cpuMs } from "../support/cpu.js";

describe("unifiedDiff", () => {
  it("shows two lines of context and the block above", () => {
    const old = [
      "kind: A",
      "data:",
      "  x: 1",
      ...Array.from({ length: 10 }, (_, n) => `  l${n}: 0`),
      "spec:",
      "  a: 1",
      "  b: 2",
      "  c: 3",
      "  d: 4",
      "  e: 5",
    ].join("\n");
    const now = old.replace("x: 1", "x: 2").replace("  d: 4", "  d: 5");
    expect(unifiedDiff(old, now)).toEqual([
      " kind: A",
      " data:",
      "-  x: 1",
      "+  x: 2",
      "   l0: 0",
      "   l1: 0",
      "@@ -16,4 +16,4 @@ spec:",
      "   b: 2",
      "   c: 3",
      "-  d: 4",
      "+  d: 5",
      "   e: 5",
    ]);
  });

  it.each([
    ["", "a\n", ["+a"]],
    ["a\n", "", ["-a"]],
    ["a\r\nb\r\n", "a\r\nc\r\n", [" a", "-b", "+c"]],
    ["a\n", "a\n", []],
  ])("%j to %j", (old, now, lines) => {
    expect(unifiedDiff(old, now)).toEqual(lines);
  });

  it("holds every change: what it removes and adds is the difference", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", "d: 1", ""), { maxLength: 30 })
      .map((lines) => lines.map((line) => `${line}\n`).join(""));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const body = unifiedDiff(old, now).filter((line) => !line.startsWith("@@"));
        const count = (source: string): Map<string, number> => {
          const counts = new Map<string, number>();
          for (const line of source.split("\n").slice(0, -1)) counts.set(line, (counts.get(line) ?? 0) + 1);
          return counts;
        };
        const delta = new Map<string, number>();
        for (const line of body)
          if (!line.startsWith(" "))
            delta.set(line.slice(1), (delta.get(line.slice(1)) ?? 0) + (line.startsWith("+") ? 1 : -1));
        const [before, after] = [count(old), count(now)];
        for (const line of new Set([...before.keys(), ...after.keys()]))
          expect(delta.get(line) ?? 0).toBe((after.get(line) ?? 0) - (before.get(line) ?? 0));
      }),
    );
  });

  it("stays quick on files that share nothing", () => {
    const big = (word: string) => Array.from({ length: 60_000 }, (_, n) => `${word}${n}`).join("\n");
    const [old, now] = [big("a"), big("b")];
    let lines: readonly string[] = [];
    expect(cpuMs(() => (lines = unifiedDiff(old, now)))).toBeLessThan(20_000);
    expect(lines).toHaveLength(120_000);
  });
});
