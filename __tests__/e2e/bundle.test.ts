import { availableParallelism } from "node:os";
import { describe, expect, it } from "@jest/globals";
import { encodeMarker } from "../../src/report/index.js";
import { JOB_TOKEN } from "../support/fake-github/index.js";
import { aggManifest, POLICY } from "../support/manifests.js";
import { pullRequestPayload } from "../support/pull-request-world.js";
import { bundlePath, runBundle, type BundleResult } from "../support/run-bundle.js";
import { withFake } from "../support/with-fake.js";

const present = bundlePath() !== undefined;
if (!present) console.warn("skipped: the bundle (dist/index.js) is not built");
const suite = present ? describe : describe.skip;

const fake = withFake();
const FILE = "deploy/qwen3-32b.yaml";
const BOT = "github-actions[bot]";

const review = (extra: Partial<Parameters<typeof runBundle>[0]> = {}): Promise<BundleResult> =>
  runBundle({
    event: "pull_request",
    payload: pullRequestPayload(fake.current.world),
    apiUrl: fake.current.url,
    ...extra,
  });
const headSha = (): string => fake.current.world.branches.get("feature")!;
const bodies = (): string[] => fake.current.world.comments.map((comment) => comment.body);
const marker = (head: string, run: number): string =>
  encodeMarker("default", { v: 1, head, run, attempt: 1, verdict: "pass" });
/** Seconds that an undisturbed run takes on this machine as busy as it is; what it wrote is taken back. */
async function usualSeconds(): Promise<number> {
  const { seconds } = await review();
  fake.current.world.comments.length = 0;
  return seconds;
}
function place(body: string, login = BOT): number {
  const id = fake.current.world.id();
  fake.current.world.comments.push({ id, issue: 7, body, login });
  return id;
}

