import { describe, expect, it } from "@jest/globals";
import { readCalibrationFile } from "../../src/action/read-calibration.js";
import type { Scope } from "../../src/action/scope.js";
import type { FileRead, ForgeReader } from "../../src/forge/forge.js";

const USUAL = ".github/dynamo-advisor-calibration.json";

/** A forge that holds texts by `commit:path` and remembers what was asked. */
function forgeWith(texts: Readonly<Record<string, FileRead>>): { forge: ForgeReader; asked: string[] } {
  const asked: string[] = [];
  const text = (path: string, ref: string): Promise<FileRead> => {
    asked.push(`${ref}:${path}`);
    return Promise.resolve(texts[`${ref}:${path}`] ?? { kind: "absent" });
  };
  return { forge: { text } as unknown as ForgeReader, asked };
}

function scopeOf(changed: readonly string[] = []): Scope {
  return {
    headSha: "head",
    baseSha: "merge-base",
    policySha: "base",
    paths: { files: changed.map((path) => ({ path, status: "modified" as const })), incomplete: false },
    notes: [],
  };
}

const file = (text: string): FileRead => ({ kind: "text", text });

describe("measurements of a run", () => {
  it("are those of the base, whatever the pull request proposes", async () => {
    const { forge, asked } = forgeWith({ [`base:${USUAL}`]: file("old"), [`head:${USUAL}`]: file("new") });
    const { found, notes } = await readCalibrationFile(forge, scopeOf([USUAL]), { profile: "calibrated" });
    expect(found).toEqual({ file: USUAL, text: "old" });
    expect(notes).toEqual([
      `\`${USUAL}\` changes here; the version on the base branch holds until it is merged.`,
    ]);
    expect(asked).toEqual([`base:${USUAL}`]);
  });

  it("are none where only the pull request has some: unlike a policy they do not stand in", async () => {
    const { forge, asked } = forgeWith({ [`head:${USUAL}`]: file("new") });
    const { found, notes } = await readCalibrationFile(forge, scopeOf([USUAL]), { profile: "calibrated" });
    expect(found).toBeUndefined();
    expect(notes).toHaveLength(1);
    expect(asked).toEqual([`base:${USUAL}`]);
  });

  it.each([
    ["nothing is said of an empty usual place", {}, undefined, []],
    [
      "a place that the policy names and that is empty is said",
      {},
      "perf/own.json",
      ["`perf/own.json` is not used: it does not exist there."],
    ],
    [
      "a file that cannot be read is said",
      { [`base:${USUAL}`]: { kind: "unreadable", reason: "too large" } as const },
      undefined,
      [`\`${USUAL}\` is not used: it is too large.`],
    ],
  ])("%s", async (_name, texts, calibrationFile, notes) => {
    const { forge } = forgeWith(texts);
    const policy = { profile: "calibrated", ...(calibrationFile === undefined ? {} : { calibrationFile }) };
    expect(await readCalibrationFile(forge, scopeOf(), policy)).toEqual({ notes });
  });

  it("are not even asked for under the reference", async () => {
    const { forge, asked } = forgeWith({ [`base:${USUAL}`]: file("old") });
    expect(await readCalibrationFile(forge, scopeOf(), { profile: "reference" })).toEqual({ notes: [] });
    expect(asked).toEqual([]);
  });
});
