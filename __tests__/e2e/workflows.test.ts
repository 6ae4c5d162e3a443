import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { aggManifest, POLICY } from "../support/manifests.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { makeActProject, runAct, type ActProject, type ActResult, type ActRun } from "../support/run-act.js";
import { bundlePath, findProgram } from "../support/run-bundle.js";
import { withFake } from "../support/with-fake.js";

const folder = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  "..",
  "..",
  "examples",
  "workflows",
);
const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");

const act = findProgram("act", "ACT");
const ready = act !== undefined && bundlePath() !== undefined;
if (!ready)
  console.warn(
    `skipped: examples under act (${act === undefined ? "act is not installed" : "the bundle is not built"})`,
  );

(ready ? describe : describe.skip)("the examples under a real runner", () => {
  const fake = withFake();
  const projects: ActProject[] = [];
  afterAll(() => {
    for (const project of projects) rmSync(project.home, { recursive: true, force: true });
  });

  /** Runs an example as it is; the action and the two artifact actions are folders instead of downloads. */
  async function run(
    file: string,
    options: Pick<ActRun, "event" | "payload"> & Partial<ActRun>,
  ): Promise<ActResult & { readonly project: ActProject }> {
    const project = makeActProject(read(file), file);
    projects.push(project);
    // the runner under test says its own repository's commit, whatever the event says
    const { branches } = fake.current.world;
    const head = execFileSync("git", ["-C", project.folder, "rev-parse", "HEAD"], {
      encoding: "utf8",
    }).trim();
    branches.set(head, branches.get("main")!);
    const action = path.join(project.home, "action");
    mkdirSync(action);
    for (const part of ["action.yml", "package.json", "dist", "perf-db"]) {
      cpSync(path.join(project.folder, part), path.join(action, part), { recursive: true });
      rmSync(path.join(project.folder, part), { recursive: true });
    }
    const store = path.join(project.home, "store");
    mkdirSync(store);
    const local = (name: string): string[] => [
      "--local-repository",
      `${name}=${artifactAction(project.home, name, store)}`,
    ];
    const result = await runAct(act ?? "", {
      project,
      apiUrl: fake.current.url,
      workflow: file,
      ...options,
      extra: [
        "--local-repository",
        `dynamo-advisor/dynamo-advisor@v0=${action}`,
        ...local("actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02"),
        ...local("actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093"),
        "--local-repository",
        `${APP_TOKEN}=${appTokenAction(project.home)}`,
        ...(options.extra ?? []),
      ],
    });
    return { ...result, project };
  }

  it("review.yml comments", async () => {
    const ended = await run("review.yml", {
      event: "pull_request",
      payload: pullRequestPayload(fake.current.world),
    });
    expect(ended.log).not.toContain("advisor broke");
    expect(ended.exitCode).toBe(0);
    expect(fake.current.world.comments[0]!.body).toContain("### ✅ Pass");
  });

  it("gate.yml fails and writes nothing", async () => {
    fake.current.world.commit("feature", { "deploy/qwen3-32b.yaml": aggManifest({ tp: 3 }) });
    const ended = await run("gate.yml", {
      event: "pull_request",
      payload: pullRequestPayload(fake.current.world),
    });
    expect(ended.exitCode).toBe(1);
    expect(ended.summary).toContain("## ❌ Fail");
    expect(fake.current.writes()).toEqual([]);
  });

  it("review-fork.yml judges, and publish.yml posts", async () => {
    const { world } = fake.current;
    world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
    world.tokens.set("publish-token", {
      login: "github-actions[bot]",
      permissions: { contents: "read", "pull-requests": "write" },
    });
    const first = await run("review-fork.yml", {
      event: "pull_request",
      payload: pullRequestPayload(world),
      token: "read-token",
    });
    expect(first.exitCode).toBe(0);
    const payload = {
      workflow_run: {
        id: 77,
        event: "pull_request",
        head_sha: world.branches.get("feature"),
        head_branch: "feature",
        head_repository: { full_name: "stranger/serving" },
      },
    };
    const second = await run("publish.yml", { event: "workflow_run", payload, token: "publish-token" });
    expect(second.exitCode).toBe(0);
    expect(world.comments[0]!.body).toContain("### ✅ Pass");
  });

  it("drift.yml keeps one issue", async () => {
    const { world } = fake.current;
    world.tokens.set("job-token", {
      login: "github-actions[bot]",
      permissions: { contents: "read", issues: "write" },
    });
    world.commit("main", {
      ".github/dynamo-advisor.yml": POLICY,
      "deploy/qwen3-32b.yaml": aggManifest({ tp: 3 }),
    });
    expect((await run("drift.yml", { event: "workflow_dispatch", payload: {} })).exitCode).toBe(0);
    expect(world.issues.map((issue) => issue.title)).toEqual(["Dynamo deployments that miss their limits"]);
    await run("drift.yml", { event: "workflow_dispatch", payload: {}, runId: 8200 });
    expect(world.issues).toHaveLength(1);
    // nothing changed but the number of the run
    expect(fake.current.calls.filter(({ method }) => method === "PATCH")).toEqual([]);
  });

  it("commit.yml commits on the label, by the app's token", async () => {
    const { world } = fake.current;
    world.tokens.set("app-token", {
      login: "advisor[bot]",
      permissions: { contents: "write", "pull-requests": "write" },
    });
    world.commit("feature", { "deploy/qwen3-32b.yaml": aggManifest({ maxBatchSize: 24 }) });
    const before = world.branches.get("feature")!;
    const labeled = (name: string): unknown => pullRequestPayload(world, 7, "labeled", { label: { name } });
    await run("commit.yml", { event: "pull_request", payload: labeled("bug") });
    expect(world.branches.get("feature")).toBe(before);

    const ended = await run("commit.yml", { event: "pull_request", payload: labeled("apply-advice") });
    expect(ended.exitCode).toBe(0);
    const head = world.commits.get(world.branches.get("feature")!)!;
    expect(head.parents).toEqual([before]);
    expect(head.message).toMatch(/\n\nConfig-Review: [0-9a-f]{16}$/);
    expect(world.comments.map(({ login }) => login)).toEqual(["advisor[bot]"]);
    // a push by an app starts the checks: nothing has to be said about them
    expect(world.comments[0]!.body).toContain("Committed the best found");
    expect(world.comments[0]!.body).not.toContain("required checks");
  });

  it("sweep.yml plans, runs on several runners and merges", async () => {
    const payload = {
      inputs: {
        models: "Qwen/Qwen3-32B-FP8",
        systems: "h200_sxm",
        backend: "trtllm",
        gpus: "8,16",
        lengths: "4000/500",
        "ttft-ms": "300,600,1200",
        "tpot-ms": "10,16.67",
      },
    };
    const ended = await run("sweep.yml", { event: "workflow_dispatch", payload });
    expect(ended.exitCode).toBe(0);
    const store = path.join(ended.project.home, "store");
    expect(readdirSync(store).sort()).toEqual(["sweep", "sweep-shard-0", "sweep-shard-1", "sweep-shard-2"]);
    const csv = readFileSync(path.join(store, "sweep", "sweep.csv"), "utf8")
      .trim()
      .split("\n");
    expect(csv).toHaveLength(13);
    expect(csv.filter((line) => line.includes(",lost,"))).toEqual([]);
    expect(existsSync(path.join(store, "sweep", "sweep.svg"))).toBe(true);
    expect(ended.log).toContain("## Sweep: 12 points");
  });
});

