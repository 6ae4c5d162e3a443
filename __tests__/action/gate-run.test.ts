import { describe, expect, it } from "@jest/globals";
import type { CheckResult } from "../../src/domain/review.js";
import { finding, result, review } from "../support/reviews.js";
import { runInProcess, type ProcessResult } from "../support/run-in-process.js";
import { failReview } from "../support/examples.js";
import { expectGolden } from "../support/golden.js";
import { POLICY } from "../support/manifests.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();

const FAIL = result([review({ verdict: "fail", reasons: ["TTFT 931 ms, limit 600 ms"] })]);
const PASS = result([review()]);
const CLOSE = result([review({ verdict: "too-close", reasons: ["TTFT 593 ms, limit 600 ms"] })]);
const UNKNOWN = result([review({ verdict: "not-applicable", reasons: ["does not say its GPU type"] })]);
const EMPTY = result([]);

const gate = (answer: CheckResult, inputs: Readonly<Record<string, string>> = {}): Promise<ProcessResult> =>
  runInProcess({
    fake: fake.current,
    event: "pull_request",
    payload: pullRequestPayload(fake.current.world),
    result: answer,
    inputs: { comment: "never", ...inputs },
  });

function policy(text: string): void {
  fake.current.world.commit("main", { ".github/dynamo-advisor.yml": `${POLICY}${text}` });
  fake.current.world.commit("feature", { ".github/dynamo-advisor.yml": `${POLICY}${text}` });
}

describe("the job's conclusion", () => {
  it.each([
    ["fail, enforced", FAIL, "", /^Fail: qwen3-32b: TTFT 931 ms/],
    ["fail, advisory", FAIL, "gate: advisory\n", undefined],
    ["fail, off", FAIL, "gate: off\n", undefined],
    ["too close passes unless the policy says otherwise", CLOSE, "", undefined],
    ["too close fails by policy", CLOSE, "too-close: fail\n", /^Too close to call/],
    ["not checked passes unless the policy says otherwise", UNKNOWN, "", undefined],
    ["not checked fails by policy", UNKNOWN, "not-applicable: fail\n", /^Not checked/],
    ["pass", PASS, "too-close: fail\nnot-applicable: fail\n", undefined],
    ["nothing relevant passes, whatever the policy", EMPTY, "not-applicable: fail\n", undefined],
  ])("%s", async (_name, answer, text, expected) => {
    if (text !== "") policy(text);
    const { failed } = await gate(answer);
    if (expected === undefined) expect(failed).toBeUndefined();
    else expect(failed).toMatch(expected);
  });

  it("takes the input over the policy", async () => {
    policy("gate: enforce\n");
    expect((await gate(FAIL, { gate: "advisory" })).failed).toBeUndefined();
  });

  it("tells a merge queue in the summary alone, as a comment would", async () => {
    const { branches } = fake.current.world;
    const ended = await runInProcess({
      fake: fake.current,
      event: "merge_group",
      payload: {
        merge_group: {
          base_sha: branches.get("main"),
          head_sha: branches.get("feature"),
          head_ref: "refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567",
        },
      },
      result: result([failReview()]),
    });
    expect(ended.failed).toMatch(/^Fail/);
    expect(fake.current.world.comments).toEqual([]);
    expectGolden("summary-merge-queue.md", ended.summary);
  });

  it("is advisory on a draft and says so", async () => {
    fake.current.world.pulls.get(7)!.draft = true;
    const run = await gate(FAIL);
    expect(run.failed).toBeUndefined();
    expect(run.log.join("\n")).toContain("draft: advisory");
    expect(run.outputs.verdict).toBe("fail");
  });

  it("does nothing on a closed pull request", async () => {
    const run = await runInProcess({
      fake: fake.current,
      event: "pull_request",
      payload: { action: "closed", pull_request: { number: 7, head: { sha: "a".repeat(40) } } },
      result: FAIL,
    });
    expect(run.failed).toBeUndefined();
    expect(run.summary).toContain("#7 is closed");
    expect(fake.current.writes()).toEqual([]);
  });

  it("names who waived", async () => {
    policy("waiver: { label: sla-waived }\n");
    const { world } = fake.current;
    world.roles.set("alice", "write");
    world.label(7, "sla-waived", "alice");
    world.label(7, "other", "mallory");
    const run = await gate(FAIL);
    expect(run.failed).toBeUndefined();
    expect(run.log.join("\n")).toContain("waived by the label sla-waived, set by alice");
    expect(run.summary).toContain("`alice`");
    expect(run.outputs.verdict).toBe("fail");
  });

  it("does not look for a waiver that changes nothing", async () => {
    policy("waiver: { label: sla-waived }\n");
    fake.current.world.pulls.get(7)!.labels.push("sla-waived");
    await gate(PASS);
    expect(fake.current.calls.filter((call) => call.path.endsWith("/events"))).toEqual([]);
  });
});

