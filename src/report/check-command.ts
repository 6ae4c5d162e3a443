import type { ReportContext } from "./context.js";
import { commonFolder } from "./view.js";

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

/** What several files are called in one command: a few of them by name, else the folder that holds all. */
export function commandPaths(files: readonly string[]): readonly string[] {
  const distinct = [...new Set(files)];
  const folder = commonFolder(distinct).replace(/\/$/, "");
  if (folder !== "") return [folder];
  return distinct.length <= 3 ? distinct : ["."];
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
