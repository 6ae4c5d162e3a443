import { compact } from "../domain/compact.js";
import { readAnnotations } from "./annotations.js";
import { type ComponentSource, componentsOf } from "./components.js";
import type { LoadedDocument } from "./documents.js";
import { otherwiseOf } from "./otherwise.js";
import { modelIdentity } from "./model-name.js";
import { fieldSetting, toText } from "./origin.js";
import { placeholderKind } from "./placeholders.js";
import { decideRoles, otherKind } from "./roles.js";
import { type ManifestRule, reportAt } from "./rules.js";
import { positionAt } from "./text/file-text.js";
import type { ManifestBackend, ManifestDeployment, ManifestWorker, Setting, TemplateKind } from "./types.js";
import { dynamoVersionOf, stockEngineVersion } from "./versions.js";
import { engineVersionOf } from "../domain/releases.js";
import type { ComponentReading, ReadState } from "./component-reading.js";
import { readComponent } from "./worker.js";
import { gpusOfAll, workerResult } from "./worker-result.js";
import { at, type Cursor, stringAt } from "./yaml/cursor.js";

/** A deployment, with what the findings need beyond it. */
export interface ReadDeployment {
  readonly deployment: ManifestDeployment;
  readonly readings: readonly ComponentReading[];
  readonly root: Cursor;
}

/** Reads a DynamoGraphDeployment. Undefined for a kustomize patch, which describes no whole deployment. */
export function readDeployment(
  document: LoadedDocument,
  root: Cursor,
  state: ReadState,
): ReadDeployment | Incomplete {
  const { findings } = state;
  const spec = at(root, "spec");
  const components = componentsOf(root, document.apiVersion, findings);
  if (components.length === 0 && (at(spec, "dynamoGraph") || at(spec, "graph"))) return "legacy";
  if (components.length === 0 && !at(root, "$patch")) return "empty";
  if (isPatch(components, root)) return "patch";
  const specBackend = backendOf(stringAt(at(spec, "backendFramework")));
  const readings = components.map((component) => readComponent(component, specBackend, state));
  const engines = readings.filter((reading) => reading.isEngine);
  const decision = decideRoles(engines.map(clues));
  const name = document.name ?? "";
  const workers = engines.map((reading, i) =>
    workerResult(reading, decision.roles[i] ?? "agg", otherwiseOf(reading, readings, name)),
  );
  const others = readings
    .filter((reading) => !reading.isEngine)
    .map((reading) =>
      compact({
        component: reading.component.name,
        kind: otherKind(reading.component.type, reading.command.program?.name),
        gpus: gpusOfAll(reading),
        startsEngine: reading.command.program?.kind === "engine" ? true : undefined,
        answers: answersRequests(reading) ? true : undefined,
      }),
    );
  const backend = workers.find((worker) => worker.backend !== null)?.backend ?? specBackend;
  const model = commonModel(workers);
  const served = workers.map((worker) => worker.settings.servedName).find((one) => one !== undefined);
  const namespace = stringAt(at(root, "metadata", "namespace"));
  const versions = versionsOf(root, workers, backend);
  const notes = notesOf(decision.note, readings, workers, backend);
  const template = templateOf(workers);
  const unresolved = workers.flatMap((worker) => worker.unresolved);
  const deployment: ManifestDeployment = {
    file: findings.source.file,
    name,
    ...(namespace !== undefined && { namespace }),
    apiVersion: document.apiVersion,
    position: positionAt(findings.source, firstOffset(root, document)),
    range: document.range,
    backend,
    mode: workers.length === 0 ? null : decision.mode,
    ...(model && { model }),
    ...(served && { servedName: served }),
    ...versions,
    workers,
    others,
    annotations: readAnnotations(root, findings),
    unresolved,
    supported: notes.blocking.length === 0,
    notes: [...notes.blocking, ...notes.remarks],
    ...(template && { template }),
  };
  return { deployment, readings, root };
}

/** Whether a component takes requests: a frontend without a command runs the operator's own. */
function answersRequests({ component, command }: ComponentReading): boolean {
  const name = command.program?.name;
  const runs = name === undefined ? !command.written : /^dynamo\.(?:frontend|ingress)$/.test(name);
  return (
    /^dynamo\.(?:frontend|ingress)$/.test(name ?? "") ||
    (/^(?:frontend|epp)$/.test(component.type ?? "") && runs)
  );
}

/** Offset of the document's first key, past comments. */
function firstOffset(root: Cursor, document: LoadedDocument): number {
  return root.node.range?.[0] ?? document.range.start;
}

function backendOf(text: string | undefined): ManifestBackend | null {
  return text === "vllm" || text === "sglang" || text === "trtllm" || text === "mocker" ? text : null;
}

/** A patch names services but gives none of them an image or a command. */
function isPatch(components: readonly ComponentSource[], root: Cursor): boolean {
  if (at(root, "$patch")) return true;
  return !components.some(({ main, others }) =>
    [main, ...others].some(
      (container) => at(container, "image") ?? at(container, "command") ?? at(container, "args"),
    ),
  );
}

function clues(reading: ComponentReading): {
  name: string;
  flag: string | undefined;
  type: string | undefined;
  subType: string | undefined;
} {
  const { settings } = reading.resolved;
  const flag = settings.get("role")?.value;
  const old =
    settings.get("isPrefill")?.value === true
      ? "prefill"
      : settings.get("isDecode")?.value === true
        ? "decode"
        : undefined;
  const { name, type, subType } = reading.component;
  return { name, flag: typeof flag === "string" ? flag : old, type, subType };
}

