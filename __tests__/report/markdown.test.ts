import { describe, expect, it } from "@jest/globals";
import { LOCAL_CONTEXT } from "../../src/report/context.js";
import { fileUrl } from "../../src/report/links.js";
import { code, codeHtml, fence, prose, text } from "../../src/report/markdown.js";
import { clause, shorten, visible } from "../../src/report/visible.js";
import { context } from "../support/reviews.js";

const Z = "\u200b";

describe("markdown", () => {
  it.each([
    [text("a_b*c|d"), "a\\_b\\*c\\|d"],
    [text("@everyone #12"), `@${Z}everyone #${Z}12`],
    [text("see https://x.example"), `see https:${Z}//x.example`],
    [text("www.x.example"), `www${Z}.x.example`],
    [text("<img src=x>"), "\\<img src=x\\>"],
    [text("- item"), `${Z}- item`],
    [text("1. item"), `${Z}1. item`],
    [text("1.3.0"), "1.3.0"],
    [text("0.85"), "0.85"],
    [code("max_num_tokens"), "`max_num_tokens`"],
    [code("a`b"), "<code>a&#96;b</code>"],
    [code("a|b"), "<code>a&#124;b</code>"],
    [codeHtml("</summary>"), "<code>&#60;/summary&#62;</code>"],
    [prose("`--tp 3` does not divide 64"), "`--tp 3` does not divide 64"],
    [prose("an unpaired ` stays"), "an unpaired \\` stays"],
    [prose("`a`b`"), "`a`b\\`"],
    [fence("yaml", ["a: |", "```"]), "````yaml\na: |\n```\n````"],
    [visible("a\u001b[31mb\u202ec\nd"), "a\ufffdb\ufffdc d"],
    [shorten("abcdefghij", 5), "ab…ij"],
    [shorten("short", 5), "short"],
    [clause("short", 5), "short"],
    [
      clause('cannot be predicted: replicas is not known: "${N}", it is a placeholder that', 60),
      'cannot be predicted: replicas is not known: "${N}"',
    ],
    [
      clause("cannot be predicted: 2 agg components; only one pool", 40),
      "cannot be predicted: 2 agg components",
    ],
    [clause("a sentence without an end that goes on and on", 30), "a sentence without an end…"],
    [clause("abcdefghijklmnopqrstuvwxyz", 10), "abcdefghi…"],
  ])("%s", (shown, expected) => {
    expect(shown).toBe(expected);
  });

  it.each([
    ["deploy/a b.yaml", 3, "https://github.com/example/serving/blob/4f2c9a1/deploy/a%20b.yaml#L3"],
    ["deploy/a).yaml", undefined, "https://github.com/example/serving/blob/4f2c9a1/deploy/a%29.yaml"],
    ["../../evil/repo", undefined, undefined],
    ["a//b", undefined, undefined],
    ["x".repeat(700), undefined, undefined],
  ])("links %s", (path, line, url) => {
    expect(fileUrl(context(), path, line)).toBe(url);
  });

  it("links nothing without a repository", () => {
    expect(fileUrl(LOCAL_CONTEXT, "a.yaml")).toBeUndefined();
  });
});
