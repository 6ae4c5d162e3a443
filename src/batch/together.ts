/** Which lines are looked at together. */
export interface Company {
  /** the most of them; their answers wait for each other, some megabytes of them */
  readonly most: number;
  /** how long a line waits for the next one, milliseconds; Infinity: as long as there is a next one */
  readonly waitMs: number;
}

/** Lines of a file: all of it, nobody waits for the first answer. */
export const OF_A_FILE: Company = { most: 4096, waitMs: Infinity };

/**
 * Lines of standard input: those that are there already. Who writes one and waits for its answer has it as soon, and who sends a
 * whole file has it answered as one.
 */
export const AS_THEY_COME: Company = { most: 4096, waitMs: 2 };

/** The lines of `lines` in their order, those together that look at each other. */
export async function* together<T>(
  lines: AsyncIterable<T>,
  { most, waitMs }: Company,
): AsyncGenerator<readonly T[]> {
  const source = lines[Symbol.asyncIterator]();
  let next = source.next();
  for (let first = await next; first.done !== true; first = await next) {
    const company = [first.value];
    next = source.next();
    while (company.length < most) {
      const found = await within(next, waitMs);
      if (found === undefined || found.done === true) break;
      company.push(found.value);
      next = source.next();
    }
    yield company;
  }
}

async function within<T>(next: Promise<T>, waitMs: number): Promise<T | undefined> {
  if (waitMs === Infinity) return next;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined);
  });
  try {
    return await Promise.race([next, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
