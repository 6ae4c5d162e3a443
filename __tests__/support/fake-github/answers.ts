import { unifiedPatch } from "./diff.js";
import { sample } from "./schema.js";
import {
  blobSha,
  changesBetween,
  type Comment,
  type Commit,
  type FileChange,
  type Issue,
  type Pull,
  type ReviewComment,
  type Status,
  type World,
} from "./world.js";

const TIME = "2026-11-20T10:00:00Z";

type Json = Record<string, unknown>;

export function userJson(login: string): Json {
  return {
    ...sample("simple-user"),
    login,
    id: [...login].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1e6,
    type: login.endsWith("[bot]") ? "Bot" : "User",
  };
}

export function repositoryJson(fullName: string, schema = "repository"): Json {
  const [owner = "", name = ""] = fullName.split("/");
  return {
    ...sample(schema),
    name,
    full_name: fullName,
    owner: userJson(owner),
    default_branch: "main",
    private: false,
  };
}

export function pullJson(
  world: World,
  pull: Pull,
  base: string,
  schema: "pull-request" | "pull-request-simple",
): Json {
  const [owner = ""] = pull.headRepository.split("/");
  const [baseOwner = ""] = world.repository.split("/");
  const head = world.commits.get(world.headOf(pull));
  const baseCommit = world.resolve(pull.base);
  const start =
    head === undefined || baseCommit === undefined ? undefined : world.mergeBase(baseCommit.sha, head.sha);
  const changes =
    head === undefined || start === undefined ? [] : changesBetween(world.commits.get(start)!, head);
  return {
    ...sample(schema),
    number: pull.number,
    title: pull.title,
    state: pull.open ? "open" : "closed",
    draft: pull.draft,
    user: userJson(pull.author ?? owner),
    html_url: `${base}/${world.repository}/pull/${pull.number}`,
    created_at: TIME,
    updated_at: TIME,
    labels: pull.labels.map((name) => ({
      id: 1,
      node_id: "",
      url: "",
      name,
      description: "",
      color: "ededed",
      default: false,
    })),
    ...(schema === "pull-request" ? { changed_files: changes.length, commits: 1, mergeable: true } : {}),
    head: {
      label: `${owner}:${pull.headRef}`,
      ref: pull.headRef,
      sha: head?.sha ?? "",
      repo: repositoryJson(pull.headRepository),
      user: userJson(owner),
    },
    base: {
      label: `${baseOwner}:${pull.base}`,
      ref: pull.base,
      sha: pull.baseSha ?? baseCommit?.sha ?? "",
      repo: repositoryJson(world.repository),
      user: userJson(baseOwner),
    },
  };
}

export function fileJson(change: FileChange): Json {
  const json = listed.get(change) ?? toJson(change);
  listed.set(change, json);
  return json;
}

const listed = new WeakMap<FileChange, Json>();

function toJson(change: FileChange): Json {
  const text = change.after ?? change.before ?? "";
  const patch = unifiedPatch(change.before ?? "", change.after ?? "");
  return {
    sha: blobSha(text),
    filename: change.path,
    status: change.status,
    additions: 1,
    deletions: 1,
    changes: 2,
    blob_url: "https://github.invalid/blob",
    raw_url: "https://github.invalid/raw",
    contents_url: "https://github.invalid/contents",
    // GitHub leaves the patch out for large files
    ...(patch.length > 20_000 || patch === "" ? {} : { patch }),
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
  };
}

export function commentJson(world: World, comment: Comment, base: string): Json {
  return {
    ...sample("issue-comment"),
    id: comment.id,
    node_id: `IC_${comment.id}`,
    html_url: `${base}/${world.repository}/pull/${comment.issue}#issuecomment-${comment.id}`,
    body: comment.body,
    user: userJson(comment.login),
    created_at: TIME,
    updated_at: TIME,
    author_association: "NONE",
  };
}

export function reviewCommentJson(world: World, comment: ReviewComment, base: string): Json {
  return {
    ...sample("pull-request-review-comment"),
    id: comment.id,
    node_id: `PRRC_${comment.id}`,
    path: comment.path,
    line: comment.line,
    ...(comment.startLine === null ? {} : { start_line: comment.startLine }),
    side: "RIGHT",
    body: comment.body,
    commit_id: comment.commitId,
    original_commit_id: comment.commitId,
    user: userJson(comment.login),
    html_url: `${base}/${world.repository}/pull/${comment.issue}#discussion_r${comment.id}`,
    author_association: "NONE",
    created_at: TIME,
    updated_at: TIME,
  };
}

export function commitJson(commit: Commit): Json {
  const author = { name: "A", email: "a@example.invalid", date: TIME };
  return {
    ...sample("commit"),
    sha: commit.sha,
    parents: commit.parents.map((sha) => ({ sha, url: "", html_url: "" })),
    commit: {
      ...(sample("commit")["commit"] as Json),
      message: commit.message,
      author,
      committer: author,
      comment_count: 0,
      tree: { sha: commit.sha, url: "" },
      url: "",
    },
  };
}

export function statusJson(status: Status): Json {
  return {
    ...sample("status"),
    state: status.state,
    context: status.context,
    description: status.description ?? "",
    target_url: status.targetUrl,
    creator: userJson(status.login),
    created_at: TIME,
    updated_at: TIME,
  };
}

export function issueJson(world: World, issue: Issue, base: string): Json {
  return {
    ...sample("issue"),
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.open ? "open" : "closed",
    user: userJson(issue.login),
    html_url: `${base}/${world.repository}/issues/${issue.number}`,
    labels: [],
    created_at: TIME,
    updated_at: TIME,
  };
}
