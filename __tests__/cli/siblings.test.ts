import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "@jest/globals";
import { openBefore } from "../../src/cli/commands/check/changes.js";
import { lookersOf, siblingsBefore, siblingsOf } from "../../src/cli/inputs/siblings.js";

const folder = mkdtempSync(path.join(tmpdir(), "siblings-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), "{}");
};
const namesOf = (files: readonly { readonly file: string }[]): string[] => files.map(({ file }) => file);

it("the command line reads all that lies beside a manifest, however many files there are", () => {
  for (let i = 0; i < 60; i++) write(`many/a${i}.yaml`);
  const named = ["config.json", "tuned.config.json", "request.json", "a0.measured.json"];
  for (const name of [...named, "a1.measured.json", "notes.md", "chart.tpl"]) write(`many/${name}`);

  const names = namesOf(siblingsOf(folder, "many/a0.yaml"));

  expect(names.filter((name) => !name.endsWith(".yaml"))).toEqual(named.map((name) => `many/${name}`).sort());
  expect(names.filter((name) => name.endsWith(".yaml"))).toHaveLength(60 - 1);
});

it("the command line reads what lay beside a manifest at the base, of a folder and of a commit", () => {
  const root = path.join(folder, "before");
  const file = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  file("deploy/chat.yaml", "{}");
  file("deploy/cm.yaml", "old: true");
  file("deploy/gone.yaml", "old: true");
  file("perf/job.yaml", "old: true");
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-C", root, "-c", "user.name=t", "-c", "user.email=t@t", ...args]);
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "base");
  cpSync(path.join(root, "deploy"), path.join(folder, "older/deploy"), { recursive: true });
  file("deploy/cm.yaml", "new: true");
  file("deploy/fresh.yaml", "new: true");
  rmSync(path.join(root, "deploy/gone.yaml"));
  const beside = (base: string): string[] =>
    siblingsBefore(root, "deploy/chat.yaml", openBefore(root, base, ["deploy"])).map(
      (each) => `${each.file} ${each.text}`,
    );

  const deploy = ["deploy/cm.yaml old: true", "deploy/gone.yaml old: true"];
  expect(beside("HEAD")).toEqual([...deploy, "perf/job.yaml old: true"]);
  expect(beside(path.join(folder, "older"))).toEqual(deploy);
  // one other file says nothing of what lay beside it
  expect(beside(path.join(folder, "older/deploy/chat.yaml"))).toHaveLength(3);
});

it("the command line finds the manifests that look at a file of perf/, and what those find there", () => {
  for (const name of ["recipe/agg/deploy.yaml", "recipe/disagg/deploy.yaml", "recipe/perf/job.yaml"])
    write(name);

  expect(namesOf(lookersOf(folder, "recipe/perf/job.yaml"))).toEqual([
    "recipe/agg/deploy.yaml",
    "recipe/disagg/deploy.yaml",
  ]);
  expect(namesOf(siblingsOf(folder, "recipe/agg/deploy.yaml"))).toEqual(["recipe/perf/job.yaml"]);
  expect(lookersOf(folder, "recipe/agg/deploy.yaml")).toEqual([]);
});