suite("the bundle on a pull request", () => {
  it("creates one comment, writes nothing on the same head, edits it on the next", async () => {
    const { world } = fake.current;
    const first = await review();
    expect(first.exitCode).toBe(0);
    expect(first.outputs["verdict"]).toBe("pass");
    expect(JSON.parse(first.outputs["comparison"]!)).toMatchObject({ kind: "check", verdict: "pass" });
    expect(JSON.parse(first.outputs["relevant-files"]!)).toEqual([FILE]);
    expect(world.comments).toHaveLength(1);
    expect(first.outputs["comment-id"]).toBe(String(world.comments[0]!.id));
    expect(fake.current.calls.length).toBeLessThanOrEqual(15);
    const { id, body } = world.comments[0]!;

    fake.current.calls.length = 0;
    const second = await review({ runId: 8124 });
    expect(second.exitCode).toBe(0);
    expect(fake.current.writes()).toEqual([]);
    expect(world.comments[0]!.body).toBe(body);

    world.commit("feature", { [FILE]: aggManifest({ tp: 3 }) });
    const third = await review({ runId: 8125 });
    expect(third.exitCode).toBe(1);
    expect(third.outputs["verdict"]).toBe("fail");
    expect(world.comments.map((comment) => comment.id)).toEqual([id]);
    expect(world.comments[0]!.body).toContain("### ❌ Fail");
  });

  it("keeps verdict and summary with a read-only token, and names the permission", async () => {
    const read = await review({ token: "read-token" });
    const written = await review();
    expect(bodies()).toHaveLength(1);
    expect(read.exitCode).toBe(0);
    expect(read.outputs["verdict"]).toBe(written.outputs["verdict"]);
    expect(read.outputs["comparison"]).toBe(written.outputs["comparison"]);
    expect(read.summary).toContain("the token lacks `pull-requests: write`");
    expect(written.summary).not.toContain("lacks");
    expect(read.summary).toContain(written.summary.split("\n")[0]!);
  });

  it("finds its comment on page 2, ignores a pasted marker, folds two into the oldest", async () => {
    for (let i = 0; i < 120; i++) place(`chat ${i}`, "alice");
    const forged = place(`${marker(headSha(), 999_999)}\nforged`, "mallory");
    const oldest = place(`${marker("0".repeat(40), 1)}\nold`);
    place(`${marker("0".repeat(40), 2)}\nduplicate`);
    const ended = await review();
    expect(ended.outputs["comment-id"]).toBe(String(oldest));
    expect(bodies()).toHaveLength(122);
    expect(fake.current.world.comments.find(({ id }) => id === forged)!.body).toContain("forged");
    expect(bodies().at(-1)).toContain("### ✅ Pass");
  });

  it("leaves the comment of a newer run alone", async () => {
    place(`${marker(headSha(), 9999)}\nnewer`);
    await review({ runId: 8000 });
    expect(bodies()).toEqual([`${marker(headSha(), 9999)}\nnewer`]);
  });

  it("does not double a comment whose creation was answered by 502", async () => {
    fake.current.faults.push({
      method: "POST",
      path: /\/issues\/7\/comments$/,
      times: 1,
      kind: { statusAfterSuccess: 502 },
    });
    const ended = await review();
    expect(ended.exitCode).toBe(0);
    expect(bodies()).toHaveLength(1);
    expect(ended.summary).not.toContain("failed");
  });

  it.each([
    ["429 with retry-after", { status: 429, headers: { "retry-after": "1" } }],
    [
      "a secondary limit",
      {
        status: 403,
        message: "You have exceeded a secondary rate limit. Please wait.",
        headers: { "retry-after": "1" },
      },
    ],
  ])("waits for %s and goes on", async (_name, kind) => {
    fake.current.faults.push({ path: /\/issues\/7\/comments$/, method: "POST", times: 1, kind });
    const ended = await review();
    expect(ended.log).toContain("waiting 1 s");
    expect(bodies()).toHaveLength(1);
  });

  it.each([
    ["soon, waits", 2, "waiting", 1],
    ["in half an hour, gives up", 1800, "giving up", 0],
  ] as const)("meets the hourly limit, and where it ends %s", async (_name, seconds, said, comments) => {
    const usual = await usualSeconds();
    fake.current.faults.push({
      path: /\/issues\/7\/comments$/,
      method: "GET",
      times: 1,
      kind: {
        status: 403,
        message: "API rate limit exceeded for installation.",
        headers: {
          "x-ratelimit-remaining": "0",
          // the run needs about that long until it gets here
          "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000 + usual) + seconds),
        },
      },
    });
    const ended = await review();
    expect(ended.exitCode).toBe(0);
    expect(ended.log).toContain(`GitHub's rate limit: ${said}`);
    expect(bodies()).toHaveLength(comments);
    if (comments === 0)
      expect(ended.summary).toMatch(/Writing the comment failed: GitHub's rate limit \(403\)/);
  });

  it.each([
    ["429 with retry-after", () => ({ status: 429, headers: { "retry-after": "600" } })],
    [
      "a secondary limit",
      () => ({
        status: 403,
        message: "You have exceeded a secondary rate limit. Please wait.",
        headers: { "retry-after": "600" },
      }),
    ],
    ["a slow body", (limit: number) => ({ slowMs: 3000 * limit })],
    ["500", () => ({ status: 500 })],
  ])("gives up on %s within its time, verdict and summary stay", async (_name, kind) => {
    const limit = Math.ceil(4 + 3 * (await usualSeconds()));
    fake.current.faults.push({ path: /\/issues\/7\/comments$/, times: Infinity, kind: kind(limit) });
    const ended = await review({ inputs: { "time-limit-seconds": String(limit) } });
    expect(ended.seconds).toBeLessThan(3 * limit);
    expect(ended.exitCode).toBe(0);
    expect(ended.outputs["verdict"]).toBe("pass");
    expect(ended.summary).toContain("Writing the comment failed");
    expect(bodies()).toEqual([]);
  });

  it("keeps a comment on many manifests under the limit", async () => {
    const { world } = fake.current;
    const policy = POLICY.replace("osl: 500", "osl: 500, concurrency: 128");
    world.branches.set("feature", world.commit("main", { ".github/dynamo-advisor.yml": policy }));
    const name = (i: number): string => `fleet/team-${i}/deployment-of-a-team-with-a-long-name.yaml`;
    const manifest = (i: number): string =>
      aggManifest({
        name: `a-deployment-with-a-rather-long-name-${i}`,
        maxNumTokens: i % 3 === 0 ? 8000 : 16_000,
      });
    world.commit(
      "feature",
      Object.fromEntries(Array.from({ length: 150 }, (_, i) => [name(i), manifest(i)])),
    );
    const ended = await review();
    expect(ended.exitCode).toBe(1);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]!.length).toBeLessThanOrEqual(60_000);
    expect(bodies()[0]).toContain("Shortened:");
    expect(ended.summary.length).toBeGreaterThan(bodies()[0]!.length);
  });

  it("fails as could not check when the platform cut the list", async () => {
    const { world } = fake.current;
    world.maxTreeEntries = 2;
    const env = { GITHUB_SHA: world.branches.get("main")! };
    const ended = await review({ event: "schedule", payload: {}, env });
    expect(ended.exitCode).toBe(1);
    expect(ended.summary).toContain("not every changed file could be checked");
  });

  it("compares a renamed manifest with its old path, lists a removed one, shows no base for a new one", async () => {
    const { world } = fake.current;
    world.commit("feature", {
      [FILE]: null,
      "prod/qwen3-32b.yaml": aggManifest(),
      "deploy/new.yaml": aggManifest({ name: "fresh" }),
    });
    const renamed = await review();
    const json = JSON.parse(renamed.outputs["comparison"]!) as {
      files: { path: string; deployments: { name: string; base: unknown; previousPath?: string }[] }[];
    };
    const by = new Map(json.files.map((file) => [file.path, file.deployments[0]!]));
    expect(by.get("prod/qwen3-32b.yaml")).toMatchObject({ name: "qwen3-32b", previousPath: FILE });
    expect(by.get("prod/qwen3-32b.yaml")!.base).not.toBeNull();
    expect(by.get("deploy/new.yaml")!.base).toBeNull();

    world.branches.set("feature", world.branches.get("main")!);
    world.commit("feature", { [FILE]: null });
    const removed = await review({ runId: 8124 });
    expect(removed.exitCode).toBe(0);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain("Nothing to check");
  });

  it("lets hostile names out of nowhere", async () => {
    const name = "x`|@everyone]()<!-- ::error::boo ##[error]x \u202e\u001b[31m";
    const path = "deploy/a|b`@team <img>] (x).yaml";
    fake.current.world.commit("feature", {
      [path]: aggManifest({ name: JSON.stringify(name) }),
      "deploy/::error::x.yaml": aggManifest({ name: "b" }),
    });
    const ended = await review({ inputs: { gate: "advisory" } });
    for (const text of [...bodies(), ended.summary]) {
      expect(text).not.toMatch(/(?<!`[^`\n]*)@(?:everyone|team)(?!\u200b)/u);
      expect(text).not.toMatch(/[\u202e\u001b]/u);
      expect(text.slice(1)).not.toContain("<!-- ::");
      expect(text).not.toContain("<img>");
    }
    const commands = ended.log.split("\n").filter((line) => /^::|##\[/.test(line));
    for (const line of commands)
      expect(line).toMatch(/^::(?:add-mask|notice|warning|error|debug)(?: [^:]*)?::/);
    expect(commands.filter((line) => line.startsWith("::error::"))).toEqual([]);
  });

  it("does not commit when the head moved before it", async () => {
    const { world } = fake.current;
    world.tokens.set("job-token", {
      ...JOB_TOKEN,
      permissions: { contents: "write", "pull-requests": "write" },
    } as never);
    world.branches.set(
      "feature",
      world.commit("main", { ".github/dynamo-advisor.yml": `${POLICY}commit: on-label\n` }),
    );
    world.commit("feature", { [FILE]: aggManifest({ maxBatchSize: 24 }) });
    fake.current.hooks.push({
      method: "POST",
      path: /\/graphql$/,
      times: 1,
      run: () => void world.commit("feature", { x: "y" }),
    });
    const moved = headSha();
    const ended = await review({
      payload: pullRequestPayload(world, 7, "labeled", { label: { name: "apply-advice" } }),
    });
    expect(ended.exitCode).toBe(0);
    expect(ended.outputs["commit-sha"]).toBeUndefined();
    expect(ended.summary).toContain("Nothing was committed: the branch moved");
    expect(world.commits.get(headSha())!.parents).toEqual([moved]);
  });

  it("commits the best found on the label", async () => {
    const { world } = fake.current;
    world.tokens.set("job-token", {
      ...JOB_TOKEN,
      permissions: { contents: "write", "pull-requests": "write" },
    } as never);
    world.branches.set(
      "feature",
      world.commit("main", { ".github/dynamo-advisor.yml": `${POLICY}commit: on-label\n` }),
    );
    world.commit("feature", { [FILE]: aggManifest({ maxBatchSize: 24 }) });
    const before = headSha();
    const ended = await review({
      payload: pullRequestPayload(world, 7, "labeled", { label: { name: "apply-advice" } }),
    });
    expect(ended.outputs["commit-sha"]).toBe(headSha());
    expect(world.commits.get(headSha())!.parents).toEqual([before]);
    expect(bodies()[0]).toContain("Committed the best found");
    // what was committed is what was promised: the next run finds nothing better
    const next = await review({ runId: 8130 });
    expect(next.exitCode).toBe(0);
    expect(JSON.parse(next.outputs["comparison"]!)).toMatchObject({
      files: [{ deployments: [{ recommended: null }] }],
    });
  });

  it("suggests the smallest fix on the changed line", async () => {
    const { world } = fake.current;
    world.branches.set(
      "feature",
      world.commit("main", {
        ".github/dynamo-advisor.yml": `${POLICY.replace("osl: 500", "osl: 500, concurrency: 128")}`,
        [FILE]: aggManifest(),
      }),
    );
    world.commit("feature", { [FILE]: aggManifest({ maxNumTokens: 16000 }) });
    const ended = await review();
    expect(ended.exitCode).toBe(1);
    expect(world.reviewComments).toHaveLength(1);
    expect(world.reviewComments[0]!.body).toContain("```suggestion");
    expect(bodies()[0]).toContain("#discussion_r");
  });
});

