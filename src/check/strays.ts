import path from "node:path";
import type { ChangedFile } from "../domain/change.js";
import { finding, topOf } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { parseManifest } from "../manifest/parse.js";
import type { SiblingFile } from "../manifest/types.js";
import { isUnder } from "./beside.js";
import type { SiblingReader } from "./sibling-reader.js";
import { isListed } from "./kustomization-lists.js";
import {
  type HeldMaps,
  heldMaps,
  isManifestText,
  leansOn,
  mayBeManifest,
  unreadDocuments,
} from "./understand.js";
import { isFileUntouched } from "./untouched.js";

/** A file of ConfigMaps that a change brings into a folder where nothing uses them. */
export interface Stray extends SiblingFile {
  readonly maps: HeldMaps;
}

/**
 * ConfigMaps of a change that no manifest beside them names and no kustomization lists. Whoever applies a folder with those
 * under it puts them in the place of others of their names.
 */
export async function straysOf(
  files: readonly ChangedFile[],
  siblings: SiblingReader,
): Promise<readonly Stray[]> {
  const found: Stray[] = [];
  for (const { path: file, headText, baseText } of files) {
    if (headText === undefined || headText === baseText) continue;
    const maps = heldMaps(headText);
    if (maps === undefined || maps.withManifest || (await isListed(file, siblings))) continue;
    const beside = await siblings(file, "head");
    if (!beside.some((one) => leansOn("engine", one.text, one.file, [maps])))
      found.push({ file, text: headText, maps });
  }
  return found;
}

/** Manifests in the folders above and below a stray that rest on ConfigMaps of its names. */
export async function restingOnStray(
  { file, maps }: Stray,
  siblings: SiblingReader,
): Promise<readonly SiblingFile[]> {
  const around = [await siblings(file, "under-head")];
  for (const folder of foldersAbove(file)) around.push(await siblings(path.posix.join(folder, "-"), "head"));
  return around.flat().filter((one) => leansOn("engine", one.text, one.file, [maps]));
}

/** Strays that stand in the place of ConfigMaps which a manifest has beside it. */
export function straysNear(
  file: string,
  strays: readonly Stray[],
  beside: readonly SiblingFile[],
): readonly SiblingFile[] {
  const own = path.posix.dirname(file);
  const near = strays.filter((stray) => {
    const other = path.posix.dirname(stray.file);
    return other !== own && (isUnder(other, own) || isUnder(own, other));
  });
  if (near.length === 0) return near;
  const held = new Set(beside.flatMap(({ text }) => heldMaps(text)?.names ?? []));
  return near.filter(({ maps }) => maps.names.some((name) => held.has(name)));
}

function foldersAbove(file: string): readonly string[] {
  const own = path.posix.dirname(file);
  const parts = own.split("/");
  return own === "." ? [] : [".", ...parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"))];
}

/**
 * A part of an object of which a manifest beside it, or its own file before, is the whole: applied on its own it changes what
 * that one says. Not what a kustomization lists, which makes a patch of it.
 */
export async function overlaid(file: ChangedFile, siblings: SiblingReader): Promise<readonly Finding[]> {
  const { path: name, headText = "", baseText = "" } = file;
  if (!mayBeManifest(headText) || isFileUntouched(file)) return [];
  const parts = partsOf(name, headText, baseText);
  if (parts.length === 0 || (await isListed(name, siblings))) return [];
  const beside = [{ file: name, text: baseText }, ...(await siblings(name, "base"))];
  const wholes = beside.filter((one) => isManifestText(one.text, one.file));
  for (const whole of wholes)
    for (const { name: deployment } of parseManifest(whole.text, { file: whole.file }).deployments)
      if (parts.includes(deployment)) {
        const what = `could be judged before, and now a part of ${deployment}, whose manifest is ${whole.file}, stands in ${whole.file === name ? "a document" : "a file"} of its own as well: write the change there, or list a file with it as a patch of a kustomization`;
        return [finding("no-longer-judged", topOf(name), what)];
      }
  return [];
}

/** Names of objects of which a text holds no whole, but for documents that stood there before. */
function partsOf(file: string, text: string, former: string): readonly string[] {
  const unread = unreadDocuments(parseManifest(text, { file }), text);
  if (unread.length === 0) return [];
  const before = parseManifest(former, { file }).documents.map(({ range }) =>
    former.slice(range.start, range.end).trim(),
  );
  return unread
    .filter(({ range }) => !before.includes(text.slice(range.start, range.end).trim()))
    .flatMap(({ name }) => name ?? []);
}
