/** Floor of the exact quotient of two doubles, as Python's `//` gives it: 512 // 1.024 is 499, not floor(500.0). */
export function floorQuotient(a: number, b: number): number {
  const rest = a % b;
  const quotient = (a - rest) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Nearest multiple of 0.001, ties to even. */
export function roundTo3(x: number): number {
  const scaled = x * 1000;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  if (rest !== 0.5) return Math.round(scaled) / 1000;
  return (floor % 2 === 0 ? floor : floor + 1) / 1000;
}
