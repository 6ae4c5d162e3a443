import { compact } from "../domain/compact.js";
import type { Deployment } from "../domain/deployment.js";
import { UserError } from "../domain/errors.js";
import type { Workload } from "../domain/workload.js";
import { manifestFrom } from "../generate/from-manifest.js";
import { DEFAULT_OPTIONS, type JsonObject } from "../generate/options/types.js";
import type { GenerateTask } from "../generate/task.js";
import { unseenFiles } from "../manifest/engine-files.js";
import { documentData } from "../manifest/document-data.js";
import { differenceOf } from "../manifest/edits/verify.js";
import { parseManifest } from "../manifest/parse.js";
import { toDeployment } from "../manifest/to-deployment.js";
import { type MappingFacts } from "../manifest/mapping-facts.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";

/** A manifest whose text cannot be edited to say the target. */
export interface RemakeRequest {
  readonly text: string;
  readonly manifest: ManifestDeployment;
  readonly target: Deployment;
  /** as given to `toDeployment` when the manifest was mapped */
  readonly facts: MappingFacts;
  readonly siblings: readonly SiblingFile[];
  readonly workload: Workload;
  /** what the workers of the target hold, where it is known */
  readonly rooms?: GenerateTask["rooms"];
}

/**
 * The file with the deployment's document written anew: other documents stay byte by byte, and names, images, volumes,
 * environment, placement and other components of the old document stay as values. Proved by parsing it again; undefined
 * when it cannot be written or proved. Engine settings in files that were not seen are lost, and its header says so.
 */
export function remakeManifest(request: RemakeRequest): string | undefined {
  const { text, manifest, target } = request;
  const { backend } = manifest;
  if (backend === null || backend === "mocker" || !manifest.supported || manifest.template !== undefined)
    return undefined;
  const document = documentData(text, manifest.range);
  if (document?.["kind"] !== "DynamoGraphDeployment") return undefined;
  const made = write(request, document as JsonObject, backend);
  if (made === undefined) return undefined;
  const { start, end } = manifest.range;
  const newText = `${text.slice(0, start)}${marker(text.slice(start, end))}${made}${text.slice(end)}`;
  return isProved(request, newText) ? newText : undefined;

  function write(
    { facts, workload, rooms }: RemakeRequest,
    old: JsonObject,
    engine: Deployment["backend"],
  ): string | undefined {
    try {
      return manifestFrom(
        {
          document: old,
          backend: engine,
          workers: manifest.workers.flatMap(({ role, component }) =>
            role === "encode" ? [] : [{ role, component }],
          ),
          ...(manifest.dynamoVersion === undefined ? {} : { dynamoVersion: manifest.dynamoVersion.value }),
          unseenFiles: [...new Set(unseenFiles(manifest))],
        },
        target,
        compact({ isl: workload.isl, osl: workload.osl, prefix: workload.prefix, rooms }),
        {
          ...DEFAULT_OPTIONS,
          rule: "benchmark",
          service: {
            ...DEFAULT_OPTIONS.service,
            ...(manifest.model === undefined ? {} : { modelPath: manifest.model.value }),
            ...(manifest.servedName === undefined ? {} : { servedModelName: manifest.servedName.value }),
          },
          ...(facts.isMoe === undefined ? {} : { isMoe: facts.isMoe }),
        },
      );
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}

/** The document's own start marker, when its text holds it. */
function marker(document: string): string {
  return /^---[ \t]*\r?\n/.exec(document)?.[0] ?? "";
}

function isProved({ text, manifest, target, facts, siblings }: RemakeRequest, newText: string): boolean {
  const before = parseManifest(text, { file: manifest.file, siblings });
  const after = parseManifest(newText, { file: manifest.file, siblings });
  if (
    after.deployments.length !== before.deployments.length ||
    after.documents.length !== before.documents.length
  )
    return false;
  const index = before.deployments.findIndex((one) => one.range.start === manifest.range.start);
  const next = after.deployments[index];
  if (next === undefined || next.name !== manifest.name || next.namespace !== manifest.namespace)
    return false;
  if (next.backend !== target.backend || next.model?.value !== manifest.model?.value) return false;
  const { deployment } = toDeployment(next, facts);
  return deployment !== undefined && differenceOf(deployment, target) === undefined;
}
