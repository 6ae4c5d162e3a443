import type { CommentRequest, CommentRules, PullRequest } from "../forge/forge.js";
import { decodeMarker, hasMarker } from "../report/index.js";
import type { RunContext } from "./run-context.js";

/**
 * How comments of one key are recognised and ordered. The one for the pull request's present head is the newer; of two
 * for the same head the one of the later run, then of the later attempt. A header that cannot be read is the oldest.
 */
export function commentRules(key: string, presentHead: string): CommentRules {
  const rank = (body: string): readonly [number, number, number] => {
    const marker = decodeMarker(body, key);
    return marker === undefined
      ? [-1, 0, 0]
      : [marker.head === presentHead ? 1 : 0, marker.run, marker.attempt];
  };
  return {
    owns: (body) => hasMarker(body, key),
    compare: (a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
    },
    equal: (a, b) => a === b || withoutRun(a, key) === withoutRun(b, key),
  };
}

/** The order of comments on a pull request, now and as its head moves on; `head` is the newest that was seen. */
export function orderOf(
  run: Pick<RunContext, "forge" | "inputs">,
  pull: PullRequest,
): Pick<CommentRequest, "rules" | "refresh"> & { readonly head: () => string } {
  const key = run.inputs.commentKey;
  let head = pull.headSha;
  return {
    rules: commentRules(key, head),
    refresh: async () => {
      head = (await run.forge.pullRequest(pull.number)).headSha;
      return commentRules(key, head);
    },
    head: () => head,
  };
}

/** A body without what changes from run to run although nothing else does: run, attempt, and the link to them. */
function withoutRun(body: string, key: string): string {
  const marker = decodeMarker(body, key);
  const end = body.indexOf("\n");
  const rest = end < 0 ? "" : body.slice(end);
  const header =
    marker === undefined
      ? body.slice(0, Math.max(0, end))
      : JSON.stringify({ ...marker, run: 0, attempt: 0 });
  // GitHub stores line ends as they were sent, older servers with a carriage return
  return `${header}${rest
    .replaceAll("\r\n", "\n")
    .replace(/\/actions\/runs\/\d+(?:\/attempts\/\d+)?/g, "/actions/runs/0")
    .trimEnd()}`;
}
