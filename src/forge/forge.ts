import type { ChangeStatus } from "../domain/change.js";

/** A pull request as far as the action needs it. */
export interface PullRequest {
  readonly number: number;
  readonly open: boolean;
  readonly draft: boolean;
  readonly headSha: string;
  readonly headRef: string;
  /** login of whoever opened it */
  readonly author?: string;
  /** branch that the repository shows first */
  readonly defaultBranch?: string;
  /** `owner/name` of the head; undefined when the fork is gone */
  readonly headRepository: string | undefined;
  readonly baseSha: string;
  readonly baseRef: string;
  readonly fromFork: boolean;
  readonly labels: readonly string[];
  readonly changedFiles: number;
}

/** A file of a change, without its texts. */
export interface ChangedPath {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: ChangeStatus;
  /** blob of the file as proposed */
  readonly blobSha?: string;
  /** unified diff without file headers; absent for large and binary files */
  readonly patch?: string;
}

/** What a change touches. `incomplete`: the platform cut the list. */
export interface ChangedPaths {
  readonly files: readonly ChangedPath[];
  readonly incomplete: boolean;
}

/** A file of a commit. */
export interface TreeFile {
  readonly sha: string;
  /** mode as git has it: `100644`, `120000` for a link */
  readonly mode: string;
  readonly kind: "file" | "link" | "submodule";
}

/** All files of a commit by path. `incomplete`: the platform cut the list. */
export interface CommitTree {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly incomplete: boolean;
}

/** A push to the branch of a pull request. */
export interface HeadPush {
  /** commit that the branch was at afterwards */
  readonly sha: string;
  /** milliseconds since 1970 */
  readonly atMs: number;
  /** login; absent where the server names nobody */
  readonly actor?: string;
}

/** Who set a label and when, in milliseconds since 1970; when the pull request was last pointed at another base. */
export interface LabelEvent {
  readonly actor: string;
  readonly atMs: number;
  readonly retargetedMs?: number;
}

/** What somebody may do in a repository, as far as rights depend on it. */
export type RepositoryRole = "admin" | "write" | "none";

/** A file's text, or why there is none. */
export type FileRead =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** A file to read: at a commit, or by its blob when that is known. */
export interface TextRequest {
  readonly path: string;
  readonly ref: string;
  readonly blobSha?: string;
}

/** How comment bodies are recognised and ordered. */
export interface CommentRules {
  /** whether a body carries our hidden header for this use of the action; the author is checked apart */
  owns(body: string): boolean;
  /** positive when `a` belongs to a later state of the pull request than `b` */
  compare(a: string, b: string): number;
  /** whether two bodies say the same to a reader: the number of the run does not count */
  equal(a: string, b: string): boolean;
}

/**
 * What became of the comment. `kept`: another run with newer results owns it. `unsettled`: it was written, but what
 * belongs to it (a second look, the removal of a duplicate) failed, and why.
 */
export type CommentOutcome =
  | {
      readonly kind: "created" | "updated" | "unchanged" | "kept";
      readonly id: number;
      readonly url: string;
      readonly unsettled?: string;
    }
  | { readonly kind: "absent" };

export interface CommentRequest {
  readonly number: number;
  readonly body: string;
  /** false: only an existing comment is brought up to date */
  readonly create: boolean;
  /** what becomes of a comment that has new text */
  readonly update: "edit" | "hide-and-new" | "delete-and-new";
  readonly rules: CommentRules;
  /** the rules anew, by the pull request's head at that moment; asked after each write */
  readonly refresh: () => Promise<CommentRules>;
}

export interface IssueRequest {
  readonly title: string;
  readonly body: string;
  /** false: only an open issue of ours is brought up to date */
  readonly create: boolean;
  readonly owns: (body: string) => boolean;
  /** whether two bodies say the same to a reader: the number of the run does not count */
  readonly equal: (a: string, b: string) => boolean;
}

export type StatusState = "error" | "failure" | "pending" | "success";

export interface StatusRequest {
  readonly sha: string;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string;
  readonly targetUrl?: string;
}

/** A suggestion on lines of the diff. `fingerprint` is part of the body and says whether it was posted before. */
export interface ReviewSuggestion {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly body: string;
  readonly fingerprint: string;
}

export interface ReviewRequest {
  readonly number: number;
  readonly headSha: string;
  readonly suggestions: readonly ReviewSuggestion[];
}

/** Which of our suggestions still hold, by fingerprint. */
export interface RetireRequest {
  readonly number: number;
  readonly kept: ReadonlySet<string>;
  readonly fingerprintOf: (body: string) => string | undefined;
}

