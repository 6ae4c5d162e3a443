import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SCENARIOS, type ScenarioName } from "../support/fault-scenarios.js";
import { isCallOf, judgeForGood, KINDS, ROWS, type Kind, type Played } from "../support/fault-table.js";
import { play, throughBundle, type Play } from "../support/play-fault.js";
import { bundlePath } from "../support/run-bundle.js";
import { sideBySide } from "../support/side-by-side.js";

const present = bundlePath() !== undefined;
if (!present) console.warn("skipped: the bundle (dist/index.js) is not built");
const suite = present ? describe : describe.skip;

/** `DYNAMO_ADVISOR_FAULTS=all` runs every call with every fault through the bundle; in this process all of them run always. */
const all = process.env["DYNAMO_ADVISOR_FAULTS"] === "all";
/** Most of a play is waiting for a limit, a retry or the pause between two writes; with more at once the programs starve each other. */
const AT_ONCE = 4;
const names = Object.keys(SCENARIOS) as ScenarioName[];
const nine = KINDS.slice(0, 9);

/** Three faults a call, one of each family, in turn: over the table every call meets refusals, limits or crashes, and the wire. */
const FAMILIES = [
  ["403", "404", "409", "422"],
  ["502 after success", "429 with retry-after", "500"],
  ["a cut connection", "a slow body"],
] as const;
const kindsOf = (index: number): readonly Kind[] =>
  all ? nine : FAMILIES.map((family) => nine.find(({ name }) => name === family[index % family.length])!);

/**
 * Limit on the network's time, seconds: short where one call is slow and only waiting can end it, longer where waits of
 * the limit and the three seconds between notifying calls add up.
 */
const limitOf = ({ scenario, kind }: Play): number => {
  if (kind === undefined) return 60;
  // every batch of files is asked for again with pauses before files are read one by one
  if (scenario === "many files" && kind.name === "502 after success") return 120;
  if (kind.name === "429 with retry-after") return 20;
  return kind.name === "a slow body" ? 6 : 30;
};
const plays: readonly Play[] = [
  ...names.map((scenario) => ({ scenario })),
  ...ROWS.flatMap((row, index) => kindsOf(index).map((kind) => ({ scenario: row.scenario, row, kind }))),
];
const keyOf = ({ scenario, row, kind }: Play): string => [scenario, row?.what, kind?.name].join(" | ");
const played = new Map<string, Played>();
const of = (one: Play): Played => played.get(keyOf(one))!;

const cache = mkdtempSync(path.join(tmpdir(), "dynamo-advisor-cache-"));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

suite("through the bundle", () => {
  beforeAll(async () => {
    const way = throughBundle(cache);
    await sideBySide(plays, AT_ONCE, async (one) => {
      played.set(keyOf(one), await play(way, one, limitOf(one)));
    });
    // a loaded machine starts the program for more than ten minutes in all
  }, 1_200_000);

  it.each(names)("%s: every call has a row", (scenario) => {
    const { ended, fake } = of({ scenario });
    expect(fake.violations).toEqual([]);
    expect(ended.summary).not.toMatch(/ failed: |Could not/);
    for (const call of fake.calls)
      expect([call.method, call.path, call.query, ROWS.some((row) => isCallOf(row, call))]).toContain(true);
  });

  describe.each(ROWS.map((row, index) => [row.what, row, index] as const))("%s", (_what, row, index) => {
    const { scenario } = row;
    it.each(kindsOf(index).map((kind) => [kind.name, kind] as const))(
      "answered for good by %s: same verdict, nothing twice, in time, the reason told",
      (_name, kind) => {
        expect(of({ scenario }).fake.calls.some((call) => isCallOf(row, call))).toBe(true);
        const one = { scenario, row, kind };
        judgeForGood(row, kind, of({ scenario }), of(one));
        // start-up and the search of a loaded machine come on top; writes are a second or three apart
        expect(of(one).ended.seconds).toBeLessThan(2 * limitOf(one) + 20);
      },
    );
  });
});
