import path from "node:path";
import { isRecord } from "../domain/record.js";
import { documentValues } from "../manifest/document-data.js";
import type { SiblingReader } from "./sibling-reader.js";
import { isManifestText, mayBeManifest } from "./understand.js";

/** Objects by which Argo CD and Flux deploy a folder or a chart of a repository. */
const DELIVERING = /^(?:Application(?:Set)?|HelmRelease|Kustomization)$/;
const MAY_DELIVER = /\b(?:Application(?:Set)?|HelmRelease|Kustomization)\b|argoproj\.io|fluxcd\.io/;
/** Any other object of a program in the cluster that names a folder; what Kubernetes itself calls a path is none. */
const MAY_NAME_FOLDER =
  /(?:^|[\s,{"'/-])(?:paths?|dir|directory|subPath|fromPath|git-path|chart)["']?[ \t]*:/;
const OWN_GROUPS =
  /^(?:v1|(?:apps|batch|autoscaling|policy)\/.*|[\w.-]*\b(?:k8s\.io|kubernetes\.io|nvidia\.com|coreos\.com|istio\.io)\/.*|[^/.]*\/.*)$/;
const FOLDER_KEY = /(?:^|[/-])(?:paths?|dir|directory|subPath|fromPath|git-path)$/i;
const TEMPLATE_FOLDER = /(?:^|[\s,{])["']?(?:path|chart)["']?:[ \t]{0,4}["']?([^\s"',}#]+)/g;
/** What such an object changes in what it deploys. */
const CHANGES: ReadonlySet<string> = new Set([
  ...["helm", "kustomize", "plugin", "values", "valuesFrom", "postRenderers", "templatePatch"],
  ...["patches", "patchesStrategicMerge", "patchesJson6902", "images", "postBuild", "components"],
]);
/** How Argo CD lists the files of a folder; whether those below it count is asked apart. */
const LISTS: ReadonlySet<string> = new Set(["directory"]);
const FOLDERS: ReadonlySet<string> = new Set(["path", "chart"]);
const SOURCES: ReadonlySet<string> = new Set(["valuesFrom", "substituteFrom", "sourceRef"]);
const RECURSES: ReadonlySet<string> = new Set(["recurse"]);
const ORIGINS: ReadonlySet<string> = new Set(["repoURL", "targetRevision", "sourceRef"]);

/** Whether a text may say how a folder or a chart is deployed. */
export function mayDeliver(text: string): boolean {
  return MAY_DELIVER.test(text) || (MAY_NAME_FOLDER.test(text) && /\bapiVersion\b/.test(text));
}

/** A folder or chart that is deployed, and what is changed in it. */
interface Delivery {
  readonly where: string;
  /** empty where nothing is */
  readonly how: string;
  /** all that another program is told which may change what it makes of it, where nobody knows its fields */
  readonly made?: string;
  /** repository and revision that it is taken from */
  readonly at: string;
  /** names of objects beside it that it rests on: sources, ConfigMaps and secrets of what is changed */
  readonly from: readonly string[];
  /** it is told to wait, and deploys nothing until it is told to go on */
  readonly waits: boolean;
  /** its folder alone; else what lies in the folders under it is deployed as well */
  readonly isFlat: boolean;
}

/** Folders that the objects of a text deploy. */
export function foldersDelivered(text: string): readonly Pick<Delivery, "where" | "isFlat">[] {
  return deliveriesOf(text).filter(({ waits }) => !waits);
}

/** The folder whose deployments a change has rendered otherwise or taken from elsewhere, by what delivers it; undefined where there is none. */
export async function deliveredFolder(
  file: string,
  [baseText, headText]: readonly [string, string],
  siblings: SiblingReader,
): Promise<string | undefined> {
  const [former, current] = [objectsOf(baseText), objectsOf(headText)];
  const now = mayDeliver(headText) ? deliveriesIn(current) : [];
  const goesOn = (one: Delivery): boolean =>
    one.waits && now.some(({ where, waits }) => where === one.where && !waits);
  const before = mayDeliver(baseText) ? deliveriesIn(former).filter((one) => !goesOn(one)) : [];
  const changed = differing(before, now, (a, b) => a.where === b.where && a.how === b.how);
  // from which repository a folder that is new here comes nobody knows
  const moved = now.filter(({ where, at }) => {
    const same = before.filter((one) => one.where === where);
    return same.length > 0 && same.every((one) => one.at !== at);
  });
  const remade = now.filter(({ where, made }) => {
    const same = before.filter((one) => one.where === where && one.made !== undefined);
    return made !== undefined && same.length > 0 && same.every((one) => one.made !== made);
  });
  const objects = differing(former, current, (a, b) => a.name === b.name && a.content === b.content);
  const names = objects.flatMap(({ name }) => name ?? []);
  const beside =
    names.length === 0 ? [] : await siblings(path.posix.join(path.posix.dirname(file), "-"), "head");
  const fed = [...beside.flatMap(({ text }) => deliveriesOf(text)), ...now].filter(({ from }) =>
    from.some((name) => names.includes(name)),
  );
  for (const { where, isFlat } of [...changed.filter(({ how }) => how !== ""), ...moved, ...remade, ...fed])
    for (const { file: name, text } of [
      ...(await siblings(path.posix.join(where, "-"), isFlat ? "head" : "under-head")),
      ...(isFlat ? await siblings(path.posix.join(where, "templates", "-"), "head") : []),
    ])
      if (isManifestText(text, name) || (/(?:^|\/)templates\//.test(name) && mayBeManifest(text)))
        return where;
  return undefined;
}

function deliveriesOf(text: string): readonly Delivery[] {
  return mayDeliver(text) ? deliveriesIn(objectsOf(text)) : [];
}

function deliveriesIn(objects: readonly DeliveringObject[]): readonly Delivery[] {
  return objects.flatMap(({ kind, spec, made, named: folders }): readonly Delivery[] => {
    if (!DELIVERING.test(kind))
      return folders.map((where) => ({
        where,
        how: "",
        made,
        at: "",
        from: [],
        waits: false,
        isFlat: false,
      }));
    if (!isRecord(spec)) return [];
    const changes = [...valuesAt(spec, CHANGES), ...listedFiles(spec)];
    const named = [
      ...valuesAt(spec, FOLDERS).filter((one) => typeof one === "string"),
      ...foldersOfTemplate(spec["templatePatch"]),
    ];
    // what a generator puts in the place of a folder's name may be any word of it
    const words = named.some((one) => one.includes("{{")) ? stringsIn(spec["generators"]) : [];
    const how = changes.length === 0 ? "" : JSON.stringify([changes, words.length > 0 && spec["generators"]]);
    const from = valuesAt(spec, SOURCES).flatMap((one) =>
      [one]
        .flat()
        .flatMap((each) => (isRecord(each) && typeof each["name"] === "string" ? each["name"] : [])),
    );
    const at = JSON.stringify(valuesAt(spec, ORIGINS));
    const waits = spec["suspend"] === true;
    // a single application that says nothing of folders below stays in its own
    const isFlat = kind === "Application" && valuesAt(spec, RECURSES).every((one) => one === false);
    return [...new Set([...named, ...words])]
      .filter((one) => !one.includes("://") && !one.includes("{{"))
      .map((one) => ({ where: folderOf(one), how, at, from, waits, isFlat: isFlat && !one.includes("*") }));
  });
}

/** Folders that a template of an application names; it is text until it is filled in. */
function foldersOfTemplate(text: unknown): readonly string[] {
  if (typeof text !== "string") return [];
  return [...text.matchAll(TEMPLATE_FOLDER)].map(([, folder = ""]) => folder);
}

/** Folders that an object names under any key of a folder: whatever it is for, what lies there may be deployed by it. */
function foldersNamed(object: unknown): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown, isNamed: boolean): void => {
    if (typeof value === "string" && isNamed && !value.includes("://")) found.add(folderOf(value));
    else if (Array.isArray(value)) for (const one of value) visit(one, isNamed);
    else if (isRecord(value))
      for (const [key, one] of Object.entries(value)) visit(one, FOLDER_KEY.test(key));
  };
  visit(object, false);
  found.delete(".");
  return [...found];
}

/** Which files of a folder are taken, and by what they are made. */
function listedFiles(spec: Readonly<Record<string, unknown>>): readonly unknown[] {
  return valuesAt(spec, LISTS)
    .filter(isRecord)
    .map(({ recurse: _below, ...rest }) => rest)
    .filter((rest) => Object.keys(rest).length > 0);
}

/** The folder that a path or a pattern of paths begins with, from the top of the repository. */
function folderOf(written: string): string {
  const parts = path.posix.normalize(written).split("/");
  const end = parts.findIndex((part) => /[*?[{]/.test(part));
  return (
    parts
      .slice(0, end < 0 ? parts.length : end)
      .filter((part) => part !== "")
      .join("/") || "."
  );
}

interface DeliveringObject {
  readonly kind: string;
  readonly name: string | undefined;
  readonly spec: unknown;
  /** what it says beside its name and how often it is looked at */
  readonly content: string;
  /** what it says of what it makes: all but times, rights and where it is taken from */
  readonly made: string;
  /** folders that an object of another program names, under any key of one */
  readonly named: readonly string[];
}

/** Objects of a text, those of lists among them. */
function objectsOf(text: string): readonly DeliveringObject[] {
  return documentValues(text).flatMap((one): readonly DeliveringObject[] => {
    if (!isRecord(one)) return [];
    const items = String(one["kind"]).endsWith("List") ? [one["items"]].flat() : [one];
    return items.filter(isRecord).map(({ kind, metadata, spec, ...rest }) => {
      const name = isRecord(metadata) ? metadata["name"] : undefined;
      const annotations = isRecord(metadata) ? metadata["annotations"] : undefined;
      const said = isRecord(spec) ? { ...spec, interval: undefined } : spec;
      const content = JSON.stringify([kind, said, rest]);
      const { apiVersion } = rest;
      const isForeign = typeof apiVersion === "string" && !OWN_GROUPS.test(apiVersion);
      const named = isForeign ? foldersNamed([annotations, spec, rest]) : [];
      const made = isForeign ? JSON.stringify([spec, rest], withoutSources) : "";
      return {
        kind: String(kind),
        name: typeof name === "string" ? name : undefined,
        spec,
        content,
        made,
        named,
      };
    });
  });
}

/** Fields that say when, by whom and from where something is taken, and how an object is doing. */
const SOURCE_FIELD =
  /(?:period|interval|timeout|auth|secret|secretRef|serviceAccount|serviceAccountName|branch|revision|tag|ref|url|repo|repoURL|suspend|paused|status)$/i;

function withoutSources(key: string, value: unknown): unknown {
  return SOURCE_FIELD.test(key) ? undefined : value;
}

/** What stands on one side alone: what a change brings, takes away or makes another. */
function differing<T>(
  before: readonly T[],
  now: readonly T[],
  isSame: (a: T, b: T) => boolean,
): readonly T[] {
  const missing = (from: readonly T[], list: readonly T[]): readonly T[] =>
    from.filter((one) => !list.some((other) => isSame(other, one)));
  return [...missing(before, now), ...missing(now, before)];
}

/** Values under some keys, at any depth; what is inside of one is part of it. */
function valuesAt(value: unknown, keys: ReadonlySet<string>): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, keys));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    keys.has(key) && (keys !== FOLDERS || typeof one === "string") ? [one] : valuesAt(one, keys),
  );
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return (Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []).flatMap(stringsIn);
}
