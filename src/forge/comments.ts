import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { allPages } from "./pages.js";
import { errorMessage } from "../domain/errors.js";
import { ForgeError, named, outcomeUnknown, statusOf, toForgeError } from "./failure.js";
import type { CommentOutcome, CommentRequest, CommentRules } from "./forge.js";

/** A comment of ours. */
export interface OwnComment {
  readonly id: number;
  /** id for GraphQL */
  readonly nodeId: string;
  readonly body: string;
  readonly url: string;
}

const PERMISSION = "pull-requests: write";
/** Rounds of "look, write, look again" until the comment is what it should be. */
const MAX_ROUNDS = 3;

/**
 * Brings the one comment of this use of the action up to date. Found by hidden header and author over all pages; equal:
 * nothing is sent; a newer run's comment is kept; duplicates are folded into the oldest. Creating is never repeated
 * blindly: after an unclear failure the list is read again. Two runs that race end with the newer one's comment, whoever
 * writes last, because each looks again after it has written.
 */
export async function syncComment(
  client: Client,
  repo: RepoRef,
  request: CommentRequest,
): Promise<CommentOutcome> {
  let { rules } = request;
  let created: OwnComment | undefined;
  let updated: OwnComment | undefined;
  let unsettled: string | undefined;
  let gone: ForgeError | undefined;
  for (let round = 0; ; round++) {
    let mine: readonly OwnComment[];
    try {
      // which head is the newest may have changed while the last round wrote
      if (round > 0) rules = await request.refresh();
      mine = await ownComments(client, repo, request.number, rules);
    } catch (error) {
      // what was written stays written: only the second look failed
      const written = created ?? updated;
      if (written === undefined) throw error;
      return {
        kind: created === undefined ? "updated" : "created",
        id: written.id,
        url: written.url,
        unsettled: `it could not be looked at again: ${errorMessage(error)}`,
      };
    }
    const oldest = mine[0] ?? created;
    if (oldest === undefined) {
      if (!request.create || round >= MAX_ROUNDS) return { kind: "absent" };
      created = await createComment(client, repo, request);
      continue;
    }
    const newest = mine.reduce(
      (best, comment) => (rules.compare(comment.body, best) > 0 ? comment.body : best),
      request.body,
    );
    const kept = newest !== request.body && !rules.equal(newest, request.body);
    const outcome = kept
      ? "kept"
      : created !== undefined
        ? "created"
        : updated !== undefined
          ? "updated"
          : "unchanged";
    const settled = mine.length <= 1 && rules.equal(oldest.body, newest);
    // the last look is not worth more than this: the comment was written, and a later run heals what remains
    if (!settled && round >= MAX_ROUNDS && gone !== undefined) throw gone;
    if (settled || round >= MAX_ROUNDS) {
      return {
        kind: outcome,
        id: oldest.id,
        url: oldest.url,
        ...(mine.length <= 1 || unsettled === undefined ? {} : { unsettled }),
      };
    }
    if (!rules.equal(oldest.body, newest)) {
      gone = await patchComment(client, repo, oldest.id, newest, async () => {
        const now = (await ownComments(client, repo, request.number, rules)).find(
          ({ id }) => id === oldest.id,
        );
        return now !== undefined && rules.equal(now.body, newest);
      });
      if (gone === undefined) updated = oldest;
    }
    for (const extra of mine.slice(1)) {
      const reason = await deleteComment(client, repo, extra.id);
      if (reason !== undefined) unsettled = `a duplicate of it could not be deleted: ${reason}`;
    }
  }
}

/** Our comments, oldest first: those with the header whose author is the owner of the token. */
export async function ownComments(
  client: Client,
  repo: RepoRef,
  number: number,
  rules: CommentRules,
): Promise<readonly OwnComment[]> {
  const all = await named("pull-requests: read", () =>
    allPages((page) =>
      client.rest.issues.listComments({ ...repo, issue_number: number, per_page: 100, page }),
    ),
  );
  const marked = all.filter((comment) => rules.owns(comment.body ?? ""));
  if (marked.length === 0) return [];
  const { login, guessed, doubt } = await viewerOf(client);
  let mine = marked.filter((comment) => sameLogin(comment.user?.login, login));
  if (guessed === true && mine.length === 0) {
    // a guess that recognises nothing would post a second comment beside the first
    if (doubt !== undefined) throw doubt;
    // no person's login has brackets: what an app wrote under our header is ours
    mine = marked.filter((comment) => comment.user?.login.endsWith("[bot]") === true);
  }
  return mine
    .sort((a, b) => a.id - b.id)
    .map((comment) => ({
      id: comment.id,
      nodeId: comment.node_id,
      body: comment.body ?? "",
      url: comment.html_url,
    }));
}

