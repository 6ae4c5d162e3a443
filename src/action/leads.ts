import path from "node:path";
import { chartAround, isChartFile, isPartOfChart } from "../check/charts.js";
import { isKustomization, listedBy } from "../check/kustomization.js";
import { pathFrom, waysTo } from "../check/kustomization-lists.js";
import { isCandidate } from "../domain/change.js";
import type { ChangedPath, CommitTree, ForgeReader } from "../forge/forge.js";

/** Most links whose targets are looked up. */
const MAX_LINKS = 200;
/** Most links that are followed one after another, as Linux has it. */
const MAX_STEPS = 40;

/** Where names of a commit lead once links are followed, as `kubectl` follows them. */
export interface Leads {
  /** files that are manifests by what leads to them, whatever their own names are */
  readonly named: ReadonlySet<string>;
  /** files under other names than those of manifests that a kustomization above the change lists, whether they changed or not */
  readonly listed: readonly string[];
  /** where a path leads once every part of it that is a link is followed */
  follow(name: string): string;
}

/**
 * Reads where the links of a commit lead: those under the name of a manifest, those on the way to a changed path, and those
 * that such links lead to. Files that a kustomization of the repository lists are manifests by any name too.
 */
export async function readLeads(
  forge: ForgeReader,
  commit: string,
  changed: readonly ChangedPath[],
): Promise<Leads> {
  const tree = await forge.tree(commit);
  const named = [...tree.files].flatMap(([name, { kind }]) =>
    kind === "link" && isCandidate(name) ? [name] : [],
  );
  const changedPaths = changed.flatMap(({ path: name, previousPath = name }) => [name, previousPath]);
  const leads = await linksTo(forge, tree, [...named, ...changedPaths]);
  const follow = (name: string): string => followed(name, leads);
  const above = new Set([".", ...changedPaths.flatMap(waysTo)]);
  // kustomize takes files of its own folder and below it, unless it is told otherwise
  const isNear = (by: string): boolean => above.has(path.posix.dirname(by));
  const lists = await listedNames(forge, commit, tree, changedPaths.some(mayBeTaken) ? () => true : isNear);
  const odd = lists
    .filter(({ by }) => isNear(by))
    .flatMap(({ names }) => names)
    .filter((name) => tree.files.get(name)?.kind === "file" && !isCandidate(name));
  const all = lists.flatMap(({ names }) => names);
  const charts = new Set([...tree.files.keys()].filter(isChartFile).map((name) => path.posix.dirname(name)));
  const ofCharts = changedPaths.filter((name) => {
    const chart = chartAround(name, charts);
    return chart !== undefined && isPartOfChart(name, chart);
  });
  return { named: new Set([...named.map(follow), ...all, ...ofCharts]), listed: odd, follow };
}

/** What the links on the way to some paths say, and those on the way to what they lead to; no other link is read. */
async function linksTo(
  forge: ForgeReader,
  tree: CommitTree,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const leads = new Map<string, string>();
  for (;;) {
    const ways = new Set(names.flatMap((name) => waysTo(followed(name, leads))));
    const next = [...ways].flatMap((name) => {
      const entry = tree.files.get(name);
      return entry?.kind === "link" && !leads.has(name) ? [{ name, sha: entry.sha }] : [];
    });
    const asked = next.slice(0, MAX_LINKS - leads.size);
    if (asked.length === 0) return leads;
    const texts = await Promise.all(
      asked.map(async ({ name, sha }) => [name, await forge.blob(sha)] as const),
    );
    for (const [name, read] of texts) leads.set(name, read.kind === "text" ? read.text : ".");
  }
}

/**
 * Paths that the change moved without naming them: what stood behind a folder that is a link now stands elsewhere, and a
 * link that is new or leads elsewhere brings what lies behind it.
 */
export function ledPaths(
  tree: CommitTree,
  leads: Leads,
  changed: readonly ChangedPath[],
): readonly ChangedPath[] {
  const left = changed.flatMap(({ previousPath }): ChangedPath[] =>
    previousPath === undefined || leads.follow(previousPath) === previousPath
      ? []
      : [{ path: previousPath, status: "removed" }],
  );
  const brought = changed.flatMap(({ path: name }) => {
    if (tree.files.get(name)?.kind !== "link" || isCandidate(name)) return [];
    const folder = `${leads.follow(name)}/`;
    // a link to a folder that it lies in has no end
    if (name.startsWith(folder) || folder === "./") return [];
    return [...tree.files.keys()]
      .filter((file) => file.startsWith(folder))
      .map((file): ChangedPath => ({ path: `${name}/${file.slice(folder.length)}`, status: "added" }));
  });
  const known = new Set(changed.map(({ path: name }) => name));
  return [...left, ...brought].filter(({ path: name }) => !known.has(name));
}

/** Code, words and pictures, and files of builds and of the platform: a kustomization that takes one has it in its own folder or below. */
const OF_OTHERS =
  /^\.github\/|(?:^|\/)(?:package(?:-lock)?|tsconfig[^/]*)\.json$|\.(?:md|rst|png|jpe?g|gif|svg|go|rs|tsx?|m?jsx?|java|kt|c|cc|cpp|cu|h|hpp|css|html|ipynb|lock|sum|mod|py)$/i;

/** Whether a kustomization may take changes or data from a file, wherever that one stands: all of them are read for it. */
function mayBeTaken(name: string): boolean {
  return !OF_OTHERS.test(name);
}

/** What kustomizations of a commit list. */
async function listedNames(
  forge: ForgeReader,
  commit: string,
  tree: CommitTree,
  isAsked: (name: string) => boolean,
): Promise<readonly { readonly by: string; readonly names: readonly string[] }[]> {
  const lists = [...tree.files].flatMap(([name, { kind, sha }]) =>
    kind === "file" && isKustomization(name) && isAsked(name)
      ? [{ path: name, ref: commit, blobSha: sha }]
      : [],
  );
  const texts = lists.length === 0 ? [] : await forge.texts(lists);
  return lists.map(({ path: by }, index) => {
    const read = texts[index];
    const listed = read?.kind === "text" ? listedBy(read.text) : [];
    return { by, names: listed.map((name) => pathFrom(by, name)) };
  });
}

function followed(name: string, leads: ReadonlyMap<string, string>): string {
  let at = name;
  for (let step = 0; step < MAX_STEPS; step++) {
    const link = waysTo(at).find((part) => leads.has(part));
    if (link === undefined) return at;
    at = path.posix.join(path.posix.dirname(link), leads.get(link) ?? ".", at.slice(link.length));
  }
  return at;
}
