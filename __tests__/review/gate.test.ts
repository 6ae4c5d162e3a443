import { describe, expect, it } from "@jest/globals";
import { conclude } from "../../src/action/conclude.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";
import { concludeGate, overallVerdict, partOf } from "../../src/review/gate.js";
import { finding, result, review } from "../support/reviews.js";

const waiver = { label: "waived", actor: "ann" };
const judged = (verdict: "pass" | "fail" | "too-close" | "not-applicable") =>
  result([review({ verdict, reasons: verdict === "pass" ? [] : ["why"] })]);
const asItWas = (verdict: "fail" | "too-close" | "not-applicable", ...others: ReturnType<typeof review>[]) =>
  result([review({ verdict, reasons: ["why"], untouched: true }), ...others]);
const failing = review({ verdict: "fail", reasons: ["other"] });
const cut = { ...result([review()]), verdict: "fail" as const, incomplete: true };
const notice = { ...result([]), findings: [finding({ severity: "notice" })] };
const error = { ...result([]), verdict: "fail" as const, findings: [finding({ message: "no" })] };

describe("the gate", () => {
  it.each([
    ["a pass", judged("pass"), {}, {}, true, "verdict"],
    ["a fail", judged("fail"), {}, {}, false, "verdict"],
    ["a fail under advisory", judged("fail"), { gate: "advisory" }, {}, true, "advisory"],
    ["a fail under off", judged("fail"), { gate: "off" }, {}, true, "off"],
    ["a fail on a draft", judged("fail"), {}, { draft: true }, true, "draft"],
    ["a fail under a waiver", judged("fail"), {}, { waiver }, true, "waived"],
    [
      "advisory is named before the draft",
      judged("fail"),
      { gate: "advisory" },
      { draft: true },
      true,
      "advisory",
    ],
    ["the draft is named before the waiver", judged("fail"), {}, { draft: true, waiver }, true, "draft"],
    ["a pass needs no waiver", judged("pass"), {}, { draft: true, waiver }, true, "verdict"],
    ["too close", judged("too-close"), {}, {}, true, "verdict"],
    ["too close that fails", judged("too-close"), { tooClose: "fail" }, {}, false, "verdict"],
    ["too close, and not checked fails", judged("too-close"), { notApplicable: "fail" }, {}, true, "verdict"],
    ["not checked", judged("not-applicable"), {}, {}, true, "verdict"],
    ["not checked that fails", judged("not-applicable"), { notApplicable: "fail" }, {}, false, "verdict"],
    ["not checked, and too close fails", judged("not-applicable"), { tooClose: "fail" }, {}, true, "verdict"],
    ["a fail that is as it was", asItWas("fail"), {}, {}, true, "untouched"],
    ["too close as it was", asItWas("too-close"), { tooClose: "fail" }, {}, true, "untouched"],
    ["not checked as it was", asItWas("not-applicable"), { notApplicable: "fail" }, {}, true, "untouched"],
    ["a fail that is as it was beside one that is not", asItWas("fail", failing), {}, {}, false, "verdict"],
    ["a fail that is as it was beside a pass", asItWas("fail", review()), {}, {}, true, "untouched"],
    ["as it was, and not read whole", { ...asItWas("fail"), incomplete: true }, {}, {}, false, "incomplete"],
    ["nothing", result([]), { notApplicable: "fail", tooClose: "fail" }, {}, true, "nothing"],
    ["a notice alone is nothing", notice, { notApplicable: "fail" }, {}, true, "nothing"],
    ["an error of a file", error, {}, {}, false, "verdict"],
    ["a list that was cut", cut, {}, {}, false, "incomplete"],
    ["a list that was cut, on a draft", cut, {}, { draft: true }, true, "draft"],
    ["a list that was cut, under off", cut, { gate: "off" }, {}, true, "off"],
  ] as const)("%s", (_name, answer, policy, situation, passes, why) => {
    const outcome = concludeGate(answer, { ...DEFAULT_POLICY, ...policy }, { draft: false, ...situation });
    expect({ passes: outcome.passes, why: outcome.why }).toEqual({ passes, why });
  });

  it.each([
    [judged("pass"), {}, "Pass: 1 manifest"],
    [judged("fail"), {}, "Fail: qwen3-32b: why"],
    [judged("fail"), { draft: true }, "Fail: qwen3-32b: why (draft: advisory, the check stays green)"],
    [judged("fail"), { waiver }, "Fail: qwen3-32b: why (waived by the label waived, set by ann)"],
    [error, {}, "Fail: deploy/qwen3-32b.yaml: no"],
    [cut, {}, "Fail: not every changed file could be checked"],
    [result([]), {}, "Nothing to check: no manifest in this change"],
  ] as const)("is worded by the action: %#", (answer, situation, line) => {
    const all = { draft: false, ...situation };
    expect(conclude(concludeGate(answer, DEFAULT_POLICY, all), waiver).line).toBe(line);
  });

  it("four reasons are three and a count", () => {
    const many = result(
      ["a", "b", "c", "d"].map((name) => review({ name, verdict: "fail", reasons: ["r"] })),
    );
    expect(concludeGate(many, DEFAULT_POLICY, { draft: false }).reason).toBe("a: r; b: r; c: r; and 1 more");
  });
});

describe("a part of a result", () => {
  const all = {
    ...result([
      review({ file: "prod/a.yaml", verdict: "fail" }),
      review({ file: "dev/b.yaml", verdict: "pass" }),
    ]),
    findings: [finding({ file: "dev/c.yaml", severity: "warning" })],
  };
  it.each([
    ["prod/", "fail", 1],
    ["dev/", "pass", 1],
    ["test/", "not-applicable", 0],
  ] as const)("%s is %s", (folder, verdict, count) => {
    const part = partOf(all, (file) => file.startsWith(folder));
    expect([part.verdict, part.deployments.length]).toEqual([verdict, count]);
  });

  it("fails when the list was cut: the missing file may lie in it", () => {
    expect(partOf({ ...all, incomplete: true }, () => false).verdict).toBe("fail");
  });

  it("a file's error fails beside a deployment that passes", () => {
    const { deployments } = judged("pass");
    expect(overallVerdict({ deployments, findings: [finding({})], incomplete: false })).toBe("fail");
  });
});