/** The owner of the token. `guessed`: GitHub did not say; `doubt`: and may say it next time. */
interface Viewer {
  readonly login: string;
  readonly guessed?: true;
  readonly doubt?: ForgeError;
}

const viewers = new WeakMap<Client, Promise<Viewer>>();

/** The login of the token's owner. The job's token answers `github-actions[bot]`; where GitHub does not say, that is assumed. */
export async function viewerLogin(client: Client): Promise<string> {
  return (await viewerOf(client)).login;
}

function viewerOf(client: Client): Promise<Viewer> {
  const known = viewers.get(client);
  if (known !== undefined) return known;
  const asked = client.graphql<{ viewer: { login: string } }>("query { viewer { login } }").then(
    (answer): Viewer => ({ login: answer.viewer.login }),
    (error: unknown): Viewer => {
      const guess = { login: "github-actions[bot]", guessed: true } as const;
      // a refusal is for good (an old server, a token without a user); everything else may be another answer next time
      return outcomeUnknown(error) || statusOf(error) === 429
        ? { ...guess, doubt: toForgeError(error, "") }
        : guess;
    },
  );
  viewers.set(client, asked);
  return asked;
}

/** The login of an account; undefined where the server names none, which its types do not always say. */
export function loginOf(account: { readonly login: string } | null | undefined): string | undefined {
  return account?.login;
}

/** GraphQL drops the `[bot]` of an author's login, REST keeps it. */
export function sameLogin(a: string | undefined, b: string): boolean {
  const plain = (login: string): string => login.replace(/\[bot\]$/, "").toLowerCase();
  return a !== undefined && plain(a) === plain(b) && (a.endsWith("[bot]") || !b.endsWith("[bot]"));
}

/**
 * The created comment; after an unclear failure the one that was stored, else a second try. `isIt` tells which of ours it
 * may be, where there are others.
 */
export async function createComment(
  client: Client,
  repo: RepoRef,
  request: CommentRequest,
  isIt: (body: string) => boolean = () => true,
): Promise<OwnComment> {
  const post = async (): Promise<OwnComment> => {
    const { data } = await named(PERMISSION, () =>
      client.rest.issues.createComment({
        ...repo,
        issue_number: request.number,
        body: request.body,
        request: NO_BLIND_REPEAT,
      }),
    );
    // what the server says of the author is better than any guess
    const login = loginOf(data.user);
    if (login !== undefined) viewers.set(client, Promise.resolve({ login }));
    return { id: data.id, nodeId: data.node_id, body: data.body ?? request.body, url: data.html_url };
  };
  try {
    return await post();
  } catch (error) {
    if (!outcomeUnknown(error)) throw error;
    const mine = await ownComments(client, repo, request.number, request.rules);
    const stored = mine.find(({ body }) => isIt(body));
    return stored ?? (await post());
  }
}

/**
 * Edits a comment. One that was deleted meanwhile is no failure yet: the 404 is returned, and the next look finds out.
 * After an unclear failure `stored` looks whether the edit took effect.
 */
async function patchComment(
  client: Client,
  repo: RepoRef,
  id: number,
  body: string,
  stored: () => Promise<boolean>,
): Promise<ForgeError | undefined> {
  try {
    await named(PERMISSION, () => client.rest.issues.updateComment({ ...repo, comment_id: id, body }));
  } catch (error) {
    if (error instanceof ForgeError && error.status === 404) return error;
    if (!outcomeUnknown(error) || !(await stored())) throw error;
  }
  return undefined;
}

/** Best effort: another run may delete the same duplicate. Returns why it failed. */
export async function deleteComment(client: Client, repo: RepoRef, id: number): Promise<string | undefined> {
  try {
    await named(PERMISSION, () => client.rest.issues.deleteComment({ ...repo, comment_id: id }));
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}
