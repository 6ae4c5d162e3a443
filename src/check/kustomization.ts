import { isRecord } from "../domain/record.js";
import { ABOUT_GPUS } from "../manifest/findings/foreign-fields.js";
import { documentValues } from "../manifest/document-data.js";

const NAME = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
const LISTS = ["resources", "bases", "components"];
/**
 * Fields that change nothing by which a deployment is judged. What is not here may: a kustomization has many more, and
 * takes them in any case.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  ...["apiversion", "kind", "metadata", "resources", "bases", "namespace", "nameprefix", "namesuffix"],
  ...["commonlabels", "commonannotations", "generatoroptions", "buildmetadata", "sortoptions", "crds"],
  // secrets are read nowhere; a ConfigMap counts where a deployment names it
  ...["validators", "secretgenerator", "configmapgenerator"],
]);

/** What a kustomization says. */
export interface Kustomization {
  /** a part that others include: what it changes are their resources */
  readonly isComponent: boolean;
  /** files and folders that it lists */
  readonly lists: readonly string[];
  /** what it changes in deployments, or may */
  readonly changes: readonly unknown[];
  /** files and folders that it takes changes from, and words that may be such */
  readonly changing: readonly string[];
  /** folders of the charts that it fills in, where those lie in the repository */
  readonly charts: readonly string[];
  /** what it makes ConfigMaps and secrets of, with the names of those */
  readonly generated: readonly {
    readonly name: string;
    readonly files: readonly string[];
    /** all that is said of it */
    readonly entry: unknown;
  }[];
}

/** Whether a file is a kustomization, by its name. */
export function isKustomization(name: string): boolean {
  return NAME.test(name);
}

/** Reads a kustomization; of several documents kustomize takes the first. Nothing of what cannot be read. */
export function readKustomization(text: string): Kustomization {
  const [record] = documentValues(text);
  const fields = isRecord(record)
    ? Object.entries(record).map(([key, value]) => [key.toLowerCase(), value] as const)
    : [];
  const entriesOf = (isWanted: (key: string) => boolean): readonly unknown[] =>
    fields.flatMap(([key, value]) => (isWanted(key) ? [value].flat() : []));
  const changes = [
    ...entriesOf((key) => !HARMLESS.has(key) && key !== "labels"),
    // labels are values at any place that they name
    ...entriesOf((key) => key === "labels").filter((one) => isRecord(one) && one["fields"] !== undefined),
    // words for whoever cuts or shares GPUs
    ...entriesOf((key) => /^(?:labels|common(?:labels|annotations))$/.test(key)).filter(isAboutGpus),
  ].filter(mayAim);
  const [globals] = entriesOf((key) => key === "helmglobals");
  const home =
    isRecord(globals) && typeof globals["chartHome"] === "string" ? globals["chartHome"] : "charts";
  return {
    isComponent: fields.some(([key, value]) => key === "kind" && value === "Component"),
    lists: namesIn(entriesOf((key) => LISTS.includes(key))),
    changes,
    changing: [...new Set([...namesIn(changes), ...changes.flatMap(pathsIn)])],
    charts: entriesOf((key) => /^helmchart/.test(key)).flatMap((entry) => chartsIn(entry, home)),
    generated: entriesOf((key) => key === "configmapgenerator" || key === "secretgenerator")
      .filter(isRecord)
      .map((entry) => ({
        name: String(entry["name"]),
        entry,
        files: [entry["files"], entry["envs"], entry["env"]]
          .flat()
          .filter((one) => typeof one === "string")
          // `key=file`
          .map((one) => one.slice(one.indexOf("=") + 1)),
      })),
  };
}

function isAboutGpus(words: unknown): boolean {
  if (Array.isArray(words)) return words.some(isAboutGpus);
  return (
    isRecord(words) &&
    Object.entries(words).some(([key, value]) => ABOUT_GPUS.test(key) || isAboutGpus(value))
  );
}

/** Files and folders that a kustomization takes manifests, patches or data from. */
export function listedBy(text: string): readonly string[] {
  return [...readKustomization(text).lists, ...takenBy(text)];
}

/** Of those the ones that it takes changes or data from. */
export function takenBy(text: string): readonly string[] {
  const { changing, generated } = readKustomization(text);
  return [...changing, ...generated.flatMap(({ files }) => files)];
}

/** Whether a kustomization takes something from outside the repository, which may be another thing every day. */
export function isRemote(name: string): boolean {
  return /^\w+:\/\/|^[\w.-]+@[\w.-]+:|^\w+::|^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}[/:]|\.git(?:$|[/?])|.\/\/|[?&]ref=/.test(
    name,
  );
}

/** Whether all documents of a text say to be of kinds that no deployment hangs on: a patch of such touches none. */
export function isPlainlyOther(text: string): boolean {
  const kinds = documentValues(text).map((one) => (isRecord(one) ? one["kind"] : undefined));
  return kinds.length > 0 && kinds.every(isOtherKind);
}

/** Names of files and folders: entries, and the `path` of entries. */
function namesIn(listed: readonly unknown[]): readonly string[] {
  return listed
    .map((entry) => (isRecord(entry) ? entry["path"] : entry))
    .filter((name): name is string => typeof name === "string" && name !== "" && !name.includes("\n"));
}

function chartsIn(entry: unknown, home: string): readonly string[] {
  if (!isRecord(entry)) return [];
  const { name, chartName = name, chartHome = home } = entry;
  return typeof chartName === "string" ? [`${String(chartHome)}/${chartName}`] : [];
}

/** Words at any depth of an entry that may be paths: fields that name a file have many names. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^[^\s:/][^\s:]*$/.test(value) && /[./]/.test(value) ? [value] : [];
  return (Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []).flatMap(pathsIn);
}

/** Whether an entry may change a deployment: not a patch that says to be of another kind than ours. */
function mayAim(entry: unknown): boolean {
  if (!isRecord(entry)) return entry !== undefined && entry !== null;
  const { target, patch, options } = entry;
  if (isRecord(options) && Object.keys(options).some((key) => /^allowKindChange$/i.test(key))) return true;
  if (isRecord(target) && target["kind"] !== undefined) return !isOtherKind(target["kind"]);
  return typeof patch !== "string" || !isPlainlyOther(patch);
}

/** A kind that is written out, none of ours, and none that deployments take settings from; targets may be patterns. */
function isOtherKind(kind: unknown): boolean {
  return typeof kind === "string" && /^\w+$/.test(kind) && !/^Dynamo|^(?:ConfigMap|Secret)$|List$/.test(kind);
}
