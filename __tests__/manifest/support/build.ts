import { parseManifest } from "../../../src/manifest/parse.js";
import type { ManifestDeployment, ManifestFile, ManifestWorker } from "../../../src/manifest/types.js";

/** Parts of a worker that a test wants to differ. */
export interface WorkerParts {
  readonly name?: string;
  readonly type?: string;
  readonly subType?: string;
  readonly replicas?: string;
  readonly gpu?: string;
  readonly image?: string;
  /** YAML of `command`, on one line */
  readonly command?: string;
  /** lines of `args`, unindented */
  readonly args?: string;
  /** lines of `env` items, unindented */
  readonly env?: string;
  /** further lines of the service, unindented */
  readonly extra?: string;
  /** further lines of the pod, unindented */
  readonly pod?: string;
  /** further lines of the container, unindented */
  readonly container?: string;
}

function indent(text: string, by: number): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : " ".repeat(by) + line))
    .join("\n");
}

/** The release image of the engine that a worker starts. */
function imageOf({ command = "", args = "" }: WorkerParts): string {
  const [, engine = "vllm"] = /dynamo\.(vllm|sglang|trtllm)/.exec(command + args) ?? [];
  return `registry.example/${engine === "trtllm" ? "tensorrtllm" : engine}-runtime:1.3.0`;
}

/** A v1alpha1 manifest with these workers. */
export function manifest(
  workers: readonly WorkerParts[],
  options: {
    readonly framework?: string;
    readonly spec?: string;
    readonly after?: string;
    readonly annotations?: string;
  } = {},
): string {
  const services = workers.map((worker, i) => {
    const lines = [
      `${worker.name ?? `Worker${i === 0 ? "" : i}`}:`,
      `  componentType: ${worker.type ?? "worker"}`,
      ...(worker.subType === undefined ? [] : [`  subComponentType: ${worker.subType}`]),
      ...(worker.replicas === undefined ? [] : [`  replicas: ${worker.replicas}`]),
      ...(worker.gpu === undefined ? [] : ["  resources:", "    limits:", `      gpu: ${worker.gpu}`]),
      ...(worker.extra === undefined ? [] : [indent(worker.extra, 2)]),
      "  extraPodSpec:",
      ...(worker.pod === undefined ? [] : [indent(worker.pod, 4)]),
      "    mainContainer:",
      `      image: ${worker.image ?? imageOf(worker)}`,
      ...(worker.container === undefined ? [] : [indent(worker.container, 6)]),
      ...(worker.env === undefined ? [] : ["      env:", indent(worker.env, 8)]),
      ...(worker.command === undefined ? [] : [`      command: ${worker.command}`]),
      ...(worker.args === undefined ? [] : ["      args:", indent(worker.args, 8)]),
    ];
    return indent(lines.join("\n"), 4);
  });
  return [
    "apiVersion: nvidia.com/v1alpha1",
    "kind: DynamoGraphDeployment",
    "metadata:",
    "  name: demo",
    ...(options.annotations === undefined ? [] : ["  annotations:", indent(options.annotations, 4)]),
    "spec:",
    ...(options.framework === undefined ? [] : [`  backendFramework: ${options.framework}`]),
    ...(options.spec === undefined ? [] : [indent(options.spec, 2)]),
    "  services:",
    ...services,
    "",
    ...(options.after === undefined ? [] : ["---", options.after]),
  ].join("\n");
}

/** The only deployment of a text. */
export function deploymentOf(text: string): ManifestDeployment {
  const { deployments, findings } = parseManifest(text, { file: "deploy.yaml" });
  const [first] = deployments;
  if (!first) throw new Error(`no deployment: ${findings.map((finding) => finding.message).join("; ")}`);
  return first;
}

/** The first worker of a text. */
export function workerOf(text: string): ManifestWorker {
  const [first] = deploymentOf(text).workers;
  if (!first) throw new Error("no worker");
  return first;
}

/** Settings of a worker as plain values. */
export function values(worker: ManifestWorker): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(worker.settings).map(([key, setting]) => [
      key,
      key === "speculative"
        ? Object.fromEntries(
            Object.entries(setting as object).map(([name, one]) => [name, (one as { value: unknown }).value]),
          )
        : (setting as { value: unknown }).value,
    ]),
  );
}

/** Findings of a text by rule. */
export function findingsOf(text: string): readonly (readonly [rule: string, line: number, column: number])[] {
  const parsed: ManifestFile = parseManifest(text, { file: "deploy.yaml" });
  return parsed.findings.map(({ rule, position }) => [rule, position.line, position.column] as const);
}
