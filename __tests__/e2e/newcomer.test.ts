import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { FakeGitHub } from "../support/fake-github/index.js";
import { aggManifest } from "../support/manifests.js";
import { pullRequestPayload, pullRequestWorld } from "../support/pull-request-world.js";
import { bundlePath, findProgram } from "../support/run-bundle.js";
import { makeActProject, runAct } from "../support/run-act.js";

const text = (file: string): string =>
  readFileSync(path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..", file), "utf8");
const readme = text("README.md");
const setUp = text("docs/set-up.md");
/** The README's first two YAML blocks: the workflow and the policy. */
const [workflow = "", policy = ""] = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, block]) => block,
);

const linesOf = (text: string): number => text.trimEnd().split("\n").length;

let home: string | undefined;
afterAll(() => {
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const act = findProgram("act", "ACT");
const ready = act !== undefined && bundlePath() !== undefined;
if (!ready) console.warn("skipped: the newcomer's path (act is not installed or the bundle is not built)");

describe("the newcomer's path", () => {
  it("is at most 20 lines to write", () => {
    expect(workflow).toContain("uses: dynamo-advisor/dynamo-advisor@v0");
    expect(policy).toContain("ttft-ms");
    expect(linesOf(workflow) + linesOf(policy)).toBeLessThanOrEqual(20);
    expect(setUp).toContain(
      `The README's workflow is ${linesOf(workflow)} lines, its policy ${linesOf(policy)}.`,
    );
  });

  (ready ? it : it.skip)("ends in a comment, with nothing but the README's two files", async () => {
    const started = Date.now();
    const project = makeActProject(workflow);
    home = project.home;
    const action = path.join(project.home, "action");
    mkdirSync(action);
    for (const part of ["action.yml", "package.json", "dist", "perf-db"]) {
      cpSync(path.join(project.folder, part), path.join(action, part), { recursive: true });
      rmSync(path.join(project.folder, part), { recursive: true });
    }
    const fake = await FakeGitHub.start(
      pullRequestWorld({ base: null, policy, head: aggManifest({ maxBatchSize: 40 }) }),
    );
    const ended = await runAct(act ?? "", {
      project,
      event: "pull_request",
      payload: pullRequestPayload(fake.world),
      apiUrl: fake.url,
      extra: ["--local-repository", `dynamo-advisor/dynamo-advisor@v0=${action}`],
    });
    await fake.stop();

    expect(ended.exitCode).toBe(0);
    expect(fake.violations).toEqual([]);
    expect(fake.world.comments).toHaveLength(1);
    expect(fake.world.comments[0]!.body).toContain("### ✅ Pass");
    console.log(
      `newcomer: ${linesOf(workflow)} + ${linesOf(policy)} lines, ${ended.seconds.toFixed(1)} s to the first comment, ` +
        `${((Date.now() - started) / 1000).toFixed(1)} s with the repository made`,
    );
  });
});
