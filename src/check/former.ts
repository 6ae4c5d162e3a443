import type { ChangedFile } from "../domain/change.js";
import type { ManifestDeployment } from "../manifest/types.js";
import type { FileContext } from "./file-context.js";
import { nameOf } from "./moved.js";
import { pairDeployments } from "./pair.js";
import type { ReadSide } from "./sides.js";
import { understand } from "./understand.js";

/** A deployment as it was: with the text of its file and what lay beside that. */
export interface Former {
  readonly deployment: ManifestDeployment;
  readonly read: ReadSide;
  readonly text: string;
}

/** A deployment now, and what it was. */
export interface FormerPair {
  readonly head: ManifestDeployment;
  /** the same deployment before, which it is compared with */
  readonly base?: Former;
  /** another one, whose limits are not shed by its new name or place; what it is was not this one */
  readonly limits?: Former;
}

/**
 * Finds what each deployment of a file was: the one of its name, in this file or in another that it left; else what was
 * renamed in this file. What is new to all of them keeps the limits of one of its model that is gone, and of one of its
 * name that stands beside it, which Kubernetes takes for the same.
 */
export async function formerPairs(
  context: FileContext,
  head: readonly ManifestDeployment[],
  own: {
    readonly file: ChangedFile;
    readonly deployments: readonly ManifestDeployment[];
    readonly read?: ReadSide;
  },
  readBase: (file: ChangedFile) => Promise<Omit<Former, "deployment"> | undefined>,
): Promise<readonly FormerPair[]> {
  const { leavers, compared } = context;
  const text = own.file.baseText ?? "";
  return Promise.all(
    pairDeployments(head, own.deployments).map(async ({ head: one, base }): Promise<FormerPair> => {
      const here = base && own.read && { deployment: base, read: own.read, text };
      if (here !== undefined && nameOf(here.deployment) === nameOf(one)) return { head: one, base: here };
      const former = compared ? leavers.formerOf(one) : undefined;
      const there = former && former.file.path !== own.file.path ? await readBase(former.file) : undefined;
      const elsewhere = former && there && { ...there, deployment: former.deployment };
      if (elsewhere !== undefined && !former!.renamed) return { head: one, base: elsewhere };
      if (here !== undefined) return { head: one, base: here };
      const limits =
        elsewhere ?? (compared ? await twinOf(context, own.file.path, one, readBase) : undefined);
      return limits === undefined ? { head: one } : { head: one, limits };
    }),
  );
}

/** A deployment of the same name in another file of the folder, which the change leaves alone. */
async function twinOf(
  { siblings }: FileContext,
  path: string,
  one: ManifestDeployment,
  readBase: (file: ChangedFile) => Promise<Omit<Former, "deployment"> | undefined>,
): Promise<Former | undefined> {
  for (const { file, text } of await siblings(path, "base")) {
    if (!text.includes(one.name)) continue;
    const deployment = understand(text, file, [])?.file.deployments.find(
      (each) => nameOf(each) === nameOf(one),
    );
    const read =
      deployment && (await readBase({ path: file, status: "unchanged", baseText: text, headText: text }));
    if (deployment !== undefined && read !== undefined) return { ...read, deployment };
  }
  return undefined;
}
