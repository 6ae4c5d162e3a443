import type { ChangedFile } from "../domain/change.js";
import type { ChangedPath } from "../forge/forge.js";
import type { InDiff } from "../report/suggestions.js";

/** Reads the hunks of all patches, whose lines a review comment may stand on. A range counts only within one hunk. */
export function diffLines(files: readonly ChangedPath[]): InDiff {
  const hunks = new Map(
    files.flatMap((file) => (file.patch === undefined ? [] : [[file.path, hunksOf(file.patch)] as const])),
  );
  return (file, startLine, endLine) =>
    (hunks.get(file) ?? []).some(
      ([first, last]) => startLine >= first && endLine <= last && startLine <= endLine,
    );
}

/** The line of a file's diff that is nearest to a line; undefined where the file has no diff that is shown. */
export type NearestLine = (file: string, line: number) => number | undefined;

/**
 * Reads the hunks of all patches for {@link NearestLine}. Where the platform lists no patch, of large changes and merge
 * groups, the lines between the first and the last that differ stand for it.
 */
export function nearestLines(
  files: readonly ChangedPath[],
  texts: readonly Pick<ChangedFile, "path" | "baseText" | "headText">[] = [],
): NearestLine {
  const hunks = new Map(
    texts.flatMap(({ path, baseText, headText }) =>
      headText === undefined ? [] : [[path, changedLines(baseText ?? "", headText)] as const],
    ),
  );
  for (const { path, patch } of files) if (patch !== undefined) hunks.set(path, hunksOf(patch));
  return (file, line) =>
    (hunks.get(file) ?? [])
      .map(([first, last]) => Math.min(Math.max(line, first), last))
      .sort((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
}

/** The lines of a text that are not those of before, as one range; none where both are the same. */
function changedLines(before: string, now: string): readonly (readonly [number, number])[] {
  const [old, lines] = [before.split("\n"), now.split("\n")];
  if (before === now) return [];
  const most = Math.min(old.length, lines.length);
  let start = 0;
  while (start < most && old[start] === lines[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === lines.at(-1 - end)) end++;
  return [[Math.min(start + 1, lines.length), Math.max(start + 1, lines.length - end)]];
}

const HUNK = /^@@ -\d+(?:,\d+)? \+(?<start>\d+)(?:,(?<length>\d+))? @@/;

function hunksOf(patch: string): readonly (readonly [number, number])[] {
  return patch.split("\n").flatMap((line) => {
    const match = HUNK.exec(line);
    if (match === null) return [];
    const start = Number(match.groups?.["start"]);
    const length = Number(match.groups?.["length"] ?? 1);
    return length === 0 ? [] : [[start, start + length - 1] as const];
  });
}