suite("the bundle on an Enterprise Server", () => {
  it("finds REST and GraphQL below its address, and links to it", async () => {
    fake.current.enterprise = true;
    const server = "https://git.example.com";
    place(`${marker("0".repeat(40), 1)}\nold`);
    const ended = await review({ env: { GITHUB_SERVER_URL: server } });
    expect(ended.exitCode).toBe(0);
    // the owner of the token is asked through GraphQL, whose address is not below that of REST
    expect(fake.current.calls.map(({ path }) => path)).toContain("/graphql");
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain("### ✅ Pass");
    expect(bodies()[0]).toContain(`](${server}/octo/serving/`);
    expect(bodies()[0]).not.toContain("https://github.com/octo/serving");
  });
});

suite("the bundle on other events", () => {
  it.each([
    [
      "merge_group",
      (base: string, head: string) => ({ merge_group: { base_sha: base, head_sha: head } }),
      /Pass/,
    ],
    ["push", (base: string, head: string) => ({ before: base, after: head }), /Pass/],
    ["workflow_dispatch", () => ({}), /Pass/],
    [
      "pull_request",
      () => ({
        action: "closed",
        pull_request: { number: 7, head: { sha: "a".repeat(40) }, state: "closed" },
      }),
      /#7 is closed/,
    ],
    ["issue_comment", () => ({}), /has nothing to review/],
  ] as const)("%s reports its own line", async (event, payload, expected) => {
    const { world } = fake.current;
    const ended = await review({
      event,
      payload: payload(world.branches.get("main")!, headSha()),
      env: { GITHUB_SHA: headSha() },
    });
    expect(ended.exitCode).toBe(0);
    expect(ended.log).toMatch(expected);
    expect(ended.summary).not.toBe("");
    expect(fake.current.writes()).toEqual([]);
  });

  it("does nothing on a pull request that was closed after its event", async () => {
    const payload = pullRequestPayload(fake.current.world);
    fake.current.world.pulls.get(7)!.open = false;
    const ended = await review({ payload });
    expect(ended.exitCode).toBe(0);
    expect(ended.summary).toContain("#7 is closed");
    expect(fake.current.writes()).toEqual([]);
  });

  it("reads a pull_request_target through the API alone, as it reads a pull request", async () => {
    const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = await import("node:fs");
    const workspace = mkdtempSync(`${process.env["TMPDIR"] ?? "/tmp"}/dynamo-advisor-ws-`);
    // what lies in the workspace is never read
    mkdirSync(`${workspace}/.github`);
    writeFileSync(`${workspace}/.github/dynamo-advisor.yml`, "gate: off\n");
    fake.current.world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
    fake.current.world.commit("feature", {
      [FILE]: aggManifest({ tp: 3 }),
      ".github/dynamo-advisor.yml": `${POLICY}gate: off\n`,
    });
    const ended = await review({ event: "pull_request_target", workspace });
    rmSync(workspace, { recursive: true });
    expect(ended.exitCode).toBe(1);
    expect(ended.outputs["verdict"]).toBe("fail");
    expect(bodies()).toHaveLength(1);
  });

  it("a draft is advisory", async () => {
    fake.current.world.pulls.get(7)!.draft = true;
    fake.current.world.commit("feature", { [FILE]: aggManifest({ tp: 3 }) });
    const ended = await review();
    expect(ended.exitCode).toBe(0);
    expect(ended.log).toContain("draft: advisory");
    expect(ended.outputs["verdict"]).toBe("fail");
  });

  it("publishes from workflow_run what it finds itself", async () => {
    const { world } = fake.current;
    world.pull(7, { headRef: "feature", headRepository: "stranger/serving" });
    world.tokens.set("publish-token", {
      login: BOT,
      permissions: { contents: "read", "pull-requests": "write" },
    });
    const payload = {
      workflow_run: {
        id: 77,
        event: "pull_request",
        head_sha: headSha(),
        head_branch: "feature",
        head_repository: { full_name: "stranger/serving" },
      },
    };
    const ended = await review({
      event: "workflow_run",
      payload,
      token: "publish-token",
      inputs: { mode: "publish" },
    });
    expect(ended.exitCode).toBe(0);
    expect(bodies()[0]).toContain("### ✅ Pass");
  });
});

