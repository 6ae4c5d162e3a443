/** Unchanged lines around a change. */
const CONTEXT = 2;
/** Above this product of lines the middle is shown as replaced: the exact answer would cost too much. */
const MAX_CELLS = 4_000_000;

interface Op {
  readonly mark: " " | "-" | "+";
  readonly text: string;
  /** line in the old and new text, from 0 */
  readonly old: number;
  readonly new: number;
}

/**
 * The lines of a unified diff without file headers. Hunks that begin in the first lines of the file go without a header.
 * Line endings are not part of the lines.
 */
export function unifiedDiff(oldText: string, newText: string): readonly string[] {
  const [a, b] = [lines(oldText), lines(newText)];
  const ops = compare(a, b);
  const result: string[] = [];
  for (const hunk of hunks(ops)) {
    const [first] = hunk;
    if (first === undefined) continue;
    const count = (mark: "-" | "+"): number =>
      hunk.filter((op) => op.mark === " " || op.mark === mark).length;
    if (first.old >= CONTEXT + 1) {
      const section = sectionAbove(a, first.old);
      result.push(
        `@@ -${first.old + 1},${count("-")} +${first.new + 1},${count("+")} @@${section === "" ? "" : ` ${section}`}`,
      );
    }
    result.push(...hunk.map(({ mark, text }) => `${mark}${text}`));
  }
  return result;
}

function lines(text: string): readonly string[] {
  const all = text.split(/\r?\n/);
  return all.at(-1) === "" ? all.slice(0, -1) : all;
}

/** The nearest line above that begins a block at the margin, as git shows it. */
function sectionAbove(text: readonly string[], line: number): string {
  for (let at = line - 1; at >= 0; at--) if (/^[A-Za-z_]/.test(text[at] ?? "")) return text[at] ?? "";
  return "";
}

function compare(a: readonly string[], b: readonly string[]): readonly Op[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const same = (from: number, to: number, shift: number): Op[] =>
    a
      .slice(from, to)
      .map((text, index) => ({ mark: " ", text, old: from + index, new: from + index + shift }));
  return [
    ...same(0, start, 0),
    ...middle(a, b, start, a.length - end, b.length - end),
    ...same(a.length - end, a.length, b.length - a.length),
  ];
}

/** Longest common subsequence of the changed middle. */
function middle(
  a: readonly string[],
  b: readonly string[],
  start: number,
  aEnd: number,
  bEnd: number,
): readonly Op[] {
  const [n, m] = [aEnd - start, bEnd - start];
  const removed = (i: number, j: number): Op => ({
    mark: "-",
    text: a[start + i] ?? "",
    old: start + i,
    new: start + j,
  });
  const added = (i: number, j: number): Op => ({
    mark: "+",
    text: b[start + j] ?? "",
    old: start + i,
    new: start + j,
  });
  if (n * m > MAX_CELLS) {
    return [
      ...Array.from({ length: n }, (_, i) => removed(i, 0)),
      ...Array.from({ length: m }, (_, j) => added(n, j)),
    ];
  }
  const width = m + 1;
  const length = new Uint16Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      length[i * width + j] =
        a[start + i] === b[start + j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
    }
  }
  const ops: Op[] = [];
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && a[start + i] === b[start + j]) {
      ops.push({ mark: " ", text: a[start + i] ?? "", old: start + i++, new: start + j++ });
    } else if (i < n && (j === m || (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)))
      ops.push(removed(i++, j));
    else ops.push(added(i, j++));
  }
  return ops;
}

/** Changes with their context; changes that are near each other share a hunk. */
function hunks(ops: readonly Op[]): readonly (readonly Op[])[] {
  const result: Op[][] = [];
  let until = -1;
  for (const [index, op] of ops.entries()) {
    if (op.mark === " ") continue;
    const from = Math.max(index - CONTEXT, 0);
    if (from <= until && result.length > 0) result.at(-1)?.push(...ops.slice(until, index + 1));
    else result.push(ops.slice(from, index + 1));
    until = index + 1;
    const after = ops.slice(until, until + CONTEXT);
    const quiet = after.findIndex(({ mark }) => mark !== " ");
    if (quiet < 0) {
      result.at(-1)?.push(...after);
      until += after.length;
    }
  }
  return result;
}
