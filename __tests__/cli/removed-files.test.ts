import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBefore, readChanges } from "../../src/cli/commands/check/changes.js";

let root: string;
let tree: string;
let folder: string;

function put(below: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(below, name)), { recursive: true });
    writeFileSync(path.join(below, name), text);
  }
}

beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "removed-"));
  tree = path.join(root, "tree");
  folder = path.join(root, "base");
  const stays = { "deploy/stays.yaml": "a: 1\n" };
  const gone = {
    "deploy/gone.yaml": "b: 2\n",
    "other/gone.yaml": "c: 3\n",
    "deploy/gone.txt": "text\n",
    "dist/gone.yaml": "d: 4\n",
  };
  put(folder, { ...stays, ...gone });
  put(tree, { ...stays, ...gone });
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", tree, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);
  git("init", "-q");
  git("add", "-A");
  git("commit", "-q", "--no-gpg-sign", "-m", "base");
  for (const name of Object.keys(gone)) rmSync(path.join(tree, name));
});
afterAll(() => rmSync(root, { recursive: true }));

describe.each([
  ["a git ref", () => "HEAD"],
  ["a folder", () => folder],
])("files that the base has and the tree has not: %s", (_name, base) => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["everywhere", [], ["deploy/gone.yaml", "other/gone.yaml"]],
    ["below the path asked for", ["deploy"], ["deploy/gone.yaml"]],
    ["not beside the file asked for", ["deploy/stays.yaml"], []],
    ["once for paths within each other", [".", "deploy"], ["deploy/gone.yaml", "other/gone.yaml"]],
  ])("%s", (_rule, paths, wanted) => {
    const changes = readChanges(tree, paths, openBefore(tree, base(), paths));
    const removed = changes.filter(({ status }) => status === "removed");

    expect(removed.map((change) => change.path).sort()).toEqual(wanted);
    for (const { headText, baseText } of removed) {
      expect(headText).toBeUndefined();
      expect(baseText).toMatch(/^[bc]: /);
    }
  });
});

it("a ref tells the files of the working folder by their names from there", () => {
  const at = path.join(tree, "deploy");
  const removed = readChanges(at, [], openBefore(at, "HEAD", [])).filter(
    ({ status }) => status === "removed",
  );

  expect(removed).toEqual([{ path: "gone.yaml", status: "removed", baseText: "b: 2\n" }]);
});
