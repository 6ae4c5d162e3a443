import { describe, expect, it } from "@jest/globals";
import type { DeploymentReview } from "../../src/domain/review.js";
import { renderCheckText } from "../../src/report/check-text.js";
import { renderComment } from "../../src/report/comment.js";
import { plainText } from "../../src/report/text-layout.js";
import { BEFORE, failReview, tooClose } from "../support/examples.js";
import { agg, context, evaluation, result } from "../support/reviews.js";

const open = tooClose.result.deployments[0]!;
const { recommended: _best, ...unsolved } = open;
const { recommended: _other, smallestFix, ...failed } = failReview();
const { smallestFix: _fix, ...unmended } = failReview();
const nearest = evaluation(agg(2, { tp: 8 }, 8), { ttft: 640, tpot: 15, rate: 500, atOnce: 60 });
const slow = evaluation(agg(8, { tp: 2 }, 16), { ttft: 900, tpot: 15, rate: 500, atOnce: 60 });
const stated = { isl: 4000, osl: 500, prefix: 0, concurrency: 160 };
const carrying = (atOnce: number) =>
  evaluation(agg(4, { tp: 4 }, 40), { ttft: 500, tpot: 15, rate: 500, atOnce });

/** Sentences that say what holds instead, in one line. */
function sentences(text: string): readonly string[] {
  const line = plainText(text).replaceAll(/\s+/g, " ");
  const found = line.match(
    /(?:No (?:other )?setting found|It carries|Most is carried|Nearest:|Raise|Settle it: take).*?(?=[.;:](?: |$)| \(| or )/g,
  );
  return [...new Set(found ?? [])];
}

describe("what holds instead is said alike in text and comment", () => {
  it.each<[string, DeploymentReview, readonly string[]]>([
    ["too close, a better one", open, ["Settle it: take the best found, +27% tokens/s per GPU"]],
    ["too close, Before holds", unsolved, ["No other setting found holds the limits with 80%"]],
    [
      "too close, Before holds other limits alone",
      { ...unsolved, sla: { ...open.sla, ttftMs: 599 } },
      ["No setting found holds the limits with 80%"],
    ],
    [
      "too close at a load that Before does not have",
      { ...unsolved, workload: stated, capacity: carrying(96), nearestMiss: nearest },
      ["It carries 96 requests at once", "No setting found holds this load with 80%"],
    ],
    [
      "fail, Before holds",
      { ...failed, base: BEFORE },
      ["No other setting found meets these limits on 16 × H200"],
    ],
    [
      "fail, Before fails too",
      { ...failed, base: slow },
      ["No setting found meets these limits on 16 × H200", "Raise the limit"],
    ],
    [
      "fail, the nearest known",
      { ...failed, base: slow, nearestMiss: nearest },
      [
        "No setting found meets these limits on 16 × H200",
        "Nearest: TTFT 640 ms with 2 × TP8",
        "Raise the limit",
      ],
    ],
    [
      "fail, a fix that is no edit",
      { ...failed, base: slow, nearestMiss: nearest, smallestFix: { ...smallestFix!, edits: [] } },
      [
        "No setting found meets these limits on 16 × H200",
        "Nearest: TTFT 640 ms with 2 × TP8",
        "Raise the limit",
      ],
    ],
    [
      "fail at a stated load, a setting that holds it",
      { ...unmended, workload: stated, capacity: carrying(96) },
      ["It carries 96 requests at once"],
    ],
  ])("%s", (_name, review, said) => {
    const shown = result([review], { profile: "calibrated" });

    expect(sentences(renderCheckText(shown))).toEqual(said);
    expect(sentences(renderComment(shown, context()))).toEqual(said);
  });
});
