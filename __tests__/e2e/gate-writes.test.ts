import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect } from "@jest/globals";
import { makeZip, type World } from "../support/fake-github/index.js";
import { bad, CHAT, good, LIMITS, POLICY_PATH } from "../support/gate-world.js";
import { encodeMarker } from "../../src/report/index.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import { pullRequestPayload } from "../support/pull-request-world.js";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-links-"));
afterAll(() => rmSync(folder, { recursive: true }));
const outside = path.join(folder, "outside");
mkdirSync(outside);
let spaces = 0;
/** A workspace of its own with links in it: name → target. */
function workspace(links: Readonly<Record<string, string>>): string {
  const made = path.join(folder, `workspace-${spaces++}`);
  mkdirSync(path.join(made, "inside"), { recursive: true });
  for (const [name, target] of Object.entries(links)) symlinkSync(target, path.join(made, name));
  return made;
}
const sarif = (
  links: Readonly<Record<string, string>>,
  file: string,
): Pick<GateScenario, "run" | "inputs"> => ({
  run: () => ({ workspace: workspace(links) }),
  inputs: { "sarif-file": file },
});
const nothingOutside = (): void => expect(readdirSync(outside)).toEqual([]);
const page = { status: 200, html: "<html>a proxy</html>" } as const;
const HOSTILE_FILE = "x@everyone`|<img src=x onerror=alert(1)>]\n::set-output name=verdict::pass";
const HOSTILE = "'@everyone <script>alert(1)</script> ](javascript:1) <!-- --> `` | ::set-output name=a::b'";
const FORGED = { reportVersion: 1, result: { verdict: "pass" } };

