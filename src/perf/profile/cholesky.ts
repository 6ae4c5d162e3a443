/** Lower triangle of a factorised matrix, row by row. */
export type Triangle = readonly Float64Array[];

/** Cholesky factor of a symmetric positive definite matrix. A pivot that rounding made non-positive counts as tiny. */
export function cholesky(matrix: readonly (readonly number[])[]): Triangle {
  const rows: Float64Array[] = [];
  for (let i = 0; i < matrix.length; i++) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      const other = j === i ? row : rows[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = j === i ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[j]!;
    }
    rows.push(row);
  }
  return rows;
}

/** The solution of `L·Lᵀ·x = b`. */
export function solveCholesky(factor: Triangle, b: readonly number[]): Float64Array {
  const n = factor.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i]![k]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= factor[k]![i]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  return x;
}

/** Logarithm of the determinant of the factorised matrix. */
export function logDeterminant(factor: Triangle): number {
  let sum = 0;
  for (let i = 0; i < factor.length; i++) sum += 2 * Math.log(factor[i]![i]!);
  return sum;
}
