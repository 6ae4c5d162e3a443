import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { sharedPath } from "../support/shared.js";

const here = path.dirname(fileURLToPath(import.meta.url));

/** Where a case of the platform is held: a file of this folder and the beginning of a test's name. */
type Place = readonly [file: string, test: string];

/**
 * The cases that the stand-in for GitHub must be able to play, and the tests that play them. All of them run the built
 * action; those in act.test.ts and workflows.test.ts under a real runner.
 */
const CASES: Readonly<Record<string, readonly Place[]>> = {
  "first run, second run equal, second run changed": [
    ["bundle", "creates one comment, writes nothing on the same head, edits it on the next"],
    ["act", "comments once, leaves an equal comment alone, edits it when the head changes"],
  ],
  "120 other comments before ours": [["bundle", "finds its comment on page 2"]],
  "marker pasted by another user": [["bundle", "finds its comment on page 2, ignores a pasted marker"]],
  "two of ours": [
    ["bundle", "finds its comment on page 2, ignores a pasted marker, folds two into the oldest"],
    ["races", "the %s one waits %s, %s: one comment in the end"],
  ],
  "older run finishes last": [
    ["bundle", "leaves the comment of a newer run alone"],
    ["races", "the %s one waits %s, %s: one comment in the end, the newer head's"],
  ],
  "POST answered 502 but stored": [
    ["bundle", "does not double a comment whose creation was answered by 502"],
    ["faults", "answered for good by %s: same verdict, nothing twice"],
  ],
  "read-only token": [
    ["bundle", "keeps verdict and summary with a read-only token, and names the permission"],
    ["act", "keeps the verdict with a read-only token and names the missing permission"],
    ["workflows", "review-fork.yml judges, and publish.yml posts"],
  ],
  "body of 80,000 characters": [["bundle", "keeps a comment on many manifests under the limit"]],
  "head moved before the commit": [["bundle", "does not commit when the head moved before it"]],
  "3,000 files, list truncated": [["bundle", "fails as could not check when the platform cut the list"]],
  "renamed manifest, deleted manifest, added manifest": [
    [
      "bundle",
      "compares a renamed manifest with its old path, lists a removed one, shows no base for a new one",
    ],
  ],
  "`merge_group`, `workflow_dispatch`, `push`, draft, closed": [
    ["bundle", "%s reports its own line"],
    ["bundle", "a draft is advisory"],
    ["bundle", "does nothing on a pull request that was closed after its event"],
    ["workflows", "drift.yml keeps one issue"],
    ["workflows", "sweep.yml plans, runs on several runners and merges"],
  ],
  "429 and secondary limit with `retry-after`": [
    ["bundle", "waits for %s and goes on"],
    ["bundle", "gives up on %s within its time, verdict and summary stay"],
    ["faults", "answered for good by %s: same verdict, nothing twice, in time, the reason told"],
  ],
  "hostile names": [["bundle", "lets hostile names out of nowhere"]],
};

describe("the cases of the platform", () => {
  it.each(
    Object.entries(CASES).flatMap(([name, places]) => places.map((place) => [name, ...place] as const)),
  )("%s: %s.test.ts, %s", (_name, file, test) => {
    const text = readFileSync(path.join(here, `${file}.test.ts`), "utf8");
    expect(text.includes(`"${test}`)).toBe(true);
  });

  const spec = sharedPath("spec", "github-action.md");
  if (spec === undefined) console.warn("skipped: the list of cases is not beside the project");
  (spec === undefined ? it.skip : it)("are all there", () => {
    const section = readFileSync(spec ?? "", "utf8")
      .split("### 10.2")[1]!
      .split("\n## ")[0]!;
    const listed = [...section.matchAll(/^\| ([^|]+) \|/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== "case" && !/^-+$/.test(name));
    expect(listed.length).toBeGreaterThan(10);
    // a case's own characters (pipes in hostile names) are not part of its name here
    const missing = listed.filter((name) => !Object.keys(CASES).some((known) => name.startsWith(known)));
    expect(missing).toEqual([]);
  });
});
