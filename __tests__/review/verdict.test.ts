import { describe, expect, it } from "@jest/globals";
import type { Bands } from "../../src/domain/prediction.js";
import { isSafe, judge, worstVerdict } from "../../src/review/verdict.js";
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
    ["band inside", at(500, { bands: bands(400, 590) }), "pass"],
    ["band across", at(500, { bands: bands(400, 620) }), "too-close"],
    ["band across, figure beyond", at(610, { bands: bands(500, 800) }), "too-close"],
    ["band beyond", at(900, { bands: bands(700, 1200) }), "fail"],
    ["band across, but the chance is clear", at(500, { bands: bands(400, 620), pSla: 0.93 }), "pass"],
    ["band across, hardly a chance", at(700, { bands: bands(590, 900), pSla: 0.05 }), "fail"],
  ])("%s", (_name, proposed, verdict) => {
    expect(judge({ proposed, findings: [], assumed: [] }).verdict).toBe(verdict);
  });

  it("an error fails before any figure", () => {
    const { verdict, reasons } = judge({
      proposed: at(100),
      findings: [finding({ message: "no" })],
      assumed: ["isl"],
    });
    expect({ verdict, reasons }).toEqual({ verdict: "fail", reasons: ["no"] });
  });

  it("a warning does not", () => {
    expect(
      judge({ proposed: at(100), findings: [finding({ severity: "warning" })], assumed: [] }).verdict,
    ).toBe("pass");
  });

  it("an assumption never fails a gate", () => {
    const { verdict, notChecked } = judge({ proposed: at(900), findings: [], assumed: ["isl", "osl"] });
    expect(verdict).toBe("not-applicable");
    expect(notChecked?.phrase).toBe("does not say its prompt and answer lengths");
    expect(notChecked?.policyYaml).toContain("isl: 4000");
    expect(judge({ proposed: at(100), findings: [], assumed: ["isl"] }).verdict).toBe("pass");
  });

  it("says what is missing when nothing was predicted", () => {
    expect(judge({ findings: [], assumed: [], notChecked: { phrase: "does not say its GPU type" } })).toEqual(
      {
        verdict: "not-applicable",
        reasons: ["does not say its GPU type"],
        notChecked: { phrase: "does not say its GPU type" },
      },
    );
  });

  it("a load that does not fit memory fails", () => {
    const proposed = at(100);
    expect(
      judge({
        proposed: { ...proposed, prediction: { ...proposed.prediction, memoryVerdict: "kv-oom" } },
        findings: [],
        assumed: [],
      }).verdict,
    ).toBe("fail");
  });

  it("safe means the whole band", () => {
    expect(
      [at(500, { bands: bands(400, 590) }), at(500, { bands: bands(400, 620) }), at(500)].map(isSafe),
    ).toEqual([true, false, true]);
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
