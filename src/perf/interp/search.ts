/** Index of the first element of `keys[lo..hi)` (ascending) that is not below `x`; `hi` when all are below. */
export function lowerBound(keys: ArrayLike<number>, x: number, lo: number, hi: number): number {
  let a = lo;
  let b = hi;
  while (a < b) {
    const middle = (a + b) >>> 1;
    if ((keys[middle] as number) < x) a = middle + 1;
    else b = middle;
  }
  return a;
}

/** Median of a handful of numbers; the mean of the two middle ones when their count is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}
