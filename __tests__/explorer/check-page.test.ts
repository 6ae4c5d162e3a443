import { judge } from "../../src/review/index.js";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { openCheckDeps } from "../../src/check/open.js";
import { runCheck } from "../../src/check/run-check.js";
import type { Bands } from "../../src/domain/prediction.js";
import type { CheckResult } from "../../src/domain/review.js";
import { checkPayload } from "../../src/explorer/check-payload.js";
import { judgePoints } from "../../src/explorer/judge.js";
import type { ExplorerPayload } from "../../src/explorer/payload.js";
import { pointsOf, type ExplorerPoint } from "../../src/explorer/point.js";
import { commandText, manifestText } from "../../src/explorer/point-texts.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";
import type { ToldSearch } from "../../src/search/result.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const EXAMPLES = path.join(path.dirname(PERF_DB_ROOT), "examples", "qwen3-32b");
const text = (name: string): string => readFileSync(path.join(EXAMPLES, name), "utf8");

let result: CheckResult;
let page: ExplorerPayload;
const searches: ToldSearch[] = [];
beforeAll(async () => {
  // the other way round, so that there is something to recommend
  const [headText, baseText] = [text("base.yaml"), text("proposed.yaml")];
  result = await runCheck(await openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" }), {
    files: [{ path: "deploy/chat.yaml", status: "modified", headText, baseText }],
    policy: DEFAULT_POLICY,
    onSearch: (search) => void searches.push(search),
  });
  page = checkPayload(result, searches, { producer: "test" });
});

const marked = (kind: string): ExplorerPoint => {
  const mark = page.marks.find((one) => one.kind === kind)!;
  return pointsOf(page).find(({ set, index }) => set === page.sets[mark.set] && index === mark.point)!;
};

/** Both ends of every band, in one order. */
const bandEnds = (bands: Bands): readonly number[] =>
  [bands.ttftMs, bands.tpotMs, bands.requestLatencyMs, bands.tokensPerSecPerGpu].flat();

