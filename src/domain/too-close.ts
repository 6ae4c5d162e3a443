/** One of several modes, engines or experiments that the error does not tell apart. */
export interface Contender {
  readonly name: string;
  /** of its best setting */
  readonly tokensPerSecPerGpu: number;
  /** with which it holds the limits where it serves what all of them do; absent where no limit is set */
  readonly chance?: number;
}

/** Those whose best settings lie within the error of each other, compared at a throughput that all serve. */
export interface TooClose {
  readonly tokensPerSecPerGpu: number;
  readonly chosen: Contender;
  readonly others: readonly Contender[];
}

/** Each contender with its chance, the chosen first; undefined where no limit is set, and nothing can hold it. */
export function chancesOf({
  chosen,
  others,
}: TooClose): readonly { readonly name: string; readonly chance: number }[] | undefined {
  const known = [chosen, ...others].flatMap(({ name, chance }) =>
    chance === undefined ? [] : [{ name, chance }],
  );
  return known.length === 0 ? undefined : known;
}
