import { describe, expect, it } from "@jest/globals";
import { FLAG_OF_VALUE, reportContext } from "../../src/action/report-context.js";
import { compact } from "../../src/domain/compact.js";
import { readEnvironment } from "../../src/action/environment.js";
import { COMMAND } from "../../src/cli/commands/check/index.js";
import { DEFAULT_POLICY } from "../../src/policy/index.js";
import { checkCommand, commandPaths, npxOf } from "../../src/report/check-command.js";

const program = "dynamo-advisor";
const sha = "8d21f0e7c6b5a4938271605f4e3d2c1b0a998877";

describe("the command that repeats a check", () => {
  it.each([
    ["paths and a short commit", ["deploy/a.yaml"], { baseSha: sha }, "deploy/a.yaml --base 8d21f0e"],
    ["a branch as it was given", ["a.yaml"], { baseSha: "origin/main" }, "a.yaml --base origin/main"],
    ["what a shell would read otherwise", ["my file$(x).yaml"], {}, "'my file$(x).yaml'"],
    ["a quote in a path", ["it's.yaml"], {}, String.raw`'it'\''s.yaml'`],
    ["a path that begins as a flag does", ["-rf.yaml"], {}, "./-rf.yaml"],
    ["flags behind", ["a.yaml"], { flags: ["--system", "h200_sxm"] }, "a.yaml --system h200_sxm"],
    ["a local run's own words", ["x"], { typed: ["a.yaml", "--isl", "40"], baseSha: sha }, "a.yaml --isl 40"],
  ])("%s", (_name, paths, { baseSha, ...command }: Given, wanted) => {
    const context = { command: { program, ...command }, ...(baseSha === undefined ? {} : { baseSha }) };

    expect(checkCommand(paths, context)).toBe(`dynamo-advisor check ${wanted}`);
    expect(checkCommand(paths, context, { write: true })).toBe(`dynamo-advisor check ${wanted} --write`);
  });

  const many = Array.from({ length: 60 }, (_, index) => `deploy/team-${index}/model.yaml`);

  it.each<[string, string[], string | undefined, string[]]>([
    [
      "of one folder, which may hold others",
      ["a/b/x.yaml", "a/b/y.yaml"],
      undefined,
      ["a/b/x.yaml", "a/b/y.yaml"],
    ],
    ["each once", ["x.yaml", "a/y.yaml", "x.yaml"], sha, ["x.yaml", "a/y.yaml"]],
    ["many without a base", many, undefined, many],
    ["many with a base, as what changed since", many, sha, []],
  ])("names exactly the files: %s", (_name, files, baseSha, paths) =>
    expect(commandPaths(files, compact({ baseSha }))).toEqual(paths),
  );

  it("starts the program from a repository and its ref", () => {
    expect(npxOf("owner/name", "v1")).toBe("npx --yes github:owner/name#v1");
    expect(npxOf("owner/name", "a;b")).toBe("npx --yes 'github:owner/name#a;b'");
  });
});

interface Given {
  readonly baseSha?: string;
  readonly flags?: readonly string[];
  readonly typed?: readonly string[];
}

describe("the command of a run of the action", () => {
  const inputs = {
    commentKey: "default",
    values: { system: "h200_sxm", ttftMs: 600 },
    profile: "reference",
    confidence: undefined,
    configFile: "ops/advisor.yml",
  };
  const facts = {
    scope: { headSha: sha, paths: { files: [], incomplete: false }, notes: [] },
    hashes: {},
    version: "1.2.3 x",
  };
  const commandIn = (env: NodeJS.ProcessEnv): string =>
    checkCommand(["a.yaml"], reportContext(readEnvironment(env), inputs, DEFAULT_POLICY, facts as never));
  const flags = "a.yaml --ttft 600 --system h200_sxm --profile reference --config-file ops/advisor.yml";

  it.each([
    [
      "the action's own repository and ref",
      { GITHUB_ACTION_REPOSITORY: "owner/name", GITHUB_ACTION_REF: "v1.2" },
      "npx --yes github:owner/name#v1.2",
    ],
    ["an action of the same repository", {}, "dynamo-advisor"],
  ])("%s", (_name, env, wanted) => expect(commandIn(env)).toBe(`${wanted} check ${flags}`));

  it("uses flags that the command line has", () => {
    expect(Object.keys(COMMAND.flags)).toEqual(expect.arrayContaining(Object.values(FLAG_OF_VALUE)));
  });
});
