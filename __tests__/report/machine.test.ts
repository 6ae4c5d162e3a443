import { describe, expect, it } from "@jest/globals";
import { limitAnnotations, toAnnotations } from "../../src/report/annotations.js";
import { checkJson } from "../../src/report/check-json.js";
import { chartSource } from "../../src/report/chart.js";
import { sarifLog } from "../../src/report/sarif.js";
import { suggestionFingerprint, toSuggestions } from "../../src/report/suggestions.js";
import { viewsOf } from "../../src/report/view.js";
import { failReview, failTtft, passGain, threeManifests } from "../support/examples.js";
import { FILE, finding, result, review } from "../support/reviews.js";

const findings = [
  finding({ rule: "regression", severity: "notice", position: { line: 3, column: 1 } }),
  finding({
    rule: "backend-mismatch",
    severity: "error",
    position: { line: 9, column: 2 },
    endPosition: { line: 9, column: 8 },
  }),
  finding({
    rule: "backend-mismatch",
    severity: "error",
    position: { line: 4, column: 2 },
    endPosition: { line: 6, column: 8 },
  }),
];

describe("annotations", () => {
  it("come worst first, with columns only inside one line", () => {
    expect(toAnnotations(result([review({ findings })]))).toEqual([
      {
        level: "error",
        file: FILE,
        line: 4,
        endLine: 6,
        title: "backend-mismatch",
        message: "something is wrong",
      },
      {
        level: "error",
        file: FILE,
        line: 9,
        endLine: 9,
        column: 2,
        endColumn: 8,
        title: "backend-mismatch",
        message: "something is wrong",
      },
      { level: "notice", file: FILE, line: 3, column: 1, title: "regression", message: "something is wrong" },
    ]);
  });

  it("say a missed limit on the line of the smallest fix", () => {
    expect(toAnnotations(failTtft.result)).toEqual([
      {
        level: "error",
        file: FILE,
        line: 14,
        title: "sla-missed",
        message: "qwen3-32b: TTFT is 931 ms, limit 600 ms. Smallest fix: max_num_tokens: 8000",
      },
    ]);
  });

  it("are ten of a level", () => {
    const many = toAnnotations(
      result([
        review({
          findings: Array.from({ length: 40 }, (_, line) =>
            finding({
              severity: line % 2 === 0 ? "error" : "warning",
              position: { line: line + 1, column: 1 },
            }),
          ),
        }),
      ]),
    );
    const { shown, hidden } = limitAnnotations(many);
    expect([shown.length, hidden]).toEqual([20, 20]);
  });
});

describe("suggestions", () => {
  it("hold the fix, a fingerprint and the figures", () => {
    const [suggestion, ...rest] = toSuggestions(failTtft.result, () => true);
    expect(rest).toEqual([]);
    expect(suggestion).toMatchObject({ file: FILE, line: 14, key: `${FILE}:14` });
    expect(suggestionFingerprint(suggestion?.body ?? "")).toBe(suggestion?.fingerprint);
    expect(suggestion?.body.split("\n").slice(1)).toEqual([
      "TTFT of `qwen3-32b` is 931\u00a0ms, limit 600\u00a0ms. With this: TTFT 593\u00a0ms, throughput −1%.",
      "",
      "```suggestion",
      "    max_num_tokens: 8000",
      "```",
    ]);
  });

  it("come all or not at all: half a fix is another setting", () => {
    const fix = failReview().smallestFix!;
    const two = result([
      failReview({ smallestFix: { ...fix, edits: [...fix.edits, { line: 20, endLine: 22, text: "x" }] } }),
    ]);
    expect(toSuggestions(two, (_file, start) => start < 20)).toEqual([]);
    expect(toSuggestions(two, () => true).map(({ line, startLine }) => [startLine, line])).toEqual([
      [undefined, 14],
      [20, 22],
    ]);
    expect(toSuggestions(passGain.result, () => true)).toEqual([]);
  });
});

