import { compact } from "../domain/compact.js";
import type { Client, RepoRef } from "./client.js";
import { ForgeError, named } from "./failure.js";
import type { HeadPush, PullRequest, RepositoryRole } from "./forge.js";

/** What somebody may do in the repository. Roles in between (triage, maintain) count as the next lower of these. */
export async function roleOf(client: Client, repo: RepoRef, login: string): Promise<RepositoryRole> {
  const { data } = await named("metadata: read", () =>
    client.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: login }),
  );
  return data.permission === "admin" || data.permission === "write" ? data.permission : "none";
}

/**
 * When the head of a pull request came onto its branch and whose push that was, then the pushes before it, by the server's own
 * record: dates and names in commits are whatever their author wrote. Undefined where the server keeps none or may not be asked.
 */
export async function pushesOf(
  client: Client,
  pull: PullRequest,
): Promise<readonly [HeadPush, ...HeadPush[]] | undefined> {
  const [owner, repo] = pull.headRepository?.split("/") ?? [];
  if (owner === undefined || repo === undefined) return undefined;
  try {
    const { data } = await named("contents: read", () =>
      client.rest.repos.listActivities({
        owner,
        repo,
        ref: `refs/heads/${pull.headRef}`,
        direction: "desc",
        per_page: 100,
      }),
    );
    const [push, ...earlier] = data.slice(
      Math.max(
        0,
        data.findIndex(({ after }) => after === pull.headSha),
      ),
    );
    const read = (one: (typeof data)[number]): HeadPush =>
      compact({ sha: one.after, atMs: Date.parse(one.timestamp), actor: one.actor?.login });
    return push?.after === pull.headSha ? [read(push), ...earlier.map(read)] : undefined;
  } catch (error) {
    if (error instanceof ForgeError && [403, 404, 422].includes(error.status)) return undefined;
    throw error;
  }
}

/** Rules that keep a branch from being pushed to as one likes. */
const GUARDS: ReadonlySet<string> = new Set([
  "pull_request",
  "update",
  "merge_queue",
  "required_status_checks",
  "required_deployments",
]);

/** Whether a branch is protected, by its own setting or by the rules of repository and organisation. */
export async function isProtected(client: Client, repo: RepoRef, branch: string): Promise<boolean> {
  const { data } = await named("contents: read", () => client.rest.repos.getBranch({ ...repo, branch }));
  if (data.protected) return true;
  try {
    const rules = await named("metadata: read", () =>
      client.rest.repos.getBranchRules({ ...repo, branch, per_page: 100 }),
    );
    return rules.data.some(({ type }) => GUARDS.has(type));
  } catch (error) {
    // servers without rules have no protection by them
    if (error instanceof ForgeError && error.status === 404) return false;
    throw error;
  }
}
