import path from "node:path";
import { isModelFile } from "../check/model-files.js";
import { mayRender } from "../check/rendered.js";
import { isWorthReading, mayBeManifest } from "../check/understand.js";
import { isCandidate, type ChangedFile } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import type { ChangedPath, CommitTree, FileRead, ForgeReader, TextRequest } from "../forge/forge.js";
import { matchesAny } from "../policy/index.js";
import type { Scope } from "./scope.js";

/** Files read at a time; what cannot be ours is let go before the next are. */
const CHUNK = 500;
/** Most links whose targets are looked up. */
const MAX_LINKS = 200;
/** Most links that are followed one after another, as Linux has it. */
const MAX_STEPS = 40;

/** Files that may hold manifests, with their texts. */
export interface Gathered {
  readonly files: readonly ChangedFile[];
  /** how many were read to find them */
  readonly lookedAt: number;
  /** the list was cut by the platform */
  readonly incomplete: boolean;
}

/** Which of the changed paths are looked at. */
export interface Selection {
  /** globs of the input `files`; empty means every file that can be a manifest */
  readonly files: readonly string[];
  /** globs of the policy */
  readonly ignore: readonly string[];
}

/**
 * Reads both sides of every selected file through the API: no checkout is needed, nothing of the change runs. However many
 * files changed, all are read; only those that may be ours are kept.
 */
export async function gatherFiles(forge: ForgeReader, scope: Scope, selection: Selection): Promise<Gathered> {
  const { files: changed, incomplete } = scope.paths;
  if (changed.length === 0) return { files: [], lookedAt: 0, incomplete };
  const tree = await forge.tree(scope.headSha);
  const linked = await linkTargets(forge, tree);
  const selected = changed.filter((file) => isSelected(file, selection, linked));
  const kept: ChangedFile[] = [];
  for (let from = 0; from < selected.length; from += CHUNK) {
    const read = await readChunk(forge, scope, tree, selected.slice(from, from + CHUNK));
    kept.push(...read.filter(mayBeOurs));
  }
  return { files: kept, lookedAt: selected.length, incomplete };
}

async function readChunk(
  forge: ForgeReader,
  scope: Scope,
  tree: CommitTree,
  files: readonly ChangedPath[],
): Promise<readonly ChangedFile[]> {
  const sides = files.map((file) => {
    const kind = tree.files.get(file.path)?.kind;
    const other = kind === "link" ? "a symbolic link" : kind === "submodule" ? "a submodule" : undefined;
    const head = other === undefined ? headRequest(file, scope) : undefined;
    return { file, other, head, base: baseRequest(file, scope) };
  });
  const requests = sides.flatMap(({ head, base }) => [head, base].filter((request) => request !== undefined));
  const answers = await forge.texts(requests);
  const texts = new Map(requests.map((request, index) => [request, answers[index]]));
  const textOf = (request: TextRequest | undefined): FileRead | undefined => request && texts.get(request);
  return Promise.all(
    sides.map(async ({ file, other, head, base }) => {
      const read = changedFile(
        file,
        other === undefined ? textOf(head) : { kind: "unreadable", reason: other },
        textOf(base),
      );
      const { unreadable } = read;
      if (unreadable?.startsWith("larger") !== true || file.blobSha === undefined) return read;
      const text = await forge.scan(file.blobSha);
      return { ...read, suspect: text === undefined || mayBeManifest(text) };
    }),
  );
}

/**
 * Files that a link under the name of a manifest leads to, over links of links and of folders: `kubectl` opens it, so they
 * are manifests by any name.
 */
async function linkTargets(forge: ForgeReader, tree: CommitTree): Promise<ReadonlySet<string>> {
  const links = [...tree.files]
    .filter(([, { kind }]) => kind === "link")
    .map(([name, { sha }]) => ({ name, sha }));
  const named = links.filter(({ name }) => isCandidate(name));
  if (named.length === 0) return new Set();
  const read = [...named, ...links.filter(({ name }) => !isCandidate(name))].slice(0, MAX_LINKS);
  const leads = new Map(
    await Promise.all(
      read.map(async ({ name, sha }) => {
        const target = await forge.blob(sha);
        return [name, target.kind === "text" ? target.text : "."] as const;
      }),
    ),
  );
  return new Set(named.map(({ name }) => followed(name, leads)));
}

/** Where a path leads once every part of it that is a link is followed. */
function followed(name: string, leads: ReadonlyMap<string, string>): string {
  let at = name;
  for (let step = 0; step < MAX_STEPS; step++) {
    const parts = at.split("/");
    const end = parts.findIndex((_, index) => leads.has(parts.slice(0, index + 1).join("/")));
    if (end < 0) return at;
    const link = parts.slice(0, end + 1).join("/");
    const rest = parts.slice(end + 1).join("/");
    at = path.posix.join(path.posix.dirname(link), leads.get(link) ?? ".", rest);
  }
  return at;
}

/** Whether a file can matter: one side names something of ours, or it could not be read. */
function mayBeOurs({ path: name, baseText, headText, unreadable }: ChangedFile): boolean {
  return (
    unreadable !== undefined ||
    isModelFile(name) ||
    mayRender(name, headText ?? baseText) ||
    [baseText, headText].some((text) => text !== undefined && isWorthReading(text))
  );
}

function headRequest(file: ChangedPath, scope: Scope): TextRequest | undefined {
  if (file.status === "removed") return undefined;
  return compact({ path: file.path, ref: scope.headSha, blobSha: file.blobSha });
}

function baseRequest(file: ChangedPath, scope: Scope): TextRequest | undefined {
  if (scope.baseSha === undefined || file.status === "added") return undefined;
  return { path: file.previousPath ?? file.path, ref: scope.baseSha };
}

function isSelected(file: ChangedPath, { files, ignore }: Selection, linked: ReadonlySet<string>): boolean {
  const named = (name: string): boolean =>
    files.length === 0 ? isCandidate(name) || linked.has(name) : matchesAny(name, files);
  const chosen = (name: string): boolean => named(name) && !matchesAny(name, ignore);
  return chosen(file.path) || (file.previousPath !== undefined && chosen(file.previousPath));
}

function changedFile(file: ChangedPath, head: FileRead | undefined, base: FileRead | undefined): ChangedFile {
  const unreadable =
    head?.kind === "unreadable" ? head.reason : head?.kind === "absent" ? "not in the commit" : undefined;
  return compact({
    path: file.path,
    previousPath: file.previousPath,
    status: file.status,
    baseText: base?.kind === "text" ? base.text : undefined,
    headText: head?.kind === "text" ? head.text : undefined,
    unreadable,
  });
}
