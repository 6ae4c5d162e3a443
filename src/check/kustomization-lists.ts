import path from "node:path";
import type { SiblingFile } from "../manifest/types.js";
import type { SiblingReader } from "./sibling-reader.js";
import { listedBy, readKustomization } from "./kustomization.js";

/** Kustomizations by the paths that they name: `changing` those that they take changes or data from, `all` every one. */
interface Lists {
  readonly changing: ReadonlyMap<string, readonly SiblingFile[]>;
  readonly all: ReadonlySet<string>;
}

const known = new WeakMap<SiblingReader, Promise<Lists>>();

/** Kustomizations that take changes or data from a file, wherever they stand; each is read once for all files of a check. */
export async function listsOf(name: string, siblings: SiblingReader): Promise<readonly SiblingFile[]> {
  return (await listsFrom(siblings)).changing.get(name) ?? [];
}

/** Whether a kustomization of the repository names a file. */
export async function isListed(name: string, siblings: SiblingReader): Promise<boolean> {
  return (await listsFrom(siblings)).all.has(name);
}

/** A path of the repository, as a file of it names another one. */
export function pathFrom(file: string, name: string): string {
  return path.posix.join(path.posix.dirname(file), name);
}

function listsFrom(siblings: SiblingReader): Promise<Lists> {
  let lists = known.get(siblings);
  if (lists === undefined) known.set(siblings, (lists = siblings("-", "lists").then(byFile)));
  return lists;
}

function byFile(kustomizations: readonly SiblingFile[]): Lists {
  const changing = new Map<string, SiblingFile[]>();
  const all = new Set<string>();
  for (const one of kustomizations) {
    const read = readKustomization(one.text);
    const names = [...read.changing, ...read.generated.flatMap(({ files }) => files)];
    for (const name of new Set(names.map((each) => pathFrom(one.file, each))))
      changing.set(name, [...(changing.get(name) ?? []), one]);
    for (const name of listedBy(one.text)) all.add(pathFrom(one.file, name));
  }
  return { changing, all };
}
