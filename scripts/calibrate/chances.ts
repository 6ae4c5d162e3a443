import { jointChance } from "../../src/perf/profile/chance.js";
import type { WithWidth } from "./validate.js";

/** Limits around the measured figure, as factors, at which the chance to hold is asked. */
const LIMITS = [0.6, 0.75, 0.9, 1, 1.1, 1.3, 1.6, 2.2];

/** Whether limits hold as often as their chance says: both limits of one row at all pairs of {@link LIMITS}. */
export function chanceLines(family: readonly WithWidth[], correlation: number): string[] {
  const bins = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01];
  const found = bins.slice(1).map(() => ({ said: 0, held: 0, count: 0 }));
  for (const e of family) {
    if (!e.sample.priced.row.exactQuant) continue;
    // the limit is the prediction times a factor: what is asked must not know the measurement
    for (const first of LIMITS)
      for (const next of LIMITS) {
        const chance = jointChance([
          { distance: Math.log(first), width: e.width.ttft },
          { distance: Math.log(next), width: e.width.tpot },
        ]);
        const bin = found[bins.findIndex((low, i) => chance >= low && chance < bins[i + 1]!)]!;
        bin.said += chance;
        bin.held += Number(-e.ttft <= Math.log(first) && -e.tpot <= Math.log(next));
        bin.count++;
      }
  }
  return [
    "## Chance to hold",
    "",
    `Limits of TTFT and TPOT at 0.6 to 2.2 times the prediction of every held-out row: what the chance says, and how often both held. The errors of both figures have a correlation of ${correlation}.`,
    "",
    "| chance | said | held | questions |",
    "|---|---|---|---|",
    ...found.flatMap(({ said, held, count }, i) =>
      count === 0
        ? []
        : [
            `| ${Math.round(100 * bins[i]!)} to ${Math.min(100, Math.round(100 * bins[i + 1]!))} % | ${((100 * said) / count).toFixed(0)} % | ${((100 * held) / count).toFixed(0)} % | ${count} |`,
          ],
    ),
    "",
  ];
}
