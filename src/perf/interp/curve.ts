import { MissingDataError } from "../types.js";
import { lowerBound } from "./search.js";

/** Measured latency over one axis, keys strictly ascending. */
export interface Curve {
  readonly keys: Float64Array;
  readonly values: Float64Array;
}

export interface CurveOptions {
  /** a curve of one point that is asked below it is a miss (expert compute) */
  readonly singlePointIsMissBelow?: boolean;
}

/**
 * One-axis lookup (`docs/method/operators.md` 2.1): exact key, else linear between neighbours; outside the range the
 * roofline utilisation of the nearest end is held, `sol(x) · value(end) / sol(end)`.
 */
export function curveAt(
  curve: Curve,
  x: number,
  sol: (x: number) => number,
  options: CurveOptions = {},
): number {
  const { keys, values } = curve;
  const count = keys.length;
  if (count === 0) throw new MissingDataError("empty curve");
  const at = lowerBound(keys, x, 0, count);
  if (at < count && keys[at] === x) return values[at] as number;
  if (at > 0 && at < count) {
    const low = keys[at - 1] as number;
    const weight = (x - low) / ((keys[at] as number) - low);
    const before = values[at - 1] as number;
    return before + weight * ((values[at] as number) - before);
  }
  if (count === 1 && at === 0 && options.singlePointIsMissBelow === true) {
    throw new MissingDataError(`only one point was measured (${keys[0]}), and ${x} lies below it`);
  }
  const end = at === 0 ? 0 : count - 1;
  return (sol(x) * (values[end] as number)) / sol(keys[end] as number);
}

/** What repeated measurements of a kernel differ by at most. */
export const REPEATED = 1.2;

/**
 * A curve without the rows that take longer than as many runs of a smaller one would: nobody has to compute at once what is
 * faster in parts. Beyond what is left its last point lends its utilisation. Some published rows are hundreds of times above
 * that (experts of Llama-4-Maverick split over eight B300, from 8 tokens on).
 */
export function withoutImpossible({ keys, values }: Curve): Curve {
  const kept: number[] = [];
  values.forEach((value, i) => {
    const most = kept.reduce(
      (least, j) => Math.min(least, Math.ceil(keys[i]! / keys[j]!) * values[j]!),
      Infinity,
    );
    if (value <= REPEATED * most) kept.push(i);
  });
  if (kept.length === values.length) return { keys, values };
  return {
    keys: Float64Array.from(kept, (i) => keys[i]!),
    values: Float64Array.from(kept, (i) => values[i]!),
  };
}

/**
 * A curve whose values are at most those of every larger key: fewer tokens are never slower than more. Some measured rows say
 * otherwise, up to six times (16-bit experts of Qwen3-235B on H100 with TensorRT-LLM, 192 to 768 tokens).
 */
export function neverSlowerThanMore({ keys, values }: Curve): Curve {
  const least = values.slice();
  lowerToNext(least, 0, least.length);
  return { keys, values: least };
}

/** A curve as engines run: larger messages and more tokens are never faster. The published method takes rows as they are. */
export function curveAsRun(curve: Curve, { asEnginesRun }: { readonly asEnginesRun: boolean }): Curve {
  return asEnginesRun ? neverSlowerThanMore(curve) : curve;
}

/** The same of experts, without the rows that cannot be. */
export function expertsAsRun(curve: Curve, { asEnginesRun }: { readonly asEnginesRun: boolean }): Curve {
  return asEnginesRun ? neverSlowerThanMore(withoutImpossible(curve)) : curve;
}

/** Lowers each value of a run, from `lo` to before `hi`, to the least of those behind it. */
export function lowerToNext(values: Float64Array, lo: number, hi: number): void {
  for (let i = hi - 2; i >= lo; i--) values[i] = Math.min(values[i]!, values[i + 1]!);
}
