import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { loginOf, sameLogin, viewerLogin } from "./comments.js";
import { allPages } from "./pages.js";
import { named, outcomeUnknown } from "./failure.js";
import type { RetireRequest, ReviewRequest, ReviewSuggestion } from "./forge.js";
import { settleVisibility } from "./minimize.js";

/** Comments that one review may carry without tripping GitHub's limits. */
const MAX_COMMENTS = 30;

type FingerprintOf = (body: string) => string | undefined;

/** Our suggestions on a pull request: fingerprint → address. Those of other authors do not count. */
export async function existingSuggestions(
  client: Client,
  repo: RepoRef,
  number: number,
  fingerprintOf: FingerprintOf,
): Promise<ReadonlyMap<string, string>> {
  const mine = await ownSuggestions(client, repo, number, fingerprintOf);
  return new Map(mine.map(({ fingerprint, url }) => [fingerprint, url]));
}

interface OwnSuggestion {
  readonly fingerprint: string;
  readonly login: string | undefined;
  readonly url: string;
  readonly nodeId: string;
}

async function ownSuggestions(
  client: Client,
  repo: RepoRef,
  number: number,
  fingerprintOf: FingerprintOf,
): Promise<readonly OwnSuggestion[]> {
  const all = await named("pull-requests: read", () =>
    allPages((page) =>
      client.rest.pulls.listReviewComments({ ...repo, pull_number: number, per_page: 100, page }),
    ),
  );
  const marked = all.flatMap((comment) => {
    const fingerprint = fingerprintOf(comment.body);
    return fingerprint === undefined
      ? []
      : [{ fingerprint, login: loginOf(comment.user), url: comment.html_url, nodeId: comment.node_id }];
  });
  if (marked.length === 0) return [];
  const self = await viewerLogin(client);
  return marked.filter(({ login }) => sameLogin(login, self));
}

/** Hides our suggestions that no longer hold and shows those that hold again; returns how many were changed. */
export async function retireSuggestions(
  client: Client,
  repo: RepoRef,
  { number, kept, fingerprintOf }: RetireRequest,
): Promise<number> {
  const mine = await ownSuggestions(client, repo, number, fingerprintOf);
  const wanted = mine.map(({ nodeId, fingerprint }) => ({ nodeId, minimized: !kept.has(fingerprint) }));
  return named("pull-requests: write", () => settleVisibility(client, wanted));
}

/** Posts the suggestions that are not there yet in one review. Returns how many. */
export async function postSuggestions(
  client: Client,
  repo: RepoRef,
  request: ReviewRequest,
  fingerprintOf: FingerprintOf,
): Promise<number> {
  const missing = async (): Promise<readonly ReviewSuggestion[]> => {
    const existing = await existingSuggestions(client, repo, request.number, fingerprintOf);
    return request.suggestions
      .filter((suggestion) => !existing.has(suggestion.fingerprint))
      .slice(0, MAX_COMMENTS);
  };
  const first = request.suggestions.length === 0 ? [] : await missing();
  if (first.length === 0) return 0;
  const post = (suggestions: readonly ReviewSuggestion[]): Promise<unknown> =>
    named("pull-requests: write", () =>
      client.rest.pulls.createReview({
        ...repo,
        pull_number: request.number,
        commit_id: request.headSha,
        event: "COMMENT",
        comments: suggestions.map((suggestion) => ({
          path: suggestion.path,
          body: suggestion.body,
          line: suggestion.endLine,
          side: "RIGHT",
          ...(suggestion.endLine > suggestion.line
            ? { start_line: suggestion.line, start_side: "RIGHT" }
            : {}),
        })),
        request: NO_BLIND_REPEAT,
      }),
    );
  try {
    await post(first);
  } catch (error) {
    if (!outcomeUnknown(error)) throw error;
    const still = await missing();
    if (still.length > 0) await post(still);
  }
  return first.length;
}
