import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { environmentStatuses } from "../../src/action/environment-statuses.js";
import { concludeGate } from "../../src/review/gate.js";
import { conclude } from "../../src/action/conclude.js";
import { harmlessLine } from "../../src/action/log.js";
import { reportFailure } from "../../src/cli/failure.js";
import { UserError } from "../../src/domain/errors.js";
import type { CheckResult } from "../../src/domain/review.js";
import { parseManifest } from "../../src/manifest/parse.js";
import type { EstimateResult } from "../../src/perf/estimate/request.js";
import { loadPolicy } from "../../src/policy/index.js";
import { renderCheckJson } from "../../src/report/check-json.js";
import { chartSource } from "../../src/report/chart.js";
import { renderParse } from "../../src/report/parse-text.js";
import { toSarif } from "../../src/report/sarif.js";
import { searchJson } from "../../src/report/search-json.js";
import { jsonText } from "../../src/report/json-text.js";
import { renderBrokenSummary } from "../../src/report/summary.js";
import { renderEstimate } from "../../src/report/terminal/estimate.js";
import { renderResults } from "../../src/report/terminal/results.js";
import { viewsOf } from "../../src/report/view.js";
import { chartData } from "../../src/save/chart/chart-data.js";
import { paretoSvg } from "../../src/save/chart/svg.js";
import type { SearchResult } from "../../src/search/result.js";
import { runDefault } from "../../src/search/run-default.js";
import { failReview, passGain } from "../support/examples.js";
import { fakePredictor } from "../support/fake-predictor.js";
import { hostileText, poison } from "../support/hostile.js";
import { context, finding, result } from "../support/reviews.js";

/**
 * Text of strangers on the ways out that are not the comment: terminal, log, JSON, SARIF, statuses, pictures. What each
 * way may not carry is said once, below; every way is a row.
 */

/** Moves a cursor, turns text, hides, or is no character. */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;
const COMMAND = /^\s*::|##\[/m;

let search: SearchResult;
beforeAll(async () => {
  search = await runDefault({ predictor: fakePredictor(), now: () => 0 }, {
    model: "Qwen/Qwen3-32B",
    displayModel: "QWEN3_32B",
    totalGpus: 16,
    system: "h200_sxm",
    backend: "trtllm",
    lengths: { isl: 4000, osl: 500, prefix: 0 },
    sla: { ttftMs: 600, tpotMs: 16.67 },
  } as never);
});

/** Names of models and experiments, and messages, of a search. */
function poisonedSearch(evil: string): SearchResult {
  return {
    ...search,
    best: evil,
    experiments: search.experiments.map((experiment, index) => ({
      ...experiment,
      name: index === 0 ? evil : `${evil}2`,
      task: { ...experiment.task, model: evil, displayModel: evil },
      ...(index === 0 ? {} : { error: { code: "x", message: evil } as never }),
    })),
  };
}

function poisonedCheck(evil: string): CheckResult {
  const bad = failReview({
    name: evil,
    file: `d/${evil}`,
    verdict: "fail",
    reasons: [evil],
    findings: [finding({ message: evil, file: `d/${evil}`, rule: "flag-ignored" })],
  });
  return result([poison(bad, () => evil)], { verdict: "fail", files: [`d/${evil}`] });
}

const manifest = (evil: string): string =>
  JSON.stringify({
    apiVersion: "nvidia.com/v1alpha1",
    kind: "DynamoGraphDeployment",
    metadata: { name: evil, annotations: { [`dynamo-advisor/${evil}`]: evil, "dynamo-advisor/isl": evil } },
    spec: {
      services: {
        [evil]: {
          replicas: 1,
          componentType: "worker",
          resources: { limits: { gpu: evil, gpuType: evil } },
          extraPodSpec: {
            mainContainer: {
              image: evil,
              command: ["python3", "-m", "dynamo.vllm"],
              args: ["--model", evil],
            },
          },
        },
      },
    },
  });

const estimate = (evil: string): EstimateResult => ({
  kind: "estimate",
  mode: "agg",
  lengths: { isl: 4000, osl: 500, prefix: 0 },
  ttftMs: 1,
  tpotMs: 1,
  requestLatencyMs: 1,
  tokensPerSec: 1,
  tokensPerSecPerGpu: 1,
  tokensPerSecPerUser: 1,
  requestsPerSec: 1,
  concurrency: 1,
  totalGpus: 1,
  workers: [],
  memoryGib: 1,
  memoryBytes: 1e9,
  memoryCapacityBytes: 1e9,
  memoryVerdict: "fits",
  fits: true,
  quant: { gemm: "fp8", moe: "fp8", kvcache: "fp8", fmha: "fp8", comm: "half" },
  perfDb: { system: evil, backend: "trtllm", version: evil },
  profile: "reference",
  notes: [evil],
});

/** What the command line prints on standard error. */
function printedError(evil: string): string {
  const lines: string[] = [];
  const terminal = {
    columns: 80,
    color: false,
    cwd: "/",
    out: () => undefined,
    err: (text: string) => void lines.push(text),
  };
  reportFailure(new UserError("input", `'${evil}' is not known`, { file: evil }), terminal, false);
  return lines.join("\n");
}