const APP_TOKEN = "actions/create-github-app-token@67018539274d69449ef7c02e8e71183d1719ab42";

/** A composite action that gives the token of an app that the stand-in knows. */
function appTokenAction(home: string): string {
  const target = path.join(home, "app-token");
  mkdirSync(target, { recursive: true });
  writeFileSync(
    path.join(target, "action.yml"),
    `name: app token
description: the token of an app
inputs:
  app-id: { description: i, required: false }
  private-key: { description: k, required: false }
  permission-contents: { description: c, required: false }
  permission-pull-requests: { description: p, required: false }
outputs:
  token: { description: t, value: app-token }
runs:
  using: composite
  steps:
    - { shell: bash, run: "true" }
`,
  );
  return target;
}

/** A composite action that keeps artifacts in a folder. */
function artifactAction(home: string, name: string, store: string): string {
  const target = path.join(home, name.replace(/\W/g, "-"));
  mkdirSync(target, { recursive: true });
  const upload = name.includes("upload");
  const script = upload
    ? `mkdir -p "$STORE/$NAME"; printf '%s\\n' "$FILES" | while read -r file; do [ -z "$file" ] || cp $file "$STORE/$NAME/"; done`
    : `mkdir -p "$FILES"; for part in "$STORE"/$PATTERN; do cp -r "$part" "$FILES/"; done`;
  writeFileSync(
    path.join(target, "action.yml"),
    `name: artifacts
description: artifacts in a folder
inputs:
  name: { description: n, required: false }
  path: { description: p, required: false }
  pattern: { description: g, required: false }
  if-no-files-found: { description: i, required: false }
runs:
  using: composite
  steps:
    - shell: bash
      env:
        STORE: ${store}
        NAME: \${{ inputs.name }}
        FILES: \${{ inputs.path }}
        PATTERN: \${{ inputs.pattern }}
      run: |
        ${script}
`,
  );
  return target;
}
