import { createHash } from "node:crypto";
import { blobSha, bytesOf, modeOf, type Commit, type World } from "./world.js";

/** An entry of a tree as the API lists it. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  readonly size?: number;
}

/** Entries of a commit's folder: all below it, or its own with a tree for each folder. */
export function treeEntries(commit: Commit, folder: string, recursive: boolean): readonly TreeEntry[] {
  const inside = [...commit.files].filter(([path]) => path.startsWith(folder));
  const found = new Map<string, TreeEntry>();
  for (const [path, text] of inside) {
    const own = path.slice(folder.length);
    const slash = own.indexOf("/");
    if (recursive || slash < 0) {
      const mode = modeOf(text);
      const type = mode === "160000" ? "commit" : "blob";
      found.set(own, { path: own, mode, type, sha: blobSha(text), size: bytesOf(text).length });
    } else {
      const name = own.slice(0, slash);
      if (!found.has(name))
        found.set(name, {
          path: name,
          mode: "040000",
          type: "tree",
          sha: treeSha(commit, `${folder}${name}/`),
        });
    }
  }
  return [...found.values()];
}

/** The commit and folder that a tree's SHA stands for. */
export function folderOfTree(
  world: World,
  sha: string,
): { readonly commit: Commit; readonly folder: string } | undefined {
  const whole = world.resolve(sha);
  if (whole !== undefined) return { commit: whole, folder: "" };
  for (const commit of world.commits.values()) {
    const folders = new Set(
      [...commit.files.keys()].flatMap((path) =>
        path
          .split("/")
          .slice(0, -1)
          .map((_, index, parts) => `${parts.slice(0, index + 1).join("/")}/`),
      ),
    );
    const folder = [...folders].find((each) => treeSha(commit, each) === sha);
    if (folder !== undefined) return { commit, folder };
  }
  return undefined;
}

function treeSha(commit: Commit, folder: string): string {
  const entries = treeEntries(commit, folder, true).map(({ path, mode, sha }) => [path, mode, sha]);
  return createHash("sha1").update(JSON.stringify(entries)).digest("hex");
}
