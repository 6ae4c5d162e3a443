import { describe, expect, it } from "@jest/globals";
import { createBudget, type TimeBudget } from "../../src/forge/budget.js";
import { createClient } from "../../src/forge/client.js";
import type { ForgeError } from "../../src/forge/failure.js";
import { toForgeError } from "../../src/forge/failure.js";
import type { Forge } from "../../src/forge/forge.js";
import { createGitHubForge } from "../../src/forge/github-forge.js";
import { aggManifest } from "../support/manifests.js";
import { virtualClock } from "../support/virtual-clock.js";
import { withFake } from "../support/with-fake.js";

const fake = withFake();
const waits: string[] = [];
function forge(budget: TimeBudget = createBudget(10_000, virtualClock()), retryUnitMs = 5): Forge {
  waits.length = 0;
  const client = createClient({
    token: "job-token",
    apiUrl: fake.current.url,
    version: "t",
    budget,
    onWait: (line) => waits.push(line),
    throttle: false,
    retryUnitMs,
  });
  return createGitHubForge(client, { owner: "octo", repo: "serving" });
}

describe("reading many files", () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`d/${i}.yaml`, aggManifest({ name: `n${i}` })]),
    );

  it("takes two calls for sixty files on both sides, and the same texts as one by one", async () => {
    const { world } = fake.current;
    const base = world.commit("main", many(60));
    const head = world.commit(
      "feature2",
      { "d/0.yaml": "changed: true\n", "d/bin.yaml": "a\0b", "d/big.yaml": "x".repeat(600_000) },
      { from: "main" },
    );
    const requests = [...Object.keys(many(60)), "d/bin.yaml", "d/big.yaml", "d/none.yaml"].flatMap((path) => [
      { path, ref: base },
      { path, ref: head },
    ]);
    const texts = await forge().texts(requests);
    const calls = fake.current.calls.length;
    for (const [index, { path, ref }] of requests.entries())
      expect([path, texts[index]]).toEqual([path, await forge().text(path, ref)]);
    expect(calls).toBeLessThanOrEqual(3 + 6);
  });

  it("goes on file by file where GraphQL does not answer", async () => {
    const { world } = fake.current;
    const base = world.commit("main", many(20));
    fake.current.faults.push({ path: /graphql/, times: Infinity, kind: { status: 404 } });
    const texts = await forge().texts(Object.keys(many(20)).map((path) => ({ path, ref: base })));
    expect(texts.every((text) => text.kind === "text")).toBe(true);
  });

  it("reads a blob once, and again where that failed", async () => {
    const { world } = fake.current;
    const head = world.commit("feature2", { "d/0.yaml": "a: 1\n" }, { from: "main" });
    const reader = forge();
    const { sha } = (await reader.tree(head)).files.get("d/0.yaml")!;
    fake.current.faults.push({ path: /git\/blobs/, times: 1, kind: { status: 403 } });
    await expect(reader.blob(sha)).rejects.toThrow();
    fake.current.calls.length = 0;
    const same = { path: "d/0.yaml", ref: head, blobSha: sha };
    const [one, two, three] = [
      await reader.blob(sha),
      await reader.blob(sha),
      (await reader.texts([same]))[0],
    ];

    expect([one, two, three]).toEqual(Array(3).fill({ kind: "text", text: "a: 1\n" }));
    expect(fake.current.calls).toHaveLength(1);
  });

  it("asks a GraphQL that failed with all its pauses once for each later batch, until it answers again", async () => {
    const { world } = fake.current;
    const base = world.commit("main", many(120));
    const requests = Object.keys(many(120)).map((path) => ({ path, ref: base }));
    const opened = forge(createBudget(600_000, virtualClock()));
    const asked = async (): Promise<number> => {
      const before = fake.current.calls.filter(({ path }) => path === "/graphql").length;
      expect((await opened.texts(requests)).every(({ kind }) => kind === "text")).toBe(true);
      return fake.current.calls.filter(({ path }) => path === "/graphql").length - before;
    };
    fake.current.faults.push({ path: /graphql/, times: Infinity, kind: { status: 502 } });
    // four tries of all, then a part of it
    expect(await asked()).toBe(4 + 1);
    expect(await asked()).toBe(1 + 1);
    fake.current.faults.length = 0;
    expect(await asked()).toBe(1);
    fake.current.faults.push({ path: /graphql/, times: 4, kind: { status: 502 } });
    expect(await asked()).toBe(4 + 3);
  });

  it("says why a file has no text", async () => {
    const ref = fake.current.world.commit("main", {
      "a.yaml": "x".repeat(2 * 1024 * 1024),
      "b.yaml": "a\0b",
    });
    expect(await forge().text("a.yaml", ref)).toEqual({
      kind: "unreadable",
      reason: "larger than 1024 KiB (2097152 bytes)",
    });
    expect(await forge().text("b.yaml", ref)).toEqual({ kind: "unreadable", reason: "not text" });
    expect(await forge().text("c.yaml", ref)).toEqual({ kind: "absent" });
  });
});

