import { describe, expect, it } from "@jest/globals";
import type { Interval } from "../../src/domain/prediction.js";
import type { Evaluation } from "../../src/domain/review.js";
import { alternativesOf, chooseAdvice } from "../../src/review/advice.js";
import { judgeExperiments, rankExperiments } from "../../src/review/experiments.js";
import { regressionFinding } from "../../src/review/regression.js";
import { whyBetter } from "../../src/review/why-sentence.js";
import { ALTERNATIVES, BEFORE, BEST, PROPOSED } from "../support/examples.js";
import { agg, evaluation, FILE } from "../support/reviews.js";

const place = { file: FILE, position: { line: 3, column: 1 } };
const miss = (ttft: number) => evaluation(agg(2, { tp: 8 }, 8), { ttft, tpot: 11, rate: 900, atOnce: 16 });
const misses = (ttft: number, tpot: number) =>
  evaluation(agg(2, { tp: 8 }, 8), { ttft, tpot, rate: 900, atOnce: 16 });

const sure = (one: Evaluation, pSla: number): Evaluation => ({
  ...one,
  prediction: { ...one.prediction, pSla },
});

const onGpus = (gpus: number, rate: number) =>
  evaluation(agg(gpus / 4, { tp: 4 }, 8), { ttft: 300, tpot: 11, rate, atOnce: 16 });
const endless = ({ limits, ...rest }: Evaluation): Evaluation => ({
  ...rest,
  limits: limits.map((limit) => (limit.metric === "ttft" ? { ...limit, holds: false } : limit)),
});

describe("chooseAdvice", () => {
  const rest = { misses: [], minGain: 0.05, loadStated: true, gpuBudget: 16 };
  it.each([
    [
      "a gain is recommended",
      { ...rest, proposed: PROPOSED, verdict: "pass", passing: ALTERNATIVES },
      { recommended: BEST },
    ],
    [
      "a small gain is only told",
      { ...rest, minGain: 0.5, proposed: PROPOSED, verdict: "pass", passing: ALTERNATIVES },
      { bestFound: BEST },
    ],
    [
      "nothing better: the proposal",
      { ...rest, proposed: BEST, verdict: "pass", passing: [PROPOSED] },
      { bestFound: BEST },
    ],
    ...[0, 0.05].map(
      (minGain) =>
        [
          `a setting that serves the same is no better one (gain of ${minGain} asked)`,
          { ...rest, minGain, proposed: onGpus(16, 400), verdict: "pass", passing: [onGpus(16, 401)] },
          { bestFound: onGpus(16, 400) },
        ] as const,
    ),
    [
      "a failing proposal gets the best, even a slower one",
      { ...rest, proposed: miss(900), verdict: "fail", passing: [PROPOSED, BEST] },
      { recommended: BEST },
    ],
    [
      "no setting passes: the nearest miss",
      {
        ...rest,
        proposed: miss(900),
        verdict: "fail",
        passing: [],
        misses: [miss(800), miss(640), miss(700)],
      },
      { nearestMiss: miss(640) },
    ],
    [
      "no setting passes and none comes nearer than the proposal: nothing is offered",
      {
        ...rest,
        proposed: miss(620),
        verdict: "fail",
        passing: [],
        misses: [miss(640), miss(700)],
      },
      {},
    ],
    [
      "nearest is the smallest worst ratio over all limits",
      {
        ...rest,
        proposed: misses(500, 25),
        verdict: "fail",
        passing: [],
        misses: [misses(3000, 16), misses(630, 19)],
      },
      { nearestMiss: misses(630, 19) },
    ],
    [
      "more per GPU that serves less in all, GPUs of the budget left idle, is not advised",
      { ...rest, loadStated: false, proposed: onGpus(16, 400), verdict: "pass", passing: [onGpus(12, 480)] },
      { bestFound: onGpus(16, 400) },
    ],
    [
      "more in all on fewer GPUs is",
      { ...rest, loadStated: false, proposed: onGpus(16, 400), verdict: "pass", passing: [onGpus(12, 560)] },
      { recommended: onGpus(12, 560) },
    ],
    [
      "and more per GPU where the proposal is beyond the budget",
      {
        ...rest,
        loadStated: false,
        gpuBudget: 12,
        proposed: onGpus(16, 400),
        verdict: "pass",
        passing: [onGpus(12, 480)],
      },
      { recommended: onGpus(12, 480) },
    ],
    [
      "a queue that grows for good is farther than any figure",
      { ...rest, proposed: miss(900), verdict: "fail", passing: [], misses: [endless(miss(400)), miss(800)] },
      { nearestMiss: miss(800) },
    ],
    [
      "and is never offered where the proposal has an end",
      { ...rest, proposed: miss(900), verdict: "fail", passing: [], misses: [endless(miss(400))] },
      {},
    ],
    [
      "too close: the best that carries the load, even a slower one",
      { ...rest, proposed: BEST, verdict: "too-close", passing: [BEFORE, PROPOSED] },
      { recommended: PROPOSED },
    ],
    [
      "too close and nothing carries it: the nearest, if it is nearer",
      {
        ...rest,
        proposed: miss(590),
        verdict: "too-close",
        passing: [],
        misses: [miss(610), miss(580)],
      },
      { nearestMiss: miss(580) },
    ],
    [
      "too close: what holds less surely than the proposal is no nearer, whatever its figures",
      {
        ...rest,
        proposed: sure(miss(590), 0.7),
        verdict: "too-close",
        passing: [],
        misses: [sure(miss(550), 0.6), sure(miss(580), 0.75)],
      },
      { nearestMiss: sure(miss(580), 0.75) },
    ],
  ] as const)("%s", (_name, input, choice) => {
    expect(chooseAdvice(input)).toEqual(choice);
  });

  it.each([
    ["no load stated: the whole budget counts, so idle GPUs do", false, "all of them"],
    ["one stated load: tokens/s per GPU that it takes", true, "half of them"],
  ] as const)("%s", (_name, loadStated, wanted) => {
    const figures = { ttft: 400, tpot: 12, atOnce: 100 };
    const settings = {
      "all of them": evaluation(agg(4, { tp: 4 }, 8), { ...figures, rate: 700 }),
      "half of them": evaluation(agg(2, { tp: 4 }, 8), { ...figures, rate: 900 }),
    };
    const choice = chooseAdvice({ ...rest, verdict: "fail", passing: Object.values(settings), loadStated });

    expect(choice).toEqual({ recommended: settings[wanted] });
  });

  it("lists alternatives best first, equal ones once", () => {
    const list = alternativesOf([PROPOSED, BEST, PROPOSED], true);
    expect(list).toEqual([BEST, PROPOSED]);
  });
});

