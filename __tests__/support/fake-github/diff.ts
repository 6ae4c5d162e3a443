/** Unified diff of two texts without file headers, three lines of context, as GitHub's `patch` field has it. */
export function unifiedPatch(before: string, after: string): string {
  const a = linesOf(before);
  const b = linesOf(after);
  const operations = diff(a, b);
  const hunks: string[] = [];
  for (let at = 0; at < operations.length;) {
    if (operations[at]?.kind === " ") {
      at++;
      continue;
    }
    let start = Math.max(0, at - 3);
    let end = at;
    for (let quiet = 0; end < operations.length && quiet <= 6; end++)
      quiet = operations[end]?.kind === " " ? quiet + 1 : 0;
    while (
      end > at &&
      operations.slice(Math.max(0, end - 4), end).every((operation) => operation.kind === " ") &&
      end - at > 3
    )
      end--;
    start = Math.max(start, 0);
    const part = operations.slice(start, end);
    const first = part[0];
    const removed = part.filter((operation) => operation.kind !== "+").length;
    const added = part.filter((operation) => operation.kind !== "-").length;
    hunks.push(
      `@@ -${(first?.a ?? 0) + (removed === 0 ? 0 : 1)},${removed} +${(first?.b ?? 0) + (added === 0 ? 0 : 1)},${added} @@`,
    );
    hunks.push(...part.map((operation) => `${operation.kind}${operation.text}`));
    at = end;
  }
  return hunks.join("\n");
}

interface Operation {
  readonly kind: " " | "+" | "-";
  readonly text: string;
  /** lines before this one, on either side */
  readonly a: number;
  readonly b: number;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function diff(a: readonly string[], b: readonly string[]): Operation[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const result: Operation[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j])
      result.push({ kind: " ", text: a[i]!, a: i++, b: j++ });
    else if (i < a.length && (j >= b.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      result.push({ kind: "-", text: a[i]!, a: i++, b: j });
    else result.push({ kind: "+", text: b[j]!, a: i, b: j++ });
  }
  return result;
}
