import { parse } from "yaml";
import { isRecord } from "../domain/record.js";
import type { ManifestDeployment } from "../manifest/types.js";

/** What one container of a worker is started with. */
export interface WorkerCommand {
  /** the strings of `command` and `args`, in order; a script is one of them */
  readonly words: readonly string[];
  /** the strings of what the pod runs beside it when it starts or stops */
  readonly hooks: readonly string[];
  /** variables that the manifest itself gives: literals, and facts of the pod (`fieldRef`) */
  readonly known: ReadonlySet<string>;
}

/**
 * Commands of the engine workers of a deployment, read from the text of its document. Other components, annotations and
 * comments are left out: what they say starts no engine.
 */
export function workerCommands(deployment: ManifestDeployment, text: string): readonly WorkerCommand[] {
  const literals = deployment.workers.flatMap(({ env }) => env.map(([name]) => name));
  return containersIn(workersOf(deployment, text)).map((container) => ({
    words: [...stringsOf(container["command"]), ...stringsOf(container["args"])],
    hooks: hooksOf(container["lifecycle"]),
    known: new Set([...literals, ...podFacts(container["env"])]),
  }));
}

/** What workers ask for that is a part of a GPU: a slice of one, or one that others use as well. */
const PART = /\bnvidia\.com\/(?:mig-[\w.-]+|gpu\.shared)|\bNVIDIA-[\w-]{1,60}-(?:SHARED|MIG-[\w.]+)/gi;

/** Names of parts of GPUs that the engine workers of a deployment ask for, or are sent to. */
export function partsOfGpus(deployment: ManifestDeployment, text: string): readonly string[] {
  const written = JSON.stringify(workersOf(deployment, text) ?? null);
  return [...new Set(written.match(PART))];
}

/** The engine workers as they are written; the whole document where it has no components by name. */
function workersOf(deployment: ManifestDeployment, text: string): unknown {
  const names = new Set(deployment.workers.map(({ component }) => component));
  const document = readYaml(text);
  const components = componentsOf(document);
  return components.length === 0
    ? document
    : components.filter(([name]) => names.has(name)).map(([, component]) => component);
}

/** The text was understood before; what cannot be read again holds no command. */
function readYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: "silent", uniqueKeys: false });
  } catch {
    return undefined;
  }
}

/** Components by name, of both API versions. */
function componentsOf(document: unknown): readonly (readonly [string, unknown])[] {
  const spec = isRecord(document) ? document["spec"] : undefined;
  if (!isRecord(spec)) return [];
  const services = isRecord(spec["services"]) ? Object.entries(spec["services"]) : [];
  const components: readonly unknown[] = Array.isArray(spec["components"]) ? spec["components"] : [];
  return [...services, ...components.filter(isRecord).map((part) => [String(part["name"]), part] as const)];
}

/** Every map at any depth that has a command or arguments. */
function containersIn(node: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(containersIn);
  if (!isRecord(node)) return [];
  const own = node["command"] !== undefined || node["args"] !== undefined ? [node] : [];
  return [
    ...own,
    ...Object.entries(node).flatMap(([key, value]) => (key === "lifecycle" ? [] : containersIn(value))),
  ];
}

function hooksOf(lifecycle: unknown): readonly string[] {
  return containersIn(isRecord(lifecycle) ? Object.values(lifecycle) : undefined).flatMap(({ command }) =>
    stringsOf(command),
  );
}

function stringsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry) => typeof entry === "string");
}

function podFacts(env: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(env) ? env : [];
  return list
    .filter(isRecord)
    .filter(({ valueFrom }) => isRecord(valueFrom) && valueFrom["fieldRef"] !== undefined)
    .map(({ name }) => String(name));
}
