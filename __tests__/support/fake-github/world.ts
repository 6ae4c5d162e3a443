import { createHash } from "node:crypto";

/** What a token may do; absent means nothing. */
export type Permissions = Readonly<
  Partial<Record<"contents" | "pull-requests" | "issues" | "statuses" | "actions", "read" | "write">>
>;

export interface Token {
  readonly login: string;
  readonly permissions: Permissions;
}

export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  readonly message: string;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly login: string;
}

export interface ReviewComment extends Comment {
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly commitId: string;
}

export interface Pull {
  readonly number: number;
  title: string;
  open: boolean;
  draft: boolean;
  base: string;
  headRef: string;
  /** `owner/name`, the base repository unless it is a fork */
  readonly headRepository: string;
  labels: string[];
  /** who opened it, the owner of the head's repository unless said */
  readonly author?: string;
  /** makes the list of files shorter than it is */
  listedFiles?: number;
  /** where the base stood when the head was pushed: GitHub does not move it with the branch */
  baseSha?: string;
}

export interface Status {
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly login: string;
}

export interface Issue {
  readonly number: number;
  title: string;
  body: string;
  open: boolean;
  readonly login: string;
}

export interface Artifact {
  readonly id: number;
  readonly runId: number;
  readonly name: string;
  readonly zip: Buffer;
}

/** The state of one repository and everything around it. Tests change it directly; the server reads and writes it. */
export class World {
  readonly repository: string;
  readonly commits = new Map<string, Commit>();
  readonly branches = new Map<string, string>();
  readonly pulls = new Map<number, Pull>();
  readonly comments: Comment[] = [];
  readonly reviewComments: ReviewComment[] = [];
  readonly statuses: Status[] = [];
  readonly issues: Issue[] = [];
  readonly labelEvents: {
    issue: number;
    label: string;
    login: string;
    event?: string;
    at?: string;
  }[] = [];
  /** what the server recorded of pushes, oldest first */
  readonly pushes: { branch: string; after: string; at: string; by?: string }[] = [];
  /** roles in the repository by login; everybody else may read */
  readonly roles = new Map<string, "admin" | "maintain" | "write" | "triage">();
  /** types of the rules that hold for a branch */
  readonly branchRules = new Map<string, readonly string[]>();
  /** files of other repositories, by `owner/name/path@ref` */
  readonly foreign = new Map<string, string>();
  /** node ids of comments that are hidden */
  readonly minimized = new Set<string>();
  /** entries after which a recursive tree is cut */
  maxTreeEntries = 100_000;
  /** false: the server keeps no record of pushes */
  hasActivity = true;
  readonly artifacts: Artifact[] = [];
  readonly dispatches: { workflow: string; ref: string; inputs: unknown }[] = [];
  readonly tokens = new Map<string, Token>();
  readonly protectedBranches = new Set<string>();
  readonly lockedIssues = new Set<number>();
  private nextId = 1000;
  private minutes = 0;

  constructor(repository = "octo/serving") {
    this.repository = repository;
  }

  /** The next minute of this world's day. */
  tick(): string {
    return new Date(Date.UTC(2026, 10, 20, 10, this.minutes++)).toISOString().replace(".000", "");
  }

  /** Somebody sets a label on a pull request, now. */
  label(number: number, label: string, login: string): void {
    const pull = this.pulls.get(number);
    if (pull !== undefined && !pull.labels.includes(label)) pull.labels.push(label);
    this.labelEvents.push({ issue: number, label, login, at: this.tick() });
  }

  /** Somebody takes a label away, now. */
  unlabel(number: number, label: string, login: string): void {
    const pull = this.pulls.get(number);
    if (pull !== undefined) pull.labels = pull.labels.filter((name) => name !== label);
    this.labelEvents.push({ issue: number, label, login, event: "unlabeled", at: this.tick() });
  }

  id(): number {
    return this.nextId++;
  }

  /** Adds a commit on a branch (made when it is new) that sets or removes files; `merges` is its second parent. Returns its SHA. */
  commit(
    branch: string,
    changes: Readonly<Record<string, string | null>>,
    options: { from?: string; message?: string; merges?: string } = {},
  ): string {
    const parent =
      this.branches.get(branch) ??
      (options.from === undefined ? undefined : (this.branches.get(options.from) ?? options.from));
    const files = new Map(parent === undefined ? [] : this.commits.get(parent)?.files);
    for (const [path, text] of Object.entries(changes)) {
      if (text === null) files.delete(path);
      else files.set(path, text);
    }
    const message = options.message ?? "change";
    const sha = createHash("sha1")
      .update(JSON.stringify([parent, [...files], message, this.id()]))
      .digest("hex");
    const merged = options.merges === undefined ? undefined : this.resolve(options.merges)?.sha;
    const parents = [parent, merged].filter((one) => one !== undefined);
    this.commits.set(sha, { sha, parents, files, message });
    this.branches.set(branch, sha);
    this.pushes.push({ branch, after: sha, at: this.tick() });
    return sha;
  }

