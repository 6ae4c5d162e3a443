import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { startedBy } from "../../src/cli/started-by.js";
import type { LineEdit } from "../../src/domain/location.js";
import type { DeploymentReview } from "../../src/domain/review.js";
import { planWrites } from "../../src/report/write-plan.js";
import { BEST, PROPOSED } from "../support/examples.js";
import { result, review } from "../support/reviews.js";
import { runCli } from "../support/run-cli.js";

const EXAMPLE = fileURLToPath(new URL("../../examples/qwen3-32b/proposed.yaml", import.meta.url));
const cwd = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-write-"));
const file = path.join(cwd, "my file.yaml");
beforeAll(() => copyFileSync(EXAMPLE, file));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("check --write", () => {
  it("shows the diff that it writes, and the command that checks it again", async () => {
    const first = await runCli(
      ["check", "my file.yaml", "--profile", "reference", "--write", "--format", "text"],
      cwd,
    );
    const [, command = ""] = /Check again:\n {2}(.*)/.exec(first.out) ?? [];

    expect(first.out).toMatch(
      /my file\.yaml: written: the best found .* tokens\/s per GPU, \+\d+ −\d+ lines\n {2}@@ /,
    );
    expect(readFileSync(file, "utf8")).not.toBe(readFileSync(EXAMPLE, "utf8"));
    expect(command).toMatch(/^node .*dist\/cli\/index\.js check 'my file\.yaml' --profile reference$/);

    const again = await runCli(["check", "my file.yaml", "--profile", "reference", "--write"], cwd);
    expect(again.out).toContain("my file.yaml: not written: it is the best found");
  });

  it("writes every deployment of a file, and then finds nothing more to write", async () => {
    const one = readFileSync(EXAMPLE, "utf8").replaceAll("8000", "4000");
    const other = one
      .replaceAll("qwen3-32b", "qwen3-other")
      .replace(/max_batch_size: \d+/, "max_batch_size: 8");
    const flags = ["two.yaml", "--profile", "reference"];
    writeFileSync(path.join(cwd, "two.yaml"), `${one}---\n${other}`);
    const first = await runCli(["check", ...flags, "--write"], cwd);

    expect(first.out).toMatch(/two\.yaml \(qwen3-32b\): written/);
    expect(first.out).toMatch(/two\.yaml \(qwen3-other\): written/);
    const again = await runCli(["check", ...flags, "--write"], cwd);
    expect(again.out.match(/not written: it is the best found/g)).toHaveLength(2);
  });

  it.each([
    [["--ttft", "1"], /not written: no setting found meets the limits/],
    [["--model", "nobody/knows-this"], /not written: (?:it |mend the error)/],
  ])("says why it writes nothing: %j", async (flags, why) => {
    writeFileSync(file, readFileSync(EXAMPLE));
    const { out } = await runCli(["check", "my file.yaml", ...flags, "--write"], cwd);

    expect(out).toMatch(why);
    expect(readFileSync(file, "utf8")).toBe(readFileSync(EXAMPLE, "utf8"));
  });
});