/** The same with a band of a factor of two around its throughput. */
function withBand(each: Evaluation): Evaluation {
  const { tokensPerSecPerGpu } = each.prediction;
  const none: Interval = [0, 1];
  const band: Interval = [tokensPerSecPerGpu / 2, tokensPerSecPerGpu * 2];
  const bands = { ttftMs: none, tpotMs: none, requestLatencyMs: none, tokensPerSecPerGpu: band };
  return { ...each, prediction: { ...each.prediction, bands } };
}

describe("regressionFinding", () => {
  it.each([
    [BEFORE, PROPOSED, undefined],
    [BEST, PROPOSED, "serves 22% less per GPU than before: 609 tokens/s instead of 780"],
  ])("", (base, proposed, message) => {
    expect(regressionFinding(base, proposed, { tolerance: 0.05, paired: undefined }, place)?.message).toBe(
      message,
    );
  });

  it.each([
    ["that is sure", 0.3, 0.05, /serves 22% less .* \(real with a chance of 9\d%\)/],
    ["that is hardly likelier than not", 3, 0.05, /serves 22% less .* \(real with a chance of 5\d%\)/],
    ["inside the tolerance", 0.3, 0.25, /^none$/],
  ])("a loss %s", (_name, share, tolerance, wanted) => {
    const paired = { sameLayout: share, sameGroup: share };
    const found = regressionFinding(withBand(BEST), withBand(PROPOSED), { tolerance, paired }, place);
    expect(found?.message ?? "none").toMatch(wanted);
  });

  it("a loss that rounding would put at the tolerance is told with a decimal", () => {
    const prediction = { ...BEST.prediction, tokensPerSecPerGpu: 0.947 * BEST.prediction.tokensPerSecPerGpu };
    const rule = { tolerance: 0.05, paired: undefined };
    expect(regressionFinding(BEST, { ...BEST, prediction }, rule, place)?.message).toContain("5.3% less");
  });
});

describe("experiments", () => {
  it("ranks winners first and judges by any or all", () => {
    const experiments = [
      { name: "vllm", nearestMiss: miss(800) },
      { name: "sglang", best: PROPOSED },
      { name: "trtllm", best: BEST },
      { name: "x", problem: "no data" },
    ];
    expect(rankExperiments(experiments).map(({ name }) => name)).toEqual(["trtllm", "sglang", "vllm", "x"]);
    expect(judgeExperiments(experiments, "any").verdict).toBe("pass");
    expect(judgeExperiments(experiments, "all").verdict).toBe("fail");
    expect(judgeExperiments([{ name: "x", problem: "no data" }], "any").verdict).toBe("not-applicable");
    const held = experiments.filter(({ best }) => best !== undefined);
    const open = judgeExperiments([...held, { name: "x", problem: "no data" }], "all");
    expect(open).toEqual({ verdict: "not-applicable", reasons: ["x: no data"] });
    expect(judgeExperiments([...experiments, { name: "x", problem: "no data" }], "all").verdict).toBe("fail");
  });
});

describe("whyBetter", () => {
  it.each([
    [BEST, PROPOSED, "decode-alone"],
    [PROPOSED, BEST, "mixed"],
    [PROPOSED, BEFORE, "more-at-once"],
    [ALTERNATIVES[0]!, ALTERNATIVES[1]!, undefined],
  ])("", (best, proposed, kind) => {
    expect(whyBetter(best, proposed)?.kind).toBe(kind);
  });
});
