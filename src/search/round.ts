/** The nearest integer, ties to even. */
function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** To 3 decimals, ties to even (`docs/method/performance.md` 1): the precision that rows are ranked with. */
export function round3(x: number): number {
  return roundHalfEven(x * 1000) / 1000;
}

/**
 * Floor of the exact quotient of two doubles, as opposed to the floor of the rounded quotient
 * (512 / 1.024 rounds to 500 although it is below). Source: `docs/method/performance.md` 1.
 */
export function floorDivide(a: number, b: number): number {
  const quotient = (a - (a % b)) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
