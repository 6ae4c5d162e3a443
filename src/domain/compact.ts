/** `F` with every field that may be undefined made optional instead. */
export type Compact<F> = { readonly [K in keyof F as undefined extends F[K] ? never : K]: F[K] } & {
  readonly [K in keyof F as undefined extends F[K] ? K : never]?: Exclude<F[K], undefined>;
};

/**
 * The same object without its undefined fields. With `exactOptionalPropertyTypes` "absent" and "undefined" differ, and
 * this is the one way to leave a field out; a required field that may be undefined does not type-check.
 */
export function compact<const F extends object>(fields: F): Compact<F> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Compact<F>;
}

/** Some fields of an object, in this order. */
export function pick<F, const K extends keyof F>(fields: F, ...keys: readonly K[]): Pick<F, K> {
  return Object.fromEntries(keys.map((key) => [key, fields[key]])) as Pick<F, K>;
}
