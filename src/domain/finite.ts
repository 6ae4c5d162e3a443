/**
 * The same answer, when every number in it is one. A figure that is not finite is a fault of ours, and an answer that
 * holds one must not look like an answer; throws with its place, e.g. `workers.0.memoryGib is NaN`. Fields that are
 * computed when read stay uncomputed.
 */
export function finiteAnswer<T>(answer: T): T {
  const found = notFinite(answer, new Set());
  if (found === undefined) return answer;
  const place = found.path.reverse().join(".");
  throw new Error(`${place} is ${found.value}, which is no figure; nothing is answered`);
}

/** The first number that is none, and the keys that lead to it, the innermost first. */
function notFinite(
  value: unknown,
  seen: Set<object>,
): { readonly value: number; readonly path: string[] } | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : { value, path: [] };
  if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
  seen.add(value);
  for (const key of Object.keys(value)) {
    const found = notFinite(Object.getOwnPropertyDescriptor(value, key)?.value, seen);
    if (found === undefined) continue;
    found.path.push(key);
    return found;
  }
  return undefined;
}
