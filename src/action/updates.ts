import type { CommitTree, ForgeReader, HeadPush, PullRequest } from "../forge/forge.js";

/** What is asked of GitHub to tell an update of a branch from content. */
export type UpdateReader = Pick<ForgeReader, "parentsOf" | "forkOf" | "mergeBase" | "tree">;

/** Most updates in a row that are looked through. */
const MAX_UPDATES = 5;

/**
 * Whose content a head is: the login behind the last push that did more than merge the base into the branch, as "Update
 * branch" does. Who merges the base brings nothing of the own, and hides nobody who did before. Undefined where GitHub names nobody.
 */
export async function writerOf(
  forge: UpdateReader,
  pull: PullRequest,
  pushes: readonly [HeadPush, ...HeadPush[]],
): Promise<string | undefined> {
  for (const [at, push] of pushes.slice(0, MAX_UPDATES).entries()) {
    const before = pushes[at + 1];
    if (before === undefined || !(await isUpdate(forge, pull, push.sha, before.sha))) return push.actor;
  }
  return pushes[0].actor;
}

/**
 * Whether a commit does nothing but merge what is on the base branch into what stood before, file by file: a merge may hold
 * any content, and a conflict is settled by whoever settles it, in GitHub's editor as well.
 */
async function isUpdate(
  forge: UpdateReader,
  pull: PullRequest,
  sha: string,
  before: string,
): Promise<boolean> {
  const [own, other, ...further] = await forge.parentsOf(sha);
  if (own !== before || other === undefined || further.length > 0) return false;
  if ((await forge.forkOf(pull.baseRef, other)).mergeBase !== other) return false;
  const common = await forge.mergeBase(other, own);
  const trees = await Promise.all([sha, own, other, common].map((commit) => forge.tree(commit)));
  return trees.every(({ incomplete }) => !incomplete) && isPlainMerge(trees);
}

function isPlainMerge(trees: readonly CommitTree[]): boolean {
  const names = new Set(trees.flatMap(({ files }) => [...files.keys()]));
  return [...names].every((name) => {
    const [merged, own, other, common] = trees.map(({ files }) => {
      const file = files.get(name);
      return file && `${file.kind} ${file.sha}`;
    });
    if (own === other) return merged === own;
    return own === common ? merged === other : other === common && merged === own;
  });
}
