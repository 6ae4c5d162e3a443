import type { ChangedFile } from "../domain/change.js";
import { mayBeExperimentText } from "../manifest/experiment/read-file.js";
import { hidesLines } from "../manifest/yaml/two-readers.js";
import { parseManifest } from "../manifest/parse.js";
import type { ManifestDocument, ManifestFile, SiblingFile } from "../manifest/types.js";

/** Kinds that serve a model: a file that holds one is judged, or said to be not checked. */
const SERVING: ReadonlySet<string> = new Set(["DynamoGraphDeployment", "DynamoComponentDeployment"]);
const REQUEST = "DynamoGraphDeploymentRequest";
/** Modules that start a worker, whatever object starts them. */
export const WORKER = /\bdynamo\.(?:vllm|sglang|trtllm)\b/;
const NAMES = /\bDynamo(?:GraphDeployment|ComponentDeployment)/;
/**
 * What lets a scalar spell any name without its letters: escapes of a double-quoted one, and tags, of which `!!binary`
 * is decoded; a line that goes on after a blank, as a command does, joins no name. Kubernetes reads such names as we do,
 * so that a text with any of these is parsed before it is passed over.
 */
const DISGUISE = /\\(?:[xuU][0-9a-fA-F]|[0_ NLP/])|\S\\\r?\n|(?:^|[\s,:[{])!\S*\s/;
/** Pointers of Git LFS, under each name that it had. */
const POINTER = /^\s*version https?:\/\/(?:git-lfs\.github\.com|hawser\.github\.com|git-media\.io)\//;

/** Most bytes of an object that Kubernetes stores: what a pointer leads to is none where it is larger. */
const MOST_OBJECT_BYTES = 1.5 * 1024 * 1024;

/** Whether a text stands for a file elsewhere that may be a manifest. */
function mayPointToManifest(text: string): boolean {
  if (!POINTER.test(text)) return false;
  const [, size] = /^size (\d{1,15})\s*$/m.exec(text) ?? [];
  return size === undefined || Number(size) <= MOST_OBJECT_BYTES;
}

/** Whether a kind serves a model. */
export function isServing(kind: unknown): boolean {
  return typeof kind === "string" && SERVING.has(kind);
}

/**
 * Whether a text in the place of a manifest is plainly something else: nothing at all, or objects of other kinds. What is
 * sealed, a pointer, values or words may be a manifest to somebody who knows how to read it.
 */
export function isOtherwise(text: string, path: string): boolean {
  const file = parseManifest(text, { file: path });
  return (
    !text.includes("{{") && !isUnclear(file) && file.documents.every(({ kind }) => /^[A-Za-z]\w*$/.test(kind))
  );
}

/** Whether objects of other kinds start an engine by themselves, where a manifest stood: what they serve is not judged. */
export function startsEngine(text: string): boolean {
  return /\bdynamo[.-](?:vllm|sglang|trtllm)\b|\bvllm["',\s-]{1,8}serve\b|\bsglang\.launch_server\b|\btrtllm-serve\b/.test(
    text,
  );
}

/** Whether a text is worth parsing as a manifest: most files of a repository are not ours. */
export function mayBeManifest(text: string): boolean {
  return NAMES.test(text) || WORKER.test(text) || DISGUISE.test(text);
}

/** Whether a file of a change can matter at all: as a manifest, an experiment file, or beside a manifest. */
export function isWorthReading(text: string): boolean {
  return (
    [mayBeManifest, mayBeExperimentText, mayHoldMap, mayPointToManifest].some((may) => may(text)) ||
    mayHold(text, SOURCES)
  );
}

/** Whether a parsed text is a manifest: by the kinds of its documents, or named in what cannot be parsed. */
export function isManifest(file: ManifestFile, text: string): boolean {
  if (file.documents.some(({ kind }) => SERVING.has(kind) || kind === REQUEST)) return true;
  return (NAMES.test(text) || hidesLines(text)) && isUnclear(file);
}

/** Whether a part of a file is not YAML, or not all of it. */
export function isUnclear({ documents, plainYaml, findings }: ManifestFile): boolean {
  return (
    !plainYaml ||
    documents.some(({ readable }) => !readable) ||
    findings.some(({ rule }) => rule === "file-too-large" || rule === "too-many-documents")
  );
}

/** Why a changed file has no text that could be read, in words that follow "it is". */
export function unreadableReason(file: ChangedFile): string | undefined {
  if (file.headText === undefined) return file.status === "removed" ? undefined : file.unreadable;
  return POINTER.test(file.headText) ? "a Git LFS pointer, not the manifest itself" : undefined;
}

/** A text as a manifest with what lies beside it, when it is one. */
export interface Understood {
  readonly file: ManifestFile;
  /** files beside it that it takes engine settings from */
  readonly siblings: readonly SiblingFile[];
}

/** Parses a text that may be a manifest; undefined when it is none. */
export function understand(
  text: string,
  path: string,
  beside: readonly SiblingFile[],
): Understood | undefined {
  if (!mayBeManifest(text)) return undefined;
  const read = parseWithin(text, path, beside);
  return isManifest(read.file, text) ? read : undefined;
}

/** Parses a manifest; files beside it are read only when engine settings of it may lie elsewhere. */
function parseWithin(text: string, path: string, beside: readonly SiblingFile[]): Understood {
  const alone = parseManifest(text, { file: path });
  const siblings = restsElsewhere(alone, text)
    ? beside.filter((sibling) => {
        const maps = heldMaps(sibling.text);
        return maps !== undefined && mayName(text, maps);
      })
    : [];
  return { file: siblings.length === 0 ? alone : parseManifest(text, { file: path, siblings }), siblings };
}

/** Whether a manifest takes settings out of a ConfigMap, as a file or as variables; `lacking`: out of one that it does not hold. */
function restsElsewhere({ deployments }: ManifestFile, text: string, lacking = false): boolean {
  const variables = /configMap(?:Key)?Ref/.test(text) || DISGUISE.test(text);
  const counts = (how: string): boolean => (lacking ? how === "missing" : how !== "here-doc");
  return deployments.some(({ workers }) =>
    workers.some(({ engineFiles }) => variables || engineFiles.some(({ how }) => counts(how))),
  );
}

const CONFIG_MAP: ReadonlySet<string> = new Set(["ConfigMap"]);
/** Kinds beside a manifest that say load and limits. */
const SOURCES: ReadonlySet<string> = new Set([REQUEST, "Job"]);

/** ConfigMaps of a file, which may be engine files of manifests beside it. */
export interface HeldMaps {
  readonly names: readonly string[];
  /** there may be others, in lists and in what cannot be read */
  readonly unclear: boolean;
  /** a deployment stands in the same file */
  readonly withManifest: boolean;
}

/** The ConfigMaps of a text; undefined where it holds none. */
export function heldMaps(text: string): HeldMaps | undefined {
  if (!mayHoldMap(text)) return undefined;
  const file = parseManifest(text, { file: "" });
  const names = file.documents.flatMap(({ kind, name = "" }) => (CONFIG_MAP.has(kind) ? [name] : []));
  const unclear = isUnclear(file) || file.documents.some(({ kind }) => /^(?:ConfigMap)?List$/.test(kind));
  if (names.length === 0 && !unclear) return undefined;
  return { names, unclear, withManifest: mayBeManifest(text) && isManifest(file, text) };
}

/** Whether a text is worth parsing for a ConfigMap. */
export function mayHoldMap(text: string): boolean {
  return mayHold(text, CONFIG_MAP);
}

/** Whether a manifest may name one of the ConfigMaps of a file: most beside it are those of others. */
function mayName(manifest: string, { names, unclear }: HeldMaps): boolean {
  return unclear || names.some((name) => manifest.includes(name) || DISGUISE.test(manifest));
}

/**
 * Whether a text says load and limits of the manifests beside it: a request, or a job that benchmarks; a job that does
 * something else says nothing of them. A text that cannot be read whole may say what it names.
 */
export function isSource(text: string): boolean {
  if (!mayHold(text, SOURCES)) return false;
  const file = parseManifest(text, { file: "" });
  return (
    file.documents.some(({ kind }) => kind === REQUEST) ||
    file.workloads.some(({ kind }) => kind === "perf-job") ||
    isUnclear(file)
  );
}

function mayHold(text: string, kinds: ReadonlySet<string>): boolean {
  return [...kinds].some((kind) => text.includes(kind)) || DISGUISE.test(text);
}

/**
 * Documents of a file that serve a model and were not read as deployments: patches, templates, other forms, and requests
 * where no deployment stands beside them. Told by their kinds, and by what they name where they are no YAML.
 */
export function unreadDocuments(
  { documents, deployments }: ManifestFile,
  text: string,
): readonly ManifestDocument[] {
  return documents.filter(
    ({ kind, readable, range }) =>
      deployments.every((one) => one.range.start !== range.start) &&
      (SERVING.has(kind) ||
        (kind === REQUEST && deployments.length === 0) ||
        (!readable && NAMES.test(text.slice(range.start, range.end)))),
  );
}

/** Whether a text is a manifest. */
export function isManifestText(text: string, path: string): boolean {
  return mayBeManifest(text) && isManifest(parseManifest(text, { file: path }), text);
}

/** What a file beside manifests may be to them: load, limits and models of any of them, or engine settings that lie in it. */
export type Support = "source" | "engine";

/** What a changed file with these ConfigMaps is to the manifests beside it; undefined where none can rest on it. */
export function supportOf(changed: string, maps: HeldMaps | undefined): Support | undefined {
  if (isSource(changed)) return "source";
  return maps === undefined ? undefined : "engine";
}

/**
 * Whether a text is a manifest that rests on what lies beside it: on a source, or on ConfigMaps that changed. Of a
 * ConfigMap that it holds itself, one in the file of another deployment is an alternative and no part of it.
 */
export function leansOn(support: Support, text: string, path: string, maps: readonly HeldMaps[]): boolean {
  if (support === "source") return isManifestText(text, path);
  const named = mayBeManifest(text) ? maps.filter((one) => mayName(text, one)) : [];
  if (named.length === 0) return false;
  const file = parseManifest(text, { file: path });
  return (
    restsElsewhere(file, text, true) ||
    (restsElsewhere(file, text) && named.some(({ withManifest }) => !withManifest))
  );
}
