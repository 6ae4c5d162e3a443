import { compact } from "../domain/compact.js";
import type { Client, RepoRef } from "./client.js";
import { loginOf } from "./comments.js";
import { allPages } from "./pages.js";
import { named } from "./failure.js";
import type { LabelEvent, PullRequest } from "./forge.js";

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
 * Open pull requests whose head is exactly this commit, of one branch of a repository or of any. The list is compared
 * here: a commit can be the head of several, and a fork's branch may have moved on.
 */
export async function pullRequestsOfHead(
  client: Client,
  repo: RepoRef,
  sha: string,
  branch?: { readonly repository: string; readonly ref: string },
): Promise<readonly PullRequest[]> {
  const head = branch && `${branch.repository.split("/")[0] ?? ""}:${branch.ref}`;
  const found = await named("pull-requests: read", () =>
    allPages((page) =>
      client.rest.pulls.list({
        ...repo,
        state: "open",
        per_page: 100,
        page,
        ...compact({ head }),
      }),
    ),
  );
  return found
    .map(toPullRequest)
    .filter(
      (pull) =>
        pull.headSha === sha &&
        (branch === undefined || pull.headRepository?.toLowerCase() === branch.repository.toLowerCase()),
    );
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
