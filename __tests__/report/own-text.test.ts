import { spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { renderComment } from "../../src/report/comment.js";
import { ownText } from "../../src/report/own-text.js";
import { passGain } from "../support/examples.js";

const haveCmark = spawnSync("cmark-gfm", ["--version"]).status === 0;
if (!haveCmark)
  console.log("skipped: the policy's own text through a real renderer (cmark-gfm is not installed)");

describe("the policy's header and footer", () => {
  it.each([
    ["Markdown", "> See the **runbook**, [here](https://wiki.example).", undefined],
    ["a hidden comment", "a <!-- b", "a &lt;!-- b"],
    ["a block that only its end closes", "<pre>\nx", "&lt;pre>\nx"],
    ["a fence without its end", "```sh\nx", "```sh\nx\n```"],
    ["a longer fence", "~~~~\n~~~\nx", "~~~~\n~~~\nx\n~~~~"],
    ["a closed fence", "```\n<details>\n```", undefined],
    ["backticks in a block of HTML", "</details>\n```\n\n```", "</details>\n\n```\n\n```"],
    ["a fence in a list, left by another", "- a\n\n  ```\n```", "- a\n\n```\n```"],
    ["an end before its beginning", "</details> <details>\nx", "</details> <details>\nx\n\n</details>"],
    [
      "an end in a fence of a quotation",
      "<details>\n> ``` </details>",
      "<details>\n> ``` </details>\n\n</details>",
    ],
    [
      "an end in a span of code",
      "<details>\n``` </details> ```",
      "<details>\n``` </details> ```\n\n</details>",
    ],
    [
      "an end in an indented line",
      "<details>\n\n    </details>",
      "<details>\n\n    </details>\n\n</details>",
    ],
    ["a fold on one line", "<details><summary>x</summary>y</details>", undefined],
    [
      "a fold without its end",
      "<details><summary>x</summary>\n\ny",
      "<details><summary>x</summary>\n\ny\n\n</details>",
    ],
  ])("%s", (_what, given, expected = given) => {
    expect(ownText(given)).toBe(expected);
  });

  it("is cut at 2,000 characters, never through a character", () => {
    expect(ownText("😀".repeat(1500)).length).toBeLessThanOrEqual(2000);
    expect(ownText("😀".repeat(1500))).not.toMatch(/\p{Cs}/u);
  });

  (haveCmark ? it : it.skip)(
    "leaves the heading a heading, whatever it holds",
    () => {
      const piece = fc.constantFrom(
        ..."``` ~~~~ <pre> </pre> <script> <!-- <![CDATA[ <? <!DOCTYPE <details> </details> <summary> <div> | - > 1. a \n \r\n".split(
          " ",
        ),
        "    x",
        "\n\n",
        "````md",
      );
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
          const comment = renderComment(passGain.result, { ...passGain.context, header: pieces.join(" ") });
          const html = spawnSync("cmark-gfm", ["--unsafe", "-e", "table"], {
            input: comment,
            encoding: "utf8",
          }).stdout;
          expect(html).toContain("<h3>✅ Pass: <code>qwen3-32b</code> meets its SLA.");
          expect(html).toContain('<th align="right">Best found</th>');
          const count = (what: RegExp): number => [...html.matchAll(what)].length;
          expect(count(/<details/g)).toBeLessThanOrEqual(count(/<\/details>/g));
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );
});
