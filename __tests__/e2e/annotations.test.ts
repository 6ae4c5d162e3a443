import { readFileSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { FakeGitHub } from "../support/fake-github/index.js";
import { POLICY } from "../support/manifests.js";
import { pullRequestPayload, pullRequestWorld } from "../support/pull-request-world.js";
import { bundlePath, findProgram } from "../support/run-bundle.js";
import { makeActProject, runAct, type ActProject } from "../support/run-act.js";
import { sharedPath } from "../support/shared.js";

/** Real manifests of other people, each with one mistake planted: what stands there, and what it becomes. */
const PLANTED = [
  {
    file: "qwen32bfp8-trtllm-agg.yaml",
    from: "    tensor_parallel_size: 2",
    to: "    tensor_parallel_size: 4",
    message: "needs 4 GPUs (tensor 4) and has 2 GPUs",
  },
  {
    file: "llama70b-vllm-agg.yaml",
    from: "--tensor-parallel-size 4",
    to: "--tensor-parallel-size 8",
    message: "needs 8 GPUs (tensor 8) and has 4 GPUs",
  },
  {
    file: "sglang-agg-v1beta1.yaml",
    from: '- --tp\n          - "1"',
    to: '- --tp\n          - "2"',
    message: "needs 2 GPUs (tensor 2) and has 1 GPU",
  },
] as const;

const act = findProgram("act", "ACT");
const corpus = sharedPath("corpus", "dgd");
const missing =
  act === undefined
    ? "act is not installed (PATH or $ACT)"
    : bundlePath() === undefined
      ? "the bundle is not built"
      : corpus === undefined
        ? "the corpus is not beside the project"
        : undefined;
if (missing !== undefined) console.warn(`skipped: ${missing}`);
const suite = missing === undefined ? describe : describe.skip;

const WORKFLOW = `name: review
on: [pull_request]
permissions:
  contents: read
  pull-requests: write
jobs:
  review:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: ./
`;

interface Annotation {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The runner's error annotations of a run. */
function errorsIn(log: string): readonly Annotation[] {
  return log.split("\n").flatMap((line) => {
    try {
      const entry = JSON.parse(line) as {
        readonly command?: string;
        readonly raw?: string;
        readonly arg?: string;
        readonly kvPairs?: Readonly<Record<string, string>>;
      };
      const { file, line: at } = entry.kvPairs ?? {};
      return entry.command === "error" && file !== undefined
        ? [{ file, line: Number(at), text: entry.arg ?? "" }]
        : [];
    } catch {
      return [];
    }
  });
}

let project: ActProject;
let fake: FakeGitHub;
const planted: { readonly path: string; readonly line: number; readonly message: string }[] = [];

beforeAll(() => {
  if (missing === undefined) project = makeActProject(WORKFLOW);
});
afterAll(() => {
  if (missing === undefined) rmSync(project.home, { recursive: true, force: true });
});
beforeEach(async () => {
  const world = pullRequestWorld({ policy: POLICY });
  const good: Record<string, string> = {};
  const bad: Record<string, string> = {};
  for (const { file, from, to, message } of corpus === undefined ? [] : PLANTED) {
    const text = readFileSync(`${corpus}/${file}`, "utf8");
    expect(text.split(from)).toHaveLength(2);
    const changed = text.replace(from, to);
    const last = changed.indexOf(to) + to.length;
    planted.push({ path: `corpus/${file}`, line: changed.slice(0, last).split("\n").length, message });
    good[`corpus/${file}`] = text;
    bad[`corpus/${file}`] = changed;
  }
  world.commit("main", good);
  world.commit("feature", bad, { from: "main" });
  fake = await FakeGitHub.start(world);
});
afterEach(async () => {
  await fake.stop();
});

suite("annotations of a pull request with planted mistakes, under a real runner", () => {
  it("stand on the planted lines and nowhere else", async () => {
    const run = await runAct(act ?? "", {
      project,
      event: "pull_request",
      payload: pullRequestPayload(fake.world),
      apiUrl: fake.url,
    });
    expect(run.exitCode).toBe(1);
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect(
      errorsIn(run.log)
        .map(({ file, line, text }) => ({ path: file, line, text }))
        .sort(byPath),
    ).toEqual(
      [...planted].sort(byPath).map(({ path, line, message }) => ({
        path,
        line,
        text: expect.stringContaining(message),
      })),
    );
    expect(fake.violations).toEqual([]);
  });
});
