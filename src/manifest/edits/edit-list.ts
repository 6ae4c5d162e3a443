import type { TextEdit, TextRange } from "../../domain/location.js";

/** Edits being collected for one text. Two different texts for one place are a conflict. */
export interface EditList {
  readonly edits: TextEdit[];
  readonly conflicts: string[];
}

/** An empty list. */
export function editList(): EditList {
  return { edits: [], conflicts: [] };
}

/** Adds an edit; the same edit twice counts once, overlapping different ones are a conflict. */
export function addEdit(list: EditList, range: TextRange, text: string, what: string): void {
  for (const edit of list.edits) {
    const same = edit.range.start === range.start && edit.range.end === range.end;
    if (same && edit.text === text && range.start !== range.end) return;
    if (overlaps(edit.range, range)) {
      list.conflicts.push(`${what} needs two different values at one place`);
      return;
    }
  }
  list.edits.push({ range, text });
}

function overlaps(a: TextRange, b: TextRange): boolean {
  if (a.start === a.end || b.start === b.end) return false;
  return a.start < b.end && b.start < a.end;
}

/** Edits in order of their place; insertions at one place keep the order in which they were added. */
export function sortedEdits(list: EditList): readonly TextEdit[] {
  return [...list.edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** Applies edits that do not overlap and are sorted by place. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { range, text: inserted } of edits) {
    result += text.slice(at, range.start) + inserted;
    at = range.end;
  }
  return result + text.slice(at);
}