function commonModel(workers: readonly ManifestWorker[]): Setting<string> | undefined {
  const order = ["agg", "decode", "prefill", "encode"];
  const sorted = [...workers].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
  for (const { settings } of sorted) {
    const model = modelIdentity(settings.model, settings.servedName);
    if (model) return model;
  }
  return undefined;
}

function versionsOf(
  root: Cursor,
  workers: readonly ManifestWorker[],
  backend: ManifestBackend | null,
): Pick<ManifestDeployment, "dynamoVersion" | "backendVersion"> {
  const override = fieldSetting(
    at(root, "spec", "runtimeVersionOverride"),
    "spec.runtimeVersionOverride",
    toText,
  );
  const image = workers.map((worker) => worker.image).find((one) => one !== undefined);
  const tag = image && dynamoVersionOf(image.value);
  const dynamo = override ?? (image && tag !== undefined ? fromImage(image, tag) : undefined);
  if (backend === null || backend === "mocker") return dynamo ? { dynamoVersion: dynamo } : {};
  const stock = image && stockEngineVersion(image.value, backend);
  if (image && stock !== undefined)
    return { ...(dynamo && { dynamoVersion: dynamo }), backendVersion: fromImage(image, stock) };
  const engine = dynamo && engineVersionOf(dynamo.value, backend);
  return {
    ...(dynamo && { dynamoVersion: dynamo }),
    ...(dynamo && engine !== undefined && { backendVersion: { ...dynamo, value: engine } }),
  };
}

function fromImage(image: Setting<string>, value: string): Setting<string> {
  const { range: _range, ...origin } = image.origin;
  return { value, text: image.text, origin: { ...origin, how: "image" } };
}

interface Notes {
  /** reasons why nothing is predicted */
  readonly blocking: readonly string[];
  readonly remarks: readonly string[];
}

function notesOf(
  roleNote: string | undefined,
  readings: readonly ComponentReading[],
  workers: readonly ManifestWorker[],
  backend: ManifestBackend | null,
): Notes {
  const blocking: string[] = [];
  const remarks: string[] = roleNote === undefined ? [] : [roleNote];
  if (workers.length === 0) blocking.push(noEngine(readings));
  if (backend === "mocker") blocking.push("The mocker serves no model.");
  if (workers.some((worker) => worker.role === "encode"))
    blocking.push("An encode worker: multimodal graphs are not covered.");
  if (
    readings.some(
      (reading) =>
        !reading.isEngine &&
        /encode/i.test(reading.component.name) &&
        reading.command.program?.kind === "other",
    )
  )
    blocking.push("An encode component with a script of its own: multimodal graphs are not covered.");
  if (
    workers.some((worker) =>
      /(?:^|[-/])(?:xpu|cpu|rocm)(?:[-:]|$)|-xpu[:@]|runtime-xpu/.test(worker.image?.value ?? ""),
    )
  )
    blocking.push("An image for hardware other than NVIDIA GPUs.");
  const backends = new Set(workers.map((worker) => worker.backend));
  if (backends.size > 1) blocking.push("The workers run different engines.");
  if (
    new Set(
      workers.flatMap((worker) => worker.gpu.filter((one) => one.kind === "product").map((one) => one.value)),
    ).size > 1
  )
    remarks.push("The workers ask for different GPU products.");
  for (const feature of new Set(workers.flatMap((worker) => worker.features)))
    remarks.push(`Uses ${feature}: only the text path is predicted.`);
  if (
    workers.some((worker) => worker.scaled) ||
    readings.some((reading) => otherKind(reading.component.type, reading.command.program?.name) === "planner")
  )
    remarks.push("A scaler or planner changes the replicas at run time; the file's numbers are predicted.");
  return { blocking, remarks };
}

function noEngine(readings: readonly ComponentReading[]): string {
  const programs = readings.flatMap((reading) =>
    reading.command.program && otherKind(reading.component.type, reading.command.program.name) === "other"
      ? [reading.command.program.name]
      : [],
  );
  const ran = programs.length === 0 ? "" : ` (found ${[...new Set(programs)].slice(0, 4).join(", ")})`;
  return `No component runs a vLLM, SGLang or TensorRT-LLM engine${ran}.`;
}

function templateOf(workers: readonly ManifestWorker[]): TemplateKind | undefined {
  for (const { text } of workers.flatMap((worker) => worker.unresolved)) {
    const kind = placeholderKind(text);
    if (kind) return kind;
  }
  return undefined;
}

/** Why a document is no whole deployment. */
export type Incomplete = "patch" | "legacy" | "empty";

const INCOMPLETE: Readonly<Record<Incomplete, readonly [ManifestRule, string]>> = {
  patch: [
    "kustomize-patch",
    "This is a patch: no component has an image or a command. Check the rendered deployment instead.",
  ],
  legacy: [
    "legacy-graph",
    "spec.dynamoGraph is the form of Dynamo 0.3. It says nothing about workers and is not predicted.",
  ],
  empty: [
    "not-predicted",
    "No component is named here: a deployment of nothing, or a patch of one. Nothing is predicted.",
  ],
};

/** Reports a document that is no whole deployment. */
export function reportIncomplete(
  kind: Incomplete,
  document: LoadedDocument,
  root: Cursor,
  { findings }: ReadState,
): void {
  const start = firstOffset(root, document);
  const [rule, message] = INCOMPLETE[kind];
  reportAt(findings, rule, start, start + 10, message);
}
