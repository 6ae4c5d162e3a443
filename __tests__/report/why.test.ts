import { describe, expect, it } from "@jest/globals";
import { whySentence } from "../../src/report/sections/why.js";
import { viewsOf } from "../../src/report/view.js";
import { advice } from "../support/examples.js";
import { agg, context, evaluation, result, review } from "../support/reviews.js";

const worker = (count: number, tp: number, batch: number, tpot: number) =>
  evaluation(agg(count, { tp }, batch), { ttft: 500, tpot, rate: 10, atOnce: count * batch });

describe("why the best found wins, by requests at once", () => {
  it.each([
    [
      "smaller workers",
      worker(16, 1, 16, 16.4),
      worker(4, 4, 40, 14.9),
      "4 TP1 workers hold 64 requests at 16.4 ms; on as many GPUs a TP4 worker holds 40 at 14.9 ms.",
    ],
    [
      "larger workers",
      worker(4, 4, 40, 15.2),
      worker(8, 2, 16, 13.5),
      "a TP4 worker holds 40 requests at 15.2 ms; on as many GPUs 2 TP2 workers hold 32 at 13.5 ms.",
    ],
    [
      "a larger batch",
      worker(4, 4, 40, 15.2),
      worker(4, 4, 32, 13.4),
      "a TP4 worker holds 40 requests at 15.2 ms instead of 32 at 13.4 ms.",
    ],
  ])("%s", (_what, best, proposed, expected) => {
    const [view] = viewsOf(result([review({ proposed, recommended: advice(best, []) })]), context());
    expect(whySentence(view!).replaceAll("\u00a0", " ")).toContain(`wins:** ${expected}`);
  });

  it("is left out where the workers of the best hold no more on the same GPUs", () => {
    // more at once in all, by more GPUs at work, not by the worker
    const best = {
      ...worker(16, 1, 8, 12),
      prediction: { ...worker(16, 1, 8, 12).prediction, concurrency: 500 },
    };
    const [view] = viewsOf(
      result([review({ proposed: worker(4, 4, 40, 15), recommended: advice(best, []) })]),
      context(),
    );
    expect(whySentence(view!)).toBe("");
  });
});
