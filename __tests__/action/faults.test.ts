import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import { SCENARIOS, type ScenarioName } from "../support/fault-scenarios.js";
import {
  isCallOf,
  judgeForGood,
  judgeOnce,
  KINDS,
  PASSING,
  ROWS,
  type Played,
} from "../support/fault-table.js";
import { inProcess, play, type Play } from "../support/play-fault.js";
import { sideBySide } from "../support/side-by-side.js";

jest.setTimeout(120_000);

/** Most of the time of these runs is waiting. */
const AT_ONCE = 20;
const names = Object.keys(SCENARIOS) as ScenarioName[];
/** Limit on the network's time, seconds: short where nothing but waiting can happen. */
const limitOf = (play: Play): number =>
  play.kind?.name === "a slow body" ? 1 : play.kind === undefined ? 20 : 3;

const plays: readonly Play[] = [
  ...names.map((scenario) => ({ scenario })),
  ...ROWS.flatMap((row) => KINDS.map((kind) => ({ scenario: row.scenario, row, kind }))),
  ...ROWS.flatMap((row) => PASSING.map((kind) => ({ scenario: row.scenario, row, kind, times: 1 }))),
];
const keyOf = ({ scenario, row, kind, times }: Play): string =>
  [scenario, row?.what, kind?.name, times].join(" | ");
const played = new Map<string, Played>();
const of = (one: Play): Played => played.get(keyOf(one))!;

beforeAll(async () => {
  await sideBySide(plays, AT_ONCE, async (one) => {
    played.set(keyOf(one), await play(inProcess, one, limitOf(one)));
  });
});

describe("the table of calls", () => {
  it.each(names)("%s: every call has a row", (scenario) => {
    const { ended, fake } = of({ scenario });
    expect(fake.violations).toEqual([]);
    expect(ended.summary).not.toMatch(/failed|Could not|but /);
    for (const call of fake.calls)
      expect([call.method, call.path, call.query, ROWS.some((row) => isCallOf(row, call))]).toContain(true);
  });

  it.each(ROWS.map((row) => [row.what, row] as const))("%s is called where its row says", (_what, row) => {
    expect(of({ scenario: row.scenario }).fake.calls.some((call) => isCallOf(row, call))).toBe(true);
  });
});

describe.each(ROWS.map((row) => [row.what, row] as const))("%s", (_what, row) => {
  const { scenario } = row;
  it.each(KINDS.map((kind) => [kind.name, kind] as const))(
    "answered for good by %s: same verdict, nothing twice, in time, the reason told",
    (_name, kind) => {
      const one = { scenario, row, kind };
      judgeForGood(row, kind, of({ scenario }), of(one));
      expect(of(one).ended.seconds).toBeLessThan(2 * limitOf(one) + 4);
    },
  );
  const again = PASSING.filter(
    ({ kind }) => row.single !== true || ("status" in kind && kind.status === 429),
  );
  it.each(again.map((kind) => [kind.name, kind] as const))(
    "answered once by %s: done in the end, once",
    (_name, kind) => judgeOnce(row, of({ scenario }), of({ scenario, row, kind, times: 1 })),
  );
});
