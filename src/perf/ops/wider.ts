import type { PricingContext } from "../types.js";
import { leastOf, type Price } from "./least.js";
import { MODES, modeOf, computeFactor, type ModeKind } from "./modes.js";

const known = new Map<string, readonly string[]>();

/** Modes that compute in wider numbers than a mode and read no fewer bytes: what it does they do no faster. */
export function widerModes(kind: ModeKind, mode: string): readonly string[] {
  const key = `${kind} ${mode}`;
  let wider = known.get(key);
  if (wider === undefined) known.set(key, (wider = findWider(kind, mode)));
  return wider;
}

function findWider(kind: ModeKind, name: string): readonly string[] {
  const mode = modeOf(kind, name);
  return Object.entries(MODES[kind])
    .filter(([, other]) => computeFactor(other) < computeFactor(mode) && other.bytes >= mode.bytes)
    .map(([other]) => other);
}

/** The combinations of number formats, each under its kind, that are as wide or wider in each, without the one given. */
export function widerFormats<F extends Partial<Readonly<Record<ModeKind, string>>>>(
  formats: F,
): readonly F[] {
  let all: readonly F[] = [formats];
  for (const [kind, mode] of Object.entries(formats) as [ModeKind, string][]) {
    const modes = [mode, ...widerModes(kind, mode)];
    all = all.flatMap((one) => modes.map((other) => ({ ...one, [kind]: other })));
  }
  return all.slice(1);
}

/**
 * A price that is, as engines run, at most those of work that holds all of its own: the same in wider numbers or on fewer GPUs,
 * where these have data. What measured products of 8 and 4 bits take longer is the kernel that scales their input, some 3
 * microseconds whatever the size; engines fuse it into the operation before. `leastMs`: {@link leastOf}.
 */
export function neverAbove<A extends readonly number[]>(
  { asEnginesRun, databaseMode }: Pick<PricingContext, "asEnginesRun" | "databaseMode">,
  own: Price<A>,
  others: () => readonly Price<A>[],
  leastMs?: Price<A>,
): Price<A> {
  return asEnginesRun && databaseMode !== "SOL" ? leastOf(own, others, leastMs) : own;
}
