import type { Finding } from "../domain/review.js";
import { configMapsOf } from "./command/config-maps.js";
import { readDeployment, type ReadDeployment, reportIncomplete } from "./dgd.js";
import { readRequest, requestSource } from "./dgdr.js";
import { readPerfJob } from "./perf-job.js";
import { plannerSource } from "./planner.js";
import { type LoadedDocument, type LoadedFile, loadDocuments } from "./documents.js";
import { reportDeployment } from "./findings/index.js";
import { type FindingList, reportAt } from "./rules.js";
import { type FileText, fileText, positionAt } from "./text/file-text.js";
import type {
  ManifestDocument,
  ManifestFile,
  ManifestRequest,
  SiblingFile,
  TemplateKind,
  WorkloadSource,
} from "./types.js";
import type { ReadState } from "./component-reading.js";
import { at, child, type Cursor, items, stringAt } from "./yaml/cursor.js";

/**
 * Reads every deployment, request and workload of a manifest file. Never throws for what the text holds: whatever cannot be
 * read is a finding, and a broken document does not hide the others. `siblings` are files that may hold its ConfigMaps.
 */
export function parseManifest(text: string, options: ParseOptions): ManifestFile {
  return readManifest(text, options).result;
}

/** Where a text comes from. */
export interface ParseOptions {
  readonly file: string;
  readonly siblings?: readonly SiblingFile[];
}

/** A parsed file with its trees, for edits. */
export interface ReadManifest {
  readonly result: ManifestFile;
  readonly source: FileText;
  readonly loaded: LoadedFile;
  readonly deployments: readonly ReadDeployment[];
}

/** Reads a file as {@link parseManifest} does and keeps what edits need. */
export function readManifest(text: string, options: ParseOptions): ReadManifest {
  const source = fileText(options.file, text);
  const findings: FindingList = { source, list: [] };
  const loaded = loadDocuments(source, findings);
  const state: ReadState = {
    findings,
    configMaps: configMapsOf(loaded, options.siblings ?? []),
    budget: { left: 200_000 },
  };
  const documents = loaded.documents.flatMap(unfold);
  const read: ReadDeployment[] = [];
  let template: TemplateKind | undefined = loaded.template;
  const requests: ManifestRequest[] = [];
  const jobs: WorkloadSource[] = [];
  for (const document of documents) {
    if (document.root && document.kind === "DynamoGraphDeploymentRequest")
      requests.push(readRequest(document, document.root, findings));
    if (document.root && (document.kind === "Job" || document.kind === "Pod")) {
      const job = readPerfJob(document, document.root, state.configMaps, findings);
      if (job) jobs.push(job);
    }
    if (!document.root || document.kind !== "DynamoGraphDeployment" || !isDynamoGroup(document.apiVersion))
      continue;
    const result = readDeployment(document, document.root, state);
    if (typeof result === "string") {
      if (result === "patch") template ??= "kustomize-patch";
      reportIncomplete(result, document, document.root, state);
    } else {
      read.push(result);
      reportDeployment(result, findings);
    }
  }
  if (state.budget.left <= 0 || documents.some(({ root }) => (root?.context.budget.left ?? 1) <= 0))
    return exhausted({ ...options, source, loaded, findings });
  const deployments = read.map((one) => one.deployment);
  const planners = read.flatMap(
    ({ readings, deployment }) => plannerSource(readings, deployment.name, state) ?? [],
  );
  template ??= deployments.map((deployment) => deployment.template).find((one) => one !== undefined);
  const result: ManifestFile = {
    file: options.file,
    plainYaml: loaded.plainYaml,
    ...(template && { template }),
    documents: documents.map((document): ManifestDocument => ({
      kind: document.kind,
      apiVersion: document.apiVersion,
      ...(document.name !== undefined && { name: document.name }),
      range: document.range,
      position: positionAt(source, document.root?.node.range?.[0] ?? document.range.start),
      readable: document.root !== undefined,
    })),
    deployments,
    requests,
    workloads: [...requests.map(requestSource), ...planners, ...jobs],
    findings: sortFindings(findings.list),
    notes:
      deployments.length > 1
        ? [`${deployments.length} deployments in one file: they may belong together.`]
        : [],
  };
  return { result, source, loaded, deployments: read };
}

/**
 * A file whose aliases ask for more reading than any file needs: what was left when the reading ended is not what it says, so
 * that none of it counts.
 */
function exhausted(
  at: Pick<ReadManifest, "source" | "loaded"> & { readonly file: string; readonly findings: FindingList },
): ReadManifest {
  const { source, loaded, findings, file } = at;
  reportAt(findings, "too-many-nodes", 0, 0, "The file's aliases make more values than are read.");
  const documents = loaded.documents.map(({ kind, apiVersion, range }): ManifestDocument => ({
    ...{ kind, apiVersion, range },
    position: positionAt(source, range.start),
    readable: false,
  }));
  const result: ManifestFile = {
    ...{ file, documents, deployments: [], requests: [], workloads: [], notes: [] },
    plainYaml: true,
    findings: sortFindings(findings.list.filter(({ rule }) => rule === "too-many-nodes")),
  };
  return { result, source, loaded, deployments: [] };
}

function isDynamoGroup(apiVersion: string): boolean {
  return apiVersion.startsWith("nvidia.com/");
}

/** Lists (`kind: List`, `DynamoGraphDeploymentList`) become their items. */
function unfold(document: LoadedDocument): readonly LoadedDocument[] {
  if (!document.root || !document.kind.endsWith("List")) return [document];
  const inner = items(child(document.root, "items"));
  return inner.length === 0 ? [document] : inner.flatMap((item) => unfold(itemDocument(item, document)));
}

function itemDocument(root: Cursor, list: LoadedDocument): LoadedDocument {
  const range = root.node.range;
  return {
    kind: stringAt(at(root, "kind")) ?? (list.kind === "List" ? "" : list.kind.slice(0, -"List".length)),
    apiVersion: stringAt(at(root, "apiVersion")) ?? (list.kind === "List" ? "" : list.apiVersion),
    name: stringAt(at(root, "metadata", "name")),
    range: range ? { start: range[0], end: range[2] } : list.range,
    root,
  };
}

function sortFindings(list: readonly Finding[]): readonly Finding[] {
  return [...list].sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
}