const { policy } = await loadPolicy(
  "gate: enforce\nstatuses:\n  - context: sla/prod\n    paths: ['**']\n",
  "p.yml",
);

describe("text of strangers on a terminal and in a log", () => {
  it.each<readonly [string, (evil: string) => string]>([
    ["the results of a search", (evil) => renderResults(poisonedSearch(evil), { columns: 80 })],
    ["an estimate", (evil) => renderEstimate(estimate(evil), { columns: 80, color: false, markdown: false })],
    ["a parse", (evil) => renderParse(parseManifest(manifest(evil), { file: evil }))],
    ["an error", printedError],
    ["a line of the log", harmlessLine],
    [
      "the line of a conclusion",
      (evil) => harmlessLine(conclude(concludeGate(poisonedCheck(evil), policy, { draft: false })).line),
    ],
    ["JSON of a check", (evil) => renderCheckJson(poisonedCheck(evil))],
    ["JSON of a search", (evil) => jsonText(searchJson(poisonedSearch(evil)))],
    ["SARIF", (evil) => toSarif(poisonedCheck(evil), { version: "0", category: evil })],
  ])("%s", (_way, render) => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        const shown = render(evil);
        expect(shown).not.toMatch(UNSEEN);
        expect(shown).not.toMatch(COMMAND);
        // a character is six in JSON, and a name stands in many places
        expect(shown.length).toBeLessThan(20_000_000);
      }),
      { numRuns: 60 },
    );
  });

  it("JSON says exactly what was there", () => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        expect(JSON.parse(jsonText({ evil }, 2))).toEqual({ evil });
      }),
    );
  });
});

describe("text of strangers where it is shown as it is", () => {
  it("a status is one short line", () => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        const facts = {
          result: poisonedCheck(evil),
          runPolicy: { policy, findings: [] },
          situation: { draft: false },
        };
        const [status] = environmentStatuses(facts as never, { sha: "1", url: "https://x" });
        expect(status?.state).toBe("failure");
        expect(status?.description).not.toMatch(UNSEEN);
        expect(status?.description).not.toContain("\n");
      }),
      { numRuns: 60 },
    );
  });

  it("a chart of the comment holds no text of anybody", () => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        const clean = passGain.result;
        const bad = poison(clean, () => evil);
        const source = (of: CheckResult): string => chartSource(viewsOf(of, context())[0]!, "rich");
        expect(source(bad)).toBe(source(clean));
      }),
      { numRuns: 60 },
    );
  });

  it("a picture of a search is well-formed, of few elements, and no wider for a long name", () => {
    const names = (svg: string): readonly string[] =>
      [...svg.matchAll(/<(?<name>\/?[^\s>/]+)/g)].map((match) => match.groups?.["name"] ?? "");
    const harmless = paretoSvg(chartData(poisonedSearch("harmless")));
    fc.assert(
      fc.property(hostileText, (evil) => {
        const svg = paretoSvg(chartData(poisonedSearch(evil)));
        expect(svg).not.toMatch(UNSEEN);
        expect(new Set(names(svg))).toEqual(new Set(names(harmless)));
        expect(svg).not.toMatch(/&(?!(?:amp|lt|gt|quot|#\d+);)/);
        for (const [, at = ""] of svg.matchAll(/ x="(?<at>[\d.-]+)"/g))
          expect(Number(at)).toBeLessThanOrEqual(880);
      }),
      { numRuns: 60 },
    );
  });

  const haveCmark = spawnSync("cmark-gfm", ["--version"]).status === 0;
  if (!haveCmark)
    console.log(
      "skipped: Markdown of a parse and of an estimate through a real renderer (cmark-gfm is not installed)",
    );
  (haveCmark ? it : it.skip).each<readonly [string, (evil: string) => string]>([
    ["a parse", (evil) => renderParse(parseManifest(manifest(evil), { file: evil }), { markdown: true })],
    ["an estimate", (evil) => renderEstimate(estimate(evil), { columns: 80, color: false, markdown: true })],
    ["the summary of a defect", (evil) => renderBrokenSummary(evil, context({ notices: [evil] }))],
  ])("%s as Markdown links nowhere and mentions nobody", (_way, render) => {
    const html = (markdown: string): string =>
      spawnSync("cmark-gfm", ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough"], {
        input: markdown,
        encoding: "utf8",
      }).stdout;
    fc.assert(
      fc.property(hostileText, (evil) => {
        const page = html(render(evil));
        expect(page).not.toMatch(/<a |<img|<script|<h1|<details|<!--/i);
        const prose = page
          .replace(/<code>.*?<\/code>/gs, "")
          .replace(/<[^>]*>/g, " ")
          .replaceAll("&amp;", "&");
        expect(prose).not.toMatch(/@[a-z0-9]|#\d|https?:\/\/|www\.|GH-\d/i);
      }),
      { numRuns: 60 },
    );
  });
});
