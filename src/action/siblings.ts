import path from "node:path";
import type { ForgeReader } from "../forge/forge.js";
import { isReadFor, isUnder, lookedAtFrom, mayLieBeside, placesOf } from "../check/beside.js";
import type { Lookout, SiblingReader } from "../check/sibling-reader.js";
import { isListing } from "../check/kustomization-lists.js";
import type { Scope } from "./scope.js";

/**
 * Reads what lies beside a manifest: its folder and `../perf/`, where ConfigMaps, requests and benchmark jobs are kept,
 * its benchmark results, and files of checkpoints; and elsewhere as the question says. One call lists the tree; texts are
 * read many at a time. Nothing is cut: a file that a limit depends on may be the last of many.
 */
export function siblingReader(forge: ForgeReader, scope: Scope): SiblingReader {
  const listed = new Map<string, Promise<Folders>>();
  const changed = changedByFolder(scope);
  return async (file, where) => {
    const places = placesOf(file);
    // where nothing beside the manifest changed, the head's list serves for both sides
    const moved = places.some((place) => {
      const names = changed.get(place);
      return names !== undefined && names.size > (names.has(file) ? 1 : 0);
    });
    const isBefore = where === "under-base" || (where === "base" && moved);
    const sha = isBefore ? scope.baseSha : scope.headSha;
    if (sha === undefined) return [];
    let tree = listed.get(sha);
    if (tree === undefined) listed.set(sha, (tree = byFolder(forge, sha)));
    const folders = await tree;
    const beside = [...new Set(lookedAt(file, where, [...folders.keys()]))]
      .flatMap((place) => folders.get(place) ?? [])
      .filter((each) => (where === "lists" ? isListing(each.path) : isReadFor(file, each.path)));
    return textsOf(forge, beside, scope.headSha);
  };
}

/** Folders in which files are looked for, of those that there are. */
function lookedAt(file: string, where: Lookout, folders: readonly string[]): readonly string[] {
  if (where === "head" || where === "base") return placesOf(file);
  if (where === "lists") return folders;
  const own = path.posix.dirname(file);
  if (where === "around") {
    const around = lookedAtFrom(file);
    return folders.filter((name) => path.posix.dirname(name) === around);
  }
  return folders.filter((name) => isUnder(name, own));
}

/** Names that a change touches, before and after, by folder. */
function changedByFolder({ paths: { files } }: Scope): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const { path: name, previousPath = name, status } of files)
    for (const each of status === "unchanged" ? [] : [name, previousPath]) {
      const folder = path.posix.dirname(each);
      folders.set(folder, (folders.get(folder) ?? new Set()).add(each));
    }
  return folders;
}

/** Texts of listed files; what is no text is left out. */
async function textsOf(forge: ForgeReader, files: readonly Listed[], ref: string): Promise<Siblings> {
  const read = await forge.texts(files.map((each) => ({ ...each, ref })));
  return read.flatMap((answer, index) =>
    answer.kind === "text" ? [{ file: files[index]!.path, text: answer.text }] : [],
  );
}

type Siblings = Awaited<ReturnType<SiblingReader>>;

interface Listed {
  readonly path: string;
  readonly blobSha: string;
}

type Folders = ReadonlyMap<string, readonly Listed[]>;

async function byFolder(forge: ForgeReader, commit: string): Promise<Folders> {
  const folders = new Map<string, Listed[]>();
  for (const [name, { sha, kind }] of (await forge.tree(commit)).files) {
    if (kind !== "file" || !mayLieBeside(name)) continue;
    const folder = path.posix.dirname(name);
    const files = folders.get(folder) ?? [];
    files.push({ path: name, blobSha: sha });
    folders.set(folder, files);
  }
  return folders;
}
