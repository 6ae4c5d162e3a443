/** Remembers a function of one number. */
export function memo1(f: (x: number) => number): (x: number) => number {
  const known = new Map<number, number>();
  return (x) => {
    let value = known.get(x);
    if (value === undefined) known.set(x, (value = f(x)));
    return value;
  };
}

/**
 * Remembers a function of batch, length and prefix. Callers walk the lengths of one batch after another, so the batch's own
 * map is kept at hand; small whole numbers as keys cost a fraction of one number made of two.
 */
export function memo3(
  f: (batch: number, seq: number, prefix: number) => number,
): (batch: number, seq: number, prefix: number) => number {
  const byPrefix = new Map<number, Map<number, Map<number, number>>>();
  let lastBatch = NaN;
  let lastPrefix = NaN;
  let bySeq = new Map<number, number>();
  return (batch, seq, prefix) => {
    if (batch !== lastBatch || prefix !== lastPrefix) {
      let byBatch = byPrefix.get(prefix);
      if (byBatch === undefined) byPrefix.set(prefix, (byBatch = new Map()));
      const known = byBatch.get(batch);
      bySeq = known ?? new Map();
      if (known === undefined) byBatch.set(batch, bySeq);
      lastBatch = batch;
      lastPrefix = prefix;
    }
    // what prices this may ask for another batch: its answer belongs to the map of now
    const here = bySeq;
    let value = here.get(seq);
    if (value === undefined) here.set(seq, (value = f(batch, seq, prefix)));
    return value;
  };
}
