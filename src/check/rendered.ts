import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ChangedFile } from "../domain/change.js";
import { isRecord } from "../domain/record.js";
import { documentValues } from "../manifest/document-data.js";
import type { SiblingFile } from "../manifest/types.js";
import { deliveredFolder, mayDeliver } from "./delivered.js";
import type { SiblingReader } from "./sibling-reader.js";
import { isKustomization, isPlainlyOther, isRemote, readKustomization } from "./kustomization.js";
import { type From, manifestsOf } from "./listed-manifests.js";
import {
  DEFINES,
  dependenciesOf,
  encodedOtherwise,
  isAttributeList,
  isIgnoreList,
  isPartOfChart,
  leavesOut,
} from "./charts.js";
import { chartsOf, isWayTo, listsOf, pathFrom } from "./kustomization-lists.js";
import { isToolFile, placesDeployed } from "./tool-files.js";
import { leansOn, mayBeManifest } from "./understand.js";

/** Values and partial templates of a chart, by their names. */
const VALUES =
  /(?:^|\/)(?=[^/]*values)(?!values\.schema\.)[\w.-]+\.(?:ya?ml|json)$|(?:^|\/)templates\/[^/]+\.tpl$/;
/** What a chart is made of, beside its own templates. */
const CHART = /(?:^|\/)(?:Chart|requirements)\.(?:ya?ml|lock)$/;
/** An operation of a JSON patch, in YAML or JSON. */
const OPERATION = /(?:^|[\s,{[-])["']?op["']?\s*:/;
/** What somebody says to Argo CD of the folder that it lies in. */
const ARGO_SOURCE = /(?:^|\/)\.argocd-source(?:-[^/]*)?\.yaml$/;
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
    isIgnoreList(name) ||
    isAttributeList(name) ||
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
      if (text !== undefined && (await touches({ file: file.path, text }, { siblings, side })))
        return `changes deployments, or takes them from elsewhere, which is not checked: ${tail}`;
    return undefined;
  }
  const texts = [file.baseText ?? "", file.headText ?? ""] as const;
  if (isAttributeList(file.path))
    return isDeepStrictEqual(...(texts.map(encodedOtherwise) as [unknown, unknown]))
      ? undefined
      : "has git write files in another encoding than it stores them, which is not checked: keep manifests in UTF-8";
  const delivered = await deliveredFolder(file.path, texts, siblings);
  if (delivered !== undefined)
    return `changes how deployments of \`${delivered.slice(0, 100)}\` are rendered, or where they come from, which is not checked: ${tail}`;
  if (texts.some((text) => text.search(YTT) >= 0 && mayBeManifest(text)))
    return `is filled into deployments by ytt, which is not checked: ${tail}`;
  const folder = path.posix.dirname(file.path);
  const [before, now] = [file.baseText, file.headText].map((text) => dependenciesOf(text ?? ""));
  if (CHART.test(file.path) && isDeepStrictEqual(before, now)) return undefined;
  if (ARGO_SOURCE.test(file.path) || isIgnoreList(file.path)) {
    const [before, now] = texts;
    if (isIgnoreList(file.path) && !leavesOut(before, now) && !leavesOut(now, before)) return undefined;
    const delivered = await siblings(file.path, "under-head");
    const what = isIgnoreList(file.path)
      ? "which deployments below it are deployed"
      : "what Argo CD makes of deployments in its folder";
    return delivered.some(({ text }) => mayBeManifest(text))
      ? `changes ${what}, which is not checked: ${tail}`
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
    const manifests = await manifestsOf(one, from);
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
  const manifests = await manifestsOf({ file: file.path, text: file.headText ?? "" }, from);
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
async function touches(one: SiblingFile, from: From): Promise<boolean> {
  const { isComponent, changes, charts } = readKustomization(one.text);
  if (mayBeManifest(one.text) || (isComponent && changes.length > 0)) return true;
  for (const chart of charts) if (await serves(pathFrom(one.file, chart), from.siblings)) return true;
  return (await manifestsOf(one, from)).length > 0;
}
