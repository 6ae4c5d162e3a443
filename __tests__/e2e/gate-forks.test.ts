import { expect } from "@jest/globals";
import { encodeMarker } from "../../src/report/index.js";
import type { World } from "../support/fake-github/index.js";
import { bad, CHAT, good, LIMITS, POLICY_PATH } from "../support/gate-world.js";
import { playScenarios, type GateScenario } from "../support/play-gate.js";
import { pullRequestPayload } from "../support/pull-request-world.js";

const fork = (world: World): void =>
  void world.pull(7, { headRef: "feature", headRepository: "stranger/serving", author: "stranger" });
const publisher =
  (more: Readonly<Record<string, unknown>> = {}) =>
  (world: World) => ({
    event: "workflow_run",
    payload: {
      workflow_run: {
        id: 77,
        event: "pull_request",
        head_sha: world.branches.get("feature"),
        head_branch: "feature",
        head_repository: { full_name: "stranger/serving" },
        ...more,
      },
    },
  });
const publishes = { before: fork, run: publisher(), inputs: { mode: "publish" } } as const;
const HEADER = { v: 1, head: "", run: 1, attempt: 1, verdict: "pass" } as const;
const bodies = (world: World, issue = 7): readonly string[] =>
  world.comments.filter((comment) => comment.issue === issue).map(({ body }) => body);

playScenarios("what a fork says is the fork's: who it is, what it ran and what it holds", [
  {
    name: "pull requests that the event itself names are not believed",
    ...publishes,
    before: (world) => {
      fork(world);
      world.commit("other", { [CHAT]: good() }, { from: "main" });
      world.pull(9, { headRef: "other", author: "paul" });
    },
    run: publisher({ pull_requests: [{ number: 9 }], conclusion: "success" }),
    end: "green",
    then: ({ world }) => expect([bodies(world).length, bodies(world, 9).length]).toEqual([1, 0]),
  },
  {
    name: "a run that was no pull request's is nothing",
    ...publishes,
    run: publisher({ event: "push" }),
    end: "green",
    then: ({ fake }) => expect(fake.writes()).toEqual([]),
  },
  {
    name: "measurements, calibration and systems of the fork move no figure",
    ...publishes,
    world: {
      head: {
        [CHAT]: bad(),
        "deploy/chat.measured.json": '{"ttft": 1, "itl": 1}',
        ".github/calibration.json": "{}",
        "systems/fast.yaml": "name: fast\nlike: h200_sxm\nscale: 100\n",
      },
    },
    end: "green",
    then: ({ world }) => expect(bodies(world).join()).toMatch(/❌.*TPOT/),
  },
  {
    name: "its label of a waiver, set by itself, is shown as none",
    ...publishes,
    world: { policy: `${LIMITS}waiver: { label: waived }\n` },
    before: (world) => {
      fork(world);
      world.label(7, "waived", "stranger");
    },
    end: "green",
    then: ({ world }) => expect(bodies(world).join()).toMatch(/❌/),
  },
  {
    name: "a header of ours in a comment of its own stays its own",
    ...publishes,
    before: (world) => {
      fork(world);
      const header = encodeMarker("default", { ...HEADER, head: "f".repeat(40), run: 99_999 });
      world.comments.push({ id: world.id(), issue: 7, body: `${header}\n✅ Pass`, login: "stranger" });
    },
    end: "green",
    then: ({ world }) => {
      expect(bodies(world)).toHaveLength(2);
      expect(bodies(world)[0]).toContain("✅ Pass");
      expect(bodies(world)[1]).toMatch(/❌/);
    },
  },
  {
    name: "what it takes away from the policy stays",
    ...publishes,
    world: { head: { [CHAT]: bad(), [POLICY_PATH]: null } },
    end: "green",
    then: ({ world }) => expect(bodies(world).join()).toMatch(/❌.*TPOT/),
  },
  {
    name: "its own run judges as everybody's: red, with a token that may not write",
    before: fork,
    end: "red",
    says: /TPOT/,
  },
  {
    name: "a commit that it asks for by label is not made",
    world: { policy: `${LIMITS}commit: on-label\n`, head: { [CHAT]: `${good()}# x\n` } },
    before: fork,
    run: (world) => ({
      payload: pullRequestPayload(world, 7, "labeled", {
        label: { name: "apply-advice" },
        sender: { login: "alice" },
      }),
    }),
    inputs: { mode: "review", comment: "never", suggest: "false" },
    end: "green",
    says: /belongs to a fork/,
  },
]);

