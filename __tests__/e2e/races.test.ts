import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { encodeMarker } from "../../src/report/index.js";
import { FakeGitHub, JOB_TOKEN, type Hook, type World } from "../support/fake-github/index.js";
import { aggManifest } from "../support/manifests.js";
import { pullRequestPayload, pullRequestWorld } from "../support/pull-request-world.js";
import { bundlePath, runBundle, type BundleResult } from "../support/run-bundle.js";
import { sideBySide } from "../support/side-by-side.js";

const present = bundlePath() !== undefined;
if (!present) console.warn("skipped: the bundle (dist/index.js) is not built");
const suite = present ? describe : describe.skip;

const FILE = "deploy/qwen3-32b.yaml";
const COMMENTS = /\/issues\/7\/comments$/;

/** A call of one run that waits until the other run has ended. */
type Held = Pick<Hook, "method" | "path" | "skip">;
const HELD: Readonly<Record<string, Held>> = {
  "before it reads the list of files": { method: "GET", path: /\/pulls\/7\/files$/ },
  "before it reads a file": { method: "GET", path: /\/git\/blobs\// },
  "before it looks at the head once more": { method: "GET", path: /\/pulls\/7$/, skip: 2 },
  "before it looks for the comment": { method: "GET", path: COMMENTS },
  "before it creates the comment": { method: "POST", path: COMMENTS },
  "before it edits the comment": { method: "PATCH", path: /\/issues\/comments\/\d+$/ },
  "before it looks again": { method: "GET", path: COMMENTS, skip: 1 },
};

interface Race {
  /** the run that is held; the other one does all of its work meanwhile */
  readonly held: "older" | "newer";
  readonly at: string;
  /** a comment of an earlier head is there, so that both edit instead of create */
  readonly edits: boolean;
}

interface Outcome {
  readonly world: World;
  readonly older: BundleResult;
  readonly newer: BundleResult;
  readonly wasHeld: boolean;
  readonly violations: readonly string[];
  readonly newHead: string;
}

const RACES: readonly Race[] = (["older", "newer"] as const).flatMap((held) =>
  [true, false].flatMap((edits) =>
    Object.keys(HELD)
      .filter((at) => !at.includes(edits ? "creates" : "edits"))
      .map((at) => ({ held, at, edits })),
  ),
);

const cache = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-cache-"));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** Two processes on one pull request: one for the head that was, one for the head that came while it worked. */
async function race({ held, at, edits }: Race): Promise<Outcome> {
  const fake = await FakeGitHub.start(pullRequestWorld({ head: aggManifest({ tp: 3 }) }));
  const { world } = fake;
  for (const token of ["older", "newer"]) world.tokens.set(token, JOB_TOKEN);
  const marker = { v: 1, head: "0".repeat(40), run: 1, attempt: 1, verdict: "pass" } as const;
  if (edits)
    world.comments.push({
      id: world.id(),
      issue: 7,
      login: JOB_TOKEN.login,
      body: `${encodeMarker("default", marker)}\nearlier`,
    });
  const start = (token: string, runId: number): Promise<BundleResult> =>
    runBundle({
      event: "pull_request",
      payload: pullRequestPayload(world),
      apiUrl: fake.url,
      token,
      runId,
      compileCache: cache,
    });
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  let wasHeld = false;
  const hold: Hook = {
    ...HELD[at]!,
    token: held,
    times: 1,
    run: () => {
      wasHeld = true;
      arrive();
      return released;
    },
  };
  const push = (): string => world.commit("feature", { [FILE]: aggManifest({ tp: 5 }) });
  try {
    if (held === "older") {
      fake.hooks.push(hold);
      const older = start("older", 8100);
      await Promise.race([arrived, older]);
      const newHead = push();
      const newer = await start("newer", 8200);
      release();
      return { world, older: await older, newer, wasHeld, violations: fake.violations, newHead };
    }
    // the older run has read its head and waits with all that it found; then the newer one starts, and waits too
    let go = (): void => undefined;
    const started = new Promise<void>((resolve) => (go = resolve));
    let reached = (): void => undefined;
    const reading = new Promise<void>((resolve) => (reached = resolve));
    fake.hooks.push(hold, {
      method: "GET",
      path: /\/git\/trees\//,
      token: "older",
      times: 1,
      run: () => {
        reached();
        return started;
      },
    });
    const older = start("older", 8100);
    await Promise.race([reading, older]);
    const newHead = push();
    const newer = start("newer", 8200);
    await Promise.race([arrived, newer]);
    go();
    const olderEnd = await older;
    release();
    return { world, older: olderEnd, newer: await newer, wasHeld, violations: fake.violations, newHead };
  } finally {
    await fake.stop();
  }
}

suite("two runs on one pull request", () => {
  const outcomes = new Map<Race, Outcome>();
  beforeAll(async () => {
    await sideBySide(RACES, 3, async (each) => {
      outcomes.set(each, await race(each));
    });
  });

  it.each(RACES.map((each) => [each.held, each.at, each.edits ? "both edit" : "both create", each] as const))(
    "the %s one waits %s, %s: one comment in the end, the newer head's",
    (_held, _at, _edits, each) => {
      const { world, older, newer, wasHeld, violations, newHead } = outcomes.get(each)!;
      expect(violations).toEqual([]);
      expect(wasHeld).toBe(true);
      expect(world.comments).toHaveLength(1);
      const { body } = world.comments[0]!;
      expect(body).toContain(`"head":"${newHead}"`);
      expect(body).toContain("tensor parallel size 5 does not divide");
      // each verdict is that of its own head, whoever was first
      for (const [run, tp] of [
        [older, 3],
        [newer, 5],
      ] as const) {
        expect(run.exitCode).toBe(1);
        expect(run.outputs["verdict"]).toBe("fail");
        expect(run.outputs["comparison"]).toContain(`tensor parallel size ${tp} does not divide`);
      }
    },
  );
});
