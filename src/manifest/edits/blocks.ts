import { isMap, isScalar, type Scalar, type YAMLMap } from "yaml";
import type { TextEdit, TextRange } from "../../domain/location.js";
import type { ComponentSource } from "../components.js";
import { type FileText, lineEndAt, lineStartAt } from "../text/file-text.js";
import { child, type Cursor, isMapCursor } from "../yaml/cursor.js";

/** Whole lines of a component, and where its name stands. */
export interface Block {
  readonly range: TextRange;
  readonly name: TextRange;
}

/** The lines of a component; undefined in flow style or when other things share its lines. */
export function componentBlock(source: FileText, component: ComponentSource): Block | undefined {
  const { cursor } = component;
  if (cursor.aliased || !isMap(cursor.node) || cursor.node.flow || !cursor.node.range) return undefined;
  const nameNode = component.shape === "services" ? cursor.key : nameOf(cursor);
  if (!nameNode?.range) return undefined;
  const begin = component.shape === "services" ? nameNode.range[0] : cursor.node.range[0];
  const range = wholeLines(source, begin, cursor.node.range[1]);
  const prefix = source.text.slice(range.start, begin);
  if (!/^[ ]*(?:- )?$/.test(prefix)) return undefined;
  return { range, name: { start: nameNode.range[0], end: nameNode.range[1] } };
}

function nameOf(cursor: Cursor): Scalar | undefined {
  const pair = (cursor.node as YAMLMap).items.find((one) => isScalar(one.key) && one.key.value === "name");
  return isScalar(pair?.value) ? pair.value : undefined;
}

/** The lines of a key of a ConfigMap's data. */
export function dataBlock(source: FileText, data: Cursor | undefined, key: string): Block | undefined {
  if (!isMapCursor(data) || data.aliased || (data.node as YAMLMap).flow) return undefined;
  const value = child(data, key);
  const keyRange = value?.key?.range;
  if (!value?.node.range || !keyRange || value.aliased) return undefined;
  const range = wholeLines(source, keyRange[0], value.node.range[1]);
  if (source.text.slice(range.start, keyRange[0]).trim() !== "") return undefined;
  return { range, name: { start: keyRange[0], end: keyRange[1] } };
}

/** From the start of a line to the end (with its line ending) of the last line that holds text. */
function wholeLines(source: FileText, start: number, end: number): TextRange {
  const used = source.text.slice(start, end).trimEnd().length;
  const stop = lineEndAt(source, start + used);
  const next = source.text.indexOf("\n", stop);
  return { start: lineStartAt(source, start), end: next === -1 ? source.text.length : next + 1 };
}

/** A block's text after edits that lie inside it; undefined when one does not. */
export function editedBlock(source: FileText, block: Block, edits: readonly TextEdit[]): string | undefined {
  const { start, end } = block.range;
  let result = "";
  let at = start;
  for (const { range, text } of [...edits].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  )) {
    if (range.start < at || range.end > end) return undefined;
    result += source.text.slice(at, range.start) + text;
    at = range.end;
  }
  result += source.text.slice(at, end);
  return result.endsWith("\n") ? result : result + source.newline;
}
