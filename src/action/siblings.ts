import path from "node:path";
import { isCandidate } from "../domain/change.js";
import type { ForgeReader } from "../forge/forge.js";
import { isReadFor, isUnder, lookedAtFrom, mayLieBeside, placesOf } from "../check/beside.js";
import type { Lookout, SiblingReader } from "../check/sibling-reader.js";
import { isListing } from "../check/kustomization-lists.js";
import { linksOf } from "./links.js";
import type { Scope } from "./scope.js";

/**
 * Reads what lies beside a manifest: its folder and `../perf/`, where ConfigMaps, requests and benchmark jobs are kept,
 * its benchmark results, and files of checkpoints; and elsewhere as the question says. One call lists the tree; texts are
 * read many at a time. Nothing is cut: a file that a limit depends on may be the last of many.
 */
export function siblingReader(forge: ForgeReader, scope: Scope): SiblingReader {
  const listed = new Map<string, Promise<Folders>>();
  const changed = changedByFolder(scope);
  let withLinks: Promise<ReadonlySet<string>> | undefined;
  return async (file, where) => {
    const places = placesOf(file);
    // where nothing beside the manifest changed, the head's list serves for both sides; what is behind a link may have
    const moved = async (): Promise<boolean> => {
      const linked = await (withLinks ??= foldersWithLinks(forge, scope.headSha));
      return places.some((place) => {
        const names = changed.get(place);
        return linked.has(place) || (names !== undefined && names.size > (names.has(file) ? 1 : 0));
      });
    };
    const isBefore = where === "under-base" || (where === "base" && (await moved()));
    const sha = isBefore ? scope.baseSha : scope.headSha;
    if (sha === undefined) return [];
    let tree = listed.get(sha);
    if (tree === undefined) listed.set(sha, (tree = byFolder(forge, sha)));
    const folders = await tree;
    const own = where === "lists" ? file : await behindLinks(forge, sha, file);
    const beside = [...new Set(lookedAt(own, where, [...folders.keys()]))]
      .flatMap((place) => folders.get(place) ?? [])
      .filter((each) => (where === "lists" ? isListing(each.path) : isReadFor(own, each.path)));
    const read = await textsOf(forge, beside, scope.headSha);
    if (own === file) return read;
    const [from, to] = [path.posix.dirname(own), path.posix.dirname(file)];
    return read.map((one) =>
      isUnder(one.file, from)
        ? { ...one, file: path.posix.join(to, path.posix.relative(from, one.file)) }
        : one,
    );
  };
}

/** Folders in which symbolic links stand. */
async function foldersWithLinks(forge: ForgeReader, commit: string): Promise<ReadonlySet<string>> {
  const { files } = await forge.tree(commit);
  return new Set(
    [...files].flatMap(([name, { kind }]) => (kind === "link" ? [path.posix.dirname(name)] : [])),
  );
}

/** Where a path stands: its folder may lie behind links, as a kustomization names one. */
async function behindLinks(forge: ForgeReader, commit: string, file: string): Promise<string> {
  const links = linksOf(forge, commit, await forge.tree(commit));
  const folder = path.posix.dirname(file);
  await links.read([folder]);
  return path.posix.join(links.follow(folder), path.posix.basename(file));
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

/** Files of a commit that may lie beside a manifest; each may be a link to one of any name. */
async function byFolder(forge: ForgeReader, commit: string): Promise<Folders> {
  const folders = new Map<string, Listed[]>();
  const tree = await forge.tree(commit);
  const links = linksOf(forge, commit, tree);
  await links.read(
    [...tree.files].flatMap(([name, { kind }]) => (kind === "link" && isCandidate(name) ? [name] : [])),
  );
  for (const [name, entry] of tree.files) {
    const { sha, kind } = (entry.kind === "link" && tree.files.get(links.follow(name))) || entry;
    if (kind !== "file" || !mayLieBeside(name)) continue;
    const folder = path.posix.dirname(name);
    const files = folders.get(folder) ?? [];
    files.push({ path: name, blobSha: sha });
    folders.set(folder, files);
  }
  return folders;
}
