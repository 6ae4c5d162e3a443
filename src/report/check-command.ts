import type { ReportContext } from "./context.js";

/** The command that repeats a check of these files, one line of a POSIX shell; `write` applies what it advises. */
export function checkCommand(
  paths: readonly string[],
  { command, baseSha }: Pick<ReportContext, "command" | "baseSha">,
  { write = false }: { readonly write?: boolean } = {},
): string {
  const { program, typed, flags = [] } = command;
  const base = baseSha === undefined ? [] : ["--base", shownBase(baseSha)];
  // a path that begins with a hyphen is no flag
  const files = paths.map((path) => (path.startsWith("-") ? `./${path}` : path));
  const words = typed ?? [...files, ...base, ...flags];
  return [program, "check", ...words.map(shellWord), ...(write ? ["--write"] : [])].join(" ");
}

/** Longest list of paths in a command where a shorter one asks the same. */
const MAX_PATHS = 1000;

/**
 * Words that mean exactly these files in one command: a command that writes must touch no other. Where many are named and
 * there is a base, none, which means what changed since.
 */
export function commandPaths(
  files: readonly string[],
  { baseSha }: Pick<ReportContext, "baseSha">,
): readonly string[] {
  const distinct = [...new Set(files)];
  return baseSha !== undefined && distinct.join(" ").length > MAX_PATHS ? [] : distinct;
}

/** How to start the program at a commit, tag or branch of its repository, without anything installed. */
export function npxOf(repository: string, ref: string): string {
  return `npx --yes ${shellWord(`github:${repository}#${ref}`)}`;
}

/** A word of a command line as a POSIX shell reads it. */
export function shellWord(word: string): string {
  return /^[\w./@%+:,=-][\w./@%+:,=#-]*$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A commit by its short name; a folder, file or branch of a local run as it was given. */
function shownBase(base: string): string {
  return /^[0-9a-f]{40,64}$/.test(base) ? base.slice(0, 7) : base;
}
