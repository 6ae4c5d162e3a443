import { isMap, isScalar, type YAMLMap } from "yaml";
import { isAtLeast } from "../../domain/versions.js";
import type { ReadDeployment } from "../dgd.js";
import { type FileText, lineEndAt, positionAt } from "../text/file-text.js";
import { rangeOf } from "../text/mapped-text.js";
import type { ManifestWorker } from "../types.js";
import { roleSwitch } from "../role-flags.js";
import type { ComponentReading } from "../component-reading.js";
import { child, stringAt } from "../yaml/cursor.js";
import { addEdit, type EditList } from "./edit-list.js";
import { gapStart, insertFlags, removeFlag, removeItems } from "./flags.js";
import { encode } from "./quote.js";

/** What gives one worker a role: its declared type, its flags, its KV connector. Returns why it cannot be done. */
export function giveRole(
  source: FileText,
  read: ReadDeployment,
  reading: ComponentReading,
  worker: ManifestWorker,
  role: "prefill" | "decode",
  list: EditList,
): string | undefined {
  const { command } = worker;
  if (reading.sidecar || command?.module.startsWith("dynamo.") === false)
    return "an engine beside a Dynamo sidecar gets its role elsewhere";
  declareRole(source, reading, role, list);
  if (!command?.editable) return `the command of ${worker.component} cannot be edited`;
  const written = reading.resolved.settings.get("role");
  if (written) {
    const text = written.origin.range && encode(role, written.origin.layers);
    if (!written.origin.range || text === undefined)
      return `the role flag of ${worker.component} cannot be edited`;
    addEdit(list, written.origin.range, text, "role");
    return undefined;
  }
  const words = roleFlags(read, worker, role);
  return insertFlags(source.text, command, words, list, "role")
    ? undefined
    : `the role flag cannot be added to the command of ${worker.component}`;
}

function roleFlags(
  read: ReadDeployment,
  worker: ManifestWorker,
  role: "prefill" | "decode",
): readonly string[] {
  const version = read.deployment.dynamoVersion?.value;
  if (worker.backend === "vllm") {
    if (version !== undefined && !isAtLeast(version, "1.0")) return [roleSwitch(role)];
    const connector = worker.settings.kvTransfer
      ? []
      : ["--kv-transfer-config", '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'];
    return ["--disaggregation-mode", role, ...connector];
  }
  if (worker.backend === "sglang") {
    const transfer = worker.settings.kvTransfer ? [] : ["--disaggregation-transfer-backend", "nixl"];
    return ["--disaggregation-mode", role, ...transfer];
  }
  return ["--disaggregation-mode", role];
}

function declareRole(
  source: FileText,
  { component }: ComponentReading,
  role: "prefill" | "decode",
  list: EditList,
): void {
  const { cursor, shape, typeCursor } = component;
  const sub = shape === "services" ? child(cursor, "subComponentType") : undefined;
  const target = sub ?? (shape === "components" ? typeCursor : undefined);
  const range = target?.node.range;
  if (range && isScalar(target.node)) {
    addEdit(list, { start: range[0], end: range[1] }, role, "type");
    return;
  }
  const after = shape === "services" ? child(cursor, "componentType") : child(cursor, "name");
  const keyStart = after?.key?.range?.[0];
  const end = after?.node.range?.[1];
  if (keyStart === undefined || end === undefined || after?.aliased) return;
  const indent = positionAt(source, cursor.node.range?.[0] ?? keyStart).column - 1;
  const at = lineEndAt(source, end);
  const key = shape === "services" ? "subComponentType" : "type";
  addEdit(list, { start: at, end: at }, `${source.newline}${" ".repeat(indent)}${key}: ${role}`, "type");
}

/** Takes the role of a decode worker away, so that it serves prompts too. */
export function takeRole(
  source: FileText,
  reading: ComponentReading,
  worker: ManifestWorker,
  list: EditList,
): string | undefined {
  const { cursor, shape, typeCursor } = reading.component;
  const { settings } = reading.resolved;
  if (shape === "services") removeLine(source, cursor.node as YAMLMap, "subComponentType", list);
  const type = stringAt(typeCursor);
  if (
    typeCursor?.node.range &&
    isScalar(typeCursor.node) &&
    shape === "components" &&
    (type === "decode" || type === "prefill")
  )
    addEdit(list, { start: typeCursor.node.range[0], end: typeCursor.node.range[1] }, "worker", "type");
  for (const key of ["role", "isDecode", "isPrefill", "kvTransfer"] as const) {
    const setting = settings.get(key);
    if (!setting) continue;
    if (key === "kvTransfer" && worker.backend === "trtllm") continue;
    if (removeFlag(source.text, worker, key, list, key)) continue;
    if (key === "kvTransfer") continue;
    // SGLang's own parser takes prefill, decode and null
    const text =
      setting.origin.range && encode(worker.backend === "sglang" ? "null" : "agg", setting.origin.layers);
    if (!setting.origin.range || text === undefined)
      return `the role flag of ${worker.component} cannot be taken out`;
    addEdit(list, setting.origin.range, text, "role");
  }
  const bare = reading.entries.find((entry) => entry.key === "kv-transfer-config");
  if (bare && bare.value && rangeOf(bare.value)) removeNamed(source, worker, "kv-transfer-config", list);
  return undefined;
}

/** Removes a flag that has no setting of its own. */
function removeNamed(source: FileText, worker: ManifestWorker, name: string, list: EditList): void {
  const args = worker.command?.args ?? [];
  const index = args.findIndex((arg) => arg.text.replaceAll("_", "-") === `--${name}`);
  const start = args[index]?.wholeRange?.start;
  const end = args[index + 1]?.wholeRange?.end;
  if (index < 0 || start === undefined || end === undefined) return;
  if (removeItems(source.text, { start, end }, list, name)) return;
  // an item with a comment beside it stays: without its text it would be an empty one
  if (source.text[start - 2] === "-") return;
  const from = gapStart(source.text, start);
  if (from < start) addEdit(list, { start: from, end }, "", name);
}

function removeLine(source: FileText, map: YAMLMap, key: string, list: EditList): void {
  if (!isMap(map)) return;
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key);
  if (!pair || !isScalar(pair.key) || !pair.key.range) return;
  const lineStart = source.text.lastIndexOf("\n", pair.key.range[0] - 1) + 1;
  const next = source.text.indexOf("\n", pair.key.range[0]);
  if (next !== -1 && source.text.slice(lineStart, pair.key.range[0]).trim() === "")
    addEdit(list, { start: lineStart, end: next + 1 }, "", key);
}
