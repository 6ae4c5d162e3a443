import { compact } from "../domain/compact.js";
import type { Client, RepoRef } from "./client.js";
import { ForgeError, named } from "./failure.js";
import type { ChangedPath, ChangedPaths, CommitTree, TreeFile } from "./forge.js";

/** Most calls that walk a tree which GitHub does not list at once. */
const MAX_WALKED = 400;

/** An entry of a tree: a file, a link, a submodule, or a folder with its own tree. */
interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
}

/** Answers of this run: trees of commits never change. */
const known = new WeakMap<Client, Map<string, Promise<CommitTree>>>();

/** All files of a commit by path. `incomplete`: GitHub lists at most 100,000 entries or 7 MB. */
export function readTree(client: Client, repo: RepoRef, commit: string): Promise<CommitTree> {
  const trees = known.get(client) ?? new Map<string, Promise<CommitTree>>();
  known.set(client, trees);
  const key = `${repo.owner}/${repo.repo}@${commit}`;
  let tree = trees.get(key);
  if (tree === undefined) {
    tree = entriesOf(client, repo, commit, true).then(({ entries, truncated }) => ({
      files: new Map(entries.filter(isFile).map((entry) => [entry.path, fileOf(entry)])),
      incomplete: truncated,
    }));
    trees.set(key, tree);
  }
  return tree;
}

/**
 * Files that differ between two commits, however many: GitHub cuts its own comparison at 300. A file that moved without
 * an edit keeps where it came from. Trees too large for one answer are walked, and only where they differ.
 */
export async function compareTrees(
  client: Client,
  repo: RepoRef,
  base: string,
  head: string,
): Promise<ChangedPaths> {
  const [before, after] = await Promise.all([readTree(client, repo, base), readTree(client, repo, head)]);
  if (!before.incomplete && !after.incomplete)
    return { files: changes(before.files, after.files), incomplete: false };
  const walked = { before: new Map<string, TreeFile>(), after: new Map<string, TreeFile>(), calls: 0 };
  const complete = await walk(client, repo, { base, head, folder: "" }, walked);
  return { files: changes(walked.before, walked.after), incomplete: !complete };
}

function changes(
  before: ReadonlyMap<string, TreeFile>,
  after: ReadonlyMap<string, TreeFile>,
): readonly ChangedPath[] {
  const gone = [...before].filter(([path]) => !after.has(path));
  const moved = new Map(gone.map(([path, { sha }]) => [sha, path]));
  const files: ChangedPath[] = [];
  for (const [path, file] of after) {
    const old = before.get(path);
    if (old?.sha === file.sha && old.mode === file.mode) continue;
    const previousPath = old === undefined ? moved.get(file.sha) : undefined;
    if (previousPath !== undefined) moved.delete(file.sha);
    const status = old !== undefined ? "modified" : previousPath === undefined ? "added" : "renamed";
    files.push(compact({ path, previousPath, status, blobSha: file.sha }));
  }
  const origins = new Set(files.map(({ previousPath }) => previousPath));
  for (const [path] of gone) if (!origins.has(path)) files.push({ path, status: "removed" });
  return files;
}

interface Walked {
  readonly before: Map<string, TreeFile>;
  readonly after: Map<string, TreeFile>;
  calls: number;
}

/** Collects the files of two folders where they differ; false when there was too much to walk. */
async function walk(
  client: Client,
  repo: RepoRef,
  { base, head, folder }: { readonly base?: string; readonly head?: string; readonly folder: string },
  walked: Walked,
): Promise<boolean> {
  if (base === head) return true;
  walked.calls += 2;
  if (walked.calls > MAX_WALKED) return false;
  const list = async (tree: string | undefined): Promise<ReadonlyMap<string, Entry>> =>
    new Map(
      tree === undefined
        ? []
        : (await entriesOf(client, repo, tree, false)).entries.map((entry) => [entry.path, entry]),
    );
  const [before, after] = await Promise.all([list(base), list(head)]);
  let complete = true;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old?.sha === now?.sha && old?.mode === now?.mode) continue;
    const path = `${folder}${name}`;
    if (old !== undefined && isFile(old)) walked.before.set(path, fileOf(old));
    if (now !== undefined && isFile(now)) walked.after.set(path, fileOf(now));
    const inner = compact({ base: folderOf(old), head: folderOf(now), folder: `${path}/` });
    if (inner.base === undefined && inner.head === undefined) continue;
    complete = (await walk(client, repo, inner, walked)) && complete;
  }
  return complete;
}

function folderOf(entry: Entry | undefined): string | undefined {
  return entry?.type === "tree" ? entry.sha : undefined;
}

function isFile({ type }: Entry): boolean {
  return type !== "tree";
}

function fileOf({ sha, mode, type }: Entry): TreeFile {
  return { sha, mode, kind: type === "commit" ? "submodule" : mode === "120000" ? "link" : "file" };
}

async function entriesOf(
  client: Client,
  repo: RepoRef,
  tree: string,
  recursive: boolean,
): Promise<{ readonly entries: readonly Entry[]; readonly truncated: boolean }> {
  const { data } = await named("contents: read", () =>
    client.rest.git.getTree({ ...repo, tree_sha: tree, ...(recursive ? { recursive: "1" } : {}) }),
  );
  if (!Array.isArray(data.tree))
    throw new ForgeError("GitHub answered with something that is no tree", { status: 0, cause: undefined });
  return { entries: data.tree, truncated: data.truncated };
}
