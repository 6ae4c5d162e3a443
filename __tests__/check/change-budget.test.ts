import { describe, expect, it } from "@jest/globals";
import { runCheck } from "../../src/check/run-check.js";
import type { ChangedFile } from "../../src/domain/change.js";
import { dollarsPerHour } from "../../src/domain/price.js";
import { DEFAULT_POLICY, type ChangeBudget, type Policy } from "../../src/policy/types.js";
import type { SettingValues } from "../../src/policy/index.js";
import { renderCheckText, renderComment } from "../../src/report/index.js";
import { changeBudgetFindings } from "../../src/review/index.js";
import { manifest } from "../manifest/support/build.js";
import { fakeDeps, fakeEvaluator } from "../support/fake-evaluator.js";
import { context } from "../support/reviews.js";

const place = { file: "a.yaml", position: { line: 1, column: 1 } };

describe("dollars an hour", () => {
  const counts = [
    { system: "h200_sxm", gpus: 8 },
    { system: "h100_sxm", gpus: 4 },
  ];
  it.each([
    ["one price for all", 2.5, 30],
    ["a price of each system", { h200_sxm: 3, h100_sxm: 2 }, 32],
    ["a system without a price", { h200_sxm: 3 }, undefined],
    ["a name that every object has", { constructor: 1 }, undefined],
    ["no price", undefined, undefined],
  ])("%s", (_name, price, wanted) => expect(dollarsPerHour(counts, price)).toBe(wanted));
});

describe("the budget of a change", () => {
  const before = { gpus: 40, dollarsPerHour: 100 };
  it.each<[string, object, ChangeBudget, readonly string[]]>([
    ["within all", { gpus: 44, dollarsPerHour: 110 }, { gpus: 44, dollarsPerHour: 110, increase: 0.1 }, []],
    ["too many GPUs", { gpus: 45 }, { gpus: 44 }, ["use 45 GPUs, the budget is 44"]],
    [
      "too dear",
      { gpus: 40, dollarsPerHour: 110.5 },
      { dollarsPerHour: 110 },
      ["cost $110.50 an hour, the budget is $110"],
    ],
    [
      "dollars of systems without a price",
      { gpus: 40, unpriced: ["b200_sxm", "h20"] },
      { dollarsPerHour: 110 },
      ["cannot be judged: b200_sxm and h20 have no price (gpu-price-per-hour)"],
    ],
    [
      "dollars of GPUs that nobody knows",
      { gpus: 40, unpriced: ["", "h20"] },
      { dollarsPerHour: 110 },
      ["judged: h20 has no price (gpu-price-per-hour), and the system of some GPUs is not known"],
    ],
    [
      "growth in dollars",
      { gpus: 40, dollarsPerHour: 130 },
      { increase: 0.2 },
      ["$130 an hour instead of $100 (+30%), 20% more"],
    ],
    [
      "growth in GPUs where a price is unknown",
      { gpus: 50 },
      { increase: 0.2 },
      ["50 GPUs instead of 40 (+25%), 20% more"],
    ],
    ["less than before", { gpus: 8, dollarsPerHour: 20 }, { increase: 0 }, []],
  ])("%s", (_name, after, budget, wanted) => {
    const found = changeBudgetFindings({ before, after: after as typeof before }, budget, place);

    expect(found.map(({ message }) => message)).toEqual(wanted.map((part) => expect.stringContaining(part)));
  });

  it("allows any growth from nothing", () => {
    expect(changeBudgetFindings({ before: { gpus: 0 }, after: before }, { increase: 0 }, place)).toEqual([]);
  });
});

/** A manifest of some workers of four GPUs. */
const text = (name: string, replicas: number): string =>
  manifest([
    {
      gpu: '"4"',
      replicas: String(replicas),
      command: "[python3, -m, dynamo.vllm]",
      args: '- --model\n- org/m\n- -tp\n- "4"',
    },
  ]).replace("name: demo", `name: ${name}`);

