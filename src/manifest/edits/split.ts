import type { TextEdit } from "../../domain/location.js";
import type { ReadDeployment } from "../dgd.js";
import { configMapsOf } from "../command/config-maps.js";
import { rangeOf } from "../text/mapped-text.js";
import type { FileText } from "../text/file-text.js";
import type { EngineFile, ManifestWorker } from "../types.js";
import type { ComponentReading } from "../component-reading.js";
import type { LoadedFile } from "../documents.js";
import { child } from "../yaml/cursor.js";
import { componentBlock, dataBlock, editedBlock } from "./blocks.js";
import { editList } from "./edit-list.js";
import { roleName } from "./names.js";
import { encode } from "./quote.js";
import { giveRole } from "./role-edits.js";

/** A file made anew, or why it cannot be. */
export type Remade = { readonly edits: readonly TextEdit[] } | { readonly refusal: string };

const ROLES = ["prefill", "decode"] as const;

/**
 * One aggregated worker becomes a prefill and a decode worker: its lines twice, with names, types, role flags and an engine
 * file of their own. Sizes stay as they were; a later edit sets them.
 */
export function splitWorker(
  loaded: LoadedFile,
  read: ReadDeployment,
  worker: ManifestWorker,
  reading: ComponentReading,
): Remade {
  const { source } = loaded;
  const block = componentBlock(source, reading.component);
  if (!block) return { refusal: `the lines of ${worker.component} cannot be told from their neighbours` };
  const names = new Set(
    [
      ...read.deployment.workers.map((one) => one.component),
      ...read.deployment.others.map((one) => one.component),
    ].map((name) => name.toLowerCase()),
  );
  names.delete(worker.component.toLowerCase());
  const file = worker.engineFiles.at(-1);
  const edits: TextEdit[] = [];
  const texts: string[] = [];
  for (const role of ROLES) {
    const list = editList();
    const name = roleName(worker.component, role);
    if (names.has(name.toLowerCase())) return { refusal: `a component named ${name} exists already` };
    list.edits.push({ range: block.name, text: name });
    const problem =
      giveRole(source, read, reading, worker, role, list) ??
      engineFileEdits(source, worker, reading, file, role, list.edits);
    if (problem !== undefined) return { refusal: problem };
    const text = list.conflicts.length > 0 ? undefined : editedBlock(source, block, list.edits);
    if (text === undefined)
      return { refusal: `${worker.component} takes settings from outside its own lines` };
    texts.push(role === ROLES[0] ? text : withoutCountComments(text));
  }
  edits.push({ range: block.range, text: texts.join("") });
  const split =
    file?.how === "config-map" ? splitConfigMap(loaded, read, worker, reading, file) : { edits: [] };
  if ("refusal" in split) return split;
  return { edits: [...edits, ...split.edits].sort((a, b) => a.range.start - b.range.start) };
}

/** What was said of the counts of one worker stays with the first of the two: it is not true of both. */
function withoutCountComments(text: string): string {
  return text.replaceAll(/^( *(?:replicas|"?(?:nvidia\.com\/)?gpu"?): *[^\s#]+)[ \t]+#.*$/gm, "$1");
}

/** The path of a mounted engine file gets the role's own file; a here-document gets what the role needs. */
function engineFileEdits(
  source: FileText,
  worker: ManifestWorker,
  reading: ComponentReading,
  file: EngineFile | undefined,
  role: "prefill" | "decode",
  edits: TextEdit[],
): string | undefined {
  if (!file)
    return worker.backend === "trtllm"
      ? "TensorRT-LLM needs an engine file for cache_transceiver_config, and there is none in the manifest"
      : undefined;
  if (file.how === "here-doc") {
    if (worker.backend !== "trtllm" || !file.range) return undefined;
    const text = encode(roleKeys(reading, role), file.layers);
    if (text === undefined) return "the here-document cannot be extended";
    if (text !== "") edits.push({ range: { start: file.range.start, end: file.range.start }, text });
    overlapEdit(reading, role, edits);
    return undefined;
  }
  if (file.how !== "config-map") return `the engine file ${file.path} is not in this file`;
  if (!file.pathRange) return `the path ${file.path} cannot be edited`;
  const path = file.path.slice(0, file.path.lastIndexOf("/") + 1) + engineKey(role);
  const text = encode(path, file.pathLayers ?? []);
  if (text === undefined || source.text.slice(file.pathRange.start, file.pathRange.end).includes("$"))
    return `the path ${file.path} cannot be edited`;
  edits.push({ range: file.pathRange, text });
  return undefined;
}

function engineKey(role: "prefill" | "decode"): string {
  return `${role}.yaml`;
}

/** Keys that a disaggregated TensorRT-LLM worker needs and the aggregated one does not write. */
function roleKeys(reading: ComponentReading, role: "prefill" | "decode"): string {
  const has = (key: string): boolean =>
    reading.entries.some((entry) => entry.key === key || entry.key.startsWith(`${key}.`));
  const transceiver = has("cache_transceiver_config")
    ? ""
    : "cache_transceiver_config:\n  backend: DEFAULT\n";
  const overlap =
    role === "prefill" && !has("disable_overlap_scheduler") ? "disable_overlap_scheduler: true\n" : "";
  return transceiver + overlap;
}

/** Overlap scheduling is not supported in prefill-only workers. */
function overlapEdit(reading: ComponentReading, role: "prefill" | "decode", edits: TextEdit[]): void {
  const entry = reading.entries.find((one) => one.key === "disable_overlap_scheduler" && one.space === "key");
  const range = entry?.value && rangeOf(entry.value);
  if (role === "prefill" && range && /^false$/i.test(entry.value.text))
    edits.push({ range, text: /^F/.test(entry.value.text) ? "True" : "true" });
}

function splitConfigMap(
  loaded: LoadedFile,
  read: ReadDeployment,
  worker: ManifestWorker,
  reading: ComponentReading,
  file: EngineFile,
): Remade {
  const { source } = loaded;
  const [map = "", key = ""] = (file.via ?? "").replace(/^ConfigMap /, "").split(", ");
  const data = configMapsOf(loaded).data(map);
  const block = dataBlock(source, data, key);
  if (!block || !file.range || file.file !== source.file)
    return { refusal: `the engine file ${file.path} cannot be split` };
  for (const role of ROLES)
    if (child(data, engineKey(role)) && engineKey(role) !== key)
      return { refusal: `the ConfigMap ${map} has a ${engineKey(role)} already` };
  const shared = read.deployment.workers.some(
    (other) => other.component !== worker.component && other.engineFiles.some((one) => one.via === file.via),
  );
  const texts: string[] = [];
  for (const role of ROLES) {
    const edits: TextEdit[] = [{ range: block.name, text: engineKey(role) }];
    if (worker.backend === "trtllm") {
      const text = encode(roleKeys(reading, role), file.layers);
      if (text === undefined) return { refusal: `the engine file ${file.path} cannot be extended` };
      if (text !== "") edits.push({ range: { start: file.range.start, end: file.range.start }, text });
      overlapEdit(reading, role, edits);
    }
    const text = editedBlock(source, block, edits);
    if (text === undefined) return { refusal: `the engine file ${file.path} cannot be split` };
    texts.push(text);
  }
  const kept = shared ? source.text.slice(block.range.start, block.range.end) : "";
  return { edits: [{ range: block.range, text: kept + texts.join("") }] };
}