const COMMITS = `${LIMITS}commit: on-label\n`;
const WRITER = {
  login: "github-actions[bot]",
  permissions: { contents: "write", "pull-requests": "write", statuses: "write" },
} as const;
const page = { status: 200, html: "<html>a proxy</html>" } as const;
const asked = (world: World) => ({
  payload: pullRequestPayload(world, 7, "labeled", {
    label: { name: "apply-advice" },
    sender: { login: "alice" },
  }),
});
const writing = {
  world: { policy: COMMITS, head: { [CHAT]: `${good()}# x\n` } },
  run: asked,
  inputs: { mode: "review", comment: "never", suggest: "false" },
} as const;
const writer = (world: World): void => void world.tokens.set("job-token", WRITER);
const ownCommits = (world: World): number =>
  [...world.commits.values()].filter(({ message }) => message.includes("Config-Review:")).length;
const none = ({ world }: { readonly world: World }): void => expect(ownCommits(world)).toBe(0);
const comment =
  (head: string, body: string) =>
  (world: World): void => {
    writer(world);
    const header = encodeMarker("default", { ...HEADER, head });
    world.comments.push({ id: world.id(), issue: 7, body: `${header}\n${body}`, login: WRITER.login });
  };

playScenarios(
  "writes are refused where they would surprise: what moved, what was edited, what no answer is",
  [
    {
      ...writing,
      name: "a push between the analysis and the commit",
      before: writer,
      hooks: [
        {
          method: "GET",
          path: /\/branches\/feature$/,
          run: (world) => void world.commit("feature", { "README.md": "# moved\n" }),
        },
      ],
      end: "green",
      says: /Nothing was committed: the branch moved/,
      then: none,
    },
    {
      ...writing,
      name: "a forced push to another line of commits between the two",
      before: writer,
      hooks: [
        {
          method: "GET",
          path: /\/branches\/feature$/,
          run: (world) => {
            world.branches.delete("feature");
            world.commit("feature", { [CHAT]: bad() }, { from: "main" });
          },
        },
      ],
      end: "green",
      says: /Nothing was committed: the branch moved/,
      then: none,
    },
    {
      ...writing,
      name: "the comment was for another head when the label was set",
      before: comment("f".repeat(40), "another"),
      end: "green",
      says: /showed another result when the label was set/,
      then: none,
    },
    ...["", "{", `{"v":1,"head":7,"run":1,"attempt":1,"verdict":"pass"}`].map((header): GateScenario => ({
      ...writing,
      name: `the comment's header cannot be read: ${header === "" ? "none is left behind its name" : header}`,
      before: (world) => {
        writer(world);
        const body = `<!-- dynamo-advisor:default {${header} -->\n✅ Pass`;
        world.comments.push({ id: world.id(), issue: 7, body, login: WRITER.login });
      },
      end: "green",
      says: /showed another result when the label was set/,
      then: none,
    })),
    {
      ...writing,
      name: "an answer to the commit that is a page",
      before: writer,
      faults: [{ method: "POST", path: /graphql/, graphql: "mutation", times: 9, kind: page }],
      end: "green",
      says: /Committing|no JSON|commit/i,
      then: none,
    },
    {
      name: "a status whose answer is a page does not change the verdict",
      world: { policy: `${LIMITS}statuses: [{ context: sla/prod, paths: "deploy/**" }]\n` },
      before: writer,
      faults: [{ method: "POST", path: /\/statuses\//, times: 9, kind: page }],
      end: "red",
      says: /Setting the status `sla\/prod` failed/,
    },
    {
      name: "the comment is edited to say that all is well: it is brought back",
      inputs: { mode: "review", suggest: "false" },
      before: (world) => comment(world.branches.get("feature")!, "### ✅ Pass")(world),
      end: "red",
      then: ({ world }) => {
        expect(bodies(world)).toHaveLength(1);
        expect(bodies(world)[0]).toMatch(/❌/);
      },
    },
    {
      name: "the run in our comment's header is raised: the check is red all the same, and the next head brings it back",
      inputs: { mode: "review", suggest: "false" },
      before: (world) => {
        writer(world);
        const header = encodeMarker("default", {
          ...HEADER,
          head: world.branches.get("feature")!,
          run: 9e15,
        });
        world.comments.push({
          id: world.id(),
          issue: 7,
          body: `${header}\n### ✅ Pass`,
          login: WRITER.login,
        });
        world.commit("feature", { "README.md": "# pushed\n" });
      },
      end: "red",
      then: ({ world }) => {
        expect(bodies(world)).toHaveLength(1);
        expect(bodies(world)[0]).toMatch(/❌/);
      },
    },
    ...["../a.sarif", "/tmp/a.sarif", "a/../../b.sarif", ""].map((file): GateScenario => ({
      name: `a file of results at ${file === "" ? "a folder" : file}`,
      inputs: { "sarif-file": file === "" ? "." : file },
      end: "red",
      then: ({ result }) => expect(result.outputs["sarif-path"] ?? "").toBe(""),
    })),
  ],
);