describe("what is looked at", () => {
  it("fails when the platform cut the list", async () => {
    const { world } = fake.current;
    world.maxTreeEntries = 2;
    const event = { event: "workflow_dispatch", payload: {}, sha: world.branches.get("main")! };
    const run = await runInProcess({ fake: fake.current, ...event, result: PASS });
    expect(run.failed).toContain("not every changed file could be checked");
    expect(run.summary).toContain("not every changed file could be checked");
  });

  it("is the head that the event names, also when another one comes while the files are listed", async () => {
    const { world } = fake.current;
    const payload = pullRequestPayload(world);
    const before = world.commits.get(world.branches.get("feature")!)!.files.get("deploy/qwen3-32b.yaml");
    fake.current.hooks.push({
      method: "GET",
      path: /\/pulls\/7\/files$/,
      times: 1,
      // the newer head takes the change back: judged by its list, the older one would pass unseen
      run: () => void world.commit("feature", { "deploy/qwen3-32b.yaml": null, "deploy/b.yaml": "a: 1\n" }),
    });
    const ended = await runInProcess({ fake: fake.current, event: "pull_request", payload, result: FAIL });
    expect(ended.files.map(({ path, headText }) => [path, headText])).toEqual([
      ["deploy/qwen3-32b.yaml", before],
    ]);
    expect(ended.failed).toMatch(/^Fail/);
    expect(ended.summary).toContain("has moved on to");
    expect(fake.current.writes()).toEqual([]);
  });

  it("follows renames, removals and additions", async () => {
    const { world } = fake.current;
    world.commit("main", {
      "deploy/gone.yaml": "kind: Job\nb: 1\n",
      "deploy/old.yaml": "kind: ConfigMap\nx: 1\ny: 2\nz: 3\n",
      "docs/x.md": "text",
    });
    world.branches.set("feature", world.branches.get("main")!);
    world.commit("feature", {
      "deploy/gone.yaml": null,
      "deploy/old.yaml": null,
      "prod/old.yaml": "kind: ConfigMap\nx: 1\ny: 2\nz: 4\n",
      "new.yaml": "n: 1\n",
      "docs/x.md": "changed",
      "package.json": '{"kind": "Job"}',
    });
    const run = await gate(EMPTY);
    expect(run.files).toEqual([
      { path: "deploy/gone.yaml", status: "removed", baseText: "kind: Job\nb: 1\n" },
      { path: "package.json", status: "added", headText: '{"kind": "Job"}' },
      {
        path: "prod/old.yaml",
        previousPath: "deploy/old.yaml",
        status: "renamed",
        baseText: "kind: ConfigMap\nx: 1\ny: 2\nz: 3\n",
        headText: "kind: ConfigMap\nx: 1\ny: 2\nz: 4\n",
      },
    ]);
  });

  it("compares with where the branch left, not with what the base became", async () => {
    const { world } = fake.current;
    const before = world.commits.get(world.branches.get("main")!)!.files.get("deploy/qwen3-32b.yaml");
    world.commit("main", { "deploy/qwen3-32b.yaml": "someone: else\n" });
    const run = await gate(EMPTY);
    expect(run.files[0]?.baseText).toBe(before);
  });

  it("reads only what the globs and the policy leave", async () => {
    policy('ignore: ["legacy/**"]\n');
    fake.current.world.commit("feature", {
      "legacy/a.yaml": "kind: Job\n",
      "deploy/b.yaml": "kind: Job\n",
      "other/c.yaml": "kind: Job\n",
    });
    const run = await gate(EMPTY, { files: "deploy/**\nlegacy/**" });
    expect(run.files.map((file) => file.path)).toEqual(["deploy/b.yaml", "deploy/qwen3-32b.yaml"]);
  });

  it.each([
    ["merge_group", (base: string, head: string) => ({ merge_group: { base_sha: base, head_sha: head } })],
    [
      "push",
      (base: string, head: string) => ({ before: base, after: head, repository: { default_branch: "main" } }),
    ],
    [
      "push",
      (_base: string, head: string) => ({
        before: "0".repeat(40),
        after: head,
        repository: { default_branch: "main" },
      }),
    ],
  ])("judges %s by its own commits and posts nothing", async (event, payload) => {
    const { world } = fake.current;
    const run = await runInProcess({
      fake: fake.current,
      event,
      payload: payload(world.branches.get("main")!, world.branches.get("feature")!),
      result: FAIL,
    });
    expect(run.failed).toMatch(/^Fail/);
    expect(run.files.map((file) => [file.path, file.status])).toEqual([
      ["deploy/qwen3-32b.yaml", "modified"],
    ]);
    expect(fake.current.writes()).toEqual([]);
  });

  it("looks at every manifest of the commit when it is started by hand", async () => {
    const sha = fake.current.world.branches.get("main")!;
    const run = await runInProcess({
      fake: fake.current,
      event: "workflow_dispatch",
      payload: {},
      sha,
      result: PASS,
    });
    expect(run.files.map((file) => [file.path, file.status, file.baseText])).toEqual([
      ["deploy/qwen3-32b.yaml", "unchanged", undefined],
    ]);
  });

  it("looks at a pull request by number", async () => {
    const run = await runInProcess({
      fake: fake.current,
      event: "workflow_dispatch",
      payload: {},
      result: PASS,
      inputs: { "pr-number": "7" },
    });
    expect(run.files).toHaveLength(1);
    expect(fake.current.world.comments).toHaveLength(1);
  });

  it("says what it cannot do with other events", async () => {
    const run = await runInProcess({ fake: fake.current, event: "issue_comment", payload: {}, result: PASS });
    expect(run.failed).toBeUndefined();
    expect(run.summary).toContain("the event issue_comment has nothing to review");
  });
});

