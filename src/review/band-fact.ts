import type { Fact } from "../domain/review.js";
import type { Prediction } from "../domain/prediction.js";

/**
 * The band of a prediction as a fact; undefined when the profile has none. `what` says where it comes from; measurements
 * of the repository itself are named beside it.
 */
export function bandFact({ bands, ttftMs, tpotMs, notes }: Prediction, what: string): Fact | undefined {
  if (bands === undefined) return undefined;
  const factor = ([low, high]: readonly [number, number], value: number): string => {
    const [down, up] = [value / low, high / value];
    return Math.abs(down - up) < 0.02
      ? `× or ÷ ${up.toFixed(2)}`
      : `÷ ${down.toFixed(2)} to × ${up.toFixed(2)}`;
  };
  return {
    label: "Band",
    value: `TTFT ${factor(bands.ttftMs, ttftMs)}, TPOT ${factor(bands.tpotMs, tpotMs)}`,
    source: {
      kind: "derived",
      what: [what, ...notes.filter((note) => note.startsWith("local calibration of "))].join(", "),
    },
  };
}
