import type { Client, RepoRef } from "./client.js";
import { NO_BLIND_REPEAT } from "./client.js";
import { sameLogin, viewerLogin } from "./comments.js";
import { allPages } from "./pages.js";
import { named, outcomeUnknown } from "./failure.js";
import type { ReviewRequest, ReviewSuggestion } from "./forge.js";

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
  const all = await named("pull-requests: read", () =>
    allPages((page) =>
      client.rest.pulls.listReviewComments({ ...repo, pull_number: number, per_page: 100, page }),
    ),
  );
  const marked = all.flatMap((comment) => {
    const fingerprint = fingerprintOf(comment.body);
    return fingerprint === undefined
      ? []
      : [{ fingerprint, login: comment.user?.login, url: comment.html_url }];
  });
  if (marked.length === 0) return new Map();
  const self = await viewerLogin(client);
  return new Map(
    marked.filter(({ login }) => sameLogin(login, self)).map(({ fingerprint, url }) => [fingerprint, url]),
  );
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
