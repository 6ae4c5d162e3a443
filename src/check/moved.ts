import type { ChangedFile } from "../domain/change.js";
import { parseManifest } from "../manifest/parse.js";
import type { ManifestFile } from "../manifest/types.js";
import { mayBeManifest } from "./understand.js";

/**
 * Files of a change, with those that were added in the place of a removed one as moves. The platform finds moves by how
 * alike two texts are; here a deployment is the same where its name is, so that no rewriting makes it a new one to which
 * nothing of before applies.
 */
export function withMoves(files: readonly ChangedFile[]): readonly ChangedFile[] {
  const gone = files.filter(({ headText, unreadable }) => headText === undefined && unreadable === undefined);
  const homes = new Map<string, ChangedFile>();
  for (const file of gone) for (const name of namesOf(file.baseText, file.path)) homes.set(name, file);
  if (homes.size === 0) return files;
  const left = new Set<ChangedFile>();
  const moved = files.map((file): ChangedFile => {
    if (file.baseText !== undefined || file.headText === undefined) return file;
    const home = namesOf(file.headText, file.path)
      .map((name) => homes.get(name))
      .find((found) => found !== undefined);
    if (home?.baseText === undefined) return file;
    left.add(home);
    return { ...file, status: "renamed", previousPath: home.path, baseText: home.baseText };
  });
  return moved.filter((file) => !left.has(file));
}

function namesOf(text: string | undefined, path: string): readonly string[] {
  if (text === undefined || !mayBeManifest(text)) return [];
  const { deployments }: ManifestFile = parseManifest(text, { file: path });
  return deployments.map(({ namespace, name }) => `${namespace ?? ""}/${name}`);
}
