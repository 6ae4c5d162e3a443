import type { ChangeStatus } from "../domain/change.js";
import { compact } from "../domain/compact.js";
import type { Client, RepoRef } from "./client.js";
import { allPages } from "./pages.js";
import { named } from "./failure.js";
import type { ChangedPath, ChangedPaths, PullRequest } from "./forge.js";
import { compareTrees } from "./trees.js";

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

/**
 * Files that a pull request changes since it left `base`. Where GitHub cut its list, or it is shorter than the pull
 * request says, the two trees are compared instead; patches are kept where they were listed.
 */
export async function changedPathsOf(
  client: Client,
  repo: RepoRef,
  pull: PullRequest,
  base: string,
): Promise<ChangedPaths> {
  const raw = await named("pull-requests: read", () =>
    allPages((page) =>
      client.rest.pulls.listFiles({ ...repo, pull_number: pull.number, per_page: 100, page }),
    ),
  );
  const listed = raw.map(toChangedPath);
  if (raw.length < MAX_PULL_FILES && raw.length >= pull.changedFiles)
    return { files: listed, incomplete: false };
  const whole = await compareTrees(client, repo, base, pull.headSha);
  const known = new Map(listed.map((file) => [file.path, file]));
  return {
    files: whole.files.map((file) => {
      const same = known.get(file.path);
      return same?.blobSha === file.blobSha && same?.patch !== undefined ? same : file;
    }),
    incomplete: whole.incomplete,
  };
}

/** Files that `head` changes since `base`, an ancestor of it: merge groups, pushes, runs by hand. */
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
  return raw.length < MAX_COMPARE_FILES
    ? { files: raw.map(toChangedPath), incomplete: false }
    : compareTrees(client, repo, base, head);
}

/** The commit where `head` left `base`: "before" is what stood there, not what the base branch became since. */
export async function mergeBase(client: Client, repo: RepoRef, base: string, head: string): Promise<string> {
  return (await forkOf(client, repo, base, head)).mergeBase;
}

/** Where `head` left a branch, and where that branch is now, in one call. */
export async function forkOf(
  client: Client,
  repo: RepoRef,
  base: string,
  head: string,
): Promise<{ readonly mergeBase: string; readonly tip: string }> {
  const { data } = await named("contents: read", () =>
    client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 1 }),
  );
  return { mergeBase: data.merge_base_commit.sha, tip: data.base_commit.sha };
}

/** Messages of the commits that `head` has and `base` lacks, as far as one comparison lists them. */
export async function messagesBetween(
  client: Client,
  repo: RepoRef,
  base: string,
  head: string,
): Promise<readonly string[]> {
  const { data } = await named("contents: read", () =>
    client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${head}`, per_page: 100 }),
  );
  return data.commits.map(({ commit }) => commit.message);
}

function toChangedPath(raw: RawFile): ChangedPath {
  return compact({
    path: raw.filename,
    status: STATUSES[raw.status] ?? "modified",
    // what a copy was made from is no earlier version of it
    previousPath: raw.status === "copied" ? undefined : raw.previous_filename,
    blobSha: raw.sha === null || raw.status === "removed" ? undefined : raw.sha,
    patch: raw.patch,
  });
}
