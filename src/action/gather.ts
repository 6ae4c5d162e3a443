import { isListing } from "../check/kustomization-lists.js";
import { isModelFile } from "../check/model-files.js";
import { mayRender } from "../check/rendered.js";
import { isManifestText, isWorthReading, mayBeManifest } from "../check/understand.js";
import { isCandidate, type ChangedFile } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import type { ChangedPath, CommitTree, FileRead, ForgeReader, TextRequest } from "../forge/forge.js";
import { matchesAny } from "../policy/index.js";
import { ledPaths, readLeads, type LedPath, type Leads } from "./leads.js";
import type { Scope } from "./scope.js";

/** Files read at a time; what cannot be ours is let go before the next are. */
const CHUNK = 500;

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
  const leads = await readLeads(forge, scope.headSha, changed);
  const known = new Set(changed.map(({ path: name }) => name));
  const listed = leads.listed.filter((name) => !known.has(name));
  const led = ledPaths(tree, leads, changed);
  const aliases = leads.aliases.filter(({ path: name }) => led.every((one) => one.path !== name));
  const doubles = new Set(aliases.map(({ path: name }) => name));
  const selected = [
    ...changed,
    ...led,
    ...aliases,
    ...listed.map((name): ChangedPath => ({ path: name, status: "unchanged" })),
  ].filter((file) => isSelected(file, selection, leads.named));
  const kept: ChangedFile[] = [];
  for (let from = 0; from < selected.length; from += CHUNK) {
    const read = await readChunk(forge, { scope, tree, leads }, selected.slice(from, from + CHUNK));
    kept.push(
      ...read.filter(
        (file) =>
          (leads.named.has(file.path) || mayBeOurs(file)) && !(doubles.has(file.path) && isJudged(file)),
      ),
    );
  }
  return { files: kept, lookedAt: selected.length, incomplete };
}

const SUBMODULE = "a submodule";

/** What sides of files are read from. */
interface Sources {
  readonly scope: Scope;
  readonly tree: CommitTree;
  readonly leads: Leads;
}

async function readChunk(
  forge: ForgeReader,
  sources: Sources,
  files: readonly LedPath[],
): Promise<readonly ChangedFile[]> {
  const sides = files.map((file) => ({
    file,
    ...headSide(file, sources),
    base: baseRequest(file, sources.scope),
  }));
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
      const isPart = other === SUBMODULE || /\.tgz$/.test(file.path);
      if (isPart && sources.leads.named.has(file.path)) return { ...read, suspect: true };
      const { unreadable } = read;
      if (unreadable?.startsWith("larger") !== true || file.blobSha === undefined) return read;
      const text = await forge.scan(file.blobSha);
      return { ...read, suspect: text === undefined || mayBeManifest(text) };
    }),
  );
}

/** Whether a file that is read by a second name is a manifest: it is judged by its own. */
function isJudged({ path: name, headText, baseText }: ChangedFile): boolean {
  return !isListing(name) && [headText, baseText].some((text = "") => isManifestText(text, name));
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

/** What is asked for as the head of a file, or what stands there that has no text. */
function headSide(
  file: LedPath,
  { scope, tree, leads }: Sources,
): { readonly head?: TextRequest; readonly other?: string } {
  if (file.behind !== undefined) return headSide(file.behind, { scope, tree, leads });
  const own = tree.files.get(file.path);
  if (own?.kind === "link") return { other: "a symbolic link" };
  if (own?.kind === "submodule") return { other: SUBMODULE };
  const at = own === undefined ? leads.follow(file.path) : file.path;
  const led = tree.files.get(at);
  if (own === undefined && led?.kind === "file")
    return { head: { path: at, ref: scope.headSha, blobSha: led.sha } };
  if (own === undefined && isBeyond(tree, at))
    return { other: "behind a link or a submodule that leads out of this repository" };
  if (file.status === "removed") return {};
  return { head: compact({ path: file.path, ref: scope.headSha, blobSha: file.blobSha }) };
}

/** Whether a path leads out of a repository: above it, or into another one. */
function isBeyond(tree: CommitTree, name: string): boolean {
  const parts = name.split("/");
  return (
    parts[0] === ".." ||
    parts.some((_, index) => tree.files.get(parts.slice(0, index).join("/"))?.kind === "submodule")
  );
}

function baseRequest(file: LedPath, scope: Scope): TextRequest | undefined {
  if (file.behind !== undefined) return baseRequest(file.behind, scope);
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
    // gone by name, and still found behind a link
    status: file.status === "removed" && head !== undefined ? "modified" : file.status,
    baseText: base?.kind === "text" ? base.text : undefined,
    headText: head?.kind === "text" ? head.text : undefined,
    unreadable,
  });
}
