import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createBudget } from "../../src/forge/budget.js";
import type { Forge } from "../../src/forge/forge.js";
import { createClient } from "../../src/forge/client.js";
import { createGitHubForge } from "../../src/forge/github-forge.js";
import { virtualClock } from "../support/virtual-clock.js";
import { FakeGitHub, JOB_TOKEN } from "../support/fake-github/index.js";

let fake: FakeGitHub;
let forge: Forge;

beforeAll(async () => {
  fake = await FakeGitHub.start();
  const { world } = fake;
  world.tokens.set("t", {
    ...JOB_TOKEN,
    permissions: {
      contents: "write",
      "pull-requests": "write",
      issues: "write",
      statuses: "write",
      actions: "write",
    },
  });
  world.commit("main", {
    "deploy/a.yaml": "a: 1\nb: 2\nc: 3\n",
    "deploy/old.yaml": "x: 1\ny: 2\nz: 3\nw: 4\n",
  });
  world.commit(
    "feature",
    {
      "deploy/a.yaml": "a: 1\nb: 20\nc: 3\n",
      "deploy/old.yaml": null,
      "deploy/new.yaml": "x: 1\ny: 2\nz: 3\nw: 5\n",
      "new.yaml": "n: 1\n",
    },
    { from: "main" },
  );
  world.pull(7, { headRef: "feature", labels: ["waive"] });
  world.labelEvents.push({ issue: 7, label: "waive", login: "alice" });
  const client = createClient({
    token: "t",
    apiUrl: fake.url,
    version: "test",
    budget: createBudget(20_000, virtualClock()),
    onWait: () => undefined,
    throttle: false,
  });
  forge = createGitHubForge(client, { owner: "octo", repo: "serving" });
});
afterAll(() => fake.stop());

describe("the fake and the forge agree with GitHub's description on every call", () => {
  it("reads", async () => {
    const pull = await forge.pullRequest(7);
    const paths = await forge.changedPathsOf(pull, await forge.mergeBase(pull.baseSha, pull.headSha));

    expect(paths.files.map((file) => [file.path, file.status, file.previousPath])).toEqual([
      ["deploy/a.yaml", "modified", undefined],
      ["deploy/new.yaml", "renamed", "deploy/old.yaml"],
      ["new.yaml", "added", undefined],
    ]);
    expect(await forge.blob(paths.files[0]!.blobSha!)).toEqual({ kind: "text", text: "a: 1\nb: 20\nc: 3\n" });
    expect(await forge.text("deploy/a.yaml", await forge.mergeBase(pull.baseSha, pull.headSha))).toEqual({
      kind: "text",
      text: "a: 1\nb: 2\nc: 3\n",
    });
    expect(await forge.text("nowhere.yaml", "main")).toEqual({ kind: "absent" });
    expect([...(await forge.tree("main")).files.values()].map(({ kind }) => kind)).toEqual(["file", "file"]);
    expect((await forge.comparePaths(pull.baseSha, pull.headSha)).files).toHaveLength(3);
    expect(await forge.labelEvent(7, "waive")).toMatchObject({ actor: "alice", atMs: expect.any(Number) });
    fake.world.roles.set("alice", "maintain").set("bob", "triage");
    expect([await forge.roleOf("alice"), await forge.roleOf("bob"), await forge.roleOf("x")]).toEqual([
      "write",
      "none",
      "none",
    ]);
    fake.world.pushes.at(-1)!.by = "bob";
    const atMs = Date.parse(fake.world.pushes.at(-1)!.at);
    const push = { sha: pull.headSha, atMs, actor: "bob" };
    expect((await forge.pushesOf(pull))?.[0]).toEqual(push);
    expect(await forge.parentsOf(pull.headSha)).toHaveLength(1);
    expect(await forge.isProtected("main")).toBe(false);
    expect(await forge.messages(pull.baseSha, pull.headSha)).toEqual(["change"]);
    expect(await forge.defaultBranch()).toBe("main");
    expect(await forge.resolve("feature")).toBe(pull.headSha);
    expect(await forge.commitMessage(pull.headSha)).toBe("change");
    expect(
      await forge.pullRequestsOfBranch(pull.headSha, { repository: "octo/serving", ref: "feature" }),
    ).toHaveLength(1);
    expect(await forge.viewer()).toBe("github-actions[bot]");
    expect(fake.violations).toEqual([]);
  });

  it("writes", async () => {
    const pull = await forge.pullRequest(7);
    const rules = {
      owns: (body: string) => body.startsWith("<!-- me"),
      compare: () => 0,
      equal: (a: string, b: string) => a === b,
    };
    const refresh = (): Promise<typeof rules> => Promise.resolve(rules);
    expect(
      await forge.syncComment({
        number: 7,
        body: "<!-- me -->\nx",
        create: true,
        update: "edit",
        rules,
        refresh,
      }),
    ).toMatchObject({ kind: "created" });
    expect(
      await forge.syncComment({
        number: 7,
        body: "<!-- me -->\nx",
        create: true,
        update: "edit",
        rules,
        refresh,
      }),
    ).toMatchObject({ kind: "unchanged" });
    expect(
      await forge.syncComment({
        number: 7,
        body: "<!-- me -->\ny",
        create: true,
        update: "edit",
        rules,
        refresh,
      }),
    ).toMatchObject({ kind: "updated" });
    const status = {
      sha: pull.headSha,
      context: "sla/prod",
      state: "success",
      description: "d",
      targetUrl: "https://example.invalid",
    } as const;
    expect(await forge.setStatus(status)).toBe(true);
    expect(await forge.setStatus(status)).toBe(false);
    const fingerprintOf = (body: string): string | undefined => /^f:(\w+)/.exec(body)?.[1];
    const suggestions = [
      {
        path: "deploy/a.yaml",
        line: 2,
        endLine: 2,
        body: "f:abc\n```suggestion\nb: 3\n```",
        fingerprint: "abc",
      },
    ];
    expect(
      await forge.postSuggestions({ number: 7, headSha: pull.headSha, suggestions }, fingerprintOf),
    ).toBe(1);
    expect(
      await forge.postSuggestions({ number: 7, headSha: pull.headSha, suggestions }, fingerprintOf),
    ).toBe(0);
    expect([...(await forge.suggestions(7, fingerprintOf)).keys()]).toEqual(["abc"]);
    expect(await forge.syncIssue({ title: "t", body: "<!-- me -->", create: true, ...rules })).toMatchObject({
      kind: "created",
    });
    expect(await forge.syncIssue({ title: "t", body: "<!-- me -->2", create: true, ...rules })).toMatchObject(
      { kind: "updated" },
    );
    await forge.dispatch("gate.yml", "feature", { "pr-number": "7" });
    const request = {
      branch: "feature",
      expectedHead: pull.headSha,
      headline: "h",
      body: "b",
      files: [{ path: "new.yaml", text: "é: 2\n" }],
    };
    const committed = await forge.commit(request);
    expect(committed).toMatchObject({ kind: "committed" });
    expect(await forge.commit(request)).toEqual({ kind: "moved" });
    expect(fake.world.commits.get(fake.world.branches.get("feature")!)!.files.get("new.yaml")).toBe("é: 2\n");
    expect(fake.world.comments).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });
});
