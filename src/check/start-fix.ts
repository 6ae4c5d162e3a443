import type { DeploymentReview } from "../domain/review.js";
import { lineEdits } from "../manifest/diff.js";
import { applyEdits } from "../manifest/edits/edit-list.js";
import { startFixes } from "../manifest/start-fixes.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import { unifiedDiff } from "../review/index.js";

/** A reviewed deployment and the text that it was read from. */
export interface ReviewedText {
  readonly text: string;
  readonly manifest: ManifestDeployment;
  readonly siblings: readonly SiblingFile[];
  readonly review: DeploymentReview;
  /** reviews the same deployment of a changed text; undefined when it is not there any more */
  again(text: string): Promise<DeploymentReview | undefined>;
}

/**
 * The review, with a smallest fix where errors stop the start and an edit removes them all: each is applied and checked again,
 * so that the errors are gone, none has come, and figures stand behind it.
 */
export async function withStartFix({
  text,
  manifest,
  siblings,
  review,
  again,
}: ReviewedText): Promise<DeploymentReview> {
  const errors = review.findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0 || review.smallestFix !== undefined) return review;
  for (const edits of startFixes({ text, manifest, siblings, errors })) {
    const newText = applyEdits(text, edits);
    const fixed = await again(newText);
    if (fixed?.proposed === undefined || fixed.findings.some(({ severity }) => severity === "error"))
      continue;
    const smallestFix = {
      evaluation: fixed.proposed,
      edits: lineEdits(text, edits),
      newText,
      diff: unifiedDiff(text, newText),
    };
    return { ...review, smallestFix };
  }
  return review;
}
