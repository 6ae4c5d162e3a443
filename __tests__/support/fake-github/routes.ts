import { posix } from "node:path";
import {
  commentJson,
  commitJson,
  fileJson,
  issueJson,
  pullJson,
  repositoryJson,
  reviewCommentJson,
  statusJson,
  userJson,
} from "./answers.js";
import { sample } from "./schema.js";
import { folderOfTree, treeEntries } from "./trees.js";
import {
  blobSha,
  textOfBlob,
  bytesOf,
  changesBetween,
  modeOf,
  type Commit,
  type Permissions,
  type Token,
  type World,
} from "./world.js";

/** A call as the routes see it. */
export interface Call {
  readonly world: World;
  readonly token: Token;
  readonly base: string;
  /** address of the artifact store */
  readonly storage: string;
  readonly method: string;
  /** decoded segments behind `/repos/{owner}/{repo}` */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown> | undefined;
}

/** An answer; `list` is cut into pages by the server. */
export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly list?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
}

const MAX_BODY = 65_536;

const notFound: Answer = {
  status: 404,
  json: { message: "Not Found", documentation_url: "https://docs.github.invalid", status: "404" },
};

function forbidden(accepted: string): Answer {
  return {
    status: 403,
    json: {
      message: "Resource not accessible by integration",
      documentation_url: "https://docs.github.invalid",
      status: "403",
    },
    headers: { "x-accepted-github-permissions": accepted },
  };
}

function invalid(message: string): Answer {
  return {
    status: 422,
    json: {
      message: "Validation Failed",
      errors: [message],
      documentation_url: "https://docs.github.invalid",
    },
  };
}

function may(token: Token, kinds: readonly (keyof Permissions)[], level: "read" | "write"): boolean {
  return kinds.some(
    (kind) => token.permissions[kind] === "write" || (level === "read" && token.permissions[kind] === "read"),
  );
}

const COMMENT_KINDS = ["pull-requests", "issues"] as const;

/** Everything below `/repos/{owner}/{repo}`. */
export function answerRepository(call: Call): Answer {
  const { world, token, method, path } = call;
  const [area, second] = path;
  if (!may(token, ["contents", "pull-requests", "issues", "actions", "statuses"], "read")) return notFound;
  if (area === undefined) return { status: 200, json: repositoryJson(world.repository, "full-repository") };
  switch (area) {
    case "pulls":
      return pulls(call);
    case "compare":
      return compare(call);
    case "contents":
      return contents(call);
    case "git":
      return git(call);
    case "commits":
      return commits(call);
    case "issues":
      return second === "comments" ? oneComment(call) : issues(call);
    case "statuses":
      return method === "POST" ? createStatus(call) : notFound;
    case "actions":
      return actions(call);
    case "activity":
      return activity(call);
    case "branches":
      return branch(call);
    case "collaborators":
      return collaborator(call);
    case "rules": {
      const types = world.branchRules.get(path.slice(2).join("/")) ?? [];
      return { status: 200, list: types.map((type) => ({ type })) };
    }
    default:
      return notFound;
  }
}

function pulls(call: Call): Answer {
  const { world, token, base, method, path, query, body } = call;
  const [, number, part] = path;
  if (number === undefined) {
    const [owner, ...branch] = (query.get("head") ?? "").split(":");
    const open = [...world.pulls.values()].filter((pull) => pull.open);
    const found = query.has("head")
      ? open.filter(
          (pull) => pull.headRepository.startsWith(`${owner}/`) && pull.headRef === branch.join(":"),
        )
      : open;
    return { status: 200, list: found.map((pull) => pullJson(world, pull, base, "pull-request-simple")) };
  }
  const pull = world.pulls.get(Number(number));
  if (pull === undefined) return notFound;
  if (part === undefined) return { status: 200, json: pullJson(world, pull, base, "pull-request") };
  if (part === "files") {
    const head = world.commits.get(world.headOf(pull))!;
    const start = world.mergeBase(world.resolve(pull.base)!.sha, head.sha)!;
    return {
      status: 200,
      list: changesBetween(world.commits.get(start)!, head)
        .slice(0, pull.listedFiles ?? 3000)
        .map(fileJson),
    };
  }
  if (part === "comments" && method === "GET") {
    return {
      status: 200,
      list: world.reviewComments
        .filter((comment) => comment.issue === pull.number)
        .map((comment) => reviewCommentJson(world, comment, base)),
    };
  }
  if (part === "reviews" && method === "POST") {
    if (!may(token, ["pull-requests"], "write")) return forbidden("pull_requests=write");
    const comments =
      (body?.["comments"] as
        { path: string; body: string; line: number; start_line?: number }[] | undefined) ?? [];
    const head = world.headOf(pull);
    for (const comment of comments)
      if (!inDiff(call, pull.number, comment))
        return invalid("Pull request review thread line must be part of the diff");
    for (const comment of comments) {
      world.reviewComments.push({
        id: world.id(),
        issue: pull.number,
        body: comment.body,
        login: token.login,
        path: comment.path,
        line: comment.line,
        startLine: comment.start_line ?? null,
        commitId: head,
      });
    }
    return {
      status: 200,
      json: {
        ...sample("pull-request-review"),
        id: world.id(),
        user: userJson(token.login),
        body: "",
        state: "COMMENTED",
        _links: { html: { href: "" }, pull_request: { href: "" } },
        author_association: "NONE",
      },
    };
  }
  return notFound;
}

