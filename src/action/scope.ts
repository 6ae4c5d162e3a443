import { compact } from "../domain/compact.js";
import { ForgeError } from "../forge/failure.js";
import type { ChangedPath, ChangedPaths, ForgeReader, PullRequest } from "../forge/forge.js";
import type { Queued, Target } from "./event.js";

/** What is judged: two commits and the paths between them. */
export interface Scope {
  readonly pull?: PullRequest;
  readonly headSha: string;
  /** "before": the merge base; absent when the whole tree is looked at */
  readonly baseSha?: string;
  /** commit whose policy holds: the tip of the base branch, not what the pull request proposes */
  readonly policySha: string;
  readonly paths: ChangedPaths;
  /** label that started this run, and who set it */
  readonly label?: string;
  readonly labelledBy?: string;
  /** of a merge group */
  readonly queued?: Queued;
  /** sentences for the summary: what was read in another way than usual */
  readonly notes: readonly string[];
}

/** What a run is about, or why there is nothing. */
export type ScopeResult =
  { readonly kind: "scope"; readonly scope: Scope } | { readonly kind: "nothing"; readonly reason: string };

/** Finds the commits and the changed paths of a target. */
export async function readScope(
  forge: ForgeReader,
  target: Exclude<Target, { kind: "workflow-run" }>,
): Promise<ScopeResult> {
  if (target.kind === "nothing") return target;
  if (target.kind === "pull-request") return readPullScope(forge, target);
  if (target.kind === "tree") return readTreeScope(forge, target.head, []);
  if (target.event === "push") return readPushScope(forge, target);
  const [base, headSha] = await Promise.all([forge.resolve(target.base), forge.resolve(target.head)]);
  const baseSha = await forge.mergeBase(base, headSha);
  const paths = await forge.comparePaths(baseSha, headSha);
  const { queued } = target;
  // a queue judges by what will be on the branch
  return { kind: "scope", scope: compact({ headSha, baseSha, policySha: base, paths, queued, notes: [] }) };
}

async function readTreeScope(
  forge: ForgeReader,
  head: string,
  notes: readonly string[],
): Promise<ScopeResult> {
  const headSha = await forge.resolve(head);
  const tree = await forge.tree(headSha);
  const files = [...tree.files].map(([path, { sha }]): ChangedPath => ({
    path,
    status: "unchanged",
    blobSha: sha,
  }));
  const paths = { files, incomplete: tree.incomplete };
  return { kind: "scope", scope: { headSha, policySha: headSha, paths, notes } };
}

/**
 * A push is compared with what the branch was before. That commit is gone after some forced pushes: then with the default
 * branch, and on that branch itself every manifest is looked at. The policy is the default branch's: a check belongs to a
 * commit, and one by a policy of its own would be green in every pull request of that commit.
 */
async function readPushScope(
  forge: ForgeReader,
  { base, fallback, head, onDefault }: Extract<Target, { kind: "comparison" }>,
): Promise<ScopeResult> {
  const headSha = await forge.resolve(head);
  for (const from of [base, ...(fallback === undefined ? [] : [fallback])]) {
    const baseSha = await existing(async () => forge.mergeBase(await forge.resolve(from), headSha));
    if (baseSha === undefined || (from === fallback && baseSha === headSha)) continue;
    const paths = await forge.comparePaths(baseSha, headSha);
    const notes = from === base ? [] : [`What the push replaced is gone; compared with \`${from}\`.`];
    const policySha =
      onDefault === true || fallback === undefined
        ? headSha
        : ((await existing(() => forge.resolve(fallback))) ?? headSha);
    return { kind: "scope", scope: { headSha, baseSha, policySha, paths, notes } };
  }
  return readTreeScope(forge, headSha, ["What the push replaced is gone; every manifest is looked at."]);
}

/** Undefined where GitHub has no such commit, or two that share no history. */
async function existing<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ForgeError && (error.status === 404 || error.status === 422)) return undefined;
    throw error;
  }
}

async function readPullScope(
  forge: ForgeReader,
  target: Extract<Target, { kind: "pull-request" }>,
  again = true,
): Promise<ScopeResult> {
  let pull = await forge.pullRequest(target.number);
  const headSha = target.headSha ?? pull.headSha;
  if (!pull.open || target.closed === true) {
    // a check belongs to the commit, which may be the head of another one that is open
    const [other] = await forge.pullRequestsOfHead(headSha);
    if (other === undefined) return { kind: "nothing", reason: `pull request #${pull.number} is closed` };
    return readPullScope(forge, { kind: "pull-request", number: other.number, headSha });
  }
  // the commit that GitHub names beside the base is where the branch was when the head was pushed
  const fork = await existing(() => forge.forkOf(pull.baseRef, headSha));
  const policySha = fork?.tip ?? pull.baseSha;
  const baseSha = fork?.mergeBase ?? (await forge.mergeBase(policySha, headSha));
  const listed = headSha === pull.headSha ? await forge.changedPathsOf(pull, baseSha) : undefined;
  // the list is that of the head at that moment: it is ours only if it is what the head holds
  if (listed !== undefined) {
    const { baseRef } = pull;
    pull = await forge.pullRequest(target.number);
    // what holds is the policy of the branch that it goes into by now
    if (pull.baseRef !== baseRef && again) return readPullScope(forge, target, false);
  }
  const moved = headSha !== pull.headSha;
  const isOurs = listed !== undefined && !moved && (await isListOf(forge, headSha, listed));
  const paths = isOurs ? listed : await forge.comparePaths(baseSha, headSha);
  const notes = moved
    ? [
        `The pull request has moved on to ${pull.headSha.slice(0, 7)}; this run judges ${headSha.slice(0, 7)} and leaves the comment to the newer run.`,
      ]
    : [];
  return {
    kind: "scope",
    scope: compact({
      pull,
      headSha,
      baseSha,
      policySha,
      paths,
      notes,
      label: target.label,
      labelledBy: target.labelledBy,
    }),
  };
}

/** Whether a list of files is that of a commit: a branch that is pushed away and back shows the list of another one. */
async function isListOf(forge: ForgeReader, commit: string, { files }: ChangedPaths): Promise<boolean> {
  if (files.length === 0) return true;
  const tree = await forge.tree(commit);
  return (
    !tree.incomplete &&
    files.every(({ path, status, blobSha }) =>
      status === "removed" ? !tree.files.has(path) : tree.files.get(path)?.sha === blobSha,
    )
  );
}
