import { minimatch } from "minimatch";

/** Longest pattern that is tried; the schema refuses longer ones. */
export const MAX_PATTERN_LENGTH = 200;

/**
 * Whether a repository path matches one of the globs. Extended globs are off: they are the one form whose cost can grow
 * faster than the path. A pattern that is too long matches nothing.
 */
export function matchesAny(path: string, patterns: readonly string[]): boolean {
  return patterns.some(
    (pattern) =>
      pattern.length <= MAX_PATTERN_LENGTH &&
      minimatch(path, pattern, { dot: true, noext: true, nobrace: true, nonegate: true, nocomment: true }),
  );
}
