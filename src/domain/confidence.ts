/** The chance with which all limits must hold together before a load counts as carried, unless a policy or flag says otherwise. */
export const DEFAULT_CONFIDENCE = 0.8;

/** The chance of the second answer, for those who would rather measure. */
export const EVEN_ODDS = 0.5;

/** What a confidence may be: below one half nothing is promised, and no figure is certain. */
export const CONFIDENCE_RANGE = { least: 0.5, most: 0.99 } as const;

/** Whether a number can be a confidence. */
export function isConfidence(value: number): boolean {
  return value >= CONFIDENCE_RANGE.least && value <= CONFIDENCE_RANGE.most;
}

/** An even-odds answer is shown beside the carried one when it serves more than this many times as much. */
export const EVEN_ODDS_WORTH = 1.05;