suite("the bundle's ends", () => {
  it.each([
    [
      "an input that is none",
      { gate: "enforced" },
      /input gate is 'enforced', did you mean enforce\? Allowed: enforce, advisory, off/,
    ],
    [
      "a report path outside the workspace",
      { "report-file": "../../x.json" },
      /input report-file is '\.\.\/\.\.\/x\.json': a path inside the workspace is needed/,
    ],
  ])("%s fails with one clear line", async (_name, inputs, expected) => {
    const ended = await review({ inputs });
    expect(ended.log + ended.summary).toMatch(expected);
  });

  it("writes SARIF also when there is nothing to say", async () => {
    const { mkdtempSync, readFileSync, rmSync } = await import("node:fs");
    const folder = mkdtempSync(`${process.env["TMPDIR"] ?? "/tmp"}/dynamo-advisor-ws-`);
    fake.current.world.branches.set("feature", fake.current.world.branches.get("main")!);
    const ended = await review({ workspace: folder, inputs: { "sarif-file": "out/a.sarif" } });
    expect(JSON.parse(readFileSync(ended.outputs["sarif-path"]!, "utf8"))).toMatchObject({
      version: "2.1.0",
      runs: [{ results: [] }],
    });
    rmSync(folder, { recursive: true });
  });
});

