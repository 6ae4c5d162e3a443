import { describe, expect, it } from "@jest/globals";
import type { Finding } from "../../src/domain/review.js";
import { renderCheckText } from "../../src/report/check-text.js";
import { renderBrokenComment, renderComment } from "../../src/report/comment.js";
import { renderSummary } from "../../src/report/summary.js";
import { failTtft, passGain, threeManifests, tooClose } from "../support/examples.js";
import { expectGolden } from "../support/golden.js";
import { problemsOf } from "../support/markdown-structure.js";
import { context } from "../support/reviews.js";
import { MORE_SCENARIOS } from "../support/more-scenarios.js";
import { SCENARIOS } from "../support/scenarios.js";

describe("comments of further cases", () => {
  it.each([...SCENARIOS, ...MORE_SCENARIOS])("$name", ({ name, result, context: shown }) => {
    const comment = renderComment(result, shown);
    expect(problemsOf(comment)).toEqual([]);
    expectGolden(`${name}.md`, comment);
  });

  it("a defect of ours", () => {
    expectGolden(
      "broken.md",
      renderBrokenComment("cannot read properties of undefined (reading 'tp')", context()),
    );
  });

  it("does not warn of what the line under the heading says already", () => {
    const { result, context: shown } = [...SCENARIOS, ...MORE_SCENARIOS].find(
      ({ name }) => name === "no-setting-holds",
    )!;
    const [place] = result.deployments;
    const position = { line: place!.line, column: 1 };
    const said = { rule: "sla-unreachable", severity: "warning", file: place!.file, position } as const;
    const more = (finding: Finding) => ({
      ...result,
      deployments: result.deployments.map((each) => ({ ...each, findings: [...each.findings, finding] })),
    });
    const unsaid = { ...said, rule: "pool-imbalance", message: "other words" } as const;

    const comment = renderComment(result, shown);
    expect(renderComment(more({ ...said, message: "none of 9 settings holds" }), shown)).toBe(comment);
    expect(renderComment(more(unsaid), shown)).toContain("other words");
  });

  it("says of no part that the check passes with it where the whole fails", () => {
    const { result, context: shown } = SCENARIOS.find(({ name }) => name === "not-checked")!;
    const passes = "the check passes";

    expect(renderComment(result, shown)).toContain(passes);
    expect(renderComment({ ...result, verdict: "fail" }, shown)).not.toContain(passes);
    expect(renderCheckText({ ...result, verdict: "fail" }, {}, shown)).not.toContain(passes);
  });

  it("a comment over its budget", () => {
    const comment = renderComment(passGain.result, passGain.context, 3200);
    expect(comment.length).toBeLessThanOrEqual(3200);
    expect(problemsOf(comment)).toEqual([]);
    expectGolden("shortened.md", comment);
  });
});

describe("job summaries", () => {
  it.each([
    ["summary-pass-gain", passGain.result, passGain.context],
    [
      "summary-three-manifests",
      threeManifests.result,
      {
        ...threeManifests.context,
        notices: ["The comment was not written: the token lacks `pull-requests: write`."],
      },
    ],
  ] as const)("%s", (name, result, shown) => {
    const summary = renderSummary(result, shown);
    expect(problemsOf(summary)).toEqual([]);
    expectGolden(`${name}.md`, summary);
  });
});

describe("text for a terminal", () => {
  it.each([
    ["pass-gain", passGain],
    ["fail-ttft", failTtft],
    ["three-manifests", threeManifests],
    ["too-close", tooClose],
    ...[...SCENARIOS, ...MORE_SCENARIOS]
      .filter(({ name }) =>
        ["cannot-start", "not-checked", "experiments-any", "unreadable-file", "fail-untouched"].includes(
          name,
        ),
      )
      .map((scenario) => [scenario.name, scenario] as const),
  ])("%s in 80 columns", (name, { result }) => {
    const text = renderCheckText(result, { columns: 80 });
    // a command is one line, however long: what is copied must run
    const lines = text.split("\n").filter((line) => !line.startsWith("  dynamo-advisor check "));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expectGolden(`text-${name}.txt`, text);
  });
});
