import { describe, expect, it } from "@jest/globals";
import stringWidth from "string-width";
import { textWidth } from "../../src/report/text-width.js";

describe("cells of a text", () => {
  it("are those of every single character", () => {
    const points = Array.from({ length: 0x1ffff - 0x20 }, (_, i) => i + 0x20);
    const characters = points
      .filter((point) => point < 0xd800 || point > 0xdfff)
      .map((point) => String.fromCodePoint(point));
    expect(characters.filter((one) => textWidth(one) !== stringWidth(one))).toEqual([]);
  });

  it.each([
    ["nothing", ""],
    ["words of ours", "TTFT 542.58 ms → 498 ms (−8 %) • 2 × TP4 · ✗ …"],
    ["lines of a chart", "│ ┤ ┌─┐ ▇"],
    ["wide letters among narrow ones", "models/日本語-7B"],
    ["a mark that is drawn as an emoji", "⚠️ © ©️ 1️⃣ ♥ ♥️"],
    ["people, joined and coloured", "👩‍💻 👍🏽 👨‍👩‍👧"],
    ["a flag", "🇩🇪"],
    ["letters made of several characters", "e\u0301 न\u0940 각 \u1112\u1161\u11ab"],
    ["what has no width", "a\u200bb\u00adc\u200d"],
    ["half of a pair", "a\ud800b"],
    ["words in colour", "\u001b[1m\u001b[32mPASS\u001b[39m\u001b[22m  chat carries 132"],
    ["wide letters in colour", "\u001b[31m日本語\u001b[39m ⚠️"],
  ])("of %s", (_what, text) => {
    expect(textWidth(text)).toBe(stringWidth(text));
  });
});