suite("the page of a change", () => {
  it("is written where asked, named in the summary, and holds before and after", async () => {
    const { mkdtempSync, readFileSync, rmSync } = await import("node:fs");
    const folder = mkdtempSync(`${process.env["TMPDIR"] ?? "/tmp"}/dynamo-advisor-ws-`);
    const ended = await review({ workspace: folder, inputs: { "html-file": "out/change.html" } });
    const page = readFileSync(ended.outputs["html-path"]!, "utf8");
    expect(page).toContain("Content-Security-Policy");
    expect(page).not.toMatch(/src="https?:/);
    expect(ended.summary).toContain("`out/change.html`");
    rmSync(folder, { recursive: true });
  });
});

suite("the bundle sweeps", () => {
  const GRID = {
    mode: "sweep",
    "sweep-models": "Qwen/Qwen3-32B-FP8,nobody/knows-this",
    "sweep-backends": "trtllm,vllm",
    "sweep-gpus": "8,16,32",
    "sweep-lengths": "4000/500,1000/1000",
    "sweep-ttft-ms": "1,300,600",
    "sweep-tpot-ms": "10,16.67",
  };
  const sweep = (
    workspace: string,
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<BundleResult> =>
    review({ event: "workflow_dispatch", payload: {}, workspace, inputs: { ...GRID, ...inputs }, env });

  it("gives the same table in one job with threads and over shards, and names a shard that is lost", async () => {
    const { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = await import("node:fs");
    const folder = mkdtempSync(`${process.env["TMPDIR"] ?? "/tmp"}/dynamo-advisor-sweep-`);
    // runs before the program in every thread of the process, and writes down each but the first
    writeFileSync(
      `${folder}/threads.cjs`,
      `const { isMainThread, threadId } = require("node:worker_threads");
if (!isMainThread) require("node:fs").appendFileSync(__dirname + "/threads", threadId + "\\n");\n`,
    );
    const all = await sweep(
      folder,
      { "sweep-path": "all" },
      { NODE_OPTIONS: `--require ${folder}/threads.cjs` },
    );
    expect(all.exitCode).toBe(0);
    // more than a second of work beside the start: another core is used where there is one
    if (all.seconds > 2.5 && availableParallelism() > 1)
      expect(readFileSync(`${folder}/threads`, "utf8")).toMatch(/^[1-9]/);
    if (all.seconds < 1) expect(existsSync(`${folder}/threads`)).toBe(false);
    const plan = await sweep(folder, { sweep: "plan", "sweep-shards": "4" });
    expect(plan.outputs["shards"]).toBe("[0,1,2,3]");
    const step = (shard: string) =>
      sweep(folder, { sweep: "run", "sweep-shards": "4", "sweep-shard": shard });
    for (const shard of ["3", "0", "2"]) expect((await step(shard)).exitCode).toBe(0);
    const collect = () => sweep(folder, { sweep: "collect", "sweep-shards": "4" });

    const partial = await collect();
    expect(partial.exitCode).toBe(1);
    expect(partial.log).toContain("1 of 4 shards are lost: 1");
    expect(partial.summary).toContain("1 shard lost");

    await step("1");
    const whole = await collect();
    expect(whole.exitCode).toBe(0);
    const csv = readFileSync(whole.outputs["sweep-summary-path"]!, "utf8");
    expect(csv).toBe(readFileSync(all.outputs["sweep-summary-path"]!, "utf8"));
    expect(csv.trim().split("\n")).toHaveLength(145);
    expect(csv).toMatch(/nobody\/knows-this.*unknown model/);
    expect(whole.summary).toBe(all.summary);
    rmSync(folder, { recursive: true });
  });

  it("takes a GPU that a file of the workspace describes, in every shard and with threads", async () => {
    const { mkdtempSync, readFileSync, rmSync, writeFileSync } = await import("node:fs");
    const folder = mkdtempSync(`${process.env["TMPDIR"] ?? "/tmp"}/dynamo-advisor-sweep-`);
    writeFileSync(
      `${folder}/mine.yml`,
      "name: mine\nlike: h200_sxm\nmemory: { gib: 95, gb-per-s: 4000 }\ntflops: { bf16: 148, fp8: 296 }\n",
    );
    const inputs = { "sweep-systems": "h200_sxm, mine.yml", "sweep-shards": "2" };
    const all = await sweep(folder, { ...inputs, "sweep-path": "all" });
    for (const shard of ["0", "1"])
      expect((await sweep(folder, { ...inputs, sweep: "run", "sweep-shard": shard })).exitCode).toBe(0);
    const whole = await sweep(folder, { ...inputs, sweep: "collect" });
    const rows = ({ outputs }: BundleResult): readonly string[] =>
      readFileSync(outputs["sweep-summary-path"]!, "utf8").trim().split("\n").slice(1);
    expect(rows(whole)).toEqual(rows(all));
    const priced = rows(whole).filter((row) => /,mine,.*,meets,/.test(row));
    expect(priced.length).toBeGreaterThan(0);
    expect(rows(whole).filter((row) => /,mine,/.test(row))).toHaveLength(144);
    rmSync(folder, { recursive: true });
  });
});
