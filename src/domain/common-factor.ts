/** The largest whole number that divides both; the other where one is 0. */
export function commonFactor(a: number, b: number): number {
  return b > 0 ? commonFactor(b, a % b) : a;
}