describe("SARIF", () => {
  const options = {
    version: "0.1.0",
    category: "dynamo-advisor",
    helpUri: (rule: string) => `https://example.com/rules#${rule}`,
  };
  const run = (log: Record<string, unknown>) =>
    (
      log["runs"] as {
        tool: { driver: { rules: { id: string }[] } };
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          partialFingerprints: Record<string, string>;
        }[];
        automationDetails: { id: string };
      }[]
    )[0]!;

  it("is valid when empty", () => {
    const log = sarifLog(result([]), options);
    expect(log).toMatchObject({
      version: "2.1.0",
      runs: [{ results: [], tool: { driver: { name: "Dynamo Config Advisor", rules: [] } } }],
    });
  });

  it("refers to its rules and keeps fingerprints when lines and figures move", () => {
    const at = (line: number, batch: number) =>
      run(
        sarifLog(
          result([
            review({
              findings: [
                finding({
                  rule: "batch-exceeds-memory",
                  message: `the largest batch is ${batch}`,
                  position: { line, column: 1 },
                }),
                finding({ rule: "backend-mismatch", severity: "notice" }),
              ],
            }),
          ]),
          options,
        ),
      );
    const [before, after] = [at(3, 40), at(8, 41)];
    expect(
      before.results.map(({ ruleId, ruleIndex, level }) => [
        ruleId,
        before.tool.driver.rules[ruleIndex]?.id === ruleId,
        level,
      ]),
    ).toEqual([
      ["batch-exceeds-memory", true, "error"],
      ["backend-mismatch", true, "note"],
    ]);
    expect(after.results.map(({ partialFingerprints }) => partialFingerprints)).toEqual(
      before.results.map(({ partialFingerprints }) => partialFingerprints),
    );
    expect(before.automationDetails.id).toBe("dynamo-advisor/");
  });

  it("tells equal findings of one file apart", () => {
    const { results } = run(sarifLog(result([review({ findings: [findings[1]!, findings[2]!] })]), options));
    expect(new Set(results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(
      2,
    );
  });
});

describe("check JSON", () => {
  it("has the fields of the contract", () => {
    const json = checkJson({ ...failTtft.result, files: [FILE, "other.yaml"] }) as {
      kind: string;
      verdict: string;
      files: { path: string; deployments: Record<string, unknown>[] }[];
    };
    expect(json).toMatchObject({ kind: "check", verdict: "fail" });
    expect(json.files.map(({ path, deployments }) => [path, deployments.length])).toEqual([
      [FILE, 1],
      ["other.yaml", 0],
    ]);
    expect(json.files[0]?.deployments[0]).toMatchObject({
      name: "qwen3-32b",
      base: {
        kind: "estimate",
        mode: "agg",
        totalGpus: 16,
        fits: true,
        worker: { tp: 4, pp: 1, dp: 1, moeTp: 1, moeEp: 1, batchSize: 32 },
      },
      proposed: {
        ttftMs: 931.1,
        meetsSla: false,
        perfDb: { system: "h200_sxm", backend: "trtllm", version: "1.3.0rc20" },
      },
      recommended: {
        mode: "disagg",
        prefill: { workers: 10, tp: 1, batchSize: 1, system: "h200_sxm" },
        decode: { workers: 3, tp: 2, batchSize: 64 },
      },
      findings: [],
      edits: [],
    });
  });

  it("survives a round trip", () => {
    const json = checkJson(threeManifests.result);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});

describe("chart", () => {
  const source = (overrides: Partial<ReturnType<typeof review>>) => {
    const checked = {
      ...passGain.result,
      deployments: [{ ...passGain.result.deployments[0]!, ...overrides }],
    };
    return chartSource(viewsOf(checked, passGain.context)[0]!, "rich");
  };

  it("keeps every coordinate inside the rim", () => {
    for (const [, x, y] of source({}).matchAll(/\[(?<x>[\d.]+), (?<y>[\d.]+)\]/g)) {
      for (const value of [x, y]) {
        expect(Number(value)).toBeGreaterThanOrEqual(0.02);
        expect(Number(value)).toBeLessThanOrEqual(0.98);
        expect(value).toMatch(/^0\.\d{3}$/);
      }
    }
  });

  it("leaves out *before* when it would cover another label", () => {
    expect(source({ base: passGain.result.deployments[0]!.proposed! })).not.toContain('"before"');
  });

  it("names this PR alone where it is the best found", () => {
    const { recommended: _gain, ...rest } = passGain.result.deployments[0]!;
    const shown = chartSource(
      viewsOf(
        { ...passGain.result, deployments: [{ ...rest, bestFound: rest.proposed! }] },
        passGain.context,
      )[0]!,
      "rich",
    );
    expect([shown.includes('"this PR"'), shown.includes('"best found"')]).toEqual([true, false]);
  });

  it("draws no dot that misses the other limits, and at most 24", () => {
    const frontier = Array.from({ length: 200 }, (_, index) => ({
      mode: "agg" as const,
      tokensPerSecPerUser: index,
      tokensPerSecPerGpu: 500 + index,
      ttftMs: index % 2 === 0 ? 500 : 700,
      requestLatencyMs: 1,
    }));
    expect(source({ frontier }).match(/" ":/g)?.length).toBeLessThanOrEqual(24);
    expect(source({ frontier: frontier.map((point) => ({ ...point, ttftMs: 601 })) })).not.toContain('" ":');
  });
});
