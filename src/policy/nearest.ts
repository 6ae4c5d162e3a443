import { distance } from "fastest-levenshtein";

/** The allowed name that a mistyped one most likely means: the only one that it begins, else at most a third of its letters may differ. */
export function nearest(name: string, allowed: readonly string[]): string | undefined {
  const wanted = name.slice(0, 200).toLowerCase().replaceAll("_", "-");
  const completions = allowed.filter(
    (candidate) => wanted.length >= 3 && candidate.toLowerCase().startsWith(wanted),
  );
  if (completions.length === 1) return completions[0];
  let best: { name: string; steps: number } | undefined;
  for (const candidate of allowed) {
    const steps = distance(wanted, candidate.toLowerCase().replaceAll("_", "-"));
    if (best === undefined || steps < best.steps) best = { name: candidate, steps };
  }
  return best !== undefined && best.steps <= Math.max(1, Math.floor(wanted.length / 3))
    ? best.name
    : undefined;
}
