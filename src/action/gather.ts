import { isCandidate, type ChangedFile } from "../domain/change.js";
import type { ChangedPath, FileRead, ForgeReader, TextRequest } from "../forge/forge.js";
import { matchesAny } from "../policy/index.js";
import type { Scope } from "./scope.js";

/** Most files that are fetched, fifty a call: as many as GitHub lists of a change. */
export const MAX_FETCHED_FILES = 3000;

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

/** Reads both sides of every selected file through the API: no checkout is needed, nothing of the change runs. */
export async function gatherFiles(forge: ForgeReader, scope: Scope, selection: Selection): Promise<Gathered> {
  const selected = scope.paths.files.filter((file) => isSelected(file, selection));
  const fetched = selected.slice(0, MAX_FETCHED_FILES);
  const sides = fetched.map((file) => ({
    file,
    head: headRequest(file, scope),
    base: baseRequest(file, scope),
  }));
  const requests = sides.flatMap(({ head, base }) => [head, base].filter((request) => request !== undefined));
  const texts = await forge.texts(requests);
  const textOf = (request: TextRequest | undefined): FileRead | undefined =>
    request === undefined ? undefined : texts[requests.indexOf(request)];
  return {
    files: sides.map(({ file, head, base }) => changedFile(file, textOf(head), textOf(base))),
    incomplete: scope.paths.incomplete || fetched.length < selected.length,
  };
}

function headRequest(file: ChangedPath, scope: Scope): TextRequest | undefined {
  if (file.status === "removed") return undefined;
  return {
    path: file.path,
    ref: scope.headSha,
    ...(file.blobSha === undefined ? {} : { blobSha: file.blobSha }),
  };
}

function baseRequest(file: ChangedPath, scope: Scope): TextRequest | undefined {
  if (scope.baseSha === undefined || file.status === "added") return undefined;
  return { path: file.previousPath ?? file.path, ref: scope.baseSha };
}

function isSelected(file: ChangedPath, { files, ignore }: Selection): boolean {
  const chosen = (path: string): boolean =>
    isCandidate(path) && (files.length === 0 || matchesAny(path, files)) && !matchesAny(path, ignore);
  return chosen(file.path) || (file.previousPath !== undefined && chosen(file.previousPath));
}

function changedFile(file: ChangedPath, head: FileRead | undefined, base: FileRead | undefined): ChangedFile {
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
