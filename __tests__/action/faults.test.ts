import { describe, expect, it } from "@jest/globals";
import { SCENARIOS, type ScenarioName } from "../support/fault-scenarios.js";
import {
  isCallOf,
  judgeForGood,
  judgeOnce,
  KINDS,
  PASSING,
  ROWS,
  type Kind,
  type Row,
} from "../support/fault-table.js";
import { inProcess, playOnce, type Play } from "../support/play-fault.js";

const names = Object.keys(SCENARIOS) as ScenarioName[];
/** How long the server keeps a slow body back, seconds: longer than the limit below. */
const SLOW_SECONDS = 8;
/** Limit on the network's time, seconds: short where nothing but waiting can happen. */
const limitOf = (play: Play): number =>
  play.kind?.name === "a slow body" ? 1 : play.kind === undefined ? 20 : 3;
/** What a call does when it fails for a while only. */
const passing = (row: Row): readonly Kind[] =>
  PASSING.filter(({ kind }) => row.single !== true || ("status" in kind && kind.status === 429));
/** In the order in which the tests ask. */
const plays: readonly Play[] = [
  ...names.map((scenario) => ({ scenario })),
  ...ROWS.flatMap((row) => [
    ...KINDS.map((kind) => ({ scenario: row.scenario, row, kind })),
    ...passing(row).map((kind) => ({ scenario: row.scenario, row, kind, times: 1 })),
  ]),
];
const of = playOnce(inProcess, limitOf, plays);

describe("the table of calls", () => {
  it.each(names)("%s: every call has a row", async (scenario) => {
    const { ended, fake } = await of({ scenario });
    expect(fake.violations).toEqual([]);
    expect(ended.summary).not.toMatch(/failed|Could not|but /);
    for (const call of fake.calls)
      expect([call.method, call.path, call.query, ROWS.some((row) => isCallOf(row, call))]).toContain(true);
  });

  it.each(ROWS.map((row) => [row.what, row] as const))(
    "%s is called where its row says",
    async (_what, row) => {
      const { fake } = await of({ scenario: row.scenario });
      expect(fake.calls.some((call) => isCallOf(row, call))).toBe(true);
    },
  );
});

describe.each(ROWS.map((row) => [row.what, row] as const))("%s", (_what, row) => {
  const { scenario } = row;
  it.each(KINDS.map((kind) => [kind.name, kind] as const))(
    "answered for good by %s: same verdict, nothing twice, in time, the reason told",
    async (_name, kind) => {
      const one = { scenario, row, kind };
      const played = await of(one);
      judgeForGood(row, kind, await of({ scenario }), played);
      // reading and writing have a limit each, and each may end within one slow answer
      const overrun = "slowMs" in kind.kind ? SLOW_SECONDS : 0;
      expect(played.ended.seconds).toBeLessThanOrEqual(2 * (limitOf(one) + overrun));
    },
  );
  it.each(passing(row).map((kind) => [kind.name, kind] as const))(
    "answered once by %s: done in the end, once",
    async (_name, kind) =>
      judgeOnce(row, await of({ scenario }), await of({ scenario, row, kind, times: 1 })),
  );
});
