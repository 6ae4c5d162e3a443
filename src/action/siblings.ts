import path from "node:path";
import type { ForgeReader } from "../forge/forge.js";
import { isReadFor, lookedAtFrom, mayLieBeside, placesOf } from "../check/beside.js";
import type { Scope } from "./scope.js";

/** A file beside a manifest. */
export interface Sibling {
  readonly file: string;
  readonly text: string;
}

/** Where to look: beside a manifest on one side, or for manifests that look at the folder of a file. */
export type Lookout = "head" | "base" | "around";

/**
 * Reads what lies beside a manifest: its folder and `../perf/`, where ConfigMaps, requests and benchmark jobs are kept,
 * its benchmark results, and files of checkpoints; `around` a file of `perf/`, the folders that look there. One call lists
 * the tree; texts are read many at a time. Nothing is cut: a file that a limit depends on may be the last of many.
 */
export function siblingReader(
  forge: ForgeReader,
  scope: Scope,
): (file: string, where: Lookout) => Promise<readonly Sibling[]> {
  const listed = new Map<string, Promise<Folders>>();
  const changed = changedByFolder(scope);
  return async (file, where) => {
    const places = placesOf(file);
    // where nothing beside the manifest changed, the head's list serves for both sides
    const moved = places.some((place) => {
      const names = changed.get(place);
      return names !== undefined && names.size > (names.has(file) ? 1 : 0);
    });
    const sha = where === "base" && moved ? scope.baseSha : scope.headSha;
    if (sha === undefined) return [];
    let tree = listed.get(sha);
    if (tree === undefined) listed.set(sha, (tree = byFolder(forge, sha)));
    const folders = await tree;
    const around = lookedAtFrom(file);
    const looked =
      where === "around" ? [...folders.keys()].filter((name) => path.posix.dirname(name) === around) : places;
    const beside = [...new Set(looked)]
      .flatMap((place) => folders.get(place) ?? [])
      .filter((each) => isReadFor(file, each.path));
    return textsOf(forge, beside, scope.headSha);
  };
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
async function textsOf(
  forge: ForgeReader,
  files: readonly Listed[],
  ref: string,
): Promise<readonly Sibling[]> {
  const read = await forge.texts(files.map((each) => ({ ...each, ref })));
  return read.flatMap((answer, index) =>
    answer.kind === "text" ? [{ file: files[index]!.path, text: answer.text }] : [],
  );
}

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
