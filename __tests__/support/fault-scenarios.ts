import type { CheckResult } from "../../src/domain/review.js";
import { encodeMarker } from "../../src/report/index.js";
import { advice, BEST, failReview } from "./examples.js";
import type { Permissions, World } from "./fake-github/index.js";
import { aggManifest, POLICY } from "./manifests.js";
import { pullRequestPayload, pullRequestWorld } from "./pull-request-world.js";
import { result, review } from "./reviews.js";

/** A run of the action: where it happens, what starts it, and what a canned engine would answer. */
export interface Scenario {
  readonly world: () => World | Promise<World>;
  readonly event: string;
  readonly payload: (world: World) => unknown;
  readonly sha?: (world: World) => string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly answer: CheckResult;
}

const BOT = "github-actions[bot]";
/** 64 heads are not divisible by 3: refused without any search, so that a run costs little. */
const REFUSED = aggManifest({ tp: 3 });
const FAIL = result([failReview()]);

function allowed(world: World, permissions: Permissions): World {
  world.tokens.set("job-token", {
    login: BOT,
    permissions: { "pull-requests": "write", contents: "read", ...permissions },
  });
  return world;
}

const refused = (policy = POLICY, permissions: Permissions = {}): World =>
  allowed(pullRequestWorld({ head: REFUSED, policy }), permissions);

/** Our own comment, or issue, of an older run for another head. */
const older = (text: string): string =>
  `${encodeMarker("default", { v: 1, head: "0".repeat(40), run: 1, attempt: 1, verdict: "pass" })}\n${text}`;

const fixedLine =
  aggManifest()
    .split("\n")
    .findIndex((line) => line.includes("max_num_tokens")) + 1;

function forkWorld(): World {
  const world = allowed(pullRequestWorld(), { actions: "read" });
  world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
  return world;
}

function watched(): World {
  return allowed(pullRequestWorld({ base: REFUSED }), { issues: "write" });
}

/** Between them they make every call that the action can make. */
export const SCENARIOS = {
  "a pull request": {
    world: () =>
      refused(`${POLICY}statuses:\n  - { context: sla/prod, paths: ["deploy/**"] }\n`, { statuses: "write" }),
    event: "pull_request",
    payload: pullRequestPayload,
    answer: FAIL,
  },
  "the calibrated profile": {
    world: () => refused(POLICY.replace("profile: reference", "profile: calibrated")),
    event: "pull_request",
    payload: pullRequestPayload,
    answer: FAIL,
  },
  "two comments of ours": {
    world: () => {
      const world = refused();
      for (const text of ["first", "second"])
        world.comments.push({ id: world.id(), issue: 7, body: older(text), login: BOT });
      return world;
    },
    event: "pull_request",
    payload: pullRequestPayload,
    answer: FAIL,
  },
  "a suggestion": {
    world: () =>
      pullRequestWorld({
        base: aggManifest(),
        head: aggManifest({ maxNumTokens: 16_000 }),
        policy: POLICY.replace("osl: 500", "osl: 500, concurrency: 128"),
      }),
    event: "pull_request",
    payload: pullRequestPayload,
    answer: result([
      {
        ...failReview(),
        smallestFix: {
          ...failReview().smallestFix!,
          edits: [{ line: fixedLine, endLine: fixedLine, text: "    max_num_tokens: 4000" }],
        },
      },
    ]),
  },
  "a waiver": {
    world: () => {
      const world = refused(`${POLICY}waiver: { label: sla-waived }\n`);
      world.label(7, "sla-waived", "alice");
      return world;
    },
    event: "pull_request",
    payload: pullRequestPayload,
    answer: FAIL,
  },
  "a commit": {
    world: () =>
      allowed(
        pullRequestWorld({ head: aggManifest({ maxBatchSize: 24 }), policy: `${POLICY}commit: on-label\n` }),
        { contents: "write", actions: "write" },
      ),
    event: "pull_request",
    payload: (world) => pullRequestPayload(world, 7, "labeled", { label: { name: "apply-advice" } }),
    inputs: { "gate-workflow": "gate.yml" },
    answer: result([
      review({
        proposed: BEST,
        recommended: { ...advice(BEST, []), newText: aggManifest({ maxBatchSize: 64 }) },
      }),
    ]),
  },
  "a first watch": {
    world: watched,
    event: "schedule",
    payload: () => ({}),
    sha: (world) => world.branches.get("main")!,
    inputs: { issue: "true" },
    answer: FAIL,
  },
  "a later watch": {
    world: () => {
      const world = watched();
      world.issues.push({ number: world.id(), title: "old", body: older("old"), open: true, login: BOT });
      return world;
    },
    event: "schedule",
    payload: () => ({}),
    sha: (world) => world.branches.get("main")!,
    inputs: { issue: "true" },
    answer: FAIL,
  },
  "a merge queue": {
    world: () => refused(),
    event: "merge_group",
    payload: (world) => ({
      merge_group: { base_sha: world.branches.get("main"), head_sha: world.branches.get("feature") },
    }),
    answer: FAIL,
  },
  "many files": {
    world: () => {
      const world = refused();
      world.commit(
        "feature",
        Object.fromEntries(
          Array.from({ length: 12 }, (_, i) => [`deploy/${i}.yaml`, aggManifest({ name: `n${i}`, tp: 3 })]),
        ),
      );
      return world;
    },
    event: "pull_request",
    payload: pullRequestPayload,
    answer: FAIL,
  },
  "a publisher": {
    world: forkWorld,
    event: "workflow_run",
    payload: (world) => ({
      workflow_run: {
        id: 77,
        event: "pull_request",
        head_sha: world.branches.get("feature"),
        head_branch: "feature",
        head_repository: { full_name: "stranger/serving" },
      },
    }),
    inputs: { mode: "publish" },
    answer: FAIL,
  },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;
