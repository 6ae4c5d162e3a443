import { describe, expect, it } from "@jest/globals";
import type { Advice } from "../../src/domain/review.js";
import { mergedText } from "../../src/report/merged-text.js";
import { BEST } from "../support/examples.js";

const FILE = "a\nb\nc\nd\ne\n";
const edit = (line: number, endLine: number, text: string): Advice => ({
  evaluation: BEST,
  edits: [{ line, endLine, text }],
});
const whole = (newText: string): Advice => ({ evaluation: BEST, edits: [], newText });

describe("edits of several deployments of one file", () => {
  it.each([
    ["in any order", FILE, [edit(4, 4, "D"), edit(1, 2, "AB")], "AB\nc\nD\ne\n"],
    ["lines that go", FILE, [edit(2, 2, ""), edit(4, 5, "")], "a\nc\n"],
    ["lines that come", FILE, [edit(1, 1, "a\na2"), edit(5, 5, "e\ne2")], "a\na2\nb\nc\nd\ne\ne2\n"],
    [
      "a document written anew beside an edit",
      FILE,
      [whole("a\nb\nC\nC2\ne\n"), edit(1, 1, "A")],
      "A\nb\nC\nC2\ne\n",
    ],
    ["lines only added", FILE, [whole("a\nb\nc\nnew\nd\ne\n"), edit(1, 1, "A")], "A\nb\nc\nnew\nd\ne\n"],
    ["lines added before the first", FILE, [whole(`new\n${FILE}`), edit(4, 4, "D")], "new\na\nb\nc\nD\ne\n"],
    ["one edit that two share", FILE, [edit(2, 2, "B"), edit(2, 2, "B")], "a\nB\nc\nd\ne\n"],
    ["Windows line endings", "a\r\nb\r\nc\r\n", [edit(1, 1, "A"), edit(3, 3, "C")], "A\r\nb\r\nC\r\n"],
    ["two that differ on one line", FILE, [edit(2, 2, "B"), edit(2, 2, "X")], undefined],
    ["one within the other", FILE, [edit(1, 4, "B"), edit(2, 2, "X")], undefined],
    ["an edit without a text", FILE, [edit(2, 2, "B"), { evaluation: BEST, edits: [] }], undefined],
  ])("%s", (_name, before, advices, after) => {
    expect(mergedText(before, advices)).toBe(after);
  });
});
