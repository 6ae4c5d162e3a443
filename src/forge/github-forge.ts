import { changedPathsOf, comparePaths, forkOf, mergeBase, messagesBetween } from "./changed-files.js";
import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { ownComments, syncComment, viewerLogin } from "./comments.js";
import { commitOnBranch } from "./commits.js";
import { readText, scanBlob } from "./contents.js";
import { named } from "./failure.js";
import type { Forge } from "./forge.js";
import { syncIssue } from "./issues.js";
import { blobReader } from "./known-blobs.js";
import { labelEvent, pullRequestsOfBranch, pullRequestsOfHead, readPullRequest } from "./pulls.js";
import { existingSuggestions, postSuggestions, retireSuggestions } from "./reviews.js";
import { isProtected, pushesOf, roleOf } from "./rights.js";
import { renewComment } from "./renewed-comments.js";
import { setStatus } from "./statuses.js";
import { readTree } from "./trees.js";

/** GitHub behind {@link Forge}: github.com, ghe.com and Enterprise Server by the client's base address. */
export function createGitHubForge(client: Client, repo: RepoRef): Forge {
  const commitOf = async (
    ref: string,
  ): Promise<{ sha: string; message: string; parents: readonly string[] }> => {
    const { data } = await named("contents: read", () =>
      client.rest.repos.getCommit({ ...repo, ref, per_page: 1 }),
    );
    const parents = data.parents.map(({ sha }) => sha);
    return { sha: data.sha, message: data.commit.message, parents };
  };
  return {
    pullRequest: (number) => readPullRequest(client, repo, number),
    pullRequestsOfHead: (sha) => pullRequestsOfHead(client, repo, sha),
    pullRequestsOfBranch: (sha, branch) => pullRequestsOfBranch(client, repo, sha, branch),
    changedPathsOf: (pull, base) => changedPathsOf(client, repo, pull, base),
    comparePaths: (base, head) => comparePaths(client, repo, base, head),
    forkOf: (branch, head) => forkOf(client, repo, branch, head),
    mergeBase: (base, head) => mergeBase(client, repo, base, head),
    defaultBranch: async () =>
      (await named("contents: read", () => client.rest.repos.get({ ...repo }))).data.default_branch,
    resolve: async (ref) => (await commitOf(ref)).sha,
    messages: (base, head) => messagesBetween(client, repo, base, head),
    commitMessage: async (sha) => (await commitOf(sha)).message,
    text: (path, ref) => readText(client, repo, path, ref),
    scan: (sha) => scanBlob(client, repo, sha),
    foreignText: ({ owner, repo: name, path, ref }) => readText(client, { owner, repo: name }, path, ref),
    ...blobReader(client, repo),
    tree: (commit) => readTree(client, repo, commit),
    labelEvent: (number, label) => labelEvent(client, repo, number, label),
    roleOf: (login) => roleOf(client, repo, login),
    pushesOf: (pull) => pushesOf(client, pull),
    parentsOf: async (sha) => (await commitOf(sha)).parents,
    isProtected: (branch) => isProtected(client, repo, branch),
    findComment: async (number, rules) => (await ownComments(client, repo, number, rules))[0],
    viewer: () => viewerLogin(client),
    suggestions: (number, fingerprintOf) => existingSuggestions(client, repo, number, fingerprintOf),
    syncComment: (request) =>
      request.update === "edit" ? syncComment(client, repo, request) : renewComment(client, repo, request),
    retireSuggestions: (request) => retireSuggestions(client, repo, request),
    syncIssue: (request) => syncIssue(client, repo, request),
    setStatus: (request) => setStatus(client, repo, request),
    postSuggestions: (request, fingerprintOf) => postSuggestions(client, repo, request, fingerprintOf),
    commit: (request) => commitOnBranch(client, repo, request),
    dispatch: async (workflow, ref, inputs) => {
      await named("actions: write", () =>
        client.rest.actions.createWorkflowDispatch({
          ...repo,
          workflow_id: workflow,
          ref,
          inputs: { ...inputs },
          request: NO_BLIND_REPEAT,
        }),
      );
    },
  };
}
