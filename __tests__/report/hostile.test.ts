import { spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { CheckResult } from "../../src/domain/review.js";
import { toAnnotations } from "../../src/report/annotations.js";
import { renderCheckJson } from "../../src/report/check-json.js";
import { renderCheckText } from "../../src/report/check-text.js";
import { renderBrokenComment, renderComment } from "../../src/report/comment.js";
import type { ReportContext } from "../../src/report/context.js";
import { decodeMarker } from "../../src/report/marker.js";
import { renderSummary } from "../../src/report/summary.js";
import { toSuggestions } from "../../src/report/suggestions.js";
import { failTtft, passGain, threeManifests, tooClose } from "../support/examples.js";
import { hostileText, poison } from "../support/hostile.js";
import { SCENARIOS } from "../support/scenarios.js";

const CASES = [
  passGain,
  failTtft,
  threeManifests,
  tooClose,
  ...SCENARIOS.filter(({ name }) => name !== "many-manifests"),
];
const haveCmark = spawnSync("cmark-gfm", ["--version"]).status === 0;
if (!haveCmark) console.log("skipped: hostile text through a real renderer (cmark-gfm is not installed)");

/** One hostile string in every place, file names included. */
function poisoned(result: CheckResult, evil: string): CheckResult {
  const changed = poison(result, () => evil);
  const file = (name: string): string => `d/${evil.replaceAll("/", "_")}/${name}`;
  return {
    ...changed,
    files: changed.files.map(file),
    deployments: changed.deployments.map((review) => ({
      ...review,
      file: file(review.file),
      findings: review.findings.map((finding) => ({ ...finding, file: file(finding.file) })),
      facts: review.facts.map((fact) =>
        fact.source.kind === "file"
          ? { ...fact, source: { ...fact.source, file: file(fact.source.file) } }
          : fact,
      ),
    })),
    findings: changed.findings.map((finding) => ({ ...finding, file: file(finding.file) })),
    ...(changed.removed === undefined ? {} : { removed: changed.removed.map(file) }),
    ...(changed.experiments === undefined
      ? {}
      : { experiments: changed.experiments.map((review) => ({ ...review, file: file(review.file) })) }),
  };
}

function poisonedContext(context: ReportContext, evil: string): ReportContext {
  const { header: _header, footer: _footer, suggestions: _suggestions, ...rest } = context;
  return {
    ...rest,
    commitLabel: evil,
    policyFile: evil,
    ...(context.waiver === undefined ? {} : { waiver: { label: evil, actor: evil } }),
    notices: [evil, evil],
  };
}

const evilCase = fc.tuple(fc.constantFrom(...CASES), hostileText);
const OWN_LINK =
  /^https:\/\/github\.com\/example\/serving\/(?:blob\/4f2c9a1\/[^"<>\s]*|actions\/runs\/8123)$/;

describe("text of strangers", () => {
  it("never breaks the skeleton of a comment", () => {
    fc.assert(
      fc.property(evilCase, ([{ result, context }, evil]) => {
        const comment = renderComment(poisoned(result, evil), poisonedContext(context, evil));
        const [first = ""] = comment.split("\n");
        expect(decodeMarker(comment, "default")?.run).toBe(8123);
        expect(first.slice(4, -3)).not.toContain("--");
        expect(comment.length).toBeLessThanOrEqual(60_000);
        // control characters and marks that turn text
        expect(comment).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f]/,
        );
        expect(comment).not.toMatch(/\p{Cs}/u);
      }),
      { numRuns: 200 },
    );
  });

  (haveCmark ? it : it.skip)(
    "renders to the same elements as harmless text, links nowhere else, mentions nobody",
    () => {
      fc.assert(
        fc.property(
          evilCase,
          fc.constantFrom(renderComment, renderSummary),
          ([{ result, context }, evil], render) => {
            const comment = render(poisoned(result, evil), poisonedContext(context, evil));
            const harmless = html(render(poisoned(result, "harmless"), poisonedContext(context, "harmless")));
            const hostile = html(comment);
            // long text makes the comment drop parts; what is left is compared with nothing
            if (!comment.includes("<sub>Shortened: ")) expect(elements(hostile)).toEqual(elements(harmless));
            for (const [, url = ""] of hostile.matchAll(/<a href="([^"]*)"/g)) expect(url).toMatch(OWN_LINK);
            const prose = hostile
              .replace(/<!--.*?-->/s, "")
              .replace(/<pre>.*?<\/pre>/gs, "")
              .replace(/<code>.*?<\/code>/gs, "")
              .split("<")
              .map((part, index) => (index === 0 ? part : part.slice(part.indexOf(">") + 1)))
              .join(" ")
              .replaceAll("&amp;", "&");
            expect(prose).not.toMatch(/@[a-z0-9]|#\d|https?:\/\/|www\.|GH-\d|:tada:|<!--/i);
          },
        ),
        { numRuns: 200 },
      );
    },
    120_000,
  );

  it("stays in its fence, and a suggestion holds exactly the line", () => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        const result = poisoned(failTtft.result, evil);
        for (const { body } of toSuggestions(result, () => true)) {
          const ticks = /^(?<ticks>`{3,})suggestion$/m.exec(body)?.groups?.["ticks"] ?? "";
          expect(body.endsWith(`\n${ticks}`)).toBe(true);
          expect(
            body.slice(body.indexOf(`${ticks}suggestion\n`) + ticks.length + 11, -ticks.length),
          ).not.toMatch(new RegExp(`^\`{${ticks.length},}$`, "m"));
        }
      }),
    );
  });

  it("does not reach a terminal or the runner as commands", () => {
    fc.assert(
      fc.property(evilCase, ([{ result }, evil]) => {
        const bad = poisoned(result, evil);
        const text = renderCheckText(bad, { columns: 80, verbose: true });
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(text.split("\n").filter((line) => line.trimStart().startsWith("::"))).toEqual([]);
        expect(text).not.toContain("##[");
        for (const { message, title, line } of toAnnotations(bad)) {
          expect(`${message}${title}`).not.toMatch(/[\u0000-\u001f\u202e]/);
          expect(message.length).toBeLessThanOrEqual(4096);
          expect(line).toBeGreaterThanOrEqual(1);
        }
        expect(JSON.parse(renderCheckJson(bad))).toHaveProperty("kind", "check");
      }),
      { numRuns: 200 },
    );
  });

  it("is harmless in the comment of a defect", () => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        expect(renderBrokenComment(evil, failTtft.context).split("\n")[1]).toBe(
          "### ❌ Fail: the advisor broke, not your change",
        );
      }),
    );
  });
});

function html(markdown: string): string {
  const extensions = ["table", "strikethrough", "autolink", "tagfilter", "tasklist"].flatMap((name) => [
    "-e",
    name,
  ]);
  return spawnSync("cmark-gfm", ["--unsafe", ...extensions], {
    input: markdown,
    encoding: "utf8",
    maxBuffer: 1e8,
  }).stdout;
}

/** Names of the elements in order, without links (checked one by one) and code spans (backticks in our sentences are meant). */
function elements(page: string): readonly string[] {
  const all = [...page.replace(/<!--.*?-->/s, "").matchAll(/<(?<name>\/?[a-z][a-z0-9]*)/gi)].map(
    (match) => match.groups?.["name"]?.toLowerCase() ?? "",
  );
  return all.filter((name) => !["a", "/a", "code", "/code"].includes(name));
}