function inDiff(
  call: Call,
  number: number,
  comment: { path: string; line: number; start_line?: number },
): boolean {
  const { world } = call;
  const pull = world.pulls.get(number)!;
  const head = world.commits.get(world.headOf(pull))!;
  const start = world.mergeBase(world.resolve(pull.base)!.sha, head.sha)!;
  const change = changesBetween(world.commits.get(start)!, head).find((file) => file.path === comment.path);
  const patch = change === undefined ? "" : String(fileJson(change)["patch"] ?? "");
  return [...patch.matchAll(/^@@ -\d+,\d+ \+(\d+),(\d+) @@/gm)].some((hunk) => {
    const first = Number(hunk[1]);
    const last = first + Number(hunk[2]) - 1;
    return (comment.start_line ?? comment.line) >= first && comment.line <= last;
  });
}

function compare(call: Call): Answer {
  const { world, path } = call;
  const [from = "", to = ""] = path.slice(1).join("/").split("...");
  const [base, head] = [world.resolve(from), world.resolve(to)];
  const start = base === undefined || head === undefined ? undefined : world.mergeBase(base.sha, head.sha);
  if (base === undefined || head === undefined || start === undefined) return notFound;
  const files = changesBetween(world.commits.get(start)!, head).slice(0, 300).map(fileJson);
  return {
    status: 200,
    json: {
      url: "",
      html_url: "",
      permalink_url: "",
      diff_url: "",
      patch_url: "",
      base_commit: commitJson(base),
      merge_base_commit: commitJson(world.commits.get(start)!),
      status: "ahead",
      ahead_by: 1,
      behind_by: 0,
      total_commits: 1,
      commits: between(world, start, head.sha).map(commitJson),
      files,
    },
  };
}

/** Commits after one up to another, along the first parents, oldest first. */
function between(world: World, from: string, to: string): readonly Commit[] {
  const found: Commit[] = [];
  for (let sha: string | undefined = to; sha !== undefined && sha !== from;) {
    const commit: Commit | undefined = world.commits.get(sha);
    if (commit === undefined) break;
    found.unshift(commit);
    sha = commit.parents[0];
  }
  return found;
}

function contents(call: Call): Answer {
  const { world, path, query, token } = call;
  if (!may(token, ["contents"], "read")) return forbidden("contents=read");
  const file = path.slice(1).join("/");
  const commit = world.resolve(query.get("ref") ?? "main");
  const named = commit?.files.get(file);
  // a link to a file of the repository is answered with that file
  const target =
    named !== undefined && modeOf(named) === "120000"
      ? commit?.files.get(posix.join(posix.dirname(file), bytesOf(named).toString("utf8")))
      : undefined;
  const text = target ?? named;
  if (text === undefined || modeOf(text) === "160000") return notFound;
  const bytes = bytesOf(text);
  const large = bytes.length > 1024 * 1024;
  return {
    status: 200,
    json: {
      type: "file",
      encoding: large ? "none" : "base64",
      size: bytes.length,
      name: file.split("/").at(-1),
      path: file,
      content: large ? "" : bytes.toString("base64").replace(/(.{60})/g, "$1\n"),
      sha: blobSha(text),
      url: "",
      git_url: null,
      html_url: null,
      download_url: null,
      _links: { git: null, html: null, self: "" },
    },
  };
}

