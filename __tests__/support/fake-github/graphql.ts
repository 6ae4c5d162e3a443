import type { Answer } from "./routes.js";
import { blobSha, bytesOf, modeOf, textOfBlob, type Token, type World } from "./world.js";

interface CommitInput {
  readonly branch: { readonly repositoryNameWithOwner: string; readonly branchName: string };
  readonly message: { readonly headline: string; readonly body?: string };
  readonly expectedHeadOid: string;
  readonly fileChanges: {
    readonly additions?: readonly { path: string; contents: string }[];
    readonly deletions?: readonly { path: string }[];
  };
}

/** The GraphQL calls that the action makes. */
export function answerGraphql(world: World, token: Token, body: Record<string, unknown> | undefined): Answer {
  const query = String(body?.["query"] ?? "");
  if (/\bviewer\s*\{\s*login\s*\}/.test(query))
    return { status: 200, json: { data: { viewer: { login: token.login } } } };
  if (query.includes("object(expression:"))
    return answerBlobs(world, token, query, body?.["variables"] as Record<string, string>);
  if (query.includes("pullRequests(states: OPEN")) return answerHeads(world, token, body?.["variables"]);
  if (query.includes("createCommitOnBranch")) {
    const input = (body?.["variables"] as { input?: CommitInput } | undefined)?.input;
    if (input === undefined || !isCommitInput(input))
      return failure(
        "ARGUMENT_ERROR",
        "Variable $input of type CreateCommitOnBranchInput! was provided invalid value",
      );
    return createCommit(world, token, input);
  }
  const variables = (body?.["variables"] ?? {}) as { id?: string; ids?: readonly string[] };
  if (query.includes("nodes(ids:"))
    return {
      status: 200,
      json: {
        data: { nodes: (variables.ids ?? []).map((id) => ({ id, isMinimized: world.minimized.has(id) })) },
      },
    };
  const minimize = /\b(un)?minimizeComment\(/i.exec(query);
  if (minimize !== null) return setMinimized(world, token, String(variables.id), minimize[1] === undefined);
  return failure("NOT_FOUND", "Field doesn't exist");
}

function setMinimized(world: World, token: Token, id: string, minimized: boolean): Answer {
  const known = [
    ...world.comments.map((comment) => `IC_${comment.id}`),
    ...world.reviewComments.map((comment) => `PRRC_${comment.id}`),
  ];
  if (!known.includes(id))
    return failure("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
  if (token.permissions["pull-requests"] !== "write")
    return failure("FORBIDDEN", "Resource not accessible by integration");
  if (minimized) world.minimized.add(id);
  else world.minimized.delete(id);
  return { status: 200, json: { data: {} } };
}

/** Open pull requests, two a page, so that more than one page is asked for wherever a head has others beside it. */
function answerHeads(world: World, token: Token, variables: unknown): Answer {
  if (token.permissions["pull-requests"] === undefined)
    return failure("FORBIDDEN", "Resource not accessible by integration");
  const from = Number((variables as { after?: string | null }).after ?? 0);
  const open = [...world.pulls.values()].filter((pull) => pull.open);
  const nodes = open.slice(from, from + 2).map((pull) => ({
    number: pull.number,
    headRefOid: world.headOf(pull),
    baseRefName: pull.base,
    isDraft: pull.draft,
  }));
  const hasNextPage = from + 2 < open.length;
  const pageInfo = { hasNextPage, endCursor: String(from + 2) };
  return { status: 200, json: { data: { repository: { pullRequests: { nodes, pageInfo } } } } };
}

/** Files by `commit:path` or by blob. */
function answerBlobs(
  world: World,
  token: Token,
  query: string,
  variables: Readonly<Record<string, string>>,
): Answer {
  if (token.permissions.contents === undefined)
    return failure("FORBIDDEN", "Resource not accessible by integration");
  const repository: Record<string, unknown> = {};
  for (const [, alias, variable] of query.matchAll(/(f\d+): object\(expression: \$(e\d+)\)/g)) {
    const text = textOf(world, variables[variable ?? ""] ?? "");
    repository[alias ?? ""] =
      text === undefined || modeOf(text) === "160000"
        ? null
        : {
            oid: blobSha(text),
            text: isBinary(text) ? null : bytesOf(text).toString("utf8").slice(0, 512_000),
            isBinary: isBinary(text),
            isTruncated: text.length > 512_000,
            byteSize: bytesOf(text).length,
          };
  }
  return { status: 200, json: { data: { repository } } };
}

function isBinary(text: string): boolean {
  return bytesOf(text).includes(0);
}

function textOf(world: World, expression: string): string | undefined {
  const colon = expression.indexOf(":");
  if (colon >= 0) return world.resolve(expression.slice(0, colon))?.files.get(expression.slice(colon + 1));
  return textOfBlob(world.commits.values(), expression);
}

/** GraphQL has no place in the REST description: the shape is checked by hand, unknown fields included. */
function isCommitInput(input: CommitInput): boolean {
  const only = (value: object, keys: readonly string[]): boolean =>
    Object.keys(value).every((key) => keys.includes(key));
  return (
    only(input, ["branch", "message", "expectedHeadOid", "fileChanges", "clientMutationId"]) &&
    only(input.branch, ["repositoryNameWithOwner", "branchName", "id"]) &&
    only(input.message, ["headline", "body"]) &&
    only(input.fileChanges, ["additions", "deletions"]) &&
    typeof input.message.headline === "string" &&
    typeof input.expectedHeadOid === "string" &&
    (input.fileChanges.additions ?? []).every(
      (file) => only(file, ["path", "contents"]) && /^[A-Za-z0-9+/=]*$/.test(file.contents),
    )
  );
}

function createCommit(world: World, token: Token, input: CommitInput): Answer {
  if (token.permissions.contents !== "write")
    return failure("FORBIDDEN", "Resource not accessible by integration");
  const { branchName } = input.branch;
  const head = world.branches.get(branchName);
  if (head === undefined) return failure("NOT_FOUND", `No ref found on ${branchName}`);
  if (head !== input.expectedHeadOid)
    return failure(
      "STALE_DATA",
      `Expected branch to point to "${input.expectedHeadOid}" but it points to "${head}". Pull and try again.`,
    );
  if (world.protectedBranches.has(branchName))
    return failure(
      "UNPROCESSABLE",
      "Repository rule violations found: changes must be made through a pull request.",
    );
  const changes: Record<string, string | null> = {};
  for (const file of input.fileChanges.additions ?? [])
    changes[file.path] = Buffer.from(file.contents, "base64").toString("utf8");
  for (const file of input.fileChanges.deletions ?? []) changes[file.path] = null;
  const message = [input.message.headline, input.message.body]
    .filter((part) => part !== undefined && part !== "")
    .join("\n\n");
  const oid = world.commit(branchName, changes, { message });
  return { status: 200, json: { data: { createCommitOnBranch: { commit: { oid } } } } };
}

function failure(type: string, message: string): Answer {
  return {
    status: 200,
    json: {
      data: null,
      errors: [{ type, message, path: ["createCommitOnBranch"], locations: [{ line: 2, column: 3 }] }],
    },
  };
}
