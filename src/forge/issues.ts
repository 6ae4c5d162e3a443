import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { sameLogin, viewerLogin } from "./comments.js";
import { allPages } from "./pages.js";
import { named, outcomeUnknown } from "./failure.js";
import type { CommentOutcome, IssueRequest } from "./forge.js";

const PERMISSION = "issues: write";

interface OwnIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** Opens or updates the one open issue of this use of the action (the weekly watch); same rules as for comments. */
export async function syncIssue(
  client: Client,
  repo: RepoRef,
  request: IssueRequest,
): Promise<CommentOutcome> {
  const existing = await ownIssue(client, repo, request);
  if (existing !== undefined) return update(client, repo, request, existing);
  if (!request.create) return { kind: "absent" };
  const post = async (): Promise<CommentOutcome> => {
    const { data } = await named(PERMISSION, () =>
      client.rest.issues.create({
        ...repo,
        title: request.title,
        body: request.body,
        request: NO_BLIND_REPEAT,
      }),
    );
    return { kind: "created", id: data.number, url: data.html_url };
  };
  try {
    return await post();
  } catch (error) {
    if (!outcomeUnknown(error)) throw error;
    const stored = await ownIssue(client, repo, request);
    return stored === undefined ? post() : { kind: "created", id: stored.number, url: stored.url };
  }
}

async function ownIssue(client: Client, repo: RepoRef, request: IssueRequest): Promise<OwnIssue | undefined> {
  const open = await named("issues: read", () =>
    allPages((page) => client.rest.issues.listForRepo({ ...repo, state: "open", per_page: 100, page })),
  );
  const marked = open.filter((issue) => issue.pull_request === undefined && request.owns(issue.body ?? ""));
  if (marked.length === 0) return undefined;
  const self = await viewerLogin(client);
  const oldest = marked
    .filter((issue) => sameLogin(issue.user?.login, self))
    .sort((a, b) => a.number - b.number)[0];
  return (
    oldest && { number: oldest.number, title: oldest.title, body: oldest.body ?? "", url: oldest.html_url }
  );
}

async function update(
  client: Client,
  repo: RepoRef,
  request: IssueRequest,
  existing: OwnIssue,
): Promise<CommentOutcome> {
  const { number, url } = existing;
  if (existing.title === request.title && request.equal(existing.body, request.body))
    return { kind: "unchanged", id: number, url };
  try {
    await named(PERMISSION, () =>
      client.rest.issues.update({ ...repo, issue_number: number, title: request.title, body: request.body }),
    );
  } catch (error) {
    if (!outcomeUnknown(error)) throw error;
    const now = await ownIssue(client, repo, request);
    if (now?.title !== request.title || !request.equal(now.body, request.body)) throw error;
  }
  return { kind: "updated", id: number, url };
}