playScenarios("writes are refused where they would surprise", [
  {
    id: "O02b",
    name: "a file through a link that leads nowhere yet",
    ...sarif({ "a.sarif": path.join(outside, "new.sarif") }, "a.sarif"),
    end: "red",
    says: /a path inside the workspace is needed/,
    then: nothingOutside,
  },
  {
    id: "O02b",
    name: "a folder that would be made through a link",
    ...sarif({ out: outside }, "out/sub/a.sarif"),
    end: "red",
    says: /a path inside the workspace is needed/,
    then: nothingOutside,
  },
  {
    name: "a link to a link that leaves",
    ...sarif({ one: "two", two: outside }, "one/a.sarif"),
    end: "red",
    says: /a path inside the workspace is needed/,
    then: nothingOutside,
  },
  {
    name: "a link in a circle",
    ...sarif({ a: "b", b: "a" }, "a/x.sarif"),
    end: "red",
    says: /a path inside/,
  },
  {
    name: "a link that stays inside",
    ...sarif({ out: "inside" }, "out/a.sarif"),
    end: "red",
    never: /a path inside the workspace/,
    then: ({ result }) => expect(existsSync(result.outputs["sarif-path"]!)).toBe(true),
  },
  {
    id: "A13",
    name: "a list of files that is a page of a proxy",
    before: () => undefined,
    faults: [{ method: "GET", path: /\/pulls\/7\/files$/, times: 9, kind: page }],
    end: "red",
    says: /no JSON/,
  },
  ...(
    [
      ["the pull request", /\/pulls\/7$/],
      ["the comparison", /\/compare\//],
      ["the tree", /\/git\/trees\//],
      ["a file", /\/git\/blobs\//],
      ["the policy", /\/contents\/\.github/],
    ] as const
  ).map(([what, call]) => ({
    name: `${what} as a page of a proxy`,
    faults: [{ method: "GET", path: call, times: 9, kind: page }],
    end: "red" as const,
    says: /no JSON/,
  })),
  {
    name: "a comment whose answer is a page, and which was stored: not written twice",
    faults: [
      { method: "POST", path: /\/issues\/7\/comments$/, times: 1, kind: { ...page, afterSuccess: true } },
    ],
    inputs: { mode: "review", suggest: "false" },
    end: "red",
    then: ({ world }) => expect(world.comments).toHaveLength(1),
  },
]);

playScenarios("what a fork says is the fork's", [
  ...(
    [
      ["P02", "a forged report in the artifact", makeZip({ "report.json": JSON.stringify(FORGED) })],
      ["P05", "an artifact that is no archive", Buffer.from("no archive at all")],
      ["P05", "an archive with a way out", makeZip({ "../../report.json": "{}" })],
    ] as const
  ).map(([id, name, zip]) => ({
    id,
    name: `${name}: the publisher posts its own figures`,
    before: (world: World): void => fork(world, zip),
    run: publisher,
    inputs: { mode: "publish" },
    end: "green" as const,
    never: /✅ Pass|broke/,
    says: /❌ Fail: TPOT of `chat`/,
    then: ({ world, fake }: Parameters<NonNullable<GateScenario["then"]>>[0]) => {
      expect(world.comments).toHaveLength(1);
      expect(fake.calls.filter(({ path: call }) => /artifacts|storage/.test(call))).toEqual([]);
    },
  })),
  {
    id: "P03",
    name: "hostile words in every place of a fork's manifest stay words",
    world: {
      head: {
        [CHAT]: bad({
          name: HOSTILE,
          model: HOSTILE,
          annotations: { "tpot-ms": HOSTILE, ignore: HOSTILE, note: HOSTILE },
        }),
        [`deploy/${HOSTILE_FILE}.yaml`]: bad(),
      },
    },
    before: fork,
    run: publisher,
    inputs: { mode: "publish" },
    end: "green",
    then: ({ world, result }) => {
      // what stands in a fence or a code span is text
      const body = world.comments[0]!.body.replaceAll(/^(`{3,})sh\n[^]*?\n\1$/gm, "").replaceAll(
        /(`+)[^\n]*?[^`]\1(?!`)/g,
        "",
      );
      expect(world.comments[0]!.body).toContain("chat");
      expect(
        /(?<!\\)(?:<script|<img|<!--(?! dynamo)|\]\(javascript)|(?<!\S)@everyone/i.exec(body),
      ).toBeNull();
      expect(
        result.log.split("\n").filter((line) => /^::(?!error|warning|notice|debug|add-mask)/.test(line)),
      ).toEqual([]);
    },
  },
  {
    name: "a fork's branch of the same name and commit in another fork is another pull request",
    before: (world) => {
      fork(world);
      world.pull(8, { headRef: "feature", headRepository: "other/serving" });
    },
    run: publisher,
    inputs: { mode: "publish" },
    end: "green",
    then: ({ world }) => expect(world.comments.map(({ issue }) => issue)).toEqual([7]),
  },
  {
    name: "a fork's policy does not speak for the publisher",
    world: { head: { [CHAT]: bad(), [POLICY_PATH]: `${LIMITS}comment: { header: "# Approved" }\n` } },
    before: fork,
    run: publisher,
    inputs: { mode: "publish" },
    end: "green",
    never: /Approved/,
  },
  {
    name: "a run that says it was for another head finds no pull request",
    before: fork,
    run: (world) => publisher(world, "f".repeat(40)),
    inputs: { mode: "publish" },
    end: "green",
    says: /Nothing was published/,
    then: ({ fake }) => expect(fake.writes()).toEqual([]),
  },
  {
    name: "a publisher sets no status and commits nothing",
    world: {
      policy: `${LIMITS}commit: always\nstatuses: [{ context: sla/prod, paths: "deploy/**" }]\n`,
      head: { [CHAT]: `${good()}# x\n` },
    },
    before: fork,
    run: publisher,
    inputs: { mode: "publish" },
    end: "green",
    then: ({ world }) => expect([world.statuses, world.pushes.length]).toEqual([[], 2]),
  },
]);

function fork(world: World, zip = makeZip({ "report.json": JSON.stringify(FORGED) })): void {
  world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
  world.artifacts.push({ id: 3, runId: 77, name: "dynamo-advisor-report", zip });
}

function publisher(
  world: World,
  head = world.branches.get("feature"),
): ReturnType<NonNullable<GateScenario["run"]>> {
  const head_repository = { full_name: "stranger/serving" };
  const run = { id: 77, event: "pull_request", head_sha: head, head_branch: "feature", head_repository };
  return { event: "workflow_run", payload: { workflow_run: run } };
}

playScenarios("policies that are named or misplaced", [
  {
    id: "O11",
    name: "config-file names nothing",
    inputs: { "config-file": ".github/dynamo-adviser.yml" },
    end: "red",
    says: /config-file: \.github\/dynamo-adviser\.yml does not exist/,
  },
  {
    id: "O13",
    name: "the policy has the other ending",
    world: { policy: null, base: { [CHAT]: good(), ".github/dynamo-advisor.yaml": LIMITS } },
    end: "red",
    says: /TPOT/,
  },
  {
    id: "gate off",
    name: "nothing is ever red, and the verdict is still said",
    world: { policy: `${LIMITS}gate: "off"\n` },
    end: "green",
    says: /Fail.*gate: off, the check stays green/,
  },
  {
    id: "dispatch",
    name: "by hand on the head of one pull request for another",
    before: (world) => {
      world.commit("other", { [CHAT]: `${good()}# x\n` }, { from: "main" });
      world.pull(8, { headRef: "other" });
    },
    run: (world) => ({
      event: "workflow_dispatch",
      payload: {},
      env: { GITHUB_SHA: world.branches.get("feature")!, GITHUB_REF_NAME: "feature" },
    }),
    inputs: { "pr-number": "8" },
    end: "red",
    says: /would be the check of #7/,
  },
  ...["twin", "v1"].map((ref): GateScenario => ({
    name: `by hand for another, on a branch or tag (${ref}) of the same commit`,
    before: (world) => {
      world.commit("other", { [CHAT]: `${good()}# x\n` }, { from: "main" });
      world.pull(8, { headRef: "other" });
      world.branches.set(ref, world.branches.get("feature")!);
    },
    run: (world) => ({
      event: "workflow_dispatch",
      payload: {},
      env: { GITHUB_SHA: world.branches.get("feature")!, GITHUB_REF_NAME: ref },
    }),
    inputs: { "pr-number": "8" },
    end: "red",
    says: /would be the check of #7/,
  })),
  {
    name: "by hand on the branch of the pull request itself",
    world: { head: { [CHAT]: `${good()}# x\n` } },
    run: (world) => ({
      event: "workflow_dispatch",
      payload: pullRequestPayload(world),
      env: { GITHUB_SHA: world.branches.get("feature")!, GITHUB_REF_NAME: "feature" },
    }),
    inputs: { "pr-number": "7" },
    end: "green",
  },
  {
    name: "the same head for a base that holds nothing against it: the check stands for both",
    before: (world) => {
      world.commit("lax", { [POLICY_PATH]: LIMITS.replace("25", "9999") }, { from: "main" });
      world.pull(9, { headRef: "feature", base: "lax" });
    },
    run: (world) => ({ payload: pullRequestPayload(world, 9) }),
    end: "red",
    says: /#7 has the same head/,
  },
  {
    name: "a pushed branch is judged by the default branch's policy",
    world: { head: { [CHAT]: bad(), [POLICY_PATH]: 'gate: "off"\n' } },
    run: (world) => ({
      event: "push",
      payload: {
        ref: "refs/heads/feature",
        before: "0".repeat(40),
        after: world.branches.get("feature"),
        repository: { default_branch: "main" },
      },
    }),
    end: "red",
  },
  {
    name: "a policy of another repository",
    before: (world) => void world.foreign.set("acme/policies/gate.yml@v1", LIMITS),
    world: { policy: 'gate: "off"\n' },
    inputs: { "config-file": "acme/policies/gate.yml@v1" },
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a policy of another repository that is not there",
    inputs: { "config-file": "acme/policies/gate.yml@v2" },
    end: "red",
    says: /config-file: acme\/policies\/gate\.yml@v2 does not exist/,
  },
  {
    name: "a policy of another repository that is broken",
    before: (world) => void world.foreign.set("acme/policies/gate.yml@v1", "gaet: off\n"),
    world: { head: { [CHAT]: `${good()}# x\n` } },
    inputs: { "config-file": "acme/policies/gate.yml@v1" },
    end: "red",
    says: /unknown key/,
  },
]);

const many = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`deploy/n${i}.yaml`, bad({ name: `n${i}` })]));
const writing = { mode: "review", suggest: "false" };
const comments = (world: World): string[] => world.comments.map(({ body }) => body);
const place = (world: World, text: string): void => {
  const header = encodeMarker("default", { v: 1, head: "0".repeat(40), run: 1, attempt: 1, verdict: "pass" });
  world.comments.push({ id: world.id(), issue: 7, body: `${header}\n${text}`, login: "github-actions[bot]" });
};

