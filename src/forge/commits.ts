import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { ForgeError, named, outcomeUnknown, toForgeError } from "./failure.js";
import type { CommitOutcome, CommitRequest } from "./forge.js";

const PERMISSION = "contents: write";
const MUTATION = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

interface GraphqlFailure {
  readonly errors?: readonly { readonly type?: string; readonly message?: string }[];
}

/**
 * One signed commit on a branch of this repository, only if the branch still is where the analysis saw it
 * (`expectedHeadOid`). That check also makes a second try safe: a commit that was stored moves the head, and is then
 * recognised by its message.
 */
export async function commitOnBranch(
  client: Client,
  repo: RepoRef,
  request: CommitRequest,
): Promise<CommitOutcome> {
  const input = {
    branch: { repositoryNameWithOwner: `${repo.owner}/${repo.repo}`, branchName: request.branch },
    message: { headline: request.headline, body: request.body },
    expectedHeadOid: request.expectedHead,
    fileChanges: {
      additions: request.files.map((file) => ({
        path: file.path,
        contents: Buffer.from(file.text, "utf8").toString("base64"),
      })),
      ...(request.deletions === undefined ? {} : { deletions: request.deletions.map((path) => ({ path })) }),
    },
  };
  const commit = async (): Promise<CommitOutcome> => {
    const answer = await client.graphql<{ createCommitOnBranch: { commit: { oid: string } } }>(MUTATION, {
      input,
      request: NO_BLIND_REPEAT,
    });
    return { kind: "committed", sha: answer.createCommitOnBranch.commit.oid };
  };
  const settle = (error: unknown): CommitOutcome => {
    const first = (error as GraphqlFailure).errors?.[0];
    if (first !== undefined) return refused(error, first);
    throw toForgeError(error, PERMISSION);
  };
  try {
    return await commit();
  } catch (error) {
    if ((error as GraphqlFailure).errors !== undefined || !outcomeUnknown(error)) return settle(error);
    return (await storedCommit(client, repo, request)) ?? (await commit().catch(settle));
  }
}

function refused(
  error: unknown,
  first: { readonly type?: string; readonly message?: string },
): CommitOutcome {
  const message = first.message ?? "";
  if (first.type === "STALE_DATA" || /expected branch to point to/i.test(message)) return { kind: "moved" };
  const forbidden = first.type === "FORBIDDEN" || /resource not accessible/i.test(message);
  const words = forbidden
    ? `the token lacks \`${PERMISSION}\``
    : message.replaceAll(/\s+/g, " ").slice(0, 200);
  throw new ForgeError(words, {
    status: forbidden ? 403 : 422,
    ...(forbidden ? { missingPermission: PERMISSION } : {}),
    cause: error,
  });
}

/** After an unclear failure: the branch's head, when it is the commit that was asked for. */
async function storedCommit(
  client: Client,
  repo: RepoRef,
  request: CommitRequest,
): Promise<CommitOutcome | undefined> {
  const { data } = await named("contents: read", () =>
    client.rest.repos.getCommit({ ...repo, ref: `heads/${request.branch}`, per_page: 1 }),
  );
  if (data.sha === request.expectedHead) return undefined;
  const ours =
    data.parents[0]?.sha === request.expectedHead &&
    data.commit.message.startsWith(`${request.headline}\n\n${request.body}`);
  return ours ? { kind: "committed", sha: data.sha } : { kind: "moved" };
}
