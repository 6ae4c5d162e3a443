import type { Advice, DeploymentReview } from "../domain/review.js";
import { lineEdits } from "../manifest/diff.js";
import { applyEdits } from "../manifest/edits/edit-list.js";
import { startFixes } from "../manifest/start-fixes.js";
import type { ManifestDeployment, SiblingFile } from "../manifest/types.js";
import type { ChangeBudget } from "../policy/types.js";
import { unifiedDiff } from "../review/index.js";
import { newlyTold, raising } from "./raised.js";

/** A reviewed deployment and the text that it was read from. */
export interface ReviewedText {
  readonly text: string;
  readonly manifest: ManifestDeployment;
  readonly siblings: readonly SiblingFile[];
  readonly review: DeploymentReview;
  /** of the whole change */
  readonly budget: ChangeBudget;
  /** reviews the same deployment of a changed text; undefined when it is not there any more */
  again(text: string): Promise<DeploymentReview | undefined>;
}

/**
 * The review, with a smallest fix where errors stop the start and an edit removes them all: each is applied and checked again,
 * so that the errors are gone, none has come, and figures stand behind it. The first that raises nothing else is taken, and
 * where each does, the one that asks for fewest GPUs, with what it raises.
 */
export async function withStartFix({
  text,
  manifest,
  siblings,
  review,
  budget,
  again,
}: ReviewedText): Promise<DeploymentReview> {
  const errors = review.findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0 || review.smallestFix !== undefined) return review;
  let best: { readonly fix: Advice; readonly gpus: number } | undefined;
  for (const edits of startFixes({ text, manifest, siblings, errors })) {
    const newText = applyEdits(text, edits);
    const fixed = await again(newText);
    if (fixed?.proposed === undefined || fixed.findings.some(({ severity }) => severity === "error"))
      continue;
    const raises = newlyTold(review, fixed, budget);
    const fix = raising(
      {
        evaluation: fixed.proposed,
        edits: lineEdits(text, edits),
        newText,
        diff: unifiedDiff(text, newText),
      },
      raises,
    );
    if (raises.length === 0) return { ...review, smallestFix: fix };
    const gpus = fixed.asked?.after.gpus ?? 0;
    if (best === undefined || gpus < best.gpus) best = { fix, gpus };
  }
  return best === undefined ? review : { ...review, smallestFix: best.fix };
}
