import { describe, expect, it } from "@jest/globals";
import { alternativesOf, chooseAdvice } from "../../src/review/advice.js";
import { judgeExperiments, rankExperiments } from "../../src/review/experiments.js";
import { regressionFinding } from "../../src/review/regression.js";
import { whyBetter } from "../../src/review/why-sentence.js";
import { ALTERNATIVES, BEFORE, BEST, PROPOSED } from "../support/examples.js";
import { agg, evaluation, FILE } from "../support/reviews.js";

const place = { file: FILE, position: { line: 3, column: 1 } };
const miss = (ttft: number) => evaluation(agg(2, { tp: 8 }, 8), { ttft, tpot: 11, rate: 900, atOnce: 16 });
const banded = (rate: number, high: number) =>
  evaluation(agg(2, { tp: 8 }, 8), {
    ttft: 500,
    tpot: 11,
    rate,
    atOnce: 16,
    bands: { ttftMs: [400, high], tpotMs: [10, 12], requestLatencyMs: [0, 1], tokensPerSecPerGpu: [0, 1] },
  });

describe("chooseAdvice", () => {
  const rest = { misses: [], minGain: 0.05 };
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
    [
      "a failing proposal gets the best, even a slower one",
      { ...rest, proposed: miss(900), verdict: "fail", passing: [PROPOSED, BEST] },
      { recommended: BEST },
    ],
    [
      "no setting passes: the nearest miss",
      {
        minGain: 0.05,
        proposed: miss(900),
        verdict: "fail",
        passing: [],
        misses: [miss(800), miss(640), miss(700)],
      },
      { nearestMiss: miss(640) },
    ],
    [
      "too close: the best that is safe",
      {
        ...rest,
        proposed: banded(600, 700),
        verdict: "too-close",
        passing: [banded(900, 620), banded(800, 590), banded(700, 550)],
      },
      { recommended: banded(800, 590) },
    ],
    [
      "too close and the safe one costs too much: it is told with its price, not offered as an edit",
      {
        ...rest,
        proposed: banded(900, 700),
        verdict: "too-close",
        passing: [banded(900, 620), banded(800, 590)],
      },
      { bestFound: banded(800, 590) },
    ],
    [
      "a gain that may break the limit is no advice to a proposal that holds",
      { ...rest, proposed: banded(600, 590), verdict: "pass", passing: [banded(900, 620), banded(800, 590)] },
      { recommended: banded(800, 590) },
    ],
    [
      "a failing proposal gets a safe setting before a faster one",
      { ...rest, proposed: miss(900), verdict: "fail", passing: [banded(900, 620), banded(800, 590)] },
      { recommended: banded(800, 590) },
    ],
    [
      "a failing proposal gets the best likely one where nothing is safe",
      { ...rest, proposed: miss(900), verdict: "fail", passing: [banded(900, 620)] },
      { recommended: banded(900, 620) },
    ],
    [
      "too close and nothing safe",
      { ...rest, proposed: banded(600, 700), verdict: "too-close", passing: [banded(900, 620)] },
      {},
    ],
  ] as const)("%s", (_name, input, choice) => {
    expect(chooseAdvice(input)).toEqual(choice);
  });

  it("lists alternatives best first, equal ones once", () => {
    const list = alternativesOf([PROPOSED, BEST, PROPOSED]);
    expect(list).toEqual([BEST, PROPOSED]);
  });
});

describe("regressionFinding", () => {
  it.each([
    [BEFORE, PROPOSED, undefined],
    [BEST, PROPOSED, "serves 22% less per GPU than before: 609 tokens/s instead of 780"],
  ])("", (base, proposed, message) => {
    expect(regressionFinding(base, proposed, 0.05, place)?.message).toBe(message);
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