function git(call: Call): Answer {
  const { world, path, token, query } = call;
  if (!may(token, ["contents"], "read")) return forbidden("contents=read");
  const [, kind, sha = ""] = path;
  if (kind === "blobs") {
    const text = textOfBlob(world.commits.values(), sha);
    if (text === undefined) return notFound;
    const bytes = bytesOf(text);
    const content = bytes.toString("base64");
    return {
      status: 200,
      json: { sha, node_id: "", url: "", size: bytes.length, encoding: "base64", content },
    };
  }
  const found = kind === "trees" ? folderOfTree(world, sha) : undefined;
  if (found === undefined) return notFound;
  const recursive = query.has("recursive");
  const all = treeEntries(found.commit, found.folder, recursive);
  const tree = recursive ? all.slice(0, world.maxTreeEntries) : all;
  return {
    status: 200,
    json: {
      sha,
      url: "",
      truncated: tree.length < all.length,
      tree: tree.map((entry) => ({ ...entry, url: "" })),
    },
  };
}

function commits(call: Call): Answer {
  const { world, path, base } = call;
  if (path[2] === "pulls") {
    const open = [...world.pulls.values()].filter((pull) => pull.open && world.headOf(pull) === path[1]);
    return { status: 200, list: open.map((pull) => pullJson(world, pull, base, "pull-request-simple")) };
  }
  const listsStatuses = path.at(-1) === "statuses" && path.length > 2;
  const ref = path.slice(1, listsStatuses ? -1 : undefined).join("/");
  const commit = world.resolve(ref);
  if (commit === undefined)
    return { status: 422, json: { message: `No commit found for SHA: ${ref}`, documentation_url: "" } };
  if (!listsStatuses) return { status: 200, json: commitJson(commit) };
  return {
    status: 200,
    list: world.statuses
      .filter((status) => status.sha === commit.sha)
      .reverse()
      .map(statusJson),
  };
}

function issues(call: Call): Answer {
  const { world, token, base, method, path, body } = call;
  const [, number, part] = path;
  if (number === undefined) {
    if (method === "GET")
      return {
        status: 200,
        list: world.issues.filter((issue) => issue.open).map((issue) => issueJson(world, issue, base)),
      };
    if (!may(token, ["issues"], "write")) return forbidden("issues=write");
    const issue = {
      number: world.id(),
      title: String(body?.["title"]),
      body: String(body?.["body"] ?? ""),
      open: true,
      login: token.login,
    };
    world.issues.push(issue);
    return { status: 201, json: issueJson(world, issue, base) };
  }
  if (part === undefined && method === "PATCH") {
    const issue = world.issues.find((each) => each.number === Number(number));
    if (!may(token, ["issues"], "write")) return forbidden("issues=write");
    if (issue === undefined) return notFound;
    Object.assign(issue, body);
    return { status: 200, json: issueJson(world, issue, base) };
  }
  if (part === "events") {
    const events = world.labelEvents.filter((event) => event.issue === Number(number));
    return {
      status: 200,
      list: events.map((event, index) => ({
        id: index + 1,
        node_id: "",
        url: "",
        actor: userJson(event.login),
        event: event.event ?? "labeled",
        commit_id: null,
        commit_url: null,
        created_at: event.at ?? "2026-11-20T10:00:00Z",
        performed_via_github_app: null,
        ...(event.event === undefined || event.event === "unlabeled"
          ? { label: { name: event.label, color: "ededed" } }
          : {}),
      })),
    };
  }
  if (part !== "comments" || !world.pulls.has(Number(number))) return notFound;
  if (method === "GET")
    return {
      status: 200,
      list: world.comments
        .filter((comment) => comment.issue === Number(number))
        .map((comment) => commentJson(world, comment, base)),
    };
  if (!may(token, COMMENT_KINDS, "write")) return forbidden("issues=write; pull_requests=write");
  if (world.lockedIssues.has(Number(number)))
    return {
      status: 403,
      json: { message: "Unable to create comment because issue is locked.", documentation_url: "" },
    };
  const text = String(body?.["body"] ?? "");
  if (text.length > MAX_BODY) return invalid("Body is too long (maximum is 65536 characters)");
  const comment = { id: world.id(), issue: Number(number), body: text, login: token.login };
  world.comments.push(comment);
  return { status: 201, json: commentJson(world, comment, base) };
}

