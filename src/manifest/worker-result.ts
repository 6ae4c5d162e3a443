import { gpusBeside } from "./beside-engine.js";
import { gpuEvidence, gpusPerNode, unsureGpus } from "./gpu.js";
import type { EngineSettingKey } from "./flags/spec.js";
import { INVALID_VALUE, type ResolvedFlags } from "./flags/resolve.js";
import { fieldSetting, originOf, toBoolean, toInteger, toText } from "./origin.js";
import { placeholderKind } from "./placeholders.js";
import { positionAt } from "./text/file-text.js";
import { offsetsAt, positionOf, rangeOf, slice, sourceOf } from "./text/mapped-text.js";
import type {
  CommandArgument,
  EngineCommand,
  ManifestWorker,
  Setting,
  Unresolved,
  Unsure,
  WorkerRole,
  WorkerSettings,
} from "./types.js";
import type { Argument } from "./command/script.js";
import type { ComponentReading } from "./component-reading.js";
import { flagsOf } from "./flags/index.js";
import { foldersOfMaps } from "./engine-files.js";
import { writtenWords } from "./written-words.js";
import { at, child, type Cursor, isMapCursor, textAt } from "./yaml/cursor.js";

/** A worker of the result, from its reading, the role that was decided for it, and what in it makes another thing run than is priced. */
export function workerResult(
  reading: ComponentReading,
  role: WorkerRole,
  otherwise: readonly Unsure[],
): ManifestWorker {
  const { component, container } = reading;
  const replicas = replicasOf(reading);
  const nodes = nodeCount(reading);
  const gpus = gpusPerNode(component, container);
  const beside = gpusBeside(reading);
  const image = imageOf(container);
  const words = writtenWords(component.cursor);
  const command = commandOf(reading);
  const unresolved = [...reading.unresolved, ...unresolvedFields(reading)];
  const source = sourceOf(component.cursor.context.text);
  return {
    role,
    component: component.name,
    position: source ? positionAt(source.file, component.offset) : { line: 1, column: 1 },
    backend: reading.backend,
    ...(replicas && { replicas }),
    ...(nodes && { nodes }),
    ...(gpus && { gpusPerNode: gpus }),
    ...(beside > 0 && { gpusBeside: beside }),
    ...(image && { image }),
    settings: settingsOf(reading.resolved),
    gpu: gpuEvidence(component),
    ...(command && { command }),
    engineFiles: reading.engineFiles,
    unresolved,
    scaled: isScaled(component.cursor, component.shape),
    env: literalEnvironment(reading),
    written: {
      ...words,
      unsure: [...words.unsure, ...unsureGpus(component), ...otherwise],
      ownFolders: foldersOfMaps(component),
    },
    features: featuresOf(reading),
    ...(choosesContext(reading) && { choosesContext: true }),
  };
}

function replicasOf({ component }: ComponentReading): Setting<number> | undefined {
  return fieldSetting(child(component.cursor, "replicas"), `${component.path}.replicas`, toInteger);
}

/** GPUs that all replicas of a component ask for. */
export function gpusOfAll(reading: ComponentReading): number | undefined {
  const gpus = (gpusPerNode(reading.component, reading.container)?.value ?? 0) + gpusBeside(reading);
  const [replicas, nodes] = [replicasOf(reading)?.value ?? 1, nodeCount(reading)?.value ?? 1];
  return gpus === 0 ? undefined : gpus * Math.max(0, replicas) * nodes;
}

/** Nodes of one worker; of `multinode` without a count the cluster makes 2. */
function nodeCount({ component }: ComponentReading): Setting<number> | undefined {
  const multinode = child(component.cursor, "multinode");
  const name = `${component.path}.multinode.nodeCount`;
  const count = child(multinode, "nodeCount");
  const written = fieldSetting(count, name, toInteger);
  if (written !== undefined || !isMapCursor(multinode) || textAt(count)) return written;
  const { text } = multinode.context;
  const [start = 0, end = start + 1] = multinode.node.range ?? [];
  const braces = slice(text, start, end);
  return { value: DEFAULT_NODES, text: braces.text, origin: originOf(braces, "field", name) };
}

const DEFAULT_NODES = 2;

