import type { ChangeStatus } from "../domain/change.js";
import type { Client, RepoRef } from "./client.js";
import { allPages } from "./pages.js";
import { named } from "./failure.js";
import type { ChangedPath, ChangedPaths, PullRequest } from "./forge.js";

/** Most files that GitHub lists for a pull request. */
const MAX_PULL_FILES = 3000;
/** Most files that a comparison lists. */
const MAX_COMPARE_FILES = 300;

interface RawFile {
  readonly filename: string;
  readonly status: string;
  readonly sha: string | null;
  readonly previous_filename?: string;
  readonly patch?: string;
}

const STATUSES: Readonly<Record<string, ChangeStatus>> = {
  added: "added",
  copied: "added",
  modified: "modified",
  changed: "modified",
  removed: "removed",
  renamed: "renamed",
  unchanged: "unchanged",
};

/** Files that a pull request changes. Incomplete when GitHub cut the list or it is shorter than the pull request says. */
export async function changedPathsOf(
  client: Client,
  repo: RepoRef,
  pull: PullRequest,
): Promise<ChangedPaths> {
  const raw = await named("pull-requests: read", () =>
    allPages((page) =>
      client.rest.pulls.listFiles({ ...repo, pull_number: pull.number, per_page: 100, page }),
    ),
  );
  return {
    files: raw.map(toChangedPath),
    incomplete: raw.length >= MAX_PULL_FILES || raw.length < pull.changedFiles,
  };
}

/** Files that `head` changes since it left `base`: merge groups, pushes, runs by hand. */
export async function comparePaths(
  client: Client,
  repo: RepoRef,
  base: string,
  head: string,
): Promise<ChangedPaths> {
  const { data } = await named("contents: read", () =>
    client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 1 }),
  );
  const raw = data.files ?? [];
  return { files: raw.map(toChangedPath), incomplete: raw.length >= MAX_COMPARE_FILES };
}

/** The commit where `head` left `base`: "before" is what stood there, not what the base branch became since. */
export async function mergeBase(client: Client, repo: RepoRef, base: string, head: string): Promise<string> {
  const { data } = await named("contents: read", () =>
    client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 1 }),
  );
  return data.merge_base_commit.sha;
}

/** All files of a commit, for runs without a change to look at. */
export async function treePaths(client: Client, repo: RepoRef, ref: string): Promise<ChangedPaths> {
  const { data } = await named("contents: read", () =>
    client.rest.git.getTree({ ...repo, tree_sha: ref, recursive: "1" }),
  );
  const files = data.tree.flatMap((entry): ChangedPath[] =>
    entry.type === "blob" && entry.mode !== "120000"
      ? [{ path: entry.path, status: "unchanged", blobSha: entry.sha }]
      : [],
  );
  return { files, incomplete: data.truncated };
}

function toChangedPath(raw: RawFile): ChangedPath {
  return {
    path: raw.filename,
    status: STATUSES[raw.status] ?? "modified",
    ...(raw.previous_filename === undefined ? {} : { previousPath: raw.previous_filename }),
    ...(raw.sha === null || raw.status === "removed" ? {} : { blobSha: raw.sha }),
    ...(raw.patch === undefined ? {} : { patch: raw.patch }),
  };
}
