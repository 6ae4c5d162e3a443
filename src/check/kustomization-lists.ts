import path from "node:path";
import type { SiblingFile } from "../manifest/types.js";
import { isUnder } from "./beside.js";
import type { SiblingReader } from "./sibling-reader.js";
import { chartAround, chartsWith, isChartFile } from "./charts.js";
import { isKustomization, listedBy, readKustomization } from "./kustomization.js";

/** Kustomizations by the paths that they name: `changing` those that they take changes or data from, `all` every one. */
interface Lists {
  /** charts by their folders, with the texts that say what they are */
  readonly charts: ReadonlyMap<string, string>;
  readonly changing: ReadonlyMap<string, readonly SiblingFile[]>;
  readonly all: ReadonlySet<string>;
}

const known = new WeakMap<SiblingReader, Promise<Lists>>();

/** Whether a file says what is made of others around it: all of them are looked at, wherever they stand. */
export function isListing(name: string): boolean {
  return isKustomization(name) || isChartFile(name);
}

/** Kustomizations that take changes or data from a file or a folder around it, wherever they stand; each is read once for all files of a check. */
export async function listsOf(name: string, siblings: SiblingReader): Promise<readonly SiblingFile[]> {
  const { changing } = await listsFrom(siblings);
  return waysTo(name).flatMap((one) => changing.get(one) ?? []);
}

/** Whether a name that a kustomization says means a file: by its path, or by a folder around it. */
export function isWayTo(named: string, file: string): boolean {
  return waysTo(file).includes(path.posix.normalize(named).replace(/\/$/, ""));
}

/** A path after the folders on the way to it, from the top of the repository. */
export function waysTo(name: string): readonly string[] {
  return name.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
}

/** The chart that a file lies in, by its folder, and behind it those that render together with it; none where it lies in none. */
export async function chartsOf(name: string, siblings: SiblingReader): Promise<readonly string[]> {
  const { charts } = await listsFrom(siblings);
  const chart = chartAround(name, new Set(charts.keys()));
  return chart === undefined ? [] : chartsWith(chart, charts);
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

function byFile(listing: readonly SiblingFile[]): Lists {
  const kustomizations = listing.filter(({ file }) => isKustomization(file));
  const charts = new Map(
    listing.flatMap(({ file, text }) =>
      isChartFile(file) ? [[path.posix.dirname(file), text] as const] : [],
    ),
  );
  const changing = new Map<string, SiblingFile[]>();
  const all = new Set<string>();
  for (const one of kustomizations) {
    const read = readKustomization(one.text);
    const names = [...read.changing, ...read.generated.flatMap(({ files }) => files)];
    const own = path.posix.dirname(one.file);
    for (const name of new Set(names.map((each) => pathFrom(one.file, each).replace(/\/$/, ""))))
      // a folder that it lies in itself is no part of it
      if (!isUnder(own, name)) changing.set(name, [...(changing.get(name) ?? []), one]);
    for (const name of listedBy(one.text)) all.add(pathFrom(one.file, name));
  }
  return { changing, all, charts };
}
