import type { Advice, Evaluation } from "../domain/review.js";
import type { Deployment } from "../domain/deployment.js";
import { lineEdits } from "../manifest/diff.js";
import { changeManifest } from "../manifest/rewrite.js";
import type { MappingFacts } from "../manifest/to-deployment.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import { unifiedDiff } from "../review/index.js";

/** The proposed file and how it was read. */
export interface AdviceSource {
  readonly headText: string;
  readonly head: ManifestDeployment;
  readonly siblings: readonly SiblingFile[];
}

/** An evaluation with the edit that leads to it from the proposed file, or the reason why there is none. */
export function adviceFor(
  source: AdviceSource,
  target: Deployment,
  facts: MappingFacts,
  evaluation: Evaluation,
): Advice {
  const { headText, head, siblings } = source;
  const edit = changeManifest({ text: headText, manifest: head, target, facts, siblings });
  if (edit.kind === "refused") return { evaluation, edits: [], noEditReason: edit.reason };
  if (edit.kind === "rewritten") {
    return { evaluation, edits: [], newText: edit.newText, diff: unifiedDiff(headText, edit.newText) };
  }
  return {
    evaluation,
    edits: edit.lines.length > 0 ? edit.lines : lineEdits(headText, edit.edits),
    newText: edit.newText,
    diff: unifiedDiff(headText, edit.newText),
  };
}
