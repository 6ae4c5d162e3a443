import { distance } from "fastest-levenshtein";

/** The known name nearest to a wrong one, for messages; undefined when none shares half of it. */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  const lower = wrong.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wrong.length / 2)) + 1;
  for (const name of known) {
    const steps = distance(lower, name.toLowerCase());
    if (steps < bestDistance) {
      best = name;
      bestDistance = steps;
    }
  }
  return best;
}
