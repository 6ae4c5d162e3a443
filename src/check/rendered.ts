import path from "node:path";
import { parse } from "yaml";
import type { ChangedFile } from "../domain/change.js";
import { isRecord } from "../domain/record.js";
import type { SiblingFile } from "../manifest/types.js";
import { deliveredFolder, mayDeliver } from "./delivered.js";
import type { SiblingReader } from "./file-context.js";
import { isManifestText, mayBeManifest } from "./understand.js";

const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
/** Values and partial templates of a chart, by their names. */
const VALUES =
  /(?:^|\/)(?=[^/]*values)(?!values\.schema\.)[\w.-]+\.(?:ya?ml|json)$|(?:^|\/)templates\/[^/]+\.tpl$/;
/** What a chart is made of, beside its own templates. */
const CHART = /(?:^|\/)(?:Chart|requirements)\.(?:ya?ml|lock)$/;
/** An operation of a JSON patch, in YAML or JSON. */
const OPERATION = /(?:^|[\s,{[-])["']?op["']?\s*:/;
/** Fields by which a kustomization changes what it lists. */
const CHANGES = [
  "patches",
  "patchesStrategicMerge",
  "patchesJson6902",
  "replacements",
  "vars",
  "components",
  "transformers",
  "configurations",
  "images",
  "replicas",
  "configMapGenerator",
  "secretGenerator",
  "helmCharts",
  "generators",
];
const LISTS = ["resources", "bases", "components"];
/** How far lists of lists are followed. */
const MOST_LEVELS = 4;

/** Whether a file is a kustomization, by its name. */
export function isKustomization(name: string): boolean {
  return KUSTOMIZATION.test(name);
}

/** Files and folders that a kustomization takes manifests, patches or data from. */
export function listedBy(text: string): readonly string[] {
  const record = recordOf(text);
  return [...namesIn(record, [...LISTS, ...CHANGES]), ...generated(record).flatMap(({ files }) => files)];
}

/** What a kustomization makes ConfigMaps and secrets of, with the names of those. */
function generated(
  record: Readonly<Record<string, unknown>> | undefined,
): readonly { readonly name: string; readonly files: readonly string[] }[] {
  return ["configMapGenerator", "secretGenerator"]
    .flatMap((field) => [record?.[field]].flat())
    .filter(isRecord)
    .map(({ name, files, envs, env }) => ({
      name: String(name),
      files: [files, envs, env]
        .flat()
        .filter((one) => typeof one === "string")
        // `key=file`
        .map((one) => one.slice(one.indexOf("=") + 1)),
    }));
}

/**
 * Whether a change brings expressions into a file of a chart that still reads as YAML: in comments and quoted texts, where a
 * chart fills them in as everywhere, and what they become may be lines of the manifest.
 */
export function gainsExpressions({ path: name, baseText = "", headText = "" }: ChangedFile): boolean {
  if (!/(?:^|\/)templates\//.test(name)) return false;
  const before = new Set(baseText.match(EXPRESSION));
  return (headText.match(EXPRESSION) ?? []).some((one) => !before.has(one));
}

const EXPRESSION = /\{\{[^{}]*\}\}/g;

/** Whether a file may decide what a deployment becomes once it is rendered, by its name or as a patch. */
export function mayRender(name: string, text: string | undefined): boolean {
  return (
    KUSTOMIZATION.test(name) ||
    VALUES.test(name) ||
    CHART.test(name) ||
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
  if (KUSTOMIZATION.test(file.path)) {
    const [before, now] = [file.baseText, file.headText].map((text) => {
      const record = recordOf(text ?? "");
      return JSON.stringify([aimed(record, CHANGES), namesIn(record, LISTS).filter(isRemote)]);
    });
    if (before === now) return undefined;
    for (const [text, side] of [
      [file.baseText, "base"],
      [file.headText, "head"],
    ] as const)
      if (text !== undefined && (await touches({ file: file.path, text }, { siblings, side }, MOST_LEVELS)))
        return `changes deployments, or takes them from elsewhere, which is not checked: ${tail}`;
    return undefined;
  }
  const delivered = await deliveredFolder(file.baseText ?? "", file.headText ?? "", siblings);
  if (delivered !== undefined)
    return `changes how deployments of \`${delivered.slice(0, 100)}\` are rendered, which is not checked: ${tail}`;
  const folder = path.posix.dirname(file.path);
  const [before, now] = [file.baseText, file.headText].map((text) => dependenciesOf(text ?? ""));
  if (CHART.test(file.path) && before === now) return undefined;
  if (VALUES.test(file.path) || CHART.test(file.path)) {
    for (const chart of [folder, path.posix.dirname(folder)]) {
      const templates = await siblings(path.posix.join(chart, "templates", "x.yaml"), "head");
      if (templates.some(({ text }) => mayBeManifest(text)))
        return `holds values or parts of a chart that serves models, which is not checked: ${tail}`;
    }
    return undefined;
  }
  for (const place of foldersAbove(file.path)) {
    const isOwn = (name: string): boolean => path.posix.join(place, name) === file.path;
    for (const one of await siblings(path.posix.join(place, "-"), "head")) {
      if (!KUSTOMIZATION.test(one.file) || path.posix.dirname(one.file) !== place) continue;
      const record = recordOf(one.text);
      const maps = generated(record).filter(({ files }) => files.some(isOwn));
      const changes = namesIn(record, CHANGES).some(isOwn);
      if (!changes && maps.length === 0) continue;
      const from = { siblings, side: "head" } as const;
      const manifests = await manifestsOf(one, from, MOST_LEVELS);
      // a ConfigMap of files is part of a deployment that names it
      const isNamed = maps.some(({ name }) => manifests.some(({ text }) => text.includes(name)));
      if ((changes && (manifests.length > 0 || mayBeManifest(one.text))) || isNamed)
        return `${isNamed ? "goes into a ConfigMap" : "is a patch"} of deployments, which is not checked: ${tail}`;
    }
  }
  return undefined;
}

/** The folder of a file and those around it, as far as lists of lists are followed. */
function foldersAbove(name: string): readonly string[] {
  const parts = name.split("/").slice(0, -1);
  const folders = parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
  return [...folders, "."].slice(0, MOST_LEVELS);
}

/** Charts that a chart takes in, as one text. */
function dependenciesOf(text: string): string {
  return JSON.stringify(recordOf(text)?.["dependencies"] ?? []);
}

/** Whether a kustomization takes something from outside the repository, which may be another thing every day. */
function isRemote(name: string): boolean {
  return /^\w+:\/\/|^git@|^(?:github|gitlab|bitbucket)\.(?:com|org)\/|[?&]ref=/.test(name);
}

/** Whether a kustomization speaks of a deployment, or lists one. */
async function touches(one: SiblingFile, from: From, levels: number): Promise<boolean> {
  return mayBeManifest(one.text) || (await manifestsOf(one, from, levels)).length > 0;
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
    const target = path.posix.join(path.posix.dirname(file), name);
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
      if (KUSTOMIZATION.test(one.file) && path.posix.dirname(one.file) === path.posix.normalize(target))
        manifests.push(...(await manifestsOf(one, from, levels - 1)));
  }
  return manifests;
}

/**
 * Files of a change, with those manifests marked that its kustomizations list and did not before: they are deployed anew,
 * whether they changed or not. So are those of a folder's first kustomization: nothing says that they ran before.
 */
export async function withListed(
  files: readonly ChangedFile[],
  siblings: SiblingReader,
): Promise<readonly ChangedFile[]> {
  const changed = files.filter((one) => KUSTOMIZATION.test(one.path) && one.status !== "unchanged");
  const before = new Set<string>();
  const now = new Map<string, { readonly text: string; readonly by: readonly string[] }>();
  const listed = async (
    file: string,
    text: string | undefined,
    side: From["side"],
  ): Promise<readonly SiblingFile[]> =>
    text === undefined ? [] : manifestsOf({ file, text }, { siblings, files, side }, MOST_LEVELS);
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

/** Names of files and folders in some fields: entries, and the `path` of entries. */
function namesIn(
  record: Readonly<Record<string, unknown>> | undefined,
  fields: readonly string[],
): readonly string[] {
  return aimed(record, fields)
    .map((entry) => (isRecord(entry) ? entry["path"] : entry))
    .filter((name): name is string => typeof name === "string" && name !== "" && !name.includes("\n"));
}

/** Entries of some fields, without patches that say to be of another kind than ours. */
function aimed(
  record: Readonly<Record<string, unknown>> | undefined,
  fields: readonly string[],
): readonly unknown[] {
  return fields.flatMap((field) => [record?.[field]].flat()).filter((entry) => mayAim(entry));
}

function mayAim(entry: unknown): boolean {
  if (!isRecord(entry)) return entry !== undefined;
  const target = isRecord(entry["target"]) ? entry["target"]["kind"] : undefined;
  const inline = typeof entry["patch"] === "string" ? recordOf(entry["patch"])?.["kind"] : undefined;
  const kind = target ?? inline;
  return typeof kind !== "string" || !/^\w+$/.test(kind) || kind.startsWith("Dynamo");
}

function recordOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = parse(text, { logLevel: "silent", uniqueKeys: false, maxAliasCount: 50 });
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