export interface CommitRequest {
  /** branch of this repository */
  readonly branch: string;
  readonly expectedHead: string;
  readonly headline: string;
  readonly body: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly deletions?: readonly string[];
}

/** `moved`: the branch is no longer where the analysis saw it, nothing was written. `dry`: a dry run wrote nothing. */
export type CommitOutcome =
  | { readonly kind: "committed"; readonly sha: string }
  | { readonly kind: "moved" }
  | { readonly kind: "dry" };

/** What a commit is the head of. */
export type HeadOf = Pick<PullRequest, "number" | "baseRef" | "draft">;

/** Reading the repository. All failures are {@link ForgeError}s. */
export interface ForgeReader {
  pullRequest(number: number): Promise<PullRequest>;
  /** open pull requests whose head is this commit, from whichever branch or fork */
  pullRequestsOfHead(sha: string): Promise<readonly HeadOf[]>;
  /** those of one branch of a repository */
  pullRequestsOfBranch(
    sha: string,
    branch: { readonly repository: string; readonly ref: string },
  ): Promise<readonly PullRequest[]>;
  changedPathsOf(pull: PullRequest, base: string): Promise<ChangedPaths>;
  /** files that `head` changes since `base`, which is an ancestor of it */
  comparePaths(base: string, head: string): Promise<ChangedPaths>;
  /** where `head` left `base` */
  mergeBase(base: string, head: string): Promise<string>;
  /** the same of a branch, with where it is now */
  forkOf(branch: string, head: string): Promise<{ readonly mergeBase: string; readonly tip: string }>;
  defaultBranch(): Promise<string>;
  /** commit of a branch, tag or abbreviated SHA */
  resolve(ref: string): Promise<string>;
  text(path: string, ref: string): Promise<FileRead>;
  /** a file of another repository */
  foreignText(place: {
    readonly owner: string;
    readonly repo: string;
    readonly path: string;
    readonly ref: string;
  }): Promise<FileRead>;
  blob(sha: string): Promise<FileRead>;
  /** text of a blob too large to be read, to look for names in it; undefined where it is beyond all reason */
  scan(sha: string): Promise<string | undefined>;
  /** many files at once, in the order of the requests */
  texts(requests: readonly TextRequest[]): Promise<readonly FileRead[]>;
  /** all files of a commit; asked once for each */
  tree(commit: string): Promise<CommitTree>;
  /** who set a label last; undefined when the events do not say */
  labelEvent(number: number, label: string): Promise<LabelEvent | undefined>;
  roleOf(login: string): Promise<RepositoryRole>;
  /** pushes to the branch back from the one that brought the head, newest first; undefined when the server does not say */
  pushesOf(pull: PullRequest): Promise<readonly [HeadPush, ...HeadPush[]] | undefined>;
  /** parents of a commit, in their order */
  parentsOf(sha: string): Promise<readonly string[]>;
  isProtected(branch: string): Promise<boolean>;
  /** messages of the commits from `base` to `head`, newest last, at most 250 */
  messages(base: string, head: string): Promise<readonly string[]>;
  /** message of a commit */
  commitMessage(sha: string): Promise<string>;
  /** our comment as it stands, the oldest when there are several */
  findComment(
    number: number,
    rules: CommentRules,
  ): Promise<{ readonly id: number; readonly body: string; readonly url: string } | undefined>;
  /** login of the owner of the token */
  viewer(): Promise<string>;
  /** addresses of our suggestions on a pull request, by fingerprint */
  suggestions(
    number: number,
    fingerprintOf: (body: string) => string | undefined,
  ): Promise<ReadonlyMap<string, string>>;
}

/** Writing. A dry run replaces only this half. */
export interface ForgeWriter {
  syncComment(request: CommentRequest): Promise<CommentOutcome>;
  syncIssue(request: IssueRequest): Promise<CommentOutcome>;
  /** false when an equal status was there already */
  setStatus(request: StatusRequest): Promise<boolean>;
  /** number of suggestions posted; those that exist are left alone */
  postSuggestions(
    request: ReviewRequest,
    fingerprintOf: (body: string) => string | undefined,
  ): Promise<number>;
  /** hides our suggestions on a pull request that are none of these any more, and shows those that are again */
  retireSuggestions(request: RetireRequest): Promise<number>;
  commit(request: CommitRequest): Promise<CommitOutcome>;
  dispatch(workflow: string, ref: string, inputs: Readonly<Record<string, string>>): Promise<void>;
}

/** What main needs of the place where the repository lives. */
export interface Forge extends ForgeReader, ForgeWriter {}
