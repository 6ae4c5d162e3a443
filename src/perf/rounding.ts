/** Floor of the exact quotient of two doubles, as Python's `//` gives it: 512 // 1.024 is 499, not floor(500.0). */
export function floorQuotient(a: number, b: number): number {
  const rest = a % b;
  const quotient = (a - rest) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Nearest integer, ties to even. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Nearest multiple of 0.001, ties to even. */
export function roundTo3(x: number): number {
  return roundHalfEven(x * 1000) / 1000;
}
