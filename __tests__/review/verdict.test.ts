import { describe, expect, it } from "@jest/globals";
import type { Bands } from "../../src/domain/prediction.js";
import { judge, openLimits, worstVerdict } from "../../src/review/verdict.js";
import { agg, evaluation, finding } from "../support/reviews.js";

const bands = (low: number, high: number): Bands => ({
  ttftMs: [low, high],
  tpotMs: [10, 12],
  requestLatencyMs: [0, 1],
  tokensPerSecPerGpu: [0, 1],
});
const at = (ttft: number, extra: { bands?: Bands; pSla?: number } = {}) =>
  evaluation(agg(4, { tp: 4 }, 40), { ttft, tpot: 11, rate: 600, atOnce: 160, ...extra });

describe("judge", () => {
  it.each([
    ["inside", at(599), "pass"],
    ["exactly on it", at(600), "pass"],
    ["beyond", at(600.1), "fail"],
    ["as sure as was asked", at(500, { bands: bands(400, 620), pSla: 0.8 }), "pass"],
    ["inside, but less sure", at(500, { bands: bands(400, 650), pSla: 0.79 }), "too-close"],
    ["beyond, but not surely", at(610, { bands: bands(500, 800), pSla: 0.21 }), "too-close"],
    ["as surely missed as was asked", at(700, { bands: bands(590, 900), pSla: 0.2 }), "fail"],
  ])("%s", (_name, proposed, verdict) => {
    expect(judge({ proposed, findings: [], assumed: [], confidence: 0.8 }).verdict).toBe(verdict);
  });

  it.each([
    [0.5, "pass"],
    [0.9, "too-close"],
    [0.6, "pass"],
  ])("the confidence asked moves the verdict: 0.6 at %f is %s", (confidence, verdict) => {
    const proposed = at(560, { bands: bands(400, 800), pSla: 0.6 });
    expect(judge({ proposed, findings: [], assumed: [], confidence }).verdict).toBe(verdict);
  });

  it.each([
    ["the one that is open", [300, 700], [10, 12], ["ttft"]],
    ["both, the less likely first", [500, 800], [14, 19], ["ttft", "tpot"]],
    ["all, where only the sum of risks is too much", [300, 620], [10.5, 16.5], ["ttft", "tpot"]],
    ["but not one that surely holds", [300, 620], [8, 9], ["ttft"]],
    ["the least likely, where none takes more than its share", [100, 300], [8, 9], ["ttft"]],
  ])("names every limit that keeps the load from being carried: %s", (_name, ttft, tpot, names) => {
    const [low = 0, high = 0] = ttft;
    const [from = 0, to = 0] = tpot;
    const proposed = at(500, { bands: { ...bands(low, high), tpotMs: [from, to] }, pSla: 0.5 });
    expect(openLimits(proposed, 0.85).map(({ metric }) => metric)).toEqual(names);
  });

  it.each([
    [931.4567, {}, "TTFT is 931 ms, limit 600 ms"],
    [600.0004, {}, "TTFT is 600.0004 ms, limit 600 ms"],
    [400, { holds: false }, "TTFT grows without end, limit 600 ms"],
    [931.4567, { percentile: { name: "p99", overMean: 1 } }, "TTFT p99 is 931 ms, limit 600 ms"],
  ] as const)("words %f ms as people are told it", (ttft, check, reason) => {
    const proposed = at(ttft);
    const limits = proposed.limits.map((limit) =>
      limit.metric === "ttft" ? { ...limit, ...check } : { ...limit, holds: true },
    );
    const { reasons } = judge({
      proposed: { ...proposed, limits },
      findings: [],
      assumed: [],
      confidence: 0.8,
    });
    expect(reasons).toEqual([reason]);
  });

  it("an error fails before any figure", () => {
    const { verdict, reasons } = judge({
      proposed: at(100),
      findings: [finding({ message: "no" })],
      assumed: ["isl"],
      confidence: 0.8,
    });
    expect({ verdict, reasons }).toEqual({ verdict: "fail", reasons: ["no"] });
  });

  it("a warning does not", () => {
    expect(
      judge({ proposed: at(100), findings: [finding({ severity: "warning" })], assumed: [], confidence: 0.8 })
        .verdict,
    ).toBe("pass");
  });

  it("an assumption never fails a gate", () => {
    const { verdict, notChecked } = judge({
      proposed: at(900),
      findings: [],
      assumed: ["isl", "osl"],
      confidence: 0.8,
    });
    expect(verdict).toBe("not-applicable");
    expect(notChecked?.phrase).toBe("does not say its prompt and answer lengths");
    expect(notChecked?.policyYaml).toContain("isl: 4000");
    expect(judge({ proposed: at(100), findings: [], assumed: ["isl"], confidence: 0.8 }).verdict).toBe(
      "pass",
    );
  });

  it("says what is missing when nothing was predicted", () => {
    expect(
      judge({
        findings: [],
        assumed: [],
        confidence: 0.8,
        notChecked: { phrase: "does not say its GPU type" },
      }),
    ).toEqual({
      verdict: "not-applicable",
      reasons: ["does not say its GPU type"],
      notChecked: { phrase: "does not say its GPU type" },
    });
  });

  it("a load that does not fit memory fails", () => {
    const proposed = at(100);
    expect(
      judge({
        proposed: { ...proposed, prediction: { ...proposed.prediction, memoryVerdict: "kv-oom" } },
        findings: [],
        assumed: [],
        confidence: 0.8,
      }).verdict,
    ).toBe("fail");
  });

  it.each([
    [["pass", "not-applicable"], "not-applicable"],
    [["pass", "too-close", "not-applicable"], "too-close"],
    [["too-close", "fail"], "fail"],
    [[], "not-applicable"],
  ] as const)("the worst of %j is %s", (verdicts, worst) => {
    expect(worstVerdict(verdicts)).toBe(worst);
  });
});
