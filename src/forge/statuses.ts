import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { named, outcomeUnknown } from "./failure.js";
import type { StatusRequest } from "./forge.js";

const PERMISSION = "statuses: write";
/** GitHub's limit on the text of a status. */
const MAX_DESCRIPTION = 140;

/**
 * Sets a commit status unless an equal one is the latest of its context (a commit holds 1,000 for each). Returns whether
 * one was written.
 */
export async function setStatus(client: Client, repo: RepoRef, request: StatusRequest): Promise<boolean> {
  const description = cut(request.description);
  if (await isLatest(client, repo, request, description)) return false;
  const post = (): Promise<unknown> =>
    named(PERMISSION, () =>
      client.rest.repos.createCommitStatus({
        ...repo,
        sha: request.sha,
        state: request.state,
        context: request.context,
        description,
        ...(request.targetUrl === undefined ? {} : { target_url: request.targetUrl }),
        request: NO_BLIND_REPEAT,
      }),
    );
  try {
    await post();
  } catch (error) {
    if (!outcomeUnknown(error)) throw error;
    if (!(await isLatest(client, repo, request, description))) await post();
  }
  return true;
}

async function isLatest(
  client: Client,
  repo: RepoRef,
  request: StatusRequest,
  description: string,
): Promise<boolean> {
  const { data } = await named("statuses: read", () =>
    client.rest.repos.listCommitStatusesForRef({ ...repo, ref: request.sha, per_page: 100 }),
  );
  const latest = data.find((status) => status.context.toLowerCase() === request.context.toLowerCase());
  return latest !== undefined && latest.state === request.state && latest.description === description;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_DESCRIPTION
    ? text
    : `${characters.slice(0, MAX_DESCRIPTION - 1).join("")}…`;
}
