import path from "node:path";
import { waysTo } from "../check/kustomization-lists.js";
import type { CommitTree, ForgeReader } from "../forge/forge.js";

/** Most links that are followed one after another, as Linux has it. */
const MAX_STEPS = 40;

/** Where the symbolic links of a commit lead. */
export interface Links {
  /** reads the links on the way to some paths, and those on the way to what they lead to; no other is read */
  read(names: readonly string[]): Promise<void>;
  /** where a path leads once every link on its way that was read is followed; the path itself where there is none */
  follow(name: string): string;
}

const known = new WeakMap<CommitTree, Links>();

/** The links of a commit; each is read once in a run, however often it is asked for. */
export function linksOf(forge: Pick<ForgeReader, "texts">, commit: string, tree: CommitTree): Links {
  const links = known.get(tree) ?? openLinks(forge, commit, tree);
  known.set(tree, links);
  return links;
}

function openLinks(forge: Pick<ForgeReader, "texts">, commit: string, tree: CommitTree): Links {
  const targets = new Map<string, string>();
  const follow = (name: string): string => {
    let at = name;
    for (let step = 0; step < MAX_STEPS; step++) {
      const link = waysTo(at).find((part) => targets.has(part));
      if (link === undefined) return at;
      at = path.posix.join(path.posix.dirname(link), targets.get(link) ?? ".", at.slice(link.length));
    }
    return at;
  };
  return {
    follow,
    async read(names) {
      for (;;) {
        const ways = new Set(names.flatMap((name) => waysTo(follow(name))));
        const next = [...ways].flatMap((name) => {
          const entry = tree.files.get(name);
          return entry?.kind === "link" && !targets.has(name)
            ? [{ path: name, ref: commit, blobSha: entry.sha }]
            : [];
        });
        if (next.length === 0) return;
        const texts = await forge.texts(next);
        // a link that says nothing leads to its own folder
        for (const [index, { path: name }] of next.entries()) {
          const read = texts[index];
          targets.set(name, read?.kind === "text" ? read.text : ".");
        }
      }
    },
  };
}
