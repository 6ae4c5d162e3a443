import { parse, parseAllDocuments } from "yaml";
import type { JsonObject, Json } from "../../../src/generate/options/types.js";

/** One engine worker, whatever API version and command form wrote it. */
export interface NeutralWorker {
  readonly component: string;
  readonly role: string;
  readonly replicas: number;
  /** of one node */
  readonly gpus: number;
  readonly nodes: number;
  readonly claims: readonly string[];
  readonly sharedMemory?: string;
  readonly image: string;
  readonly envSecret?: string;
  /** name → value, service and container level together */
  readonly env: Readonly<Record<string, string>>;
  readonly pod: JsonObject;
  readonly mounts: readonly JsonObject[];
  readonly probes: JsonObject;
  readonly module: string;
  /** flag → values */
  readonly flags: Readonly<Record<string, string>>;
  /** engine file that the script writes */
  readonly engineFile?: JsonObject;
}

export interface NeutralManifest {
  readonly name: string;
  readonly namespace?: string;
  readonly apiVersion: string;
  readonly workers: readonly NeutralWorker[];
  readonly otherKinds: readonly string[];
}

/** All documents of a text as data. */
export function documentsOf(text: string): readonly JsonObject[] {
  return parseAllDocuments(text).map((document) => document.toJS() as JsonObject);
}

const get = (value: Json | undefined, ...path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (node, key) =>
      node === null || node === undefined || typeof node !== "object"
        ? undefined
        : (node as Record<string | number, Json>)[key],
    value,
  );

/** Both shapes of a deployment in one form. */
export function neutral(documents: readonly JsonObject[]): NeutralManifest {
  const graph = documents.find((document) => document["kind"] === "DynamoGraphDeployment");
  if (graph === undefined) throw new Error("no deployment");
  const services = get(graph, "spec", "services") as Record<string, JsonObject> | undefined;
  const components = get(graph, "spec", "components") as JsonObject[] | undefined;
  const workers = services
    ? Object.entries(services).map(([name, service]) => fromV1alpha1(name, service))
    : (components ?? []).map(fromV1beta1);
  const namespace = get(graph, "metadata", "namespace");
  return {
    name: String(get(graph, "metadata", "name")),
    ...(namespace === undefined ? {} : { namespace: String(namespace) }),
    apiVersion: String(graph["apiVersion"]),
    workers: workers.sort((a, b) => a.component.localeCompare(b.component)),
    otherKinds: documents
      .filter((document) => document !== graph)
      .map((document) => String(document["kind"])),
  };
}

function fromV1alpha1(component: string, service: JsonObject): NeutralWorker {
  const pod = (service["extraPodSpec"] ?? {}) as JsonObject;
  const { mainContainer, ...rest } = pod;
  const container = (mainContainer ?? {}) as JsonObject;
  const claims = (get(service, "resources", "claims") ?? []) as JsonObject[];
  const secret = service["envFromSecret"];
  const memory = get(service, "sharedMemory", "size");
  return {
    component,
    role: String(service["subComponentType"] ?? service["componentType"]),
    replicas: Number(service["replicas"] ?? 1),
    gpus: Number(get(service, "resources", "limits", "gpu") ?? 0),
    nodes: Number(get(service, "multinode", "nodeCount") ?? 1),
    claims: claims.map((claim) => String(claim["name"])),
    ...(memory === undefined ? {} : { sharedMemory: String(memory) }),
    ...(secret === undefined ? {} : { envSecret: String(secret) }),
    env: envOf([...((service["envs"] ?? []) as JsonObject[]), ...((container["env"] ?? []) as JsonObject[])]),
    pod: rest,
    ...containerPart(container),
  };
}

function fromV1beta1(component: JsonObject): NeutralWorker {
  const pod = (get(component, "podTemplate", "spec") ?? {}) as JsonObject;
  const { containers, ...rest } = pod;
  const container = ((containers ?? []) as JsonObject[]).find((one) => one["name"] === "main") ?? {};
  const claims = (get(container, "resources", "claims") ?? []) as JsonObject[];
  const secret = get(container, "envFrom", 0, "secretRef", "name");
  const memory = component["sharedMemorySize"];
  return {
    component: String(component["name"]),
    role: String(component["type"]),
    replicas: Number(component["replicas"] ?? 1),
    gpus: Number(get(container, "resources", "limits", "nvidia.com/gpu") ?? 0),
    nodes: Number(get(component, "multinode", "nodeCount") ?? 1),
    claims: claims.map((claim) => String(claim["name"])),
    ...(memory === undefined ? {} : { sharedMemory: String(memory) }),
    ...(secret === undefined ? {} : { envSecret: String(secret) }),
    env: envOf((container["env"] ?? []) as JsonObject[]),
    pod: rest,
    ...containerPart(container),
  };
}

function containerPart(
  container: JsonObject,
): Pick<NeutralWorker, "image" | "mounts" | "probes" | "module" | "flags" | "engineFile"> {
  const command = ((container["command"] ?? []) as string[]).map(String);
  const args = ((container["args"] ?? []) as Json[]).map(String);
  const probes = Object.fromEntries(
    ["startupProbe", "livenessProbe", "readinessProbe"].flatMap((name) =>
      container[name] === undefined ? [] : [[name, container[name]]],
    ),
  );
  return {
    image: String(container["image"]),
    mounts: (container["volumeMounts"] ?? []) as JsonObject[],
    probes: probes as JsonObject,
    ...(command[0]?.endsWith("bash") === true
      ? fromScript(args.join("\n"))
      : { module: command.at(-1) ?? "", flags: flagsOf(args) }),
  };
}

function fromScript(script: string): Pick<NeutralWorker, "module" | "flags" | "engineFile"> {
  const file = /<<'YAML'\n(?<text>[\s\S]*?)\nYAML\n/.exec(script)?.groups?.["text"];
  const outside = script.replace(/<<'YAML'\n[\s\S]*?\nYAML\n/, "");
  const arrays = [...outside.matchAll(/args\+?=\((?<words>(?:[^()']|'[^']*')*)\)/g)].map(
    (match) => match.groups?.["words"] ?? "",
  );
  const words = [
    ...arrays.join(" ").matchAll(/'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<plain>[^\s'"]+)/g),
  ].map(({ groups }) => groups?.["single"] ?? groups?.["double"] ?? groups?.["plain"] ?? "");
  return {
    module: /exec python3 -m (?<module>\S+)/.exec(script)?.groups?.["module"] ?? "",
    flags: flagsOf(words),
    ...(file === undefined ? {} : { engineFile: parse(file) as JsonObject }),
  };
}

/** `--flag value…` → values joined by blanks; a switch is `on`. JSON is written in one way. */
export function flagsOf(words: readonly string[]): Readonly<Record<string, string>> {
  const flags: Record<string, string[]> = {};
  let current: string | undefined;
  for (const word of words) {
    if (/^--[a-z]/.test(word)) flags[(current = word.slice(2))] = [];
    else if (current !== undefined)
      flags[current]?.push(/^[[{]/.test(word) ? JSON.stringify(JSON.parse(word)) : word);
  }
  return Object.fromEntries(
    Object.entries(flags).map(([name, values]) => [name, values.length === 0 ? "on" : values.join(" ")]),
  );
}

function envOf(list: readonly JsonObject[]): Readonly<Record<string, string>> {
  return Object.fromEntries(list.map((entry) => [String(entry["name"]), String(entry["value"])]));
}
