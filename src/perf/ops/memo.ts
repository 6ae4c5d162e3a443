/** Remembers a function of one number. */
export function memo1(f: (x: number) => number): (x: number) => number {
  const known = new Map<number, number>();
  return (x) => {
    let value = known.get(x);
    if (value === undefined) known.set(x, (value = f(x)));
    return value;
  };
}

/** Batches stay below this, so that batch and length fit one exact number. */
const BATCH_SPAN = 2 ** 26;

/** Remembers a function of batch, length and prefix (all non-negative, the batch below 2^26). */
export function memo3(
  f: (batch: number, seq: number, prefix: number) => number,
): (batch: number, seq: number, prefix: number) => number {
  const byPrefix = new Map<number, Map<number, number>>();
  return (batch, seq, prefix) => {
    let known = byPrefix.get(prefix);
    if (known === undefined) byPrefix.set(prefix, (known = new Map()));
    const key = seq * BATCH_SPAN + batch;
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = f(batch, seq, prefix)));
    return value;
  };
}
