import { readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { isReadFor, lookedAtFrom, mayLieBeside, placesOf } from "../../check/beside.js";
import type { SiblingReader } from "../../check/sibling-reader.js";
import { isListing } from "../../check/kustomization-lists.js";
import type { SiblingFile } from "../../manifest/types.js";
import { SKIPPED_FOLDERS } from "./skipped-folders.js";

/** Largest file that is read, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** What stood before, in a folder, in one other file or in a commit. Paths are relative to the working folder. */
export interface BeforeFiles {
  text(relative: string): string | undefined;
  /** files of a folder; undefined where the base is one file, which says nothing of those beside it */
  names(folder: string): readonly string[] | undefined;
  /** all files in a folder and below it; none where the base is one file */
  under(folder: string): readonly string[];
}

const folders = new Map<string, readonly SiblingFile[]>();

/** Files of the working folder as a check asks for them. What lies in folders below is known as it stands now. */
export function localReader(cwd: string, before: BeforeFiles | undefined): SiblingReader {
  return async (file, where) => {
    if (where === "around") return lookersOf(cwd, file);
    if (where === "under-head" || where === "under-base") return filesUnder(cwd, file);
    if (where === "lists") return kustomizationsUnder(cwd, file);
    return where === "base" && before !== undefined
      ? siblingsBefore(cwd, file, before)
      : siblingsOf(cwd, file);
  };
}

/**
 * What lies beside a manifest: ConfigMaps, requests and benchmark jobs of its folder and of `../perf`, its benchmark
 * results, and the configurations of the checkpoints that it serves.
 */
export function siblingsOf(cwd: string, file: string): SiblingFile[] {
  return readFolders(cwd, file, placesOf(ownName(cwd, file)));
}

/** The same as it was at the base. */
export function siblingsBefore(cwd: string, file: string, before: BeforeFiles): SiblingFile[] {
  const own = ownName(cwd, file);
  return placesOf(own)
    .flatMap((place) => {
      const names = before.names(place);
      if (names === undefined) return readFolder(cwd, place);
      return names.flatMap((name): SiblingFile[] => {
        const text = mayLieBeside(path.posix.basename(name)) ? before.text(name) : undefined;
        return text === undefined ? [] : [{ file: path.posix.normalize(name), text }];
      });
    })
    .filter((sibling) => isReadFor(own, sibling.file));
}

/** Around a file of `perf/`: what lies in the folders that look there. */
export function lookersOf(cwd: string, file: string): SiblingFile[] {
  const parent = lookedAtFrom(ownName(cwd, file));
  if (parent === undefined) return [];
  const entries = entriesOf(path.resolve(cwd, parent)).filter((entry) => entry.isDirectory());
  return readFolders(
    cwd,
    file,
    entries.map(({ name }) => path.posix.join(parent, name)),
  );
}

const MAX_LEVELS = 12;

/** What lies in a file's folder and in those under it, now. */
function filesUnder(cwd: string, file: string): SiblingFile[] {
  return readFolders(cwd, file, foldersUnder(cwd, path.posix.dirname(ownName(cwd, file)), MAX_LEVELS));
}

/** The same of kustomizations alone: nothing else is read. */
function kustomizationsUnder(cwd: string, file: string): SiblingFile[] {
  return foldersUnder(cwd, path.posix.dirname(ownName(cwd, file)), MAX_LEVELS).flatMap((folder) =>
    readIn(cwd, folder, isListing),
  );
}

function foldersUnder(cwd: string, folder: string, levels: number): readonly string[] {
  const inside = levels === 0 ? [] : entriesOf(path.resolve(cwd, folder));
  return [
    folder,
    ...inside
      .filter((entry) => entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name))
      .flatMap(({ name }) => foldersUnder(cwd, path.posix.join(folder, name), levels - 1)),
  ];
}

/** A path as a check knows files: from the working folder, with `/`. */
function ownName(cwd: string, file: string): string {
  return path.relative(cwd, path.resolve(cwd, file)).split(path.sep).join("/");
}

function readFolders(cwd: string, file: string, places: readonly string[]): SiblingFile[] {
  const own = ownName(cwd, file);
  return places.flatMap((place) => readFolder(cwd, place)).filter((sibling) => isReadFor(own, sibling.file));
}

/** One reading of a folder serves all manifests that look there. */
function readFolder(cwd: string, place: string): readonly SiblingFile[] {
  const full = path.resolve(cwd, place);
  let found = folders.get(full);
  if (found !== undefined) return found;
  found = readIn(cwd, place, mayLieBeside);
  folders.set(full, found);
  return found;
}

/** Files of a folder whose names are asked for. */
function readIn(cwd: string, place: string, isAsked: (name: string) => boolean): readonly SiblingFile[] {
  const full = path.resolve(cwd, place);
  return entriesOf(full)
    .filter((entry) => !entry.isDirectory() && isAsked(entry.name))
    .flatMap(({ name }) => {
      const at = path.join(full, name);
      const stat = statSync(at, { throwIfNoEntry: false });
      if (stat?.isFile() !== true || stat.size > MAX_BYTES) return [];
      return [{ file: ownName(cwd, at), text: readFileSync(at, "utf8") }];
    });
}

/** Entries of a folder by name; none where there is no such folder: most manifests have none of benchmarks. */
function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    return [];
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