describe("the page of a check", () => {
  it("has before and after with the figures and the chance of the check", () => {
    const [review] = result.deployments;
    for (const [kind, evaluation] of [
      ["base", review!.base],
      ["proposed", review!.proposed],
    ] as const) {
      const point = marked(kind);
      const { ttftMs, tpotMs, tokensPerSecPerGpu, bands, pSla } = evaluation!.prediction;
      expect(point).toMatchObject({ ttftMs, tpotMs, tokensPerSecPerGpu });
      const apart = bandEnds(point.bands!).map((end, at) => end / bandEnds(bands!)[at]! - 1);
      expect(apart.every((share) => Math.abs(share) < 1e-6)).toBe(true);
      expect(point.totalGpus).toBe(evaluation!.prediction.totalGpus);
      const view = { limits: {}, confidence: 0.8 };
      expect(judgePoints([point], view)[0]!.chance).toBeCloseTo(pSla!, 4);
    }
  });

  it("has the points of the deployment's search beside them", () => {
    expect(page.marks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["base", "proposed", "best"]));
    expect(pointsOf(page).length).toBeGreaterThan(500);
  });

  it("judges before by the limits that the check judged it by, which need not be those of the change", () => {
    const [review] = result.deployments;
    const twice = review!.base!.limits.map((limit) => ({ ...limit, limitMs: 2 * limit.limitMs }));
    const loosened = { ...review!, base: { ...review!.base!, limits: twice } };
    const { sets, marks } = checkPayload({ ...result, deployments: [loosened] }, [], {});
    const sla = (kind: string) => sets[marks.find((one) => one.kind === kind)!.set]!.task.sla;
    expect(sla("proposed")).toEqual({ ttftMs: 700, tpotMs: 16.67 });
    expect(sla("base")).toEqual({ ttftMs: 1400, tpotMs: 33.34 });
  });

  it("gives the verdict's own reasons, whose latencies are told as people are told them", () => {
    const [review] = result.deployments;
    const proposed = review!.proposed!;
    const limits = proposed.limits.map((limit) => ({ ...limit, limitMs: 100, holds: false }));
    const { pSla: _chance, ...figures } = proposed.prediction;
    const judged = judge({
      proposed: { ...proposed, prediction: figures, limits: limits.slice(0, 1) },
      findings: [],
      assumed: [],
      confidence: 0.8,
    });
    const { facts } = checkPayload({ ...result, deployments: [{ ...review!, ...judged }] }, [], {});
    expect(facts[0]).toMatch(/: fail; TTFT is \d+ ms, limit 100 ms$/);
  });

  const headOf = (more: Partial<CheckResult>) => checkPayload({ ...result, ...more }, [], {});

  it.each([
    ["one", 1, "chat"],
    ["two of one name", 2, "2 deployments checked"],
    ["none", 0, "0 deployments checked"],
  ])("is headed by what was checked: %s", (_name, count, title) => {
    const unpriced = { ...result.deployments[0]!, name: "chat", proposed: undefined } as never;
    expect(headOf({ deployments: Array<never>(count).fill(unpriced) }).title).toBe(title);
  });

  it("names several deployments as the comment does, in the verdicts too", () => {
    const [review] = result.deployments;
    const other = { ...review!, file: "staging/chat.yaml", verdict: "fail" as const };
    const { facts, marks } = headOf({ deployments: [review!, other] });
    expect(facts[0]).toMatch(new RegExp(`^deploy/chat: ${review!.verdict}`));
    expect(facts[1]).toMatch(/^staging\/chat: fail/);
    expect(marks.map(({ name }) => name)).toContain("This change, staging/chat");
  });

  it("gives each deployment its own searches, be another's model, GPUs and limits the same", () => {
    const [review] = result.deployments;
    const other = { ...review!, file: "staging/chat.yaml" };
    const own = searches.filter(({ asker }) => asker?.file === review!.file);
    const { sets } = checkPayload({ ...result, deployments: [review!, other] }, searches, {});
    expect(own.length).toBeGreaterThan(0);
    const partsOf = (part: string) => sets.filter((set) => set.part === part && set.source === undefined);
    expect(partsOf("deploy/chat").length).toBeGreaterThan(0);
    expect(partsOf("staging/chat")).toEqual([]);
  });

  it.each([
    ["a deployment without its GPU", text("base.yaml").replaceAll(/^ *nodeSelector:\n.*\n/gm, ""), "GPU"],
    ["a file that is no YAML", `${text("base.yaml")}a: [1\n`, "deploy/chat.yaml:"],
    [
      "a model that nobody knows",
      text("base.yaml").replaceAll("Qwen/Qwen3-32B-FP8", "some/model"),
      "some/model",
    ],
  ])("says why nothing was priced: %s", async (_name, headText, why) => {
    const checked = await runCheck(await openCheckDeps({ root: PERF_DB_ROOT, profile: "calibrated" }), {
      files: [{ path: "deploy/chat.yaml", status: "added", headText }],
      policy: DEFAULT_POLICY,
    });
    const { sets, notes, facts } = checkPayload(checked, [], {});
    expect(sets).toEqual([]);
    expect(notes.filter((note) => note.includes(why))).not.toEqual([]);
    expect(facts.join()).not.toContain("not-applicable");
  });

  it("names the file of before and after, and copies the edited manifest of the best found", () => {
    expect(commandText(marked("proposed"), page)).toBe("dynamo-advisor check deploy/chat.yaml");
    expect(() => manifestText(marked("base"), page)).toThrow("it is the file deploy/chat.yaml");
    const { recommended } = result.deployments[0]!;
    expect(recommended?.newText).toBeDefined();
    expect(manifestText(marked("best"), page)).toBe(recommended!.newText);
  });
});