describe("a check of several manifests", () => {
  const check = (
    budget: ChangeBudget,
    gpuPricePerHour?: SettingValues["gpuPricePerHour"],
    rules: Policy["rules"] = {},
  ) =>
    runCheck(fakeDeps(fakeEvaluator()), {
      policy: {
        ...DEFAULT_POLICY,
        defaults: {
          system: "h200_sxm",
          isl: 4000,
          osl: 500,
          ...(gpuPricePerHour === undefined ? {} : { gpuPricePerHour }),
        },
        budget,
        rules,
      },
      files: [
        { path: "a.yaml", status: "modified", baseText: text("a", 2), headText: text("a", 4) },
        { path: "b.yaml", status: "added", headText: text("b", 1) },
        { path: "c.yaml", status: "removed", baseText: text("c", 1) },
      ],
    });

  it.each([
    ["within", { gpus: 20, increase: 1 }, "not-applicable|pass"],
    ["beyond its GPUs", { gpus: 19 }, "fail"],
    ["beyond its growth", { increase: 0.6 }, "fail"],
  ] as const)("sums what is asked for on both sides: %s", async (_name, budget, verdict) => {
    const result = await check(budget, { h200_sxm: 2 });

    expect(result.totals).toEqual({
      before: { gpus: 12, dollarsPerHour: 24 },
      after: { gpus: 20, dollarsPerHour: 40 },
    });
    expect(result.verdict).toMatch(new RegExp(`^(?:${verdict})$`));
    expect(result.findings.map(({ rule, file }) => [rule, file])).toEqual(
      verdict === "fail" ? [["change-budget-exceeded", "a.yaml"]] : [],
    );
  });

  it.each([
    ["warning", "warning"],
    ["off", undefined],
  ] as const)("at the level that the policy gives its rule: %s", async (level, severity) => {
    const result = await check({ gpus: 19 }, undefined, { "change-budget-exceeded": level });

    expect(result.findings[0]?.severity).toBe(severity);
    expect(result.verdict).not.toBe("fail");
  });

  it("that is exceeded is what the heading says, not that a file has errors", async () => {
    const result = await check({ gpus: 19 });

    expect(renderComment(result, context())).toContain("### ❌ Fail: this change is over its budget\n");
    expect(renderCheckText(result)).toMatch(/fail: this change is over its budget/i);
  });

  it.each<[string, Parameters<typeof check>[1], readonly string[] | undefined]>([
    ["all have a price", { h200_sxm: 2 }, undefined],
    ["one has none", { h100_sxm: 2 }, ["h200_sxm"]],
    ["nobody said one", undefined, ["h200_sxm"]],
  ])("names the systems without a price: %s", async (_name, price, unpriced) => {
    const { totals } = await check({}, price);
    expect(totals!.after.unpriced).toEqual(unpriced);
  });

  it.each([{}, { gpus: 1 }])(
    "a budget and the sums count the same files, and say which they do not: budget %j",
    async (budget) => {
      const policy = {
        ...DEFAULT_POLICY,
        budget,
        defaults: { system: "h200_sxm", isl: 4000, osl: 500, sla: {} },
      } as unknown as Policy;
      const same = text("same", 3);
      const result = await runCheck(fakeDeps(fakeEvaluator()), {
        policy,
        files: [
          { path: "a.yaml", status: "modified", baseText: text("a", 2), headText: text("a", 4) },
          { path: "b.yaml", status: "added", headText: text("b", 1) },
          { path: "same.yaml", status: "modified", baseText: same, headText: `# a word\n${same}` },
        ],
      });

      expect(result.totals).toMatchObject({ before: { gpus: 8 }, after: { gpus: 20 }, leftOut: 1 });
      const sums = "Manifests of this change: 8 → 20 GPUs (+150%), without 1 that it leaves as it was";
      expect(renderCheckText(result)).toContain(sums);
      const [over] = result.findings.map(({ message }) => message);
      expect(over).toBe(
        "gpus" in budget
          ? "the manifests of this change (without 1 that it leaves as it was) use 20 GPUs, the budget is 1"
          : undefined,
      );
    },
  );

  const both = (one: string, other: string): string => `${one}---\n${other}`;
  it.each<[string, readonly ChangedFile[], number, number]>([
    [
      "out of a file that stays",
      [
        {
          path: "a.yaml",
          status: "modified",
          baseText: both(text("a", 2), text("b", 3)),
          headText: text("a", 3),
        },
      ],
      20,
      12,
    ],
    [
      "into another file, once",
      [
        {
          path: "a.yaml",
          status: "modified",
          baseText: both(text("a", 2), text("b", 3)),
          headText: text("a", 3),
        },
        { path: "b.yaml", status: "added", headText: text("b", 1) },
      ],
      20,
      16,
    ],
    [
      "from a removed file into one that stays, once",
      [
        {
          path: "a.yaml",
          status: "modified",
          baseText: text("a", 2),
          headText: both(text("a", 2), text("b", 3)),
        },
        { path: "b.yaml", status: "removed", baseText: text("b", 3) },
      ],
      12,
      12,
    ],
    [
      "under another name, once",
      [{ path: "a.yaml", status: "modified", baseText: text("a", 2), headText: text("z", 3) }],
      8,
      12,
    ],
  ])("counts before what the change takes %s", async (_name, files, before, after) => {
    const policy = {
      ...DEFAULT_POLICY,
      budget: { increase: 0.5 },
      defaults: { system: "h200_sxm", isl: 4000, osl: 500 },
    };
    const { totals } = await runCheck(fakeDeps(fakeEvaluator()), { policy, files });

    expect([totals!.before.gpus, totals!.after.gpus]).toEqual([before, after]);
  });

  it("tells a change that only removes as such, in comment and text", async () => {
    const result = await runCheck(fakeDeps(fakeEvaluator()), {
      policy: DEFAULT_POLICY,
      files: [{ path: "c.yaml", status: "removed", baseText: text("c", 1) }],
    });

    expect(renderComment(result, context())).toContain("1 manifest removed: `c.yaml`");
    expect(renderCheckText(result)).toMatch(
      /no manifest is left in this change\n\n1 manifest removed: \S*c\.yaml/,
    );
  });

  it("says the sums in comment and text", async () => {
    const result = await check({}, 2.5);
    const line = "Together: 12 → 20 GPUs (+67%), $30.00 → $50.00 an hour";

    expect(renderComment(result, context())).toContain(`\n\n${line.replaceAll("$", "\\$")}\n\n`);
    expect(renderCheckText(result)).toContain(line);
  });
});
