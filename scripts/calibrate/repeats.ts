// What one configuration gives when it is measured again, and what that leaves of any decision.
import { seededRandom } from "../../src/domain/random.js";
import { ownGroup } from "../../src/perf/profile/groups.js";
import type { Sample } from "./fit.js";
import type { Candidate, Point, Questions } from "./questions.js";
import { familyKey } from "./rows.js";

/** Logarithms of a later measurement over an earlier one of the same configuration and load. */
interface Change {
  readonly ttft: number;
  readonly tpot: number;
}

/** Figures that differ by less were measured once and published twice. */
const COPY = 1e-4;

/** All that was measured in both of two runs of a group. */
export type RunPair = readonly Change[];

/** Rows whose formats have tables, by configuration and load, where there are several. */
export function repeatedRows(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const same = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { row, concurrency } = sample.priced;
    if (!row.exactQuant) continue;
    const key = `${familyKey(row)} ${concurrency}`;
    same.set(key, [...(same.get(key) ?? []), sample]);
  }
  return [...same.values()].filter((rows) => rows.length > 1);
}

/** What changed from run to run, by pairs of runs of a group. Copies of one measurement are no repetition. */
export function runPairs(samples: readonly Sample[]): readonly RunPair[] {
  const pairs = new Map<string, Change[]>();
  for (const rows of repeatedRows(samples)) {
    const inTime = [...rows].sort((a, b) => (a.priced.row.session < b.priced.row.session ? -1 : 1));
    inTime.forEach(({ priced: { row: early, keys } }, i) => {
      for (const {
        priced: { row: late },
      } of inTime.slice(i + 1)) {
        const key = `${ownGroup(keys)} ${early.session} ${late.session}`;
        const change = {
          ttft: Math.log(late.ttftMs / early.ttftMs),
          tpot: Math.log(late.tpotMs / early.tpotMs),
        };
        if (Math.max(Math.abs(change.ttft), Math.abs(change.tpot)) < COPY) continue;
        pairs.set(key, [...(pairs.get(key) ?? []), change]);
      }
    });
  }
  return [...pairs.values()];
}

/**
 * The points of questions as if they had been measured again, with what was measured as what is predicted: no source of
 * figures knows more. Every session takes what moved between some two runs (theirs together, and each row's own), in one
 * direction or the other; of the difference of two measurements each has its half, so a square root.
 */
export function measuredAgain(questions: Questions, pairs: readonly RunPair[], seed: number): Questions {
  const random = seededRandom(seed);
  const sign = (): number => (random() < 0.5 ? -1 : 1) / Math.SQRT2;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  // a pair counts by what was measured in it
  const byRows = pairs.flatMap((pair) => pair.map(() => pair));
  const drawn = new Map<string, { readonly pair: RunPair; readonly together: Change }>();
  const changeOf = (session: string): Change => {
    let found = drawn.get(session);
    if (found === undefined) {
      const pair = pick(byRows);
      const s = sign();
      const mean = meanOf(pair);
      drawn.set(session, (found = { pair, together: { ttft: s * mean.ttft, tpot: s * mean.tpot } }));
    }
    const { pair, together } = found;
    const [own, mean, s] = [pick(pair), meanOf(pair), sign()];
    return {
      ttft: together.ttft + s * (own.ttft - mean.ttft),
      tpot: together.tpot + s * (own.tpot - mean.tpot),
    };
  };
  return questions.map((list) =>
    list.map((c): Candidate => {
      const { ttft, tpot } = changeOf(c.session);
      const ttftMs = c.measured.ttftMs * Math.exp(ttft);
      const tpotMs = c.measured.tpotMs * Math.exp(tpot);
      const measured: Point = { ttftMs, tpotMs, rate: c.rateOf(ttftMs, tpotMs) };
      return { ...c, measured, calibrated: c.measured };
    }),
  );
}

function meanOf(pair: RunPair): Change {
  const mean = (of: (change: Change) => number): number =>
    pair.reduce((sum, change) => sum + of(change), 0) / pair.length;
  return { ttft: mean((c) => c.ttft), tpot: mean((c) => c.tpot) };
}
