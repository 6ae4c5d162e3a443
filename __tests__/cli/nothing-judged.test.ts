import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { aggManifest } from "../support/manifests.js";
import { runCli } from "../support/run-cli.js";

const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-nothing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return name;
};
const run = (...words: string[]): ReturnType<typeof runCli> => runCli(words, folder);

/** A named file in which nothing is judged, and what is said of it. */
const FILES: readonly (readonly [name: string, text: string, said: RegExp])[] = [
  ["empty.yaml", "", /empty\.yaml: the file is empty/],
  ["blank.yaml", "\n \n", /blank\.yaml: the file is empty/],
  ["other.yaml", "apiVersion: v1\nkind: Service\n", /other\.yaml: no deployment.*It holds: Service\./],
  [
    "slip.yaml",
    aggManifest({ maxBatchSize: 40 }).replaceAll("DynamoGraphDeployment", "DynamoGraphDeploymnt"),
    /slip\.yaml: no deployment.*DynamoGraphDeploymnt/,
  ],
];

describe("a file that is named and holds nothing to judge is told what it holds", () => {
  it.each(FILES)("check %s", async (name, text, said) => {
    const { exitCode: code, out: stdout, err: stderr } = await run("check", write(name, text));
    expect(stderr).toMatch(said);
    expect(stdout).toContain("Nothing to check: no manifest or experiment file was found");
    expect(code).toBe(0);
  });

  it("a folder is searched in silence", async () => {
    write("other.yaml", "apiVersion: v1\nkind: Service\n");
    expect((await run("check", ".")).err).not.toContain("other.yaml");
  });

  it("parse says that a file is empty", async () => {
    expect((await run("parse", write("empty.yaml", ""))).out).toContain(
      "No deployment here. The file is empty.",
    );
  });
});

describe("a file that is named and cannot be read never passes", () => {
  const BROKEN: readonly (readonly [name: string, text: string, said: RegExp])[] = [
    ["broken.yaml", "a: [1,\n b: {", /^error: broken\.yaml:2:\d+: no deployment.*Not valid YAML/m],
    ["broken.json", '{"a": ', /^error: broken\.json:1:\d+: no deployment.*Not valid YAML/m],
    ["text.txt", "all: is: well\n", /^error: text\.txt:1:\d+: no deployment.*Not valid YAML/m],
    ["second.yaml", "kind: Service\n---\na: [1\n", /^error: second\.yaml:\d:\d+: no deployment/m],
    ["alias.yaml", "kind: Service\na: *x\n", /^error: alias\.yaml:2:4: no deployment.*no anchor/m],
  ];

  it.each(BROKEN)("check %s", async (name, text, said) => {
    const { exitCode, out, err } = await run("check", write(name, text));
    expect(err).toMatch(said);
    expect(err.split("\n").filter((line) => line.startsWith("error:"))).toHaveLength(1);
    expect(out).toBe("");
    expect(exitCode).toBe(2);
  });

  it("programs get it as JSON", async () => {
    const { exitCode, out } = await run("check", write("broken.yaml", "a: [1,\n b: {"), "--format", "json");
    expect(JSON.parse(out)).toMatchObject({ error: { code: "input", file: "broken.yaml", line: 2 } });
    expect(exitCode).toBe(2);
  });

  it("several are all told", async () => {
    const names = BROKEN.map(([name, text]) => write(name, text));
    const { exitCode, err } = await run("check", ...names);
    for (const [, , said] of BROKEN) expect(err).toMatch(said);
    expect(exitCode).toBe(2);
  });

  it("what else is named is judged all the same", async () => {
    const manifest = write("good.yaml", aggManifest({ maxBatchSize: 40 }));
    const { exitCode, out, err } = await run("check", manifest, write("broken.yaml", "a: [1,\n b: {"));
    expect(out).toContain("good.yaml");
    expect(err.trimEnd().split("\n").at(-1)).toMatch(/^error: broken\.yaml:2:/);
    expect(exitCode).toBe(2);
  });

  it("in a folder it is somebody else's file", async () => {
    mkdirSync(path.join(folder, "tree"), { recursive: true });
    const { exitCode, err } = await run("check", path.dirname(write("tree/broken.yaml", "a: [1,\n b: {")));
    expect(err).not.toContain("broken.yaml");
    expect(exitCode).toBe(0);
  });
});

describe("what is missing in a result is said after it", () => {
  const one = (name: string, mode: string): string =>
    `${name}:\n  serving_mode: ${mode}\n  model_path: Qwen/Qwen3-32B\n  system_name: h200_sxm\n  backend_name: trtllm\n  total_gpus: 2\n  isl: 2000\n  osl: 200\n`;

  it("exp names the experiments that could not run", async () => {
    const file = write("exp.yaml", one("good", "agg") + one("bad", "aggg"));
    const { exitCode: code, err: stderr } = await run("exp", file, "--profile", "reference");
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^error: not among these results: bad;/);
    expect(code).toBe(2);
  });

  it("a failure that an advisory policy lets through says why the exit code is 0", async () => {
    const text = aggManifest({ maxBatchSize: 40 }).replace(/replicas: .*/, "replicas: [2");
    const manifest = write("unreadable.yaml", text);
    const policy = (gate: string): string[] => ["--config-file", write(`${gate}.yml`, `gate: ${gate}\n`)];
    const advisory = await run("check", manifest, ...policy("advisory"));
    expect(advisory.out).toContain("Policy gate: advisory: the check stays green.");
    expect(advisory.exitCode).toBe(0);
    const enforced = await run("check", manifest, ...policy("enforce"));
    expect(enforced.out).not.toContain("stays green");
    expect(enforced.exitCode).toBe(1);
  });
});

describe("what answers rest on is said beside them", () => {
  const asked = ["--isl", "1000", "--osl", "100", "--tpot", "1000"];

  it("a base folder that has none of the files", async () => {
    const manifest = write("based.yaml", aggManifest({ maxBatchSize: 40 }));
    mkdirSync(path.join(folder, "before"), { recursive: true });
    const against = (base: string) =>
      run("check", manifest, "--base", base, "--system", "h200_sxm", ...asked);
    expect((await against("before")).err).toContain("nothing to compare with: before has no based.yaml");
    expect((await against(manifest)).err).not.toContain("nothing to compare with");
  });

  it("GPUs that the file does not name", async () => {
    const text = aggManifest({ maxBatchSize: 40 }).replaceAll(
      "extraPodSpec:",
      "extraPodSpec:\n        nodeSelector: { nvidia.com/gpu.product: NVIDIA-H200 }",
    );
    const said = (system: string) => run("check", write("gpus.yaml", text), "--system", system, ...asked);
    expect((await said("h100_sxm")).out).toContain(
      "judged on H100 SXM as asked, though the file says H200 SXM",
    );
    expect((await said("h200_sxm")).out).not.toContain("judged on");
    expect((await said("h20")).out).toContain("H20 was never measured: operator times are those of H");
  });
});
