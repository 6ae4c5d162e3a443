import type { ChangedPaths, ForgeReader, PullRequest } from "../forge/forge.js";
import type { Target } from "./event.js";

/** What is judged: two commits and the paths between them. */
export interface Scope {
  readonly pull?: PullRequest;
  readonly headSha: string;
  /** "before": the merge base; absent when the whole tree is looked at */
  readonly baseSha?: string;
  /** commit whose policy holds: the tip of the base branch, not what the pull request proposes */
  readonly policySha: string;
  readonly paths: ChangedPaths;
  /** label that started this run */
  readonly label?: string;
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
  if (target.kind === "tree") {
    const headSha = await forge.resolve(target.head);
    return {
      kind: "scope",
      scope: { headSha, policySha: headSha, paths: await forge.tree(headSha), notes: [] },
    };
  }
  const [base, headSha] = await Promise.all([forge.resolve(target.base), forge.resolve(target.head)]);
  const baseSha = await forge.mergeBase(base, headSha);
  const paths = await forge.comparePaths(baseSha, headSha);
  // a queue judges by what will be on the branch; a push has its policy in the commit itself
  const policySha = target.event === "push" ? headSha : base;
  return { kind: "scope", scope: { headSha, baseSha, policySha, paths, notes: [] } };
}

async function readPullScope(
  forge: ForgeReader,
  target: Extract<Target, { kind: "pull-request" }>,
): Promise<ScopeResult> {
  let pull = await forge.pullRequest(target.number);
  if (!pull.open) return { kind: "nothing", reason: `pull request #${pull.number} is closed` };
  const headSha = target.headSha ?? pull.headSha;
  const { baseSha: policySha } = pull;
  const [baseSha, listed] = await Promise.all([
    forge.mergeBase(policySha, headSha),
    headSha === pull.headSha ? forge.changedPathsOf(pull) : undefined,
  ]);
  // the list is that of the head at that moment: it is ours only if the head is still where it was
  if (listed !== undefined) pull = await forge.pullRequest(target.number);
  const moved = headSha !== pull.headSha;
  const paths = listed === undefined || moved ? await forge.comparePaths(policySha, headSha) : listed;
  const notes = moved
    ? [
        `The pull request has moved on to ${pull.headSha.slice(0, 7)}; this run judges ${headSha.slice(0, 7)} and leaves the comment to the newer run.`,
      ]
    : [];
  return {
    kind: "scope",
    scope: {
      pull,
      headSha,
      baseSha,
      policySha,
      paths,
      notes,
      ...(target.label === undefined ? {} : { label: target.label }),
    },
  };
}
