import { FakeGitHub } from "./fake-github/index.js";
import { SCENARIOS, type Scenario, type ScenarioName } from "./fault-scenarios.js";
import { posted, type Ended, type Kind, type Played, type Row } from "./fault-table.js";
import { runBundle } from "./run-bundle.js";
import { runInProcess } from "./run-in-process.js";
import { virtualClock } from "./virtual-clock.js";

/** One run of the table: a scenario, and the call that fails in it (none: all is well). */
export interface Play {
  readonly scenario: ScenarioName;
  readonly row?: Row;
  readonly kind?: Kind;
  readonly times?: number;
}

type Way = (fake: FakeGitHub, scenario: Scenario, limitSeconds: number) => Promise<Ended>;

const keyOf = ({ scenario, row, kind, times }: Play): string =>
  [scenario, row?.what, kind?.name, times].join(" | ");
/** Runs that are played ahead of the one that is asked for: most of a run is waiting for its own server. */
const AHEAD = 4;

/** Plays each run once, when it is first asked for or comes next in `order`. */
export function playOnce(
  way: Way,
  limitOf: (play: Play) => number,
  order: readonly Play[] = [],
): (play: Play) => Promise<Played> {
  const played = new Map<string, Promise<Played>>();
  const places = new Map(order.map((one, index) => [keyOf(one), index]));
  const start = (one: Play): Promise<Played> => {
    const key = keyOf(one);
    const known = played.get(key) ?? play(way, one, limitOf(one));
    // whoever asks for it meets what went wrong in it
    known.catch(() => undefined);
    played.set(key, known);
    return known;
  };
  return (one) => {
    const asked = start(one);
    const at = places.get(keyOf(one));
    if (at !== undefined) order.slice(at + 1, at + 1 + AHEAD).forEach(start);
    return asked;
  };
}

/** Plays one run against a stand-in of its own. `limitSeconds`: the time limit of reading, and of writing. */
export async function play(
  way: Way,
  { scenario, row, kind, times }: Play,
  limitSeconds: number,
): Promise<Played> {
  const chosen: Scenario = SCENARIOS[scenario];
  const fake = await FakeGitHub.start(await chosen.world());
  if (row !== undefined && kind !== undefined)
    fake.faults.push({ ...row.call, times: times ?? Infinity, kind: kind.kind });
  const before = posted(fake.world);
  try {
    const ended = await way(fake, chosen, limitSeconds);
    return { ended, before, after: posted(fake.world), fake };
  } finally {
    await fake.stop();
  }
}

/** In this process, with the scenario's canned answer for an engine, and a clock that only waits move. */
export const inProcess: Way = async (fake, scenario, limitSeconds) => {
  const clock = virtualClock();
  fake.wait = (ms) => clock.wait(ms);
  const ended = await runInProcess({
    fake,
    event: scenario.event,
    payload: scenario.payload(fake.world),
    result: scenario.answer,
    readsSiblings: true,
    clock,
    inputs: { "time-limit-seconds": String(limitSeconds), ...scenario.inputs },
    ...(scenario.sha === undefined ? {} : { sha: scenario.sha(fake.world) }),
  });
  return {
    failed: ended.failed !== undefined,
    verdict: ended.outputs.verdict,
    summary: ended.summary,
    seconds: clock.now() / 1000,
  };
};

/** The built action in a process of its own. */
export const throughBundle =
  (compileCache: string): Way =>
  async (fake, scenario, limitSeconds) => {
    const ended = await runBundle({
      event: scenario.event,
      payload: scenario.payload(fake.world),
      apiUrl: fake.url,
      compileCache,
      inputs: { "time-limit-seconds": String(limitSeconds), ...scenario.inputs },
      ...(scenario.sha === undefined ? {} : { env: { GITHUB_SHA: scenario.sha(fake.world) } }),
    });
    return {
      failed: ended.exitCode !== 0,
      verdict: ended.outputs["verdict"],
      summary: ended.summary,
      seconds: ended.seconds,
    };
  };
