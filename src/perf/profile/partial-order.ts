/** Members that are partly ordered, each by its index. */
export interface PartialOrder {
  /** the most members that stand above one another below each of them */
  readonly heights: readonly number[];
  /** by member, those directly or indirectly above it */
  readonly above: readonly (readonly number[])[];
  /** every set of members that holds all that stands above any of it */
  readonly upperSets: readonly (readonly boolean[])[];
}

/** The order of a few members by `isAbove`, which is transitive. */
export function partialOrder(count: number, isAbove: (one: number, other: number) => boolean): PartialOrder {
  const all = Array.from({ length: count }, (_, i) => i);
  const above = all.map((i) => all.filter((j) => isAbove(j, i)));
  const heightOf = (i: number): number =>
    all.reduce((height, j) => (isAbove(i, j) ? Math.max(height, 1 + heightOf(j)) : height), 0);
  const sets = Array.from({ length: 2 ** count }, (_, bits) => all.map((i) => ((bits >> i) & 1) === 1));
  return {
    heights: all.map(heightOf),
    above,
    upperSets: sets.filter((set) => all.every((i) => !set[i] || above[i]!.every((j) => set[j]))),
  };
}

/** The order of members of which each stands above all before it. */
export function chain(count: number): PartialOrder {
  return partialOrder(count, (one, other) => one > other);
}

/**
 * One of the values nearest to these, by weighted squares, of which none lies above that of a member below it by more than `slack` a
 * step (isotonic regression, by its maximum of minima). Nearly always none of them moves.
 */
export function neverRisingAt(
  { heights, above, upperSets }: PartialOrder,
  values: readonly number[],
  weights: readonly number[],
  { at, slack }: { readonly at: number; readonly slack: number },
): number {
  const level = values.map((value, i) => value - slack * heights[i]!);
  if (isFalling(level, above)) return values[at]!;
  let most = -Infinity;
  for (const beyond of upperSets) {
    if (beyond[at]) continue;
    let least = Infinity;
    for (const upper of upperSets)
      if (upper[at]) least = Math.min(least, meanOf(level, weights, upper, beyond));
    most = Math.max(most, least);
  }
  return most + slack * heights[at]!;
}

/** Whether no member stands above one that has less. */
function isFalling(level: readonly number[], above: PartialOrder["above"]): boolean {
  for (let i = 0; i < level.length; i++)
    for (const j of above[i]!) if (!(level[j]! <= level[i]!)) return false;
  return true;
}

/** Weighted mean of the members of one set that are not in another. */
function meanOf(
  values: readonly number[],
  weights: readonly number[],
  within: readonly boolean[],
  without: readonly boolean[],
): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    if (!within[i] || without[i]) continue;
    sum += weights[i]! * values[i]!;
    weight += weights[i]!;
  }
  return sum / weight;
}
