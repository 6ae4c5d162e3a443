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
