/**
 * The same answer, when every number in it is one. A figure that is not finite is a fault of ours, and an answer that
 * holds one must not look like an answer; throws with its place, e.g. `workers.0.memoryGib is NaN`. Fields that are
 * computed when read stay uncomputed.
 */
export function finiteAnswer<T>(answer: T): T {
  const place = notFinite(answer, "", new Set());
  if (place !== undefined) throw new Error(`${place}, which is no figure; nothing is answered`);
  return answer;
}

function notFinite(value: unknown, place: string, seen: Set<object>): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${place} is ${value}`;
  if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
  seen.add(value);
  for (const [key, { value: inner }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    const found = notFinite(inner, place === "" ? key : `${place}.${key}`, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
