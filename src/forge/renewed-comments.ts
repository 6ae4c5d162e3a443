import { compact } from "../domain/compact.js";
import { errorMessage } from "../domain/errors.js";
import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { createComment, deleteComment, ownComments, type OwnComment } from "./comments.js";
import { named } from "./failure.js";
import type { CommentOutcome, CommentRequest } from "./forge.js";
import { setMinimized } from "./minimize.js";

/** What stands in the place of our header in a comment that was superseded: it is not ours to edit any more. */
const SUPERSEDED = "<!-- superseded -->";

/**
 * A new comment for a new text, which notifies; those before it are hidden or deleted. Nothing is sent when the newest
 * says the same. Of two runs that race, each looks again after it has written, and both keep the newer one's comment.
 */
export async function renewComment(
  client: Client,
  repo: RepoRef,
  request: CommentRequest,
): Promise<CommentOutcome> {
  const { number, body, rules } = request;
  const before = newestOf(await ownComments(client, repo, number, rules), request);
  if (before === undefined && !request.create) return { kind: "absent" };
  if (before !== undefined && rules.equal(before.body, body))
    return { kind: "unchanged", id: before.id, url: before.url };
  if (before !== undefined && rules.compare(before.body, body) > 0)
    return { kind: "kept", id: before.id, url: before.url };
  const created = await createComment(client, repo, request, (stored) => rules.equal(stored, body));
  let unsettled: string | undefined;
  let kept: OwnComment = created;
  try {
    const present = { ...request, rules: await request.refresh() };
    const mine = await ownComments(client, repo, number, present.rules);
    kept = newestOf(mine, present) ?? created;
    for (const old of mine.filter(({ id }) => id !== kept.id)) {
      const reason = await retire(client, repo, old, request.update);
      if (reason !== undefined) unsettled = `an older one could not be put away: ${reason}`;
    }
  } catch (error) {
    unsettled = `it could not be looked at again: ${errorMessage(error)}`;
  }
  const kind = kept.id === created.id ? "created" : "kept";
  return compact({ kind, id: kept.id, url: kept.url, unsettled });
}

/** The comment for the latest state; of equals the one that was written last. */
function newestOf(comments: readonly OwnComment[], { rules }: CommentRequest): OwnComment | undefined {
  return comments.reduce<OwnComment | undefined>(
    (best, each) => (best !== undefined && rules.compare(best.body, each.body) > 0 ? best : each),
    undefined,
  );
}

/** Hides or deletes a comment; returns why it could not be. */
async function retire(
  client: Client,
  repo: RepoRef,
  { id, nodeId, body }: OwnComment,
  how: CommentRequest["update"],
): Promise<string | undefined> {
  if (how === "delete-and-new") return deleteComment(client, repo, id);
  const hidden = await setMinimized(client, nodeId, true);
  const text = `${SUPERSEDED}${body.slice(body.indexOf("\n"))}`;
  try {
    await named("pull-requests: write", () =>
      client.rest.issues.updateComment({ ...repo, comment_id: id, body: text, request: NO_BLIND_REPEAT }),
    );
  } catch (error) {
    return errorMessage(error);
  }
  return hidden;
}