  pull(number: number, options: Partial<Omit<Pull, "number">> & { readonly headRef: string }): Pull {
    const pull: Pull = {
      number,
      title: "A change",
      open: true,
      draft: false,
      base: "main",
      headRepository: this.repository,
      labels: [],
      ...options,
    };
    this.pulls.set(number, pull);
    return pull;
  }

  headOf(pull: Pull): string {
    return this.branches.get(pull.headRef) ?? "";
  }

  /** A commit by branch, tag-like name, full or short SHA. */
  resolve(ref: string): Commit | undefined {
    const name = ref.replace(/^(?:refs\/)?heads\//, "");
    const branch = this.branches.get(name);
    if (branch !== undefined) return this.commits.get(branch);
    if (ref.length < 7) return undefined;
    return [...this.commits.values()].find((commit) => commit.sha.startsWith(ref));
  }

  mergeBase(a: string, b: string): string | undefined {
    const ancestors = (start: string): Set<string> => {
      const seen = new Set<string>();
      const open = [start];
      while (open.length > 0) {
        const sha = open.pop()!;
        if (seen.has(sha)) continue;
        seen.add(sha);
        open.push(...(this.commits.get(sha)?.parents ?? []));
      }
      return seen;
    };
    const ours = ancestors(a);
    const open = [b];
    while (open.length > 0) {
      const sha = open.shift()!;
      if (ours.has(sha)) return sha;
      open.push(...(this.commits.get(sha)?.parents ?? []));
    }
    return undefined;
  }
}

const LINK = "\0link:";
const RAW = "\0raw:";
const SUBMODULE = "\0submodule:";

/** What stands for a symbolic link in the files of a commit. */
export function linkTo(target: string): string {
  return LINK + target;
}

/** What stands for a file of bytes that are no UTF-8. */
export function rawFile(bytes: Buffer): string {
  return RAW + bytes.toString("base64");
}

/** What stands for a submodule in the files of a commit. */
export function submoduleAt(commit: string): string {
  return SUBMODULE + commit;
}

export function modeOf(text: string): "120000" | "160000" | "100644" {
  if (text.startsWith(SUBMODULE)) return "160000";
  return text.startsWith(LINK) ? "120000" : "100644";
}

/** Bytes of the blob that an entry of a commit stands for. */
export function bytesOf(text: string): Buffer {
  if (text.startsWith(RAW)) return Buffer.from(text.slice(RAW.length), "base64");
  return Buffer.from(text.startsWith(LINK) ? text.slice(LINK.length) : text, "utf8");
}

/** SHA of a blob as git computes it, or the commit that a submodule stands at. */
export function blobSha(text: string): string {
  if (text.startsWith(SUBMODULE)) return text.slice(SUBMODULE.length);
  const bytes = bytesOf(text);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

const blobs = new WeakMap<Commit, ReadonlyMap<string, string>>();

/** What a blob of any commit holds; each commit is looked through once. */
export function textOfBlob(commits: Iterable<Commit>, sha: string): string | undefined {
  for (const commit of commits) {
    let known = blobs.get(commit);
    if (known === undefined)
      blobs.set(commit, (known = new Map([...commit.files.values()].map((text) => [blobSha(text), text]))));
    const text = known.get(sha);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A file of a comparison. */
export interface FileChange {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly before?: string;
  readonly after?: string;
}

const compared = new WeakMap<Commit, WeakMap<Commit, readonly FileChange[]>>();

/** Files that differ between two commits, found once: a list is asked for page by page. */
export function changesBetween(base: Commit, head: Commit): readonly FileChange[] {
  const known = compared.get(base) ?? new WeakMap<Commit, readonly FileChange[]>();
  compared.set(base, known);
  const changes = known.get(head) ?? findChanges(base, head);
  known.set(head, changes);
  return changes;
}

/** A removed and an added file of the same text, or of the same name, are a rename. */
function findChanges(base: Commit, head: Commit): readonly FileChange[] {
  const removed = [...base.files].filter(([path]) => !head.files.has(path));
  const result: FileChange[] = [];
  for (const [path, after] of head.files) {
    const before = base.files.get(path);
    if (before === after) continue;
    if (before !== undefined) {
      result.push({ path, status: "modified", before, after });
      continue;
    }
    const index = removed.findIndex(
      ([old, text]) =>
        text === after || similar(text, after) || old.split("/").at(-1) === path.split("/").at(-1),
    );
    const [from] = index < 0 ? [] : removed.splice(index, 1);
    result.push(
      from === undefined
        ? { path, status: "added", after }
        : { path, previousPath: from[0], status: "renamed", before: from[1], after },
    );
  }
  for (const [path, before] of removed) result.push({ path, status: "removed", before });
  return result.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function similar(a: string, b: string): boolean {
  const lines = new Set(a.split("\n"));
  const others = b.split("\n");
  return others.filter((line) => lines.has(line)).length >= others.length * 0.6 && others.length > 3;
}
