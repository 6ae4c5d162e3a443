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

/** Reads the hunks of all patches for {@link NearestLine}. */
export function nearestLines(files: readonly ChangedPath[]): NearestLine {
  const hunks = new Map(files.map((file) => [file.path, hunksOf(file.patch ?? "")] as const));
  return (file, line) =>
    (hunks.get(file) ?? [])
      .map(([first, last]) => Math.min(Math.max(line, first), last))
      .sort((a, b) => Math.abs(a - line) - Math.abs(b - line))[0];
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