function oneComment(call: Call): Answer {
  const { world, token, base, method, path, body } = call;
  const index = world.comments.findIndex((comment) => comment.id === Number(path[2]));
  const comment = world.comments[index];
  if (comment === undefined) return notFound;
  if (!may(token, COMMENT_KINDS, "write")) return forbidden("issues=write; pull_requests=write");
  if (method === "DELETE") {
    world.comments.splice(index, 1);
    return { status: 204 };
  }
  const text = String(body?.["body"] ?? "");
  if (text.length > MAX_BODY) return invalid("Body is too long (maximum is 65536 characters)");
  comment.body = text;
  return { status: 200, json: commentJson(world, comment, base) };
}

function activity({ world, query }: Call): Answer {
  if (!world.hasActivity) return notFound;
  const branchName = (query.get("ref") ?? "").replace(/^refs\/heads\//, "");
  const pushes = world.pushes.filter((push) => push.branch === branchName).reverse();
  return {
    status: 200,
    list: pushes.map((push, index) => ({
      id: index + 1,
      node_id: "",
      before: "0".repeat(40),
      after: push.after,
      ref: `refs/heads/${push.branch}`,
      timestamp: push.at,
      activity_type: "push",
      actor: push.by === undefined ? null : userJson(push.by),
    })),
  };
}

function branch({ world, path }: Call): Answer {
  const name = path.slice(1).join("/");
  const commit = world.resolve(`heads/${name}`);
  if (commit === undefined) return notFound;
  return {
    status: 200,
    json: {
      ...sample("branch-with-protection"),
      name,
      commit: commitJson(commit),
      protected: world.protectedBranches.has(name),
    },
  };
}

function collaborator({ world, path }: Call): Answer {
  const login = path[1] ?? "";
  const role = world.roles.get(login) ?? "read";
  const permission = role === "maintain" ? "write" : role === "triage" ? "read" : role;
  return { status: 200, json: { permission, role_name: role, user: null } };
}

function createStatus(call: Call): Answer {
  const { world, token, path, body } = call;
  if (!may(token, ["statuses"], "write")) return forbidden("statuses=write");
  const commit = world.resolve(path[1] ?? "");
  if (commit === undefined) return invalid("No commit found for SHA");
  const description = (body?.["description"] as string | undefined) ?? null;
  if (description !== null && [...description].length > 140)
    return invalid("description is too long (maximum is 140 characters)");
  const status = {
    sha: commit.sha,
    context: String(body?.["context"] ?? "default"),
    state: String(body?.["state"]),
    description,
    targetUrl: (body?.["target_url"] as string | undefined) ?? null,
    login: token.login,
  };
  world.statuses.push(status);
  return { status: 201, json: statusJson(status) };
}

function actions(call: Call): Answer {
  const { world, token, base, storage, path, query, method, body } = call;
  const [, kind, id, part] = path;
  if (kind === "workflows" && part === "dispatches" && method === "POST") {
    if (!may(token, ["actions"], "write")) return forbidden("actions=write");
    world.dispatches.push({ workflow: id ?? "", ref: String(body?.["ref"]), inputs: body?.["inputs"] });
    return { status: 204 };
  }
  if (!may(token, ["actions"], "read")) return forbidden("actions=read");
  if (kind === "runs") {
    const found = world.artifacts.filter(
      (artifact) =>
        artifact.runId === Number(id) && (!query.has("name") || artifact.name === query.get("name")),
    );
    const artifacts = found.map((artifact) => ({
      ...sample("artifact"),
      id: artifact.id,
      name: artifact.name,
      size_in_bytes: artifact.zip.length,
      expired: false,
      created_at: null,
      expires_at: null,
      updated_at: null,
      archive_download_url: `${base}/x`,
    }));
    return { status: 200, json: { total_count: artifacts.length, artifacts } };
  }
  const artifact = world.artifacts.find((each) => each.id === Number(id));
  return artifact === undefined
    ? notFound
    : { status: 302, headers: { location: `${storage}/storage/${artifact.id}` } };
}
