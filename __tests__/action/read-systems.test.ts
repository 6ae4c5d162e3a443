import { describe, expect, it } from "@jest/globals";
import { readSystemFiles } from "../../src/action/read-systems.js";
import type { Scope } from "../../src/action/scope.js";
import type { ForgeReader } from "../../src/forge/forge.js";

const asked: string[] = [];
const forge = {
  text: (file: string, sha: string) => {
    asked.push(`${sha}:${file}`);
    return Promise.resolve(file === "a.yml" ? { kind: "text", text: "name: a" } : { kind: "missing" });
  },
} as unknown as ForgeReader;
const scope = {
  policySha: "base",
  paths: { files: [{ path: "a.yml", status: "modified" }] },
} as unknown as Scope;

describe("the system files of a policy", () => {
  it("are those of the commit whose policy holds, and say when a change has others", async () => {
    const { found, notes } = await readSystemFiles(forge, scope, { systemFiles: ["a.yml", "b.yml"] });

    expect(asked).toEqual(["base:a.yml", "base:b.yml"]);
    expect(found).toEqual([{ file: "a.yml", text: "name: a" }]);
    expect(notes).toEqual([
      "`a.yml` changes here; the version on the base branch holds until it is merged.",
      "`b.yml` of `systems` is not used: it does not exist there.",
    ]);
  });

  it("are none where the policy names none", async () => {
    asked.length = 0;

    expect(await readSystemFiles(forge, scope, {})).toEqual({ found: [], notes: [] });
    expect(asked).toEqual([]);
  });
});
