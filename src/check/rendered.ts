import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ChangedFile } from "../domain/change.js";
import { isRecord } from "../domain/record.js";
import { documentValues } from "../manifest/document-data.js";
import type { SiblingFile } from "../manifest/types.js";
import { deliveredFolder, foldersDelivered, mayDeliver } from "./delivered.js";
import type { SiblingReader } from "./sibling-reader.js";
import { isKustomization, isPlainlyOther, isRemote, listedBy, readKustomization } from "./kustomization.js";
import { dependenciesOf, isPartOfChart } from "./charts.js";
import { chartsOf, isWayTo, listsOf, pathFrom } from "./kustomization-lists.js";
import { isToolFile, placesDeployed } from "./tool-files.js";
import { isManifestText, leansOn, mayBeManifest } from "./understand.js";

/** Values and partial templates of a chart, by their names. */
const VALUES =
  /(?:^|\/)(?=[^/]*values)(?!values\.schema\.)[\w.-]+\.(?:ya?ml|json)$|(?:^|\/)templates\/[^/]+\.tpl$/;
/** A part of a template that others of its chart take in. */
const DEFINES = /\{\{-?\s{0,20}define\b/;
/** What a chart is made of, beside its own templates. */
const CHART = /(?:^|\/)(?:Chart|requirements)\.(?:ya?ml|lock)$/;
/** An operation of a JSON patch, in YAML or JSON. */
const OPERATION = /(?:^|[\s,{[-])["']?op["']?\s*:/;
/** What somebody says to Argo CD of the folder that it lies in. */
const ARGO_SOURCE = /(?:^|\/)\.argocd-source(?:-[^/]*)?\.yaml$/;
/** How far lists of lists are followed. */
const MOST_LEVELS = 4;
const MOST_SUBCHARTS = 100;

/**
 * Whether a change brings expressions into a file that still reads as YAML: of a chart in comments and quoted texts, where it
 * fills them in as everywhere, and of ytt in comments. What they become may be lines of the manifest.
 */
export function gainsExpressions({ path: name, baseText = "", headText = "" }: ChangedFile): boolean {
  const patterns = /(?:^|\/)templates\//.test(name) ? [EXPRESSION, YTT] : [YTT];
  return patterns.some((pattern) => {
    const before = new Set(baseText.match(pattern));
    return (headText.match(pattern) ?? []).some((one) => !before.has(one));
  });
}

const EXPRESSION = /\{\{[^{}]*\}\}/g;
/** A comment of ytt (a value, a function, a match of an overlay) or of kpt, which put another value in the place of one. */
const YTT = /(?:^|[ \t])(?:#@|#[ \t]*(?:kpt-set:|\{[ \t]*"\$))[^\n]*/gm;

/** Whether a file may decide what a deployment becomes once it is rendered, by its name or as a patch. */
export function mayRender(name: string, text: string | undefined): boolean {
  return (
    isKustomization(name) ||
    VALUES.test(name) ||
    CHART.test(name) ||
    ARGO_SOURCE.test(name) ||
    isToolFile(name) ||
    isPart(name, text) ||
    (text !== undefined && (OPERATION.test(text) || mayDeliver(text)))
  );
}

/**
 * Why a changed file that is no manifest is not nothing: what it changes in deployments shows once they are rendered. A
 * phrase that follows the file's name; undefined where no deployment is touched.
 */
export async function rendersDeployments(
  file: ChangedFile,
  siblings: SiblingReader,
): Promise<string | undefined> {
  const tail = "render the manifests and check what comes out";
  if (isKustomization(file.path)) {
    const [before, now] = [file.baseText, file.headText].map((text) => {
      const { changes, lists } = readKustomization(text ?? "");
      return JSON.stringify([changes, lists.filter(isRemote)]);
    });
    if (before === now && !(await generatesOtherwise(file, siblings))) return undefined;
    for (const [text, side] of [
      [file.baseText, "base"],
      [file.headText, "head"],
    ] as const)
      if (text !== undefined && (await touches({ file: file.path, text }, { siblings, side }, MOST_LEVELS)))
        return `changes deployments, or takes them from elsewhere, which is not checked: ${tail}`;
    return undefined;
  }
  const texts = [file.baseText ?? "", file.headText ?? ""] as const;
  const delivered = await deliveredFolder(file.path, texts, siblings);
  if (delivered !== undefined)
    return `changes how deployments of \`${delivered.slice(0, 100)}\` are rendered, or where they come from, which is not checked: ${tail}`;
  if (texts.some((text) => text.search(YTT) >= 0 && mayBeManifest(text)))
    return `is filled into deployments by ytt, which is not checked: ${tail}`;
  const folder = path.posix.dirname(file.path);
  const [before, now] = [file.baseText, file.headText].map((text) => dependenciesOf(text ?? ""));
  if (CHART.test(file.path) && isDeepStrictEqual(before, now)) return undefined;
  if (ARGO_SOURCE.test(file.path)) {
    const delivered = await siblings(file.path, "under-head");
    return delivered.some(({ text }) => mayBeManifest(text))
      ? `changes what Argo CD makes of deployments in its folder, which is not checked: ${tail}`
      : undefined;
  }
  if (isToolFile(file.path)) {
    const place = await placeWithManifests(placesDeployed(file.path, ...texts), siblings);
    return (
      place &&
      `changes what another program deploys of \`${place.slice(0, 100)}\`, which is not checked: ${tail}`
    );
  }
  const [around, ...together] = await chartsOf(file.path, siblings);
  const isInChart =
    around !== undefined &&
    [
      [file.baseText, file.headText],
      [file.headText, file.baseText],
    ].some(([text, other]) => text !== undefined && isPartOfChart(file.path, around, text, other));
  const isOfChart = VALUES.test(file.path) || CHART.test(file.path) || isInChart;
  if (isOfChart || texts.some((text) => isPart(file.path, text))) {
    const near = [folder, path.posix.dirname(folder), ...subcharts(folder, texts)];
    for (const chart of new Set(around === undefined ? near : [around, ...together, ...near])) {
      if (await serves(chart, siblings))
        return `holds values or parts of a chart that serves models, which is not checked: ${tail}`;
    }
    if (!isInChart) return undefined;
  }
  for (const one of await listsOf(file.path, siblings)) {
    const isOwn = (name: string): boolean => isWayTo(pathFrom(one.file, name), file.path);
    const { generated, changing, isComponent, charts } = readKustomization(one.text);
    const maps = generated.filter(({ files }) => files.some(isOwn));
    const changes = changing.some(isOwn);
    const from = { siblings, side: "head" } as const;
    const manifests = await manifestsOf(one, from, MOST_LEVELS);
    // a ConfigMap of files is part of a deployment that names it
    const isNamed = maps.some(({ name }) => manifests.some(({ text }) => text.includes(name)));
    const inflated = await Promise.all(charts.map((chart) => serves(pathFrom(one.file, chart), siblings)));
    const reaches =
      manifests.length > 0 ||
      inflated.includes(true) ||
      mayBeManifest(one.text) ||
      (isComponent && aims(file));
    if ((changes && reaches) || isNamed)
      return `${isNamed ? "goes into a ConfigMap" : "is a patch"} of deployments, which is not checked: ${tail}`;
  }
  return undefined;
}

/** The first of some folders, charts and files that deployments come from. */
async function placeWithManifests(
  places: readonly string[],
  siblings: SiblingReader,
): Promise<string | undefined> {
  for (const place of places) {
    const own = await siblings(path.posix.join(path.posix.dirname(place), "-"), "head");
    if (own.some(({ file, text }) => file === place && mayBeManifest(text))) return place;
    const below = await siblings(path.posix.join(place, "-"), "under-head");
    if (below.some(({ text }) => mayBeManifest(text)) || (await serves(place, siblings))) return place;
  }
  return undefined;
}

/** Whether a chart of the repository makes deployments. */
async function serves(chart: string, siblings: SiblingReader): Promise<boolean> {
  const templates = await siblings(path.posix.join(chart, "templates", "x.yaml"), "head");
  return templates.some(({ text }) => mayBeManifest(text));
}

/** Whether a kustomization makes a ConfigMap of other words, or by another name, that a deployment of it names. */
async function generatesOtherwise(file: ChangedFile, siblings: SiblingReader): Promise<boolean> {
  const [before, now] = [file.baseText, file.headText].map((text) => readKustomization(text ?? "").generated);
  const changed = [...(before ?? []), ...(now ?? [])].filter(({ entry }) =>
    [before, now].some((side) => side?.every((one) => !isDeepStrictEqual(one.entry, entry)) ?? false),
  );
  if (changed.length === 0) return false;
  const from = { siblings, side: "head" } as const;
  const manifests = await manifestsOf({ file: file.path, text: file.headText ?? "" }, from, MOST_LEVELS);
  return manifests.some(({ file: path, text }) =>
    changed.some(({ name }) => {
      const maps = { names: [name], unclear: false, withManifest: false };
      return text.includes(name) || leansOn("engine", text, path, [maps]);
    }),
  );
}

/** Whether a file is a part of templates of a chart. */
function isPart(name: string, text = ""): boolean {
  return /(?:^|\/)templates\//.test(name) && DEFINES.test(text);
}

/** Charts within a chart that its values may be meant for: each has its values under its name. */
function subcharts(folder: string, texts: readonly string[]): readonly string[] {
  const values = texts.flatMap((text) => documentValues(text)).filter(isRecord);
  const names = [...new Set(values.flatMap((one) => Object.keys(one)))].filter((name) =>
    /^[\w.-]+$/.test(name),
  );
  return names.slice(0, MOST_SUBCHARTS).map((name) => path.posix.join(folder, "charts", name));
}

/** Whether a patch does not say to be of another kind than ours. */
function aims({ headText = "", baseText = headText }: ChangedFile): boolean {
  return !isPlainlyOther(headText) || !isPlainlyOther(baseText);
}

/** Whether a kustomization speaks of a deployment, lists one, or is a part whose changes meet whatever includes it. */
async function touches(one: SiblingFile, from: From, levels: number): Promise<boolean> {
  const { isComponent, changes, charts } = readKustomization(one.text);
  if (mayBeManifest(one.text) || (isComponent && changes.length > 0)) return true;
  for (const chart of charts) if (await serves(pathFrom(one.file, chart), from.siblings)) return true;
  return (await manifestsOf(one, from, levels)).length > 0;
}

/** Where files beside a kustomization are read from. */
interface From {
  readonly siblings: SiblingReader;
  /** files of the change, which may have other names than those of manifests */
  readonly files?: readonly ChangedFile[];
  readonly side: "head" | "base";
}

/** Manifests of the repository that a kustomization lists, itself or through others. */
async function manifestsOf(
  { file, text }: SiblingFile,
  from: From,
  levels: number,
): Promise<readonly SiblingFile[]> {
  const manifests: SiblingFile[] = [];
  for (const name of levels === 0 ? [] : listedBy(text)) {
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
        manifests.push(...(await manifestsOf(one, from, levels - 1)));
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
      manifests.push(...(await manifestsOf(list, from, MOST_LEVELS)));
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
    return isKustomization(file) ? manifestsOf({ file, text }, from, MOST_LEVELS) : deployedBy(text, from);
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
