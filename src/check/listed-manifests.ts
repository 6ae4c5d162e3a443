import path from "node:path";
import type { ChangedFile } from "../domain/change.js";
import type { SiblingFile } from "../manifest/types.js";
import { foldersDelivered, mayDeliver } from "./delivered.js";
import { isKustomization, isRemote, listedBy } from "./kustomization.js";
import { pathFrom } from "./kustomization-lists.js";
import type { SiblingReader } from "./sibling-reader.js";
import { isManifestText } from "./understand.js";

/** Most lists of lists that are followed for one question: kustomize itself knows no bound. */
const MOST_LISTS = 1000;

/** Where files beside a kustomization are read from. */
export interface From {
  readonly siblings: SiblingReader;
  /** files of the change, which may have other names than those of manifests */
  readonly files?: readonly ChangedFile[];
  readonly side: "head" | "base";
}

/** Manifests of the repository that a kustomization lists, itself or through others. */
export async function manifestsOf(
  { file, text }: SiblingFile,
  from: From,
  seen = new Set<string>(),
): Promise<readonly SiblingFile[]> {
  const manifests: SiblingFile[] = [];
  if (seen.has(file) || seen.size >= MOST_LISTS) return manifests;
  seen.add(file);
  for (const name of listedBy(text)) {
    const target = pathFrom(file, name);
    if (target.startsWith("..") || isRemote(name)) continue;
    // a folder may be named like a file, and a file like none of ours
    const odd = from.files?.find((one) => one.path === target);
    const text = (from.side === "head" ? odd?.headText : odd?.baseText) ?? "";
    if (!/\.(?:ya?ml|json)$/i.test(target) && isManifestText(text, target))
      manifests.push({ file: target, text });
    else
      for (const one of await from.siblings(path.posix.join(path.posix.dirname(target), "-"), from.side))
        if (one.file === target && isManifestText(one.text, one.file)) manifests.push(one);
    for (const one of await from.siblings(path.posix.join(target, "-"), from.side))
      if (isKustomization(one.file) && path.posix.dirname(one.file) === path.posix.normalize(target))
        manifests.push(...(await manifestsOf(one, from, seen)));
  }
  return manifests;
}

/** Manifests of the folders that an object of Argo CD or Flux deploys: those of their kustomization where they have one. */
async function deployedBy(text: string, from: From): Promise<readonly SiblingFile[]> {
  const manifests: SiblingFile[] = [];
  for (const { where, isFlat } of foldersDelivered(text)) {
    const found = await from.siblings(path.posix.join(where, "-"), isFlat ? from.side : `under-${from.side}`);
    const inFolder = ({ file }: SiblingFile): boolean => path.posix.dirname(file) === where;
    const files = isFlat ? found.filter(inFolder) : found;
    const own = files.find((one) => inFolder(one) && isKustomization(one.file));
    for (const list of own === undefined ? files.filter(({ file }) => isKustomization(file)) : [own])
      manifests.push(...(await manifestsOf(list, from)));
    if (own === undefined)
      manifests.push(...files.filter(({ file, text: one }) => isManifestText(one, file)));
  }
  return manifests;
}

/**
 * Files of a change, with those manifests marked that its kustomizations list, or its objects of Argo CD and Flux deploy, and
 * did not before: they are deployed anew, whether they changed or not. So are those of a folder's first kustomization: nothing says that they ran before.
 */
export async function withListed(
  files: readonly ChangedFile[],
  siblings: SiblingReader,
): Promise<readonly ChangedFile[]> {
  const changed = files.filter(
    ({ path: name, status, headText = "", baseText = "" }) =>
      status !== "unchanged" && (isKustomization(name) || mayDeliver(headText) || mayDeliver(baseText)),
  );
  const before = new Set<string>();
  const now = new Map<string, { readonly text: string; readonly by: readonly string[] }>();
  const listed = async (
    file: string,
    text: string | undefined,
    side: From["side"],
  ): Promise<readonly SiblingFile[]> => {
    const from = { siblings, files, side };
    if (text === undefined) return [];
    return isKustomization(file) ? manifestsOf({ file, text }, from) : deployedBy(text, from);
  };
  for (const { path: name, previousPath = name, baseText, headText } of changed) {
    for (const { file } of await listed(previousPath, baseText, "base")) before.add(file);
    for (const { file, text } of await listed(name, headText, "head"))
      now.set(file, { text, by: [...(now.get(file)?.by ?? []), name] });
  }
  for (const name of before) now.delete(name);
  const marked = files.map((one): ChangedFile => {
    const anew = now.get(one.path);
    now.delete(one.path);
    return anew === undefined || one.headText === undefined ? one : { ...one, deployedBy: anew.by };
  });
  const further = [...now].map(([name, { text, by }]): ChangedFile => ({
    path: name,
    status: "unchanged",
    headText: text,
    baseText: text,
    deployedBy: by,
  }));
  return [...marked, ...further];
}
