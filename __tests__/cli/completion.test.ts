import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runCli } from "../support/run-cli.js";

/** The completion scripts, read and asked by the shells themselves. */

const SHELLS = ["bash", "zsh", "fish"] as const;
const folder = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-completion-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (shell: string): string => path.join(folder, `completion.${shell}`);
const have = (shell: string): boolean => spawnSync(shell, ["--version"]).status === 0;
const missing = SHELLS.filter((shell) => !have(shell));
if (missing.length > 0) console.log(`skipped: completion of ${missing.join(" and ")} (not installed)`);

beforeAll(async () => {
  for (const shell of SHELLS) writeFileSync(file(shell), (await runCli(["completion", shell])).out);
});

function shell(name: (typeof SHELLS)[number], script: string): string {
  const quiet = name === "bash" ? ["--norc"] : name === "zsh" ? ["-f"] : ["--no-config"];
  const ended = spawnSync(name, [...quiet, "-c", script], {
    encoding: "utf8",
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, TERM: "dumb" },
  });
  expect(ended.stderr).toBe("");
  return ended.stdout.trim();
}

describe.each(SHELLS.filter(have))("completion of %s", (name) => {
  it("is a script that the shell can read", () => {
    expect(spawnSync(name, ["-n", file(name)], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });
});

(have("bash") ? it : it.skip).each([
  [["che"], "check"],
  [["check", "--wr"], "--write-fix --write"],
  [["completion", "z"], "zsh"],
  [["check", "--profile", "ca"], "calibrated"],
  [["default", "--system", "h200"], "h200_sxm h200_nvl"],
  [["estimate", "--model", "Qwen/Qwen3-32B-FP8-S"], "Qwen/Qwen3-32B-FP8-Static-PerTensor"],
  [["parse", "completion.f"], "completion.fish"],
])("bash completes %j", (words, expected) => {
  const typed = ["dynamo-advisor", ...words].join(" ");
  const ask = `source '${file("bash")}'; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _dynamo_advisor; echo "\${COMPREPLY[*]}"`;
  expect(shell("bash", ask)).toBe(expected);
});

(have("zsh") ? it : it.skip)("zsh takes the function for the command", () => {
  expect(shell("zsh", `source '${file("zsh")}'; print -r -- "\${_comps[dynamo-advisor]}"`)).toContain(
    "_dynamo_advisor",
  );
});

(have("fish") ? it : it.skip).each([
  ["est", /^estimate\tpredict one configuration$/m],
  ["check --wr", /^--write$/m],
  ["completion z", /^zsh$/m],
  ["check --profile ca", /^calibrated/m],
  ["default --system h200", /^h200_sxm/m],
])("fish completes %j", (typed, expected) => {
  expect(shell("fish", `source '${file("fish")}'; complete -C 'dynamo-advisor ${typed}'`)).toMatch(expected);
});

it("an unknown shell is told which there are", async () => {
  const { err, exitCode } = await runCli(["completion", "csh"]);
  expect(exitCode).toBe(2);
  expect(err).toContain("unknown shell 'csh'; allowed: bash, zsh, fish");
});
