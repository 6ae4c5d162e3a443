import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { commentRules } from "../../src/action/comment-rules.js";
import { diffLines } from "../../src/action/diff-lines.js";
import { readInputs } from "../../src/action/inputs.js";
import { harmlessLine } from "../../src/action/log.js";
import { writeBelow } from "../../src/action/workspace-files.js";
import { encodeMarker } from "../../src/report/index.js";
import { hostileText } from "../support/hostile.js";
import { unifiedPatch } from "../support/fake-github/diff.js";

const inputs = (values: Readonly<Record<string, string>>) =>
  readInputs(
    (name) => values[name] ?? "",
    (name) => (values[name] ?? "").split("\n").filter((line) => line !== ""),
  );

describe("inputs", () => {
  it("leave to the policy what is not set", () => {
    expect(inputs({})).toMatchObject({
      mode: "review",
      values: {},
      gate: undefined,
      comment: undefined,
      commit: undefined,
      suggest: undefined,
      dryRun: false,
      configFile: ".github/dynamo-advisor.yml",
    });
  });

  it("read settings, pairs and limits", () => {
    expect(
      inputs({
        workload: "isl=4000, osl=500 concurrency=64",
        "ttft-ms": "600",
        "tpot-ms": "16.67",
        system: "h200_sxm",
        gpus: "16",
      }).values,
    ).toEqual({
      isl: 4000,
      osl: 500,
      concurrency: 64,
      ttftMs: 600,
      tpotMs: 16.67,
      system: "h200_sxm",
      gpus: 16,
    });
  });

  it.each([
    [
      { mode: "reveiw" },
      "input mode is 'reveiw', did you mean review? Allowed: review, gate, publish, sweep",
    ],
    [{ gate: "yes" }, "input gate is 'yes'. Allowed: enforce, advisory, off"],
    [{ suggest: "1" }, "input suggest is '1'. Allowed: true, false"],
    [{ "ttft-ms": "fast" }, "input ttft-ms is 'fast'. Allowed: a number above 0"],
    [{ gpus: "1.5" }, "input gpus is '1.5'. Allowed: a whole number above 0"],
    [
      { workload: "islx=4000" },
      "input workload is 'islx=4000', did you mean isl? Allowed: pairs such as isl=4000; keys are isl, osl, prefix, concurrency, request-rate",
    ],
    [
      { workload: "isl=4000 prefix=4000" },
      "input workload is 'prefix=4000'. Allowed: a prefix below isl (4000)",
    ],
    [
      { "comment-key": "a--b" },
      "input comment-key is 'a--b'. Allowed: up to 60 letters, digits, `.`, `_`, `/` and single hyphens",
    ],
    [{ "config-file": "../x.yml" }, "input config-file is '../x.yml'. Allowed: a path inside the repository"],
    [
      { "time-limit-seconds": "99999" },
      "input time-limit-seconds is '99999'. Allowed: a number above 0 and at most 3600",
    ],
  ])("%j is refused in one line", (values, message) => {
    expect(() => inputs(values as Record<string, string>)).toThrow(message);
  });
});

describe("the log", () => {
  it.each([":::set-output name=x::y", "::::error::", "a:::::b"])(
    "leaves no two colons of %j together",
    (text) => {
      expect(harmlessLine(text)).not.toContain("::");
      expect(harmlessLine(text).replaceAll("\u200b", "")).toBe(text);
    },
  );

  it("lets no text of a stranger become a command or move the cursor", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = harmlessLine(text);
        expect(line).not.toMatch(/::|##\[|\n|\r/);

        expect(line.replaceAll("\u200b", "")).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });
});

describe("files in the workspace", () => {
  const root = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-test-"));
  const outside = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-test-"));
  mkdirSync(path.join(root, "real"));
  symlinkSync(outside, path.join(root, "link"));
  writeFileSync(path.join(outside, "target.json"), "old");
  symlinkSync(path.join(outside, "target.json"), path.join(root, "file-link.json"));
  afterAll(() => [root, outside].forEach((folder) => rmSync(folder, { recursive: true })));

  it.each(["out/a.json", "real/../b.json", "./c.json"])("%s is written", async (file) => {
    expect(readFileSync(await writeBelow(root, file, "text", "report-file"), "utf8")).toBe("text");
  });

  it.each(["../a.json", "/etc/a.json", "link/a.json", "file-link.json", "a\0b", "", "."])(
    "%j is refused",
    async (file) => {
      await expect(writeBelow(root, file, "text", "report-file")).rejects.toThrow(
        "a path inside the workspace is needed",
      );
      expect(readFileSync(path.join(outside, "target.json"), "utf8")).toBe("old");
    },
  );
});

describe("the order of comments", () => {
  const rules = commentRules("default", "b".repeat(40));
  const body = (head: string, run: number, attempt = 1, rest = "text"): string =>
    `${encodeMarker("default", { v: 1, head: head.repeat(40), run, attempt, verdict: "pass" })}\n${rest}`;
  it.each([
    ["present head over a later run", body("b", 1), body("a", 9), 1],
    ["later run", body("b", 2), body("b", 1), 1],
    ["later attempt", body("b", 1, 2), body("b", 1, 1), 1],
    [
      "a header that cannot be read is the oldest",
      body("a", 1),
      "<!-- dynamo-advisor:default {broken} -->",
      1,
    ],
  ])("%s", (_name, a, b, sign) => {
    expect(Math.sign(rules.compare(a, b))).toBe(sign);
    expect(Math.sign(rules.compare(b, a))).toBe(-sign);
  });

  it("run numbers and line ends make no difference, everything else does", () => {
    const [a, b] = [
      body("b", 1, 1, "x [run](https://h/o/r/actions/runs/1)"),
      body("b", 2, 1, "x [run](https://h/o/r/actions/runs/2/attempts/3)\r\n"),
    ];
    expect(rules.equal(a, b)).toBe(true);
    expect(rules.equal(a, body("a", 1, 1, "x [run](https://h/o/r/actions/runs/1)"))).toBe(false);
    expect(rules.equal(a, body("b", 1, 1, "y [run](https://h/o/r/actions/runs/1)"))).toBe(false);
  });
});

describe("lines of the diff", () => {
  it("hold every changed line of any two texts", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 40 })
      .map((lines) => `${lines.join("\n")}\n`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const inDiff = diffLines([{ path: "f", status: "modified", patch: unifiedPatch(before, after) }]);
        const kept = new Set(before.split("\n"));
        for (const [index, line] of after.trimEnd().split("\n").entries()) {
          if (!kept.has(line)) expect(inDiff("f", index + 1, index + 1)).toBe(true);
        }
        expect(inDiff("g", 1, 1)).toBe(false);
        if (before === after) expect(inDiff("f", 1, 1)).toBe(false);
      }),
    );
  });
});
