import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { isCandidate, type ChangedFile } from "../../../domain/change.js";
import { UserError } from "../../../domain/errors.js";
import type { BeforeFiles } from "../../inputs/siblings.js";
import { SKIPPED_FOLDERS } from "../../inputs/skipped-folders.js";

/** Largest file that is read, in bytes. */
const MAX_BYTES = 1024 * 1024;
/** Folders that never hold manifests of the project itself: what is built is nobody's change either. */
const LEFT_OUT: ReadonlySet<string> = new Set([...SKIPPED_FOLDERS, "dist", "build"]);

/**
 * The files below `paths` (default: everything below `cwd`) with their text now and, when there is a base, before. Paths
 * in the result are relative to `cwd`, with `/`.
 */
export function readChanges(
  cwd: string,
  paths: readonly string[],
  base: BeforeFiles | undefined,
): ChangedFile[] {
  const files = new Set<string>();
  for (const given of paths.length > 0 ? paths : ["."]) {
    const full = path.resolve(cwd, given);
    if (!existsSync(full)) throw new UserError("io", `${given}: no such file or folder`);
    for (const file of statSync(full).isDirectory() ? walk(full) : [full]) files.add(file);
  }
  const changes: ChangedFile[] = [];
  for (const file of [...files].sort()) {
    const relative = path.relative(cwd, file).split(path.sep).join("/");
    const head = readText(file);
    const baseText = base?.text(relative);
    changes.push({
      path: relative,
      status:
        base === undefined
          ? "added"
          : baseText === undefined
            ? "added"
            : baseText === head.text
              ? "unchanged"
              : "modified",
      ...(head.text === undefined ? {} : { headText: head.text }),
      ...(head.why === undefined ? {} : { unreadable: head.why }),
      ...(baseText === undefined ? {} : { baseText }),
    });
  }
  const known = new Set(changes.map((change) => change.path));
  if (base !== undefined)
    for (const given of paths.length > 0 ? paths : ["."])
      for (const change of removedUnder(cwd, given, base)) {
        if (!known.has(change.path)) changes.push(change);
        known.add(change.path);
      }
  return changes;
}

/** Files that the base has below a path and the tree has not; of those that may be judged. */
function removedUnder(cwd: string, given: string, base: BeforeFiles): readonly ChangedFile[] {
  const place = path.relative(cwd, path.resolve(cwd, given)).split(path.sep).join("/");
  return base.under(place === "" ? "." : place).flatMap((name): ChangedFile[] => {
    const skipped = name.split("/").some((part) => LEFT_OUT.has(part));
    if (skipped || !isCandidate(name) || existsSync(path.resolve(cwd, name))) return [];
    const baseText = base.text(name);
    return baseText === undefined ? [] : [{ path: name, status: "removed", baseText }];
  });
}

function walk(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    // A symlink could lead out of the tree or in circles; repositories keep manifests as plain files.
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) found.push(...walk(full));
    else if (entry.isFile() && isCandidate(entry.name)) found.push(full);
  }
  return found;
}

function readText(file: string): { readonly text?: string; readonly why?: string } {
  if (statSync(file).size > MAX_BYTES) return { why: `larger than ${MAX_BYTES / 1024} KiB` };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file)) };
  } catch {
    return { why: "not UTF-8 text" };
  }
}

/** A line where a base is a folder that has none of the files: most likely another one was meant. */
export function unmatchedBase(cwd: string, base: string, changes: readonly ChangedFile[]): readonly string[] {
  const folder = path.resolve(cwd, base);
  const present = changes.filter(({ status }) => status !== "removed");
  const [first] = present;
  if (first === undefined || present.some(({ baseText }) => baseText !== undefined)) return [];
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return [`nothing to compare with: ${base} has no ${first.path}; a base folder has the same paths below it`];
}

/** Opens a base: a folder (same relative paths), one other file for one path, or a git ref. */
export function openBefore(cwd: string, base: string, paths: readonly string[]): BeforeFiles {
  const asPath = path.resolve(cwd, base);
  if (existsSync(asPath)) {
    const single = statSync(asPath).isFile();
    if (single && paths.length !== 1)
      throw new UserError("usage", `--base ${base} is one file, so exactly one path can be compared with it`);
    return {
      text: (relative) => {
        const file = single ? asPath : path.join(asPath, relative);
        return existsSync(file) ? readText(file).text : undefined;
      },
      names: (folder) => {
        const full = path.join(asPath, folder);
        if (single) return undefined;
        return existsSync(full) ? readdirSync(full).map((name) => path.posix.join(folder, name)) : [];
      },
      under: (folder) => {
        const full = path.join(asPath, folder);
        if (single || folder.startsWith("..") || !existsSync(full) || !statSync(full).isDirectory())
          return [];
        return walk(full).map((file) => path.relative(asPath, file).split(path.sep).join("/"));
      },
    };
  }
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", cwd, ...args], {
      encoding: "utf8",
      maxBuffer: 64 * MAX_BYTES,
      stdio: ["ignore", "pipe", "pipe"],
    });
  let top: string;
  let commit: string;
  try {
    top = git("rev-parse", "--show-toplevel").trim();
    commit = git("rev-parse", "--verify", "--quiet", "--end-of-options", `${base}^{commit}`).trim();
  } catch (error) {
    throw new UserError("usage", `--base ${base} is neither a folder nor a commit of this git repository`, {
      cause: error,
    });
  }
  const prefix = path.relative(realpathSync(top), realpathSync(cwd)).split(path.sep).join("/");
  const asked = <T>(question: () => T): T | undefined => {
    try {
      return question();
    } catch {
      return undefined;
    }
  };
  return {
    text: (relative) =>
      asked(() => git("show", `${commit}:${path.posix.join(prefix === "" ? "." : prefix, relative)}`)),
    names: (folder) =>
      asked(() => git("ls-tree", "-z", "--name-only", commit, "--", `${folder}/`).split("\0")) ?? [],
    under: (folder) =>
      asked(() => git("ls-tree", "-r", "-z", "--name-only", commit, "--", `${folder}/`).split("\0")) ?? [],
  };
}
