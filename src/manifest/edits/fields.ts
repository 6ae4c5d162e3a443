import { isMap, isScalar } from "yaml";
import type { ComponentSource } from "../components.js";
import { type FileText, lineEndAt, lineStartAt, positionAt } from "../text/file-text.js";
import type { Cursor } from "../yaml/cursor.js";
import { addEdit } from "./edit-list.js";
import type { WorkerPlan } from "./plan.js";
import { type EditContext, writeSetting } from "./settings.js";

/** Replicas, nodes and GPUs of a worker. Returns why something cannot be written. */
export function editFields(
  context: EditContext,
  component: ComponentSource,
  plan: WorkerPlan,
): string | undefined {
  const { worker } = context;
  const lines: string[] = [];
  if (plan.replicas !== undefined && plan.replicas !== (worker.replicas?.value ?? 1)) {
    if (!worker.replicas) lines.push(`replicas: ${plan.replicas}`);
    else if (!writeSetting(context, worker.replicas, String(plan.replicas), "replicas"))
      return `replicas of ${worker.component} cannot be edited`;
  }
  if (plan.nodes !== undefined) {
    if (plan.nodes === 1) {
      if (!removeKey(context.source, component.cursor, "multinode", context))
        return `multinode of ${worker.component} cannot be taken out`;
    } else if (worker.nodes) {
      if (!writeSetting(context, worker.nodes, String(plan.nodes), "nodes"))
        return `multinode.nodeCount of ${worker.component} cannot be edited`;
    } else lines.push("multinode:", `  nodeCount: ${plan.nodes}`);
  }
  if (plan.gpusPerNode !== undefined && worker.gpusPerNode) {
    const changed = writeSetting(context, worker.gpusPerNode, String(plan.gpusPerNode), "GPU limit");
    if (!changed) return `the GPU limit of ${worker.component} cannot be edited`;
  }
  if (lines.length > 0 && !insertKeys(context.source, component.cursor, lines, context))
    return `${lines[0] ?? ""} cannot be added to ${worker.component}`;
  return undefined;
}

/** Adds lines to a block map, after its first key with a one-line value. */
function insertKeys(
  source: FileText,
  cursor: Cursor,
  lines: readonly string[],
  { list }: EditContext,
): boolean {
  if (cursor.aliased || !isMap(cursor.node) || cursor.node.flow) return false;
  const start = cursor.node.range?.[0];
  if (start === undefined) return false;
  const indent = positionAt(source, start).column - 1;
  for (const pair of cursor.node.items) {
    if (
      !isScalar(pair.value) ||
      !isScalar(pair.key) ||
      !pair.value.range ||
      typeof pair.key.value === "symbol"
    )
      continue;
    const [from, to] = pair.value.range;
    if (to <= from || source.text.slice(from, to).includes("\n")) continue;
    const at = lineEndAt(source, to);
    addEdit(
      list,
      { start: at, end: at },
      lines.map((line) => source.newline + " ".repeat(indent) + line).join(""),
      lines[0] ?? "",
    );
    return true;
  }
  return false;
}

/** Takes a key with everything below it out of a block map, whole lines only. */
function removeKey(source: FileText, cursor: Cursor, name: string, { list }: EditContext): boolean {
  if (cursor.aliased || !isMap(cursor.node) || cursor.node.flow) return false;
  const map = cursor.node;
  const index = map.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === name);
  const pair = map.items[index];
  if (!pair || !isScalar(pair.key) || !pair.key.range) return false;
  const value = pair.value as { range?: readonly [number, number, number] | null } | null;
  const end = value?.range?.[1] ?? pair.key.range[1];
  const text = source.text.slice(pair.key.range[0], end).trimEnd();
  const stop = lineEndAt(source, pair.key.range[0] + text.length);
  const lineStart = lineStartAt(source, pair.key.range[0]);
  const prefix = source.text.slice(lineStart, pair.key.range[0]);
  const next = source.text.indexOf("\n", stop);
  if (next === -1) return false;
  if (prefix.trim() === "") {
    addEdit(list, { start: lineStart, end: next + 1 }, "", name);
    return true;
  }
  // `- multinode:` begins a list item: the next key takes its place after the dash.
  const following = map.items[index + 1];
  if (!following || !isScalar(following.key) || !following.key.range) return false;
  addEdit(list, { start: pair.key.range[0], end: following.key.range[0] }, "", name);
  return true;
}
