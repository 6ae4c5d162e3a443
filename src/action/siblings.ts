import path from "node:path";
import type { ForgeReader } from "../forge/forge.js";
import { isModelFile } from "../check/model-files.js";
import { isCandidate } from "../domain/change.js";
import type { Scope } from "./scope.js";

/** A file beside a manifest. */
export interface Sibling {
  readonly file: string;
  readonly text: string;
}

/** Most files read beside one manifest, and beside all manifests of a run. */
const MAX_PER_MANIFEST = 30;
const MAX_IN_ALL = 120;

/**
 * Reads what lies beside a manifest: its folder and `../perf/`, where ConfigMaps, requests and benchmark jobs are kept,
 * its benchmark results, and files of checkpoints. One call lists the tree; texts are read once, of these files alone.
 */
export function siblingReader(
  forge: ForgeReader,
  scope: Scope,
): (file: string, side: "head" | "base") => Promise<readonly Sibling[]> {
  const listed = new Map<string, Promise<Folders>>();
  const texts = new Map<string, Promise<string | undefined>>();
  const textOf = (blobSha: string): Promise<string | undefined> => {
    const known = texts.get(blobSha);
    if (known !== undefined) return known;
    if (texts.size >= MAX_IN_ALL) return Promise.resolve(undefined);
    const read = forge.blob(blobSha).then((found) => (found.kind === "text" ? found.text : undefined));
    texts.set(blobSha, read);
    return read;
  };
  return async (file, side) => {
    const own = path.posix.dirname(file);
    const places = [own, path.posix.join(own, "..", "perf")];
    // where nothing beside the manifest changed, the head's list serves for both sides
    const moved = scope.paths.files.some(
      (each) =>
        each.status !== "unchanged" &&
        [each.path, each.previousPath ?? each.path].some(
          (name) => name !== file && places.includes(path.posix.dirname(name)),
        ),
    );
    const sha = side === "base" && moved ? scope.baseSha : scope.headSha;
    if (sha === undefined) return [];
    let tree = listed.get(sha);
    if (tree === undefined) listed.set(sha, (tree = byFolder(forge, sha)));
    const folders = await tree;
    const beside = places
      .flatMap((place) => folders.get(place) ?? [])
      .filter((each) => each.path !== file && (!MEASURED_NAME.test(each.path) || isOf(file, each.path)));
    const read = await Promise.all(
      beside
        .slice(0, MAX_PER_MANIFEST)
        .map(async (each) => ({ file: each.path, text: await textOf(each.blobSha) })),
    );
    return read.flatMap(({ file: name, text }) => (text === undefined ? [] : [{ file: name, text }]));
  };
}

/** Benchmark results beside the manifest of the same name, as `check/measured.ts` has it. */
const MEASURED_NAME = /\.measured\.(?:jsonl?|csv)$/i;

function isOf(manifest: string, results: string): boolean {
  return results.replace(MEASURED_NAME, "") === manifest.replace(/\.(?:ya?ml|json)$/i, "");
}

type Folders = ReadonlyMap<string, readonly { readonly path: string; readonly blobSha: string }[]>;

async function byFolder(forge: ForgeReader, commit: string): Promise<Folders> {
  const folders = new Map<string, { path: string; blobSha: string }[]>();
  for (const [name, { sha, kind }] of (await forge.tree(commit)).files) {
    const measured = MEASURED_NAME.test(name);
    const read = measured || isModelFile(name) || (isCandidate(name) && !name.endsWith(".json"));
    if (kind !== "file" || !read) continue;
    const folder = path.posix.dirname(name);
    const files = folders.get(folder) ?? [];
    files.push({ path: name, blobSha: sha });
    folders.set(folder, files);
  }
  return folders;
}
