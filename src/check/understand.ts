import type { ChangedFile } from "../domain/change.js";
import { parseManifest } from "../manifest/parse.js";
import type { ManifestFile, SiblingFile } from "../manifest/types.js";

const KINDS: ReadonlySet<string> = new Set([
  "DynamoGraphDeployment",
  "DynamoComponentDeployment",
  "DynamoGraphDeploymentRequest",
]);
const NAMES = /\bDynamo(?:GraphDeployment|ComponentDeployment)/;
/** Escapes by which a double-quoted scalar can spell any name: Kubernetes reads them as we do. */
const ESCAPES = /\\(?:[xuU][0-9a-fA-F]|[0_ NLP/]|\r?\n)/;
const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\//;

/** Whether a text is worth parsing as a manifest: most files of a repository are not ours. */
export function mayBeManifest(text: string): boolean {
  return NAMES.test(text) || ESCAPES.test(text);
}

/** Whether a parsed text is a manifest: by the kinds of its documents, or named in what cannot be parsed. */
export function isManifest(file: ManifestFile, text: string): boolean {
  if (file.documents.some(({ kind }) => KINDS.has(kind))) return true;
  return NAMES.test(text) && isUnclear(file);
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

/** Whether a text holds a ConfigMap, which may be an engine file of a manifest beside it. */
export const CONFIG_MAP = /\bkind["']?:[ \t]*["']?ConfigMap\b/;

/** Parses a manifest; files beside it are read only when an engine file of it lies elsewhere. */
function parseWithin(text: string, path: string, beside: readonly SiblingFile[]): Understood {
  const alone = parseManifest(text, { file: path });
  const siblings = restsElsewhere(alone) ? beside.filter((sibling) => CONFIG_MAP.test(sibling.text)) : [];
  return { file: siblings.length === 0 ? alone : parseManifest(text, { file: path, siblings }), siblings };
}

function restsElsewhere({ deployments }: ManifestFile): boolean {
  return deployments.some(({ workers }) =>
    workers.some(({ engineFiles }) => engineFiles.some(({ how }) => how === "missing")),
  );
}

/** Kinds beside a manifest that say load and limits. */
const SOURCE_KINDS = /\bkind["']?:[ \t]*["']?(?:DynamoGraphDeploymentRequest|Job)\b/;

/** Whether a text says load and limits of the manifests beside it. */
export function isSource(text: string): boolean {
  return SOURCE_KINDS.test(text);
}

/** Whether a text is a manifest. */
export function isManifestText(text: string, path: string): boolean {
  return mayBeManifest(text) && isManifest(parseManifest(text, { file: path }), text);
}

/** Whether a manifest rests on a file beside it: on its load and limits, or on engine settings that lie in it. */
export function restsOnFile(manifest: string, path: string, changed: string): boolean {
  if (isSource(changed)) return isManifestText(manifest, path);
  if (!CONFIG_MAP.test(changed) || !mayBeManifest(manifest)) return false;
  return restsElsewhere(parseManifest(manifest, { file: path }));
}
