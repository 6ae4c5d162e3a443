import type { ChangedFile } from "../domain/change.js";
import type { ChangedPath, ForgeReader } from "../forge/forge.js";
import { matchesAny } from "../policy/index.js";
import type { Scope } from "./scope.js";

/** Most files that are fetched: two calls each, and a job's token has 1,000 an hour. */
export const MAX_FETCHED_FILES = 300;

/** Files that may hold manifests, with their texts. */
export interface Gathered {
  readonly files: readonly ChangedFile[];
  /** the list was cut by the platform or by {@link MAX_FETCHED_FILES} */
  readonly incomplete: boolean;
}

/** Which of the changed paths are looked at. */
export interface Selection {
  /** globs of the input `files`; empty means every file that can be a manifest */
  readonly files: readonly string[];
  /** globs of the policy */
  readonly ignore: readonly string[];
}

/** Whether a file can be a manifest or an experiment file, by its name. */
export function isCandidate(path: string): boolean {
  return (
    /\.(?:ya?ml|json)$/i.test(path) && !/(?:^|\/)(?:package(?:-lock)?|tsconfig)\.json$|^\.github\//.test(path)
  );
}

/** Reads both sides of every selected file through the API: no checkout is needed, nothing of the change runs. */
export async function gatherFiles(forge: ForgeReader, scope: Scope, selection: Selection): Promise<Gathered> {
  const selected = scope.paths.files.filter((file) => isSelected(file, selection));
  const fetched = selected.slice(0, MAX_FETCHED_FILES);
  const files = await Promise.all(fetched.map((file) => gatherFile(forge, scope, file)));
  return { files, incomplete: scope.paths.incomplete || fetched.length < selected.length };
}

function isSelected(file: ChangedPath, { files, ignore }: Selection): boolean {
  const chosen = (path: string): boolean =>
    isCandidate(path) && (files.length === 0 || matchesAny(path, files)) && !matchesAny(path, ignore);
  return chosen(file.path) || (file.previousPath !== undefined && chosen(file.previousPath));
}

async function gatherFile(forge: ForgeReader, scope: Scope, file: ChangedPath): Promise<ChangedFile> {
  const { baseSha } = scope;
  const [head, base] = await Promise.all([
    file.status === "removed"
      ? undefined
      : file.blobSha === undefined
        ? forge.text(file.path, scope.headSha)
        : forge.blob(file.blobSha),
    baseSha === undefined || file.status === "added"
      ? undefined
      : forge.text(file.previousPath ?? file.path, baseSha),
  ]);
  const unreadable =
    head?.kind === "unreadable" ? head.reason : head?.kind === "absent" ? "not in the commit" : undefined;
  return {
    path: file.path,
    ...(file.previousPath === undefined ? {} : { previousPath: file.previousPath }),
    status: file.status,
    ...(base?.kind === "text" ? { baseText: base.text } : {}),
    ...(head?.kind === "text" ? { headText: head.text } : {}),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}
