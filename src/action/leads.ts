import path from "node:path";
import { isUnder } from "../check/beside.js";
import { chartAround, isAttributeList, isChartFile, isIgnoreList, isPartOfChart } from "../check/charts.js";
import { isKustomization, listedBy, takenBy } from "../check/kustomization.js";
import { pathFrom, waysTo } from "../check/kustomization-lists.js";
import { isCandidate } from "../domain/change.js";
import type { ChangedPath, CommitTree, ForgeReader } from "../forge/forge.js";
import { linksOf } from "./links.js";

/** Where names of a commit lead once links are followed, as `kubectl` follows them. */
export interface Leads {
  /** files that are manifests by what leads to them, whatever their own names are */
  readonly named: ReadonlySet<string>;
  /** files under other names than those of manifests that a kustomization above the change lists, whether they changed or not */
  readonly listed: readonly string[];
  /** what changed under a name that leads to it: links under the name of a manifest, and what a kustomization or a chart takes by a link */
  readonly aliases: readonly LedPath[];
  /** where a path leads once every part of it that is a link is followed */
  follow(name: string): string;
}

/** A changed path, or the name of a link that leads to one. */
export interface LedPath extends ChangedPath {
  /** what stands behind the link */
  readonly behind?: ChangedPath;
}

/**
 * Reads where the links of a commit lead: those under the name of a manifest, those on the way to a changed path or to what
 * a kustomization lists, those of charts, and those that such links lead to. Files that a kustomization of the repository
 * lists are manifests by any name too.
 */
export async function readLeads(
  forge: ForgeReader,
  commit: string,
  changed: readonly ChangedPath[],
): Promise<Leads> {
  const tree = await forge.tree(commit);
  const links = linksOf(forge, commit, tree);
  const { follow } = links;
  const ownLinks = [...tree.files].flatMap(([name, { kind }]) => (kind === "link" ? [name] : []));
  const named = ownLinks.filter(isCandidate);
  const changedPaths = changed.flatMap(({ path: name, previousPath = name }) => [name, previousPath]);
  await links.read([...named, ...changedPaths]);
  const above = new Set([".", ...changedPaths.flatMap(waysTo)]);
  // kustomize takes files of its own folder and below it, unless it is told otherwise
  const isNear = (by: string): boolean => above.has(path.posix.dirname(by));
  const isAsked = changedPaths.some(mayBeTaken) ? (): boolean => true : isNear;
  const lists = await listedNames(forge, commit, tree, { follow, isAsked });
  const charts = new Set([...tree.files.keys()].filter(isChartFile).map((name) => path.posix.dirname(name)));
  const isOfChart = (name: string): boolean => {
    const chart = chartAround(name, charts);
    return chart !== undefined && isPartOfChart(name, chart);
  };
  const ofCharts = ownLinks.filter((name) => chartAround(name, charts) !== undefined);
  const all = lists.flatMap(({ names }) => names);
  await links.read([...all, ...ofCharts]);
  const odd = lists
    .filter(({ by }) => isNear(by))
    .flatMap(({ names }) => names.map(follow))
    .filter((name) => tree.files.get(name)?.kind === "file" && !isCandidate(name));
  const taken = lists.flatMap(({ taken: names }) => names);
  const aliases = aliasesOf([...named, ...taken, ...ofCharts], follow, changed);
  const led = [...named, ...all].map(follow);
  // a name that leads into a submodule
  const modules = changedPaths.filter(
    (name) => tree.files.get(name)?.kind === "submodule" && led.some((one) => isUnder(one, name)),
  );
  return {
    named: new Set([
      ...[...led, ...all, ...modules],
      ...aliases.map(({ path: name }) => name),
      ...changedPaths.filter((name) => isOfChart(name) || isIgnoreList(name) || isAttributeList(name)),
    ]),
    listed: [...new Set(odd)],
    aliases,
    follow,
  };
}

/** What changed behind some names, under those names. */
function aliasesOf(
  names: readonly string[],
  follow: (name: string) => string,
  changed: readonly ChangedPath[],
): readonly LedPath[] {
  const own = new Set(changed.map(({ path: name }) => name));
  const found = new Map<string, LedPath>();
  for (const name of new Set(names)) {
    const target = follow(name);
    if (target === name) continue;
    for (const behind of changed) {
      if (behind.status === "unchanged" || !isUnder(behind.path, target)) continue;
      const alias = `${name}${behind.path.slice(target.length)}`;
      const status = behind.status === "renamed" ? "modified" : behind.status;
      if (!own.has(alias)) found.set(alias, { path: alias, status, behind });
    }
  }
  return [...found.values()];
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

/** What a kustomization lists, by paths from the top of the repository. */
interface Listed {
  readonly by: string;
  readonly names: readonly string[];
  /** of them those that it takes changes or data from */
  readonly taken: readonly string[];
}

/** What kustomizations of a commit list; one may be a link to a file of any name. */
async function listedNames(
  forge: ForgeReader,
  commit: string,
  tree: CommitTree,
  { follow, isAsked }: { follow(name: string): string; isAsked(name: string): boolean },
): Promise<readonly Listed[]> {
  const lists = [...tree.files.keys()].flatMap((name) => {
    const read = isKustomization(name) && isAsked(name) ? tree.files.get(follow(name)) : undefined;
    return read?.kind === "file" ? [{ path: name, ref: commit, blobSha: read.sha }] : [];
  });
  const texts = lists.length === 0 ? [] : await forge.texts(lists);
  return lists.map(({ path: by }, index) => {
    const read = texts[index];
    const text = read?.kind === "text" ? read.text : "";
    const from = (names: readonly string[]): readonly string[] =>
      names.map((name) => pathFrom(by, name).replace(/\/$/, ""));
    return { by, names: from(listedBy(text)), taken: from(takenBy(text)) };
  });
}
