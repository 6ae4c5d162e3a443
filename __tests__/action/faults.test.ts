import { describe, expect, it, jest } from "@jest/globals";
import { failReview } from "../support/examples.js";
import type { Fault } from "../support/fake-github/index.js";
import { aggManifest, POLICY } from "../support/manifests.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { result } from "../support/reviews.js";
import { runInProcess, type ProcessResult } from "../support/run-in-process.js";
import { withFake } from "../support/with-fake.js";

jest.setTimeout(30_000);

const fake = withFake();
const LINE =
  aggManifest()
    .split("\n")
    .findIndex((line) => line.includes("max_num_tokens")) + 1;
const failing = failReview();
const ANSWER = result([
  {
    ...failing,
    smallestFix: {
      ...failing.smallestFix!,
      edits: [{ line: LINE, endLine: LINE, text: "    max_num_tokens: 4000" }],
    },
  },
]);
/** Limit on the network's time: short where nothing but waiting can happen. */
const limitOf = (kind: string): number => (kind === "a slow body" ? 1.5 : 4);

/** A run that makes every call: suggestions, comment, status. */
function run(limitSeconds: number): Promise<ProcessResult> {
  const { world } = fake.current;
  world.tokens.set("job-token", {
    login: "github-actions[bot]",
    permissions: { contents: "read", "pull-requests": "write", statuses: "write" },
  });
  const policy = {
    ".github/dynamo-advisor.yml": `${POLICY}statuses:\n  - { context: sla/prod, paths: ["deploy/**"] }\n`,
  };
  world.branches.set("feature", world.commit("main", policy));
  world.commit("feature", { "deploy/qwen3-32b.yaml": aggManifest() });
  return runInProcess({
    fake: fake.current,
    event: "pull_request",
    payload: pullRequestPayload(world),
    result: ANSWER,
    inputs: { "time-limit-seconds": String(limitSeconds) },
  });
}

const KINDS: readonly (readonly [string, Fault["kind"]])[] = [
  ["403", { status: 403, message: "Resource not accessible by integration" }],
  ["404", { status: 404 }],
  ["409", { status: 409 }],
  ["422", { status: 422 }],
  ["429 with retry-after", { status: 429, headers: { "retry-after": "1" } }],
  ["an endless 429", { status: 429, headers: { "retry-after": "3600" } }],
  ["500", { status: 500 }],
  ["502 after success", { statusAfterSuccess: 502 }],
  ["a cut connection", { cut: true }],
  ["a connection cut after success", { cut: true, afterSuccess: true }],
  ["half an answer", { half: true }],
  ["a slow body", { slowMs: 8000 }],
];

/** Calls that come after the verdict, by what the summary calls them. */
const WRITES: readonly (readonly [string, string, RegExp, RegExp])[] = [
  ["the list of suggestions", "GET", /\/pulls\/7\/comments$/, /Posting the suggestions failed/],
  ["the review", "POST", /\/pulls\/7\/reviews$/, /Posting the suggestions failed/],
  ["the list of comments", "GET", /\/issues\/7\/comments$/, /Writing the comment failed/],
  ["the comment", "POST", /\/issues\/7\/comments$/, /Writing the comment failed/],
  ["the list of statuses", "GET", /\/statuses$/, /Setting the status `sla\/prod` failed/],
  ["the status", "POST", /\/statuses\/[0-9a-f]+$/, /Setting the status `sla\/prod` failed/],
];

function nothingTwice(): void {
  const { world } = fake.current;
  expect(world.comments.length).toBeLessThanOrEqual(1);
  expect(world.reviewComments.length).toBeLessThanOrEqual(1);
  expect(world.statuses.length).toBeLessThanOrEqual(1);
}

describe.each(WRITES)("%s", (_what, method, path, sentence) => {
  it.each(KINDS)(
    "answered for good by %s: verdict stays, nothing twice, the reason is told",
    async (name, kind) => {
      fake.current.faults.push({ method, path, times: Infinity, kind });
      const started = Date.now();
      const ended = await run(limitOf(name));
      expect(Date.now() - started).toBeLessThan((2 * limitOf(name) + 3) * 1000);
      expect(ended.outputs.verdict).toBe("fail");
      expect(ended.failed).toMatch(/^Fail/);
      nothingTwice();
      // what was stored in spite of the answer is found and counts as done
      if (method === "POST" && ("statusAfterSuccess" in kind || "afterSuccess" in kind))
        expect(ended.summary).not.toMatch(sentence);
      else expect(ended.summary).toMatch(sentence);
      expect(ended.summary).toContain("❌ Fail");
    },
  );

  it.each(KINDS.filter(([kind]) => /after success|cut|half|500|429 with/.test(kind)))(
    "answered once by %s: done in the end, once",
    async (name, kind) => {
      fake.current.faults.push({ method, path, times: 1, kind });
      const ended = await run(limitOf(name));
      expect(ended.failed).toMatch(/^Fail/);
      nothingTwice();
      const { world } = fake.current;
      expect([world.comments.length, world.reviewComments.length, world.statuses.length]).toEqual([1, 1, 1]);
      expect(ended.summary).not.toMatch(sentence);
    },
  );
});

describe.each([
  ["the pull request", /\/pulls\/7$/],
  ["the list of files", /\/pulls\/7\/files$/],
  ["a file", /\/git\/blobs\//],
  ["the policy", /\/contents\/\.github/],
])("reading %s", (_what, path) => {
  it.each(KINDS.filter(([kind]) => kind !== "404"))(
    "refused by %s: could not check, and says why",
    async (name, kind) => {
      fake.current.faults.push({ method: "GET", path, times: Infinity, kind });
      const started = Date.now();
      const ended = await run(limitOf(name));
      expect(Date.now() - started).toBeLessThan((limitOf(name) + 3) * 1000);
      expect(ended.failed).toMatch(/^Could not check: /);
      expect(ended.summary).toContain("Could not check");
      expect(fake.current.writes()).toEqual([]);
    },
  );

  it.each(KINDS.filter(([kind]) => /after success|cut|half|500|429 with/.test(kind)))(
    "hindered once by %s: goes on",
    async (name, kind) => {
      fake.current.faults.push({ method: "GET", path, times: 1, kind });
      const ended = await run(limitOf(name));
      expect(ended.failed).toMatch(/^Fail/);
      expect(fake.current.world.comments).toHaveLength(1);
    },
  );
});
