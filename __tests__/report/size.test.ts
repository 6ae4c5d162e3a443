import { describe, expect, it } from "@jest/globals";
import { renderComment } from "../../src/report/comment.js";
import { fit, join, type CommentBlock } from "../../src/report/fit.js";
import { renderSummary } from "../../src/report/summary.js";
import { failReview, passGain } from "../support/examples.js";
import { problemsOf } from "../support/markdown-structure.js";
import { context, finding, result, review } from "../support/reviews.js";
import { cpuMs } from "../support/cpu.js";

const gain = passGain.result.deployments[0]!;
const many = (count: number, make: (index: number) => ReturnType<typeof review>) =>
  result(Array.from({ length: count }, (_, index) => make(index)));
const path = (index: number): string =>
  `clusters/region-with-a-long-name-${index}/teams/inference/serving-${index}.yaml`;

describe("size", () => {
  it.each([
    [1, "passing"],
    [100, "passing"],
    [3000, "passing"],
    [100, "failing"],
    [3000, "failing"],
    [3000, "broken"],
  ])("%d %s manifests stay under the budget", (count, kind) => {
    const checked = many(count, (index) =>
      kind === "passing"
        ? { ...gain, file: path(index) }
        : kind === "failing"
          ? failReview({ file: path(index) })
          : review({
              file: path(index),
              verdict: "fail",
              findings: [finding({ file: path(index), message: "x".repeat(800) })],
            }),
    );
    let comment = "";
    const spentMs = cpuMs(() => (comment = renderComment(checked, context())));
    expect(comment.length).toBeLessThanOrEqual(60_000);
    expect(problemsOf(comment)).toEqual([]);
    expect(Buffer.byteLength(renderSummary(checked, context()))).toBeLessThanOrEqual(1024 * 1024);
    expect(spentMs).toBeLessThan(60_000);
  });

  it("gives up parts in the order of the steps, manifests that pass without a gain first", () => {
    const cut = (name: string, step: number, rank: 0 | 1 | 2): CommentBlock => ({
      text: name.repeat(100),
      cuts: [{ step, rank, text: "" }],
    });
    const blocks = [
      { text: "HEAD", fixed: true as const },
      cut("a", 2, 0),
      cut("b", 1, 2),
      cut("c", 1, 0),
      cut("d", 2, 1),
    ];
    const left = (budget: number): string =>
      [
        ...new Set(
          fit(blocks, () => "", budget)
            .text.replace("HEAD", "")
            .replaceAll("\n", ""),
        ),
      ].join("");
    expect([500, 400, 300, 200, 100].map(left)).toEqual(["abcd", "abd", "ad", "d", ""]);
  });

  it("puts folds on each other and a blank line between the rest", () => {
    expect(join(["a", "", "<details>x</details>", "<details>y</details>", "b"])).toBe(
      "a\n\n<details>x</details>\n<details>y</details>\n\nb",
    );
  });
});