function imageOf(container: Cursor | undefined): Setting<string> | undefined {
  const image = fieldSetting(child(container, "image"), "image", toText);
  return image && placeholderKind(image.value) === undefined ? image : undefined;
}

function unresolvedFields({ component, container }: ComponentReading): readonly Unresolved[] {
  const fields: readonly (readonly [string, Cursor | undefined, (text: string) => unknown])[] = [
    ["replicas", child(component.cursor, "replicas"), toInteger],
    ["nodes", at(component.cursor, "multinode", "nodeCount"), toInteger],
    ["image", child(container, "image"), (text) => (placeholderKind(text) === undefined ? text : undefined)],
    [
      "gpus_per_worker",
      at(component.cursor, "resources", "limits", "gpu") ??
        at(container, "resources", "limits", "nvidia.com/gpu"),
      toInteger,
    ],
  ];
  return fields.flatMap(([name, cursor, convert]) => {
    const text = textAt(cursor);
    if (!text || convert(text.text.trim()) !== undefined) return [];
    return [
      {
        name,
        text: text.text,
        reason:
          placeholderKind(text.text) === undefined && name !== "image"
            ? INVALID_VALUE
            : "it is a placeholder that something else must fill in",
        position: positionOf(text),
      },
    ];
  });
}

function isScaled(component: Cursor, shape: "services" | "components"): boolean {
  const adapter = child(component, "scalingAdapter");
  if (!isMapCursor(adapter)) return false;
  // `{}` is off in v1alpha1 and on in v1beta1.
  return shape === "components" || toBoolean(textAt(child(adapter, "enabled"))?.text ?? "") === true;
}

function literalEnvironment({ environment }: ComponentReading): readonly (readonly [string, string])[] {
  return [...environment].flatMap(([name, { text }]) => (text ? [[name, text.text] as const] : []));
}

/** vLLM's `auto` and −1: the longest context that fits. */
function choosesContext({ entries, backend }: ComponentReading): boolean {
  const limit = entries.find(({ key }) => key === "max-model-len")?.value?.text.trim();
  return backend === "vllm" && limit !== undefined && /^(?:auto|-1)$/i.test(limit);
}

function featuresOf({ entries, backend }: ComponentReading): readonly string[] {
  if (backend === null) return [];
  const table = flagsOf(backend);
  const found = new Set<string>();
  for (const { key, value } of entries) {
    const feature = table.features.get(key);
    if (feature !== undefined && value?.text.toLowerCase() !== "false") found.add(feature);
  }
  return [...found];
}

function settingsOf({ settings }: ResolvedFlags): WorkerSettings {
  const plain: Record<string, unknown> = {};
  const speculative: Record<string, unknown> = {};
  for (const [key, value] of settings) {
    if (ROLE_KEYS.has(key)) continue;
    if (key.startsWith("speculative.")) speculative[key.slice("speculative.".length)] = value;
    else plain[key] = value;
  }
  return {
    ...(plain as WorkerSettings),
    ...(Object.keys(speculative).length > 0 && { speculative: speculative }),
  };
}

const ROLE_KEYS: ReadonlySet<EngineSettingKey> = new Set(["role", "isPrefill", "isDecode"]);

function commandOf({ command, isEngine }: ComponentReading): EngineCommand | undefined {
  if (!isEngine) return undefined;
  const script = command.script;
  const source = script ? sourceOf(script) : undefined;
  const first = command.args[0];
  const position = first
    ? positionOf(first.text)
    : source
      ? positionAt(source.file, command.offset)
      : { line: 1, column: 1 };
  return {
    form: command.form,
    module: command.program?.name ?? "",
    args: command.args.map(argumentOf),
    position,
    editable: command.editable,
    ...(command.conditional && { conditional: true }),
  };
}

function argumentOf(argument: Argument): CommandArgument {
  const range = rangeOf(argument.text);
  const source = sourceOf(argument.text);
  const start = argument.text.text === "" ? undefined : offsetsAt(slice(argument.text, 0, 1), 0);
  return {
    text: argument.text.text,
    ...(range && start && { range }),
    ...(argument.whole && { wholeRange: argument.whole }),
    layers: source?.layers ?? [],
    aliased: source?.aliased ?? false,
    unresolved: argument.unresolved || argument.conditional,
    ...(source?.via !== undefined && { via: source.via }),
  };
}
