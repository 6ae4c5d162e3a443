// Dense symmetric matrices of a thousand rows, row by row in one array.

/** Columns that are worked on at once, so that they stay in the processor's cache. */
const PANEL = 64;

/** Cholesky factor (lower triangle) of a symmetric positive definite matrix, in place. */
export function factorise(matrix: Float64Array, n: number): Float64Array {
  for (let first = 0; first < n; first += PANEL) {
    const end = Math.min(n, first + PANEL);
    factorPanel(matrix, n, [first, end]);
    for (let i = end; i < n; i++)
      for (let j = end; j <= i; j++) {
        let sum = 0;
        for (let k = first; k < end; k++) sum += matrix[i * n + k]! * matrix[j * n + k]!;
        matrix[i * n + j]! -= sum;
      }
  }
  return matrix;
}

function factorPanel(matrix: Float64Array, n: number, [first, end]: readonly [number, number]): void {
  for (let i = first; i < n; i++) {
    for (let j = first; j < Math.min(end, i + 1); j++) {
      let sum = matrix[i * n + j]!;
      for (let k = first; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      matrix[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j * n + j]!;
    }
  }
}

/** Solves with a factor of {@link factorise}. */
export function solveFactored(factor: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    x[i] = x[i]! / factor[i * n + i]!;
    const value = x[i]!;
    for (let k = 0; k < i; k++) x[k] = x[k]! - factor[i * n + k]! * value;
  }
  return x;
}

/** The inverse, from a factor. */
export function inverseOf(factor: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let j = 0; j < n; j++) lower[j * n + j] = 1 / factor[j * n + j]!;
  // row i of the inverse of the triangle from the rows above it
  for (let i = 0; i < n; i++) {
    const row = lower.subarray(i * n, i * n + i);
    for (let k = 0; k < i; k++) {
      const value = factor[i * n + k]!;
      const above = lower.subarray(k * n, k * n + k + 1);
      for (let j = 0; j <= k; j++) row[j]! -= value * above[j]!;
    }
    const pivot = factor[i * n + i]!;
    for (let j = 0; j < i; j++) row[j]! /= pivot;
  }
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++)
    for (let i = 0; i <= k; i++) {
      const value = lower[k * n + i]!;
      for (let j = 0; j <= i; j++) inverse[i * n + j]! += value * lower[k * n + j]!;
    }
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) inverse[i * n + j] = inverse[j * n + i]!;
  return inverse;
}

/** Weights of the rows that stay when others are left out, from the weights and the inverse of all rows. */
export function weightsWithout(
  inverse: Float64Array,
  weights: Float64Array,
  left: readonly number[],
): Float64Array {
  const n = weights.length;
  const m = left.length;
  const block = new Float64Array(m * m);
  left.forEach((i, a) => left.forEach((j, b) => (block[a * m + b] = inverse[i * n + j]!)));
  const solved = solveFactored(
    factorise(block, m),
    Float64Array.from(left, (i) => weights[i]!),
  );
  const rest = Float64Array.from(weights);
  left.forEach((j, b) => {
    for (let i = 0; i < n; i++) rest[i]! -= inverse[i * n + j]! * solved[b]!;
  });
  for (const i of left) rest[i] = 0;
  return rest;
}
