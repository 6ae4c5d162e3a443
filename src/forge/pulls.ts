import { compact } from "../domain/compact.js";
import { NO_BLIND_REPEAT, type Client, type RepoRef } from "./client.js";
import { loginOf } from "./comments.js";
import { allPages } from "./pages.js";
import { named } from "./failure.js";
import type { HeadOf, LabelEvent, PullRequest } from "./forge.js";

/** The fields that a single pull request and an entry of a list share. */
interface RawPull {
  readonly number: number;
  readonly state: string;
  readonly draft?: boolean | undefined;
  readonly head: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly full_name: string } | null;
  };
  readonly base: {
    readonly sha: string;
    readonly ref: string;
    readonly repo: { readonly full_name: string; readonly default_branch?: string };
  };
  readonly user?: { readonly login: string } | null;
  readonly labels: readonly { readonly name?: string }[];
  readonly changed_files?: number;
}

/** A pull request in our words; a deleted fork counts as a fork. */
export function toPullRequest(raw: RawPull): PullRequest {
  const headRepository = raw.head.repo?.full_name;
  return {
    number: raw.number,
    open: raw.state === "open",
    draft: raw.draft === true,
    headSha: raw.head.sha,
    headRef: raw.head.ref,
    ...compact({ author: loginOf(raw.user), defaultBranch: raw.base.repo.default_branch }),
    headRepository,
    baseSha: raw.base.sha,
    baseRef: raw.base.ref,
    fromFork:
      headRepository === undefined || headRepository.toLowerCase() !== raw.base.repo.full_name.toLowerCase(),
    labels: raw.labels.flatMap((label) => (label.name === undefined ? [] : [label.name])),
    changedFiles: raw.changed_files ?? 0,
  };
}

/** A pull request as it is now: labels and head may differ from the event's. */
export async function readPullRequest(client: Client, repo: RepoRef, number: number): Promise<PullRequest> {
  return named("pull-requests: read", async () => {
    const { data } = await client.rest.pulls.get({ ...repo, pull_number: number });
    return toPullRequest(data);
  });
}

/**
 * Open pull requests of one branch of a repository whose head is exactly this commit. The list is compared here: a fork's
 * branch may have moved on.
 */
export async function pullRequestsOfBranch(
  client: Client,
  repo: RepoRef,
  sha: string,
  { repository, ref }: { readonly repository: string; readonly ref: string },
): Promise<readonly PullRequest[]> {
  const found = await openPulls(client, repo, `${repository.split("/")[0] ?? ""}:${ref}`);
  return found.filter(
    (pull) => pull.headSha === sha && pull.headRepository?.toLowerCase() === repository.toLowerCase(),
  );
}

/** Open pull requests, as the list has them: some 20 kB each. `head`: those of `OWNER:BRANCH` only. */
async function openPulls(client: Client, repo: RepoRef, head?: string): Promise<readonly PullRequest[]> {
  const found = await named("pull-requests: read", () =>
    allPages((page) =>
      client.rest.pulls.list({ ...repo, state: "open", per_page: 100, page, ...compact({ head }) }),
    ),
  );
  return found.map(toPullRequest);
}

/** Open pull requests by GraphQL: a hundred in some 10 kB. */
const HEADS = `query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 100, after: $after) {
      nodes { number headRefOid baseRefName isDraft }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface HeadsPage {
  readonly repository?: {
    readonly pullRequests?: {
      readonly nodes?: readonly {
        readonly number: number;
        readonly headRefOid: string;
        readonly baseRefName: string;
        readonly isDraft: boolean;
      }[];
      readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    } | null;
  } | null;
}

/**
 * Open pull requests whose head is exactly this commit, from whichever branch or fork. GitHub has no filter for that (by
 * commit it leaves out those of forks), so that all open ones are looked through: by GraphQL, which sends four fields of
 * each, and by the list where a server has none.
 */
export async function pullRequestsOfHead(
  client: Client,
  repo: RepoRef,
  sha: string,
): Promise<readonly HeadOf[]> {
  const found: HeadOf[] = [];
  let after: string | null = null;
  try {
    do {
      const page: HeadsPage = await client.graphql<HeadsPage>(HEADS, {
        owner: repo.owner,
        name: repo.repo,
        after,
        request: NO_BLIND_REPEAT,
      });
      const { nodes, pageInfo } = page.repository?.pullRequests ?? {};
      if (nodes === undefined || pageInfo === undefined) throw new Error("no list of pull requests");
      for (const { number, headRefOid, baseRefName, isDraft } of nodes)
        if (headRefOid === sha) found.push({ number, baseRef: baseRefName, draft: isDraft });
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  } catch {
    return (await openPulls(client, repo)).filter(({ headSha }) => headSha === sha);
  }
}

/** By hand, and by GitHub where the branch that a pull request went into is gone. */
const RETARGETS: ReadonlySet<string> = new Set(["base_ref_changed", "automatic_base_change_succeeded"]);

/**
 * Who set a label last and when, and when the pull request last changed its base: what the label meant may have changed
 * with it. Undefined when the events do not say.
 */
export async function labelEvent(
  client: Client,
  repo: RepoRef,
  number: number,
  label: string,
): Promise<LabelEvent | undefined> {
  const events = await named("issues: read", () =>
    allPages((page) => client.rest.issues.listEvents({ ...repo, issue_number: number, per_page: 100, page })),
  );
  let found: Omit<LabelEvent, "retargetedMs"> | undefined;
  let retargetedMs: number | undefined;
  for (const event of events) {
    const atMs = Date.parse(event.created_at);
    if (RETARGETS.has(event.event)) retargetedMs = atMs;
    const name = "label" in event ? (event.label as { name?: string | null } | undefined)?.name : undefined;
    if (name?.toLowerCase() !== label.toLowerCase()) continue;
    if (event.event === "unlabeled") found = undefined;
    if (event.event !== "labeled") continue;
    const actor = loginOf(event.actor);
    found = actor === undefined ? undefined : { actor, atMs };
  }
  return found && compact({ ...found, retargetedMs });
}