describe("the policy", () => {
  it("is the base's: a pull request cannot loosen its own gate", async () => {
    fake.current.world.commit("feature", { ".github/dynamo-advisor.yml": `${POLICY}gate: off\n` });
    const run = await gate(FAIL);
    expect(run.failed).toMatch(/^Fail/);
    expect(run.summary).toContain("holds until it is merged");
  });

  it("is enforced where the base has none, whatever the proposed one says", async () => {
    const { world } = fake.current;
    world.commit("main", { ".github/dynamo-advisor.yml": null });
    world.commit("feature", { ".github/dynamo-advisor.yml": `${POLICY}gate: advisory\n` });
    expect((await gate(FAIL)).failed).toMatch(/^Fail/);
  });

  it("fails a pull request that breaks it, on its line", async () => {
    fake.current.world.commit("feature", { ".github/dynamo-advisor.yml": `${POLICY}gaet: off\n` });
    const run = await gate(PASS);
    expect(run.failed).toContain("unknown key");
    expect(run.annotations.map(({ title, file, line }) => [title, file, line])).toEqual([
      ["policy-invalid", ".github/dynamo-advisor.yml", POLICY.split("\n").length],
    ]);
  });

  it("that is broken on the base can be mended by a pull request", async () => {
    const { world } = fake.current;
    world.branches.set("feature", world.commit("main", { ".github/dynamo-advisor.yml": "gaet: off\n" }));
    world.commit("feature", { ".github/dynamo-advisor.yml": POLICY });
    expect((await gate(PASS)).failed).toBeUndefined();
  });
});

describe("when the run itself fails", () => {
  const broken = (): CheckResult => {
    throw new TypeError("x is not a function");
  };
  const run = (inputs: Readonly<Record<string, string>> = {}): Promise<ProcessResult> =>
    runInProcess({
      fake: fake.current,
      event: "pull_request",
      payload: pullRequestPayload(fake.current.world),
      result: broken,
      inputs,
    });

  it("fails an enforced check and says whose fault it is", async () => {
    const ended = await run();
    expect(ended.failed).toBe("The advisor broke, not your change: x is not a function");
    expect(ended.summary).toContain("the advisor broke, not your change");
  });

  it("stays green where the gate is advisory, by input or by policy", async () => {
    expect((await run({ gate: "advisory" })).failed).toBeUndefined();
    policy("gate: advisory\n");
    expect((await run()).failed).toBeUndefined();
  });

  it("stays green where the policy wants it", async () => {
    policy("on-internal-error: pass\n");
    expect((await run()).failed).toBeUndefined();
  });
});

describe("statuses", () => {
  const STATUSES = `statuses:
  - { context: sla/prod, paths: ["deploy/**"] }
  - { context: sla/dev, paths: ["dev/**"] }
`;
  it("are set for each environment on the head, once", async () => {
    policy(STATUSES);
    fake.current.world.tokens.set("job-token", {
      login: "github-actions[bot]",
      permissions: { contents: "read", "pull-requests": "write", statuses: "write" },
    });
    await gate(FAIL);
    await gate(FAIL);
    const { statuses } = fake.current.world;
    expect(statuses.map(({ context, state, description }) => [context, state, description])).toEqual([
      ["sla/prod", "failure", "fail: qwen3-32b: TTFT 931 ms, limit 600 ms"],
      ["sla/dev", "success", "no manifest of this environment changed"],
    ]);
    expect(statuses[0]!.sha).toBe(fake.current.world.branches.get("feature"));
  });

  it("that may not be set are named, the verdict stays", async () => {
    policy(STATUSES);
    const run = await gate(PASS);
    expect(run.failed).toBeUndefined();
    expect(run.summary).toContain("`statuses: write`");
  });
});

it("puts findings on lines, worst first", async () => {
  const run = await gate(
    result([
      review({
        findings: [
          finding({ severity: "notice", rule: "regression" }),
          finding({ rule: "backend-mismatch" }),
        ],
      }),
    ]),
  );
  expect(run.annotations.map(({ title }) => title)).toEqual(["backend-mismatch", "regression"]);
});
