/*
 * JSON Schemas as constants, and the types of what they allow: a shape is said once, and its type follows from it.
 */

type Keys<P> = readonly (keyof P)[];
type ObjectOf<P, R> = { readonly [K in keyof P as K extends R ? K : never]: FromSchema<P[K]> } & {
  readonly [K in keyof P as K extends R ? never : K]?: FromSchema<P[K]>;
};
interface Primitives {
  readonly string: string;
  readonly number: number;
  readonly integer: number;
  readonly boolean: boolean;
}

/** What a schema allows, as far as types can say it: bounds and patterns are not seen. */
export type FromSchema<S> = S extends { readonly const: infer C }
  ? C
  : S extends { readonly enum: readonly (infer E)[] }
    ? E
    : S extends { readonly anyOf: readonly (infer O)[] }
      ? FromSchema<O>
      : S extends { readonly type: "array"; readonly items: infer I }
        ? readonly FromSchema<I>[]
        : S extends { readonly properties: infer P }
          ? ObjectOf<P, S extends { readonly required: readonly (infer R)[] } ? R : never>
          : S extends { readonly additionalProperties: infer A }
            ? Readonly<Record<string, FromSchema<A>>>
            : S extends { readonly type: infer T | readonly (infer T)[] }
              ? Primitives[T & keyof Primitives]
              : never;

/** An object of certain keys. */
export interface ClosedSchema<P, R> {
  readonly type: "object";
  readonly description: string;
  readonly additionalProperties: false;
  readonly properties: P;
  readonly required: readonly R[];
}

/** An object without other keys than these; those of `required` must be there. */
export function closed<const P, const R extends Keys<P> = readonly []>(
  description: string,
  properties: P,
  required?: R,
): ClosedSchema<P, R[number]> {
  const more = required === undefined ? {} : { required };
  // an absent `required` and an empty one say the same
  return { type: "object", description, additionalProperties: false, properties, ...more } as ClosedSchema<
    P,
    R[number]
  >;
}

/** An object without other keys than these; all must be there but those of `optional`. */
export function complete<const P extends object, const O extends Keys<P> = readonly []>(
  description: string,
  properties: P,
  optional?: O,
): ClosedSchema<P, Exclude<keyof P, O[number]>> {
  const required = (Object.keys(properties) as (keyof P)[]).filter((key) => optional?.includes(key) !== true);
  return closed(description, properties, required as Exclude<keyof P, O[number]>[]);
}

/** Text of bounded length. */
export const shortText = (description: string, maxLength: number) =>
  ({ type: "string", minLength: 1, maxLength, description }) as const;
/** A whole number. */
export const count = (description: string, minimum = 1) =>
  ({ type: "integer", minimum, maximum: 10_000_000, description }) as const;
/** A number above 0. */
export const aboveZero = (description: string, maximum: number) =>
  ({ type: "number", exclusiveMinimum: 0, maximum, description }) as const;
/** One of a few words. */
export const someWord = <const W extends readonly string[]>(words: W, description: string) =>
  ({ type: "string", enum: words, description }) as const;
