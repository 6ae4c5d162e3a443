/** The largest whole number that divides both; the other where one is 0. */
export function commonFactor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}
