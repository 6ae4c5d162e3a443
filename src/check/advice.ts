import { compact } from "../domain/compact.js";
import type { Advice, Evaluation } from "../domain/review.js";
import type { Deployment } from "../domain/deployment.js";
import type { Workload } from "../domain/workload.js";
import type { GenerateTask } from "../generate/task.js";
import { lineEdits } from "../manifest/diff.js";
import { changeManifest } from "../manifest/rewrite.js";
import type { MappingFacts } from "../manifest/mapping-facts.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import { droppedNames, unifiedDiff } from "../review/index.js";
import { remakeManifest } from "./remake.js";

/** The proposed file and how it was read. */
export interface AdviceSource {
  readonly headText: string;
  readonly head: ManifestDeployment;
  readonly siblings: readonly SiblingFile[];
  /** what the workers of a target hold; asked where a manifest is written anew */
  roomsOf?(target: Deployment): Promise<GenerateTask["rooms"]>;
}

/**
 * An evaluation with the edit that leads to it from the proposed file; where no edit is possible the whole manifest is written
 * anew, with the reason; where that is impossible too, the reason alone.
 */
export async function adviceFor(
  source: AdviceSource,
  target: Deployment,
  facts: MappingFacts,
  workload: Workload,
  evaluation: Evaluation,
): Promise<Advice> {
  const { headText, head, siblings } = source;
  const edit = changeManifest({ text: headText, manifest: head, target, facts, siblings });
  if (edit.kind === "refused") {
    const refused = { evaluation, edits: [], noEditReason: edit.reason };
    if (edit.final === true) return refused;
    const rooms = await source.roomsOf?.(target);
    const remake = { text: headText, manifest: head, target, facts, siblings, workload, rooms };
    const newText = remakeManifest(compact(remake));
    return newText === undefined ? refused : { ...refused, ...changed(headText, newText) };
  }
  const edits = edit.kind === "rewritten" ? [] : edit.lines;
  return {
    evaluation,
    edits: edits.length > 0 || edit.kind === "rewritten" ? edits : lineEdits(headText, edit.edits),
    ...changed(headText, edit.newText),
  };
}

/** The new text and what it changes. */
function changed(before: string, newText: string): Pick<Advice, "newText" | "diff" | "dropped"> {
  const dropped = droppedNames(before, newText);
  return compact({
    newText,
    diff: unifiedDiff(before, newText),
    dropped: dropped.length > 0 ? dropped : undefined,
  });
}