describe("the plan of what is written", () => {
  it.each([
    ["the best found, where both are known", true, false, /^written: the best found/],
    ["the smallest fix, where that is asked for", true, true, /^written: the smallest fix/],
    ["the best found, where there is no fix", false, true, /^written: the best found/],
  ])("%s", (_name, hasFix, smallest, why) => {
    const advice = { evaluation: BEST, edits: [], newText: "x", diff: ["+a"] };
    const one = review({
      proposed: PROPOSED,
      recommended: advice,
      ...(hasFix ? { smallestFix: advice } : {}),
    });
    expect(planWrites(result([one]), 0.05, () => undefined, { smallest })[0]!.why).toMatch(why);
  });

  const plan = (overrides: Parameters<typeof review>[0]): string =>
    planWrites(result([review({ proposed: PROPOSED, ...overrides })]), 0.05, () => undefined)[0]!.why;

  it.each([
    [
      "an edit",
      { recommended: { evaluation: BEST, edits: [], newText: "x", diff: ["+a", "-b"] } },
      /^written: the best found 10 × TP1 prefill/,
    ],
    [
      "a fix",
      { smallestFix: { evaluation: BEST, edits: [], newText: "x", diff: ["+a", "-b"] } },
      /^written: the smallest fix/,
    ],
    [
      "an edit that takes a setting with it",
      {
        recommended: {
          evaluation: BEST,
          edits: [],
          newText: "x",
          diff: ["+a"],
          dropped: ["DYN_KVBM_CPU_CACHE_GB"],
        },
      },
      /^written: .* lines; gone with it: DYN_KVBM_CPU_CACHE_GB$/,
    ],
    [
      "no text",
      { recommended: { evaluation: BEST, edits: [], noEditReason: "a template" } },
      /^not written: a template/,
    ],
    [
      "a gain too small",
      { bestFound: { ...BEST, prediction: { ...BEST.prediction, tokensPerSecPerGpu: 625 } } },
      /gains 3%, less than the 5%/,
    ],
    ["the best already", { bestFound: PROPOSED }, /it is the best found/],
    ["nothing holds", { verdict: "fail", nearestMiss: BEST }, /the nearest is 10 × TP1 prefill/],
    [
      "not checked",
      { verdict: "not-applicable", notChecked: { phrase: "does not say its GPU type" } },
      /it does not say its GPU type/,
    ],
  ] as const)("%s", (_name, overrides, why) => {
    expect(plan(overrides as Parameters<typeof review>[0])).toMatch(why);
  });

  const FILE = "a: 1\nb: 2\nc: 3\n";
  const edited = (...edits: readonly LineEdit[]): DeploymentReview =>
    review({ proposed: PROPOSED, recommended: { evaluation: BEST, edits, newText: "alone", diff: [] } });

  it("writes the edits of all deployments of one file, one after the other", () => {
    const [first, second] = planWrites(
      result([
        edited({ line: 1, endLine: 1, text: "a: 9" }),
        edited({ line: 3, endLine: 3, text: "c: 7\nd: 8" }),
      ]),
      0.05,
      () => FILE,
    );
    expect(first?.newText).toBe("alone");
    expect(second?.newText).toBe("a: 9\nb: 2\nc: 7\nd: 8\n");
  });

  it("leaves an edit that meets one above it, and says so", () => {
    const [first, second] = planWrites(
      result([edited({ line: 1, endLine: 2, text: "a: 9" }), edited({ line: 2, endLine: 2, text: "b: 7" })]),
      0.05,
      () => FILE,
    );
    expect(first?.why).toMatch(/^written/);
    expect([second?.newText, second?.why]).toEqual([
      undefined,
      expect.stringMatching(/^not written: .*another one above/),
    ]);
  });
});

describe("how the program was started", () => {
  const url = "file:///opt/clone/dist/cli/index.js";
  it.each([
    ["/usr/local/bin/dynamo-advisor", "/anywhere", "dynamo-advisor"],
    ["/opt/clone/dist/cli/index.js", "/opt/clone", "node dist/cli/index.js"],
    ["/opt/clone/dist/cli/index.js", "/home/me/far/away", "node /opt/clone/dist/cli/index.js"],
    ["/home/me/.npm/_npx/0a1b/node_modules/.bin/dynamo-advisor", "/home/me", "npx --yes dynamo-advisor"],
  ])("%s from %s", (script, from, wanted) => expect(startedBy(url, from, script)).toBe(wanted));
});

describe("a deployment that cannot start", () => {
  it("is given its edit once", async () => {
    writeFileSync(
      file,
      readFileSync(EXAMPLE, "utf8").replace("tensor_parallel_size: 4", "tensor_parallel_size: 3"),
    );
    const { out } = await runCli(["check", "my file.yaml", "--format", "markdown"], cwd);
    expect(out.match(/fix:\*\*/gi)).toHaveLength(1);
    expect(out).toContain("+    tensor_parallel_size: 4");
  });
});
