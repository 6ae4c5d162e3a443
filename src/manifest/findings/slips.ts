import { distance } from "fastest-levenshtein";

/** Shorter names are one slip away from too many others. */
const LEAST_LETTERS = 5;

/**
 * The known name that a wrong one is a slip of: the same letters in another case or with other separators, two letters at
 * most, or one part written otherwise (`seqs`, `sequences`).
 */
export function nameSlip(name: string, known: readonly string[]): string | undefined {
  if (name.length < LEAST_LETTERS || name.length > 80) return undefined;
  const plain = lowered(name);
  const letters = squashed(name);
  const same = known.find((one) => squashed(one) === letters);
  if (same !== undefined) return same;
  const parts = plain.split("-");
  const near = known.filter((one) => {
    const other = lowered(one);
    if (other.length < LEAST_LETTERS) return false;
    // names whose lengths differ by more are farther apart: most are, and a distance costs
    const alike = Math.abs(other.length - plain.length) <= 2 && distance(plain, other) <= 2;
    return alike || onePartDiffers(parts, other);
  });
  return near.sort((a, b) => distance(plain, lowered(a)) - distance(plain, lowered(b)))[0];
}

/**
 * The known value that a wrong one is a slip of. Values are short, so one letter may differ, or two in a longer word, or
 * two neighbours may have changed places. Undefined for a known value in any case, and for what is like none.
 */
export function valueSlip(value: string, known: readonly string[]): string | undefined {
  const plain = lowered(value);
  if (plain.length < 3 || plain.length > 80 || known.some((one) => lowered(one) === plain)) return undefined;
  const allowed = plain.length > 6 ? 2 : 1;
  return known.find(
    (one) => one.length >= 3 && (distance(plain, lowered(one)) <= allowed || swapped(plain, lowered(one))),
  );
}

function lowered(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}

function squashed(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, "");
}

/** Two neighbouring letters stand the other way round. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const wrong = [...a].flatMap((letter, i) => (letter === b[i] ? [] : [i]));
  const [i = 0, k = 0] = wrong;
  return wrong.length === 2 && k === i + 1 && a[i] === b[k] && a[k] === b[i];
}

/** One word of the two names differs, and begins alike. */
function onePartDiffers(left: readonly string[], other: string): boolean {
  if (left.length < 3 || !other.startsWith(left[0]!.slice(0, 3))) return false;
  const right = other.split("-");
  if (left.length !== right.length) return false;
  const differing = left.flatMap((word, i) => (word === right[i] ? [] : [[word, right[i] ?? ""] as const]));
  const [pair] = differing;
  return differing.length === 1 && pair !== undefined && pair[0].slice(0, 3) === pair[1].slice(0, 3);
}
