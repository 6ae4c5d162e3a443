/** The largest whole number from 1 to `ceiling` that fits, 0 when not even 1 does. What fits, fits with less too. */
export function largestFit(ceiling: number, fits: (count: number) => boolean): number {
  let low = 0;
  let high = ceiling;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
