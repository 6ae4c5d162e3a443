import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { Ajv } from "ajv";
import fc from "fast-check";
import { toSarif } from "../../src/report/sarif.js";
import { failReview, failTtft, passGain, tooClose } from "../support/examples.js";
import { hostileText } from "../support/hostile.js";
import { SCENARIOS } from "../support/scenarios.js";
import { finding, result, review } from "../support/reviews.js";

/** The schema of OASIS (2.1.0, errata 01) is draft 4 in its heading only: nothing in it reads otherwise in draft 7. */
const schema = JSON.parse(
  readFileSync(new URL("../fixtures/sarif-2.1.0.schema.json", import.meta.url), "utf8"),
) as object;
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly Record<string, never>[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
  }[];
}

const OPTIONS = {
  version: "0.1.0",
  category: "dynamo-advisor",
  helpUri: (rule: string) => `https://example.com/rules#${rule}`,
};

/** The log, held to the schema of SARIF and to what GitHub takes beyond it. */
function checked(of: Parameters<typeof toSarif>[0], options = OPTIONS): Log {
  const text = toSarif(of, options);
  expect(gzipSync(text).length).toBeLessThan(10 * 1024 * 1024);
  const log = JSON.parse(text) as Log;
  expect(validate(log) ? [] : validate.errors).toEqual([]);
  expect(log.runs).toHaveLength(1);
  for (const { tool, results } of log.runs) {
    expect(results.length).toBeLessThanOrEqual(5000);
    const ids = tool.driver.rules.map((rule) => rule["id"]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { ruleId, message, locations, partialFingerprints } of results) {
      expect(ids).toContain(ruleId);
      expect(message.text.length).toBeGreaterThan(0);
      expect(Object.keys(partialFingerprints)).toHaveLength(1);
      const [place] = locations;
      // below the root of the repository, wherever the name of a file would lead
      expect(new URL(place!.physicalLocation.artifactLocation.uri, "file:///root/").href).toMatch(
        /^file:\/\/\/root\/./,
      );
    }
  }
  return log;
}

describe("SARIF by its schema", () => {
  it("refuses what is no log, so that the test can fail", () => {
    expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
    expect(validate({ version: "2.1.0", runs: [], more: 1 })).toBe(false);
  });

  it.each([
    ["nothing", result([])],
    ["a manifest without findings", passGain.result],
    ["a missed limit", failTtft.result],
    ["a verdict too close to call", tooClose.result],
    ...SCENARIOS.map((scenario) => [scenario.name, scenario.result] as const),
  ])("holds for %s", (_what, of) => {
    checked(of);
  });

  it("holds without an address of the rules", () => {
    checked(result([review({ findings: [finding()] })]), {
      version: "0.1.0",
      category: "x",
    } as typeof OPTIONS);
  });

  it("keeps the worst 5,000 of more findings, and fits", () => {
    const findings = Array.from({ length: 6000 }, (_, line) =>
      finding({
        severity: line < 10 ? "notice" : line % 2 === 0 ? "warning" : "error",
        message: `${line} ${"x".repeat(500)}`,
        position: { line: line + 1, column: 1 },
      }),
    );
    const [run] = checked(result([failReview({ findings })])).runs;
    expect(run!.results).toHaveLength(5000);
    expect(run!.results.filter((each) => JSON.stringify(each).includes('"level":"error"'))).toHaveLength(
      2995,
    );
  });

  it("holds for text of strangers, which makes no link and leaves no folder", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (evil, file) => {
        const log = checked(
          result([
            review({
              findings: [
                finding({ message: `x ${evil}`, file: `a/${file}` }),
                finding({ message: `see [here](https://evil.example) @team ${evil}`, file: "../../x.yaml" }),
              ],
            }),
          ]),
        );
        for (const { message } of log.runs[0]!.results) {
          expect(message.text).not.toMatch(/\]\(|@[a-z0-9]|#[a-z0-9]|:\/\//i);
          expect(message.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]|\p{Cs}/u);
        }
      }),
      { numRuns: 100 },
    );
  });
});