describe("waiting", () => {
  it("does as retry-after says, and not longer than the budget", async () => {
    const kind = { status: 429, headers: { "retry-after": "1" } };
    fake.current.faults.push({ path: /pulls\/7$/, times: 1, kind });
    const clock = virtualClock();
    expect((await forge(createBudget(10_000, clock)).pullRequest(7)).number).toBe(7);
    expect(clock.now()).toBe(1000);
    expect(waits).toEqual(["GitHub's request limit: waiting 1 s"]);
    fake.current.faults.push({ path: /pulls\/7$/, times: 9, kind });
    await expect(forge(createBudget(1200, virtualClock())).pullRequest(7)).rejects.toThrow(
      "GitHub's rate limit (429)",
    );
    expect(waits).toEqual(["GitHub's request limit: giving up, 1 s of waiting would be too long"]);
  });

  it("does not begin a wait between tries that ends after the budget, and gives GitHub's own answer", async () => {
    fake.current.faults.push({ path: /pulls\/7$/, times: Infinity, kind: { status: 500 } });
    // of the waits of 0.3, 1.2 and 2.7 s only the first fits
    const budget = createBudget(1500, virtualClock());
    await expect(forge(budget, 300).pullRequest(7)).rejects.toThrow("GitHub answered 500");
    expect(fake.current.calls).toHaveLength(2);
  });

  it("stops when no time is left", async () => {
    await expect(forge(createBudget(0)).pullRequest(7)).rejects.toThrow(
      "the time limit for calls to GitHub is used up",
    );
    expect(fake.current.calls).toEqual([]);
  });
});

describe("what a refusal means", () => {
  const refusal = (status: number, message: string, headers: Record<string, string> = {}): ForgeError =>
    toForgeError(
      Object.assign(new Error(message), { status, response: { headers, data: { message } } }),
      "pull-requests: write",
    );
  it.each([
    [
      403,
      "Resource not accessible by integration",
      { "x-accepted-github-permissions": "issues=write; pull_requests=write" },
      "the token lacks `pull-requests: write`",
    ],
    [
      403,
      "Resource not accessible by integration",
      { "x-accepted-github-permissions": "contents=write" },
      "the token lacks `contents: write`",
    ],
    [
      403,
      "Resource not accessible by integration",
      { "x-accepted-github-permissions": "<b>=write" },
      "the token lacks `pull-requests: write`",
    ],
    [403, "Unable to create comment because issue is locked.", {}, "the conversation is locked"],
    [403, "API rate limit exceeded", {}, "GitHub's rate limit (403)"],
    [404, "Not Found", {}, "GitHub answered 404: it does not exist, or the token may not see it"],
    [422, "Validation\nFailed", {}, "GitHub answered 422: Validation Failed"],
    [502, "<html>", {}, "GitHub answered 502"],
  ])("%s %s", (status, message, headers, expected) => {
    expect(refusal(status, message, headers as Record<string, string>).message).toBe(expected);
  });
});