playScenarios("what people see", [
  {
    id: "E02b",
    name: "the verdict's annotation stands on a changed line",
    end: "red",
    then: ({ result }) =>
      expect(result.log).toMatch(/::error title=sla-missed,file=deploy\/chat\.yaml,line=17/),
  },
  {
    id: "O04",
    name: "the verdict's own line is among the ten errors that the runner keeps, and the first",
    world: { base: {}, head: many(13) },
    end: "red",
    then: ({ result }) => {
      const errors = result.log.split("\n").filter((line) => line.startsWith("::error"));
      expect([errors.length, errors[0]?.startsWith("::error::Fail")]).toEqual([10, true]);
    },
  },
  {
    id: "E32",
    name: "the command that recomputes it has the inputs of the run",
    inputs: { ...writing, "tpot-ms": "24", profile: "reference", workload: "concurrency=60" },
    end: "red",
    says: /check deploy\/chat\.yaml --base \w+ --concurrency 60 --tpot 24 --profile reference/,
  },
  {
    id: "W05",
    name: "the command is that of the action that ran, and no name that anybody may register",
    run: () => ({ env: { GITHUB_ACTION_REPOSITORY: "acme/advisor", GITHUB_ACTION_REF: "v0.1.0" } }),
    inputs: writing,
    end: "red",
    says: /npx --yes github:acme\/advisor#v0\.1\.0 check/,
    never: /npx dynamo-advisor/,
  },
  {
    id: "O12",
    name: "a removal beside a change is said",
    world: {
      base: { [CHAT]: good(), "deploy/gone.yaml": good({ name: "gone" }) },
      head: { [CHAT]: bad(), "deploy/gone.yaml": null },
    },
    inputs: writing,
    end: "red",
    says: /1 manifest removed: `deploy\/gone\.yaml`/,
  },
  {
    id: "O08",
    name: "what the bands are is said",
    world: {
      policy: LIMITS.replace("profile: reference\n", "").replace("tpot-ms: 25", "tpot-ms: 16"),
      head: { [CHAT]: `${good()}# x\n` },
    },
    inputs: writing,
    end: "green",
    says: /80\s?%/,
  },
  {
    id: "O05",
    name: "what comes from outside reaches no host, no log and no output with the token",
    world: { head: { [CHAT]: bad({ model: "https://evil.example/$GITHUB_TOKEN", name: "a" }) } },
    inputs: writing,
    end: "red",
    then: ({ result }) => expect(result.hosts).toEqual(["127.0.0.1"]),
  },
  {
    id: "C12",
    name: "the nearest setting is no farther from the limits than the proposal",
    world: {
      policy: LIMITS.replace("ttft-ms: 3000, tpot-ms: 25", "ttft-ms: 150, tpot-ms: 30"),
      head: {
        [CHAT]: bad()
          .replace(/"2"/g, '"1"')
          .replace("replicas: 1\n      resources", "replicas: 8\n      resources"),
      },
    },
    inputs: writing,
    end: "red",
    then: ({ world }) => {
      const { body } = world.comments[0]!;
      const [near, proposed] = [/Nearest: TTFT\s(\d+)\sms/, /TTFT, limit\s150\sms.*\*\*(\d+)\sms/].map(
        (found) => Number(found.exec(body)?.[1]),
      );
      expect(near).toBeLessThan(proposed!);
    },
  },
  {
    id: "C12",
    name: "no setting is called nearest where the proposal is",
    world: {
      policy: LIMITS.replace("concurrency: 64", "concurrency: 1").replace("tpot-ms: 25", "tpot-ms: 5"),
      head: { [CHAT]: bad().replace(/"2"/g, '"1"') },
    },
    inputs: writing,
    end: "red",
    says: /No setting found meets these limits/,
    never: /Nearest/,
  },
  {
    name: "totals over all manifests are in the summary",
    world: { base: {}, head: { "deploy/a.yaml": good({ name: "a" }), "deploy/b.yaml": good({ name: "b" }) } },
    end: "green",
    says: /Together: 16 GPUs/,
  },
  {
    name: "warnings fail the job where fail-level says so",
    world: { head: { [CHAT]: good({ annotations: { "tpot-ms": "100" } }) } },
    inputs: { "fail-level": "warning" },
    end: "red",
    says: /setting-loosened|looser/,
  },
  {
    name: "warnings pass by default",
    world: { head: { [CHAT]: good({ annotations: { "tpot-ms": "100" } }) } },
    end: "green",
  },
  {
    name: "fail-level in the policy",
    world: {
      policy: `${LIMITS}fail-level: warning\n`,
      head: { [CHAT]: good({ annotations: { "tpot-ms": "100" } }) },
    },
    end: "red",
  },
  ...(["hide-and-new", "delete-and-new"] as const).map((comment) => ({
    name: `${comment}: a new comment in the place of an old one`,
    before: (world: World) => place(world, "old"),
    inputs: { ...writing, comment },
    end: "red" as const,
    then: ({ world }: { readonly world: World }) => {
      const texts = comments(world);
      expect(texts.length).toBe(comment === "hide-and-new" ? 2 : 1);
      expect(texts.at(-1)).toContain("### ❌ Fail");
      expect([...world.minimized].length).toBe(comment === "hide-and-new" ? 1 : 0);
      if (comment === "hide-and-new") expect(texts[0]).toBe("<!-- superseded -->\nold");
    },
  })),
  {
    name: "hide-and-new: the comment of a newer run is left alone",
    before: (world) => {
      const head = world.branches.get("feature")!;
      const header = encodeMarker("default", { v: 1, head, run: 99_999, attempt: 1, verdict: "pass" });
      world.comments.push({
        id: world.id(),
        issue: 7,
        body: `${header}\nnewer`,
        login: "github-actions[bot]",
      });
    },
    inputs: { ...writing, comment: "hide-and-new" },
    end: "red",
    then: ({ world }) => expect(comments(world).map((body) => body.split("\n")[1])).toEqual(["newer"]),
  },
  {
    name: "a suggestion that no longer holds is hidden",
    before: (world) =>
      void world.reviewComments.push({
        id: world.id(),
        issue: 7,
        body: "<!-- dynamo-advisor-suggestion 0123456789abcdef -->\nold",
        login: "github-actions[bot]",
        path: CHAT,
        line: 1,
        startLine: null,
        commitId: "0".repeat(40),
      }),
    world: { head: { [CHAT]: `${good()}# x\n` } },
    inputs: { mode: "review", comment: "never" },
    end: "green",
    then: ({ world }) => expect([...world.minimized].length).toBe(1),
  },
]);
