import { modelGroup, modelStem } from "../perf/profile/groups.js";

/** Another checkpoint of the same architecture that is known, and the number format that the asked name states. */
export interface SiblingModel {
  readonly id: string;
  /** as `precision` names it; absent when the name says none */
  readonly precision?: string;
}

/**
 * A known checkpoint of the architecture of an unknown one: `meta-llama/Llama-3.1-70B` has the shapes of
 * `meta-llama/Meta-Llama-3.1-70B`, `deepseek-ai/DeepSeek-R1-0528` those of `deepseek-ai/DeepSeek-R1`. Tuning, formats and
 * release words do not change shapes; anything else makes another model, and there is none.
 */
export function siblingModel(name: string, known: readonly string[]): SiblingModel | undefined {
  const stem = modelStem(name);
  const group = modelGroup(name);
  const siblings = known
    .filter((id) => modelGroup(id) === group)
    // the same release before another of its architecture, plain checkpoints before converted ones
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1));
  const id = siblings[0];
  if (id === undefined) return undefined;
  const precision = precisionInName(name);
  return { id, ...(precision === undefined ? {} : { precision }) };

  function rank(candidate: string): number {
    return (modelStem(candidate) === stem ? 0 : 2) + (precisionInName(candidate) === undefined ? 0 : 1);
  }
}

/** The number format that a checkpoint's name states. */
export function precisionInName(name: string): string | undefined {
  const word = /(?:^|[-_])(nvfp4|fp4|fp8|bf16|int4)(?:[-_]|$)/i.exec(name)?.[1]?.toLowerCase();
  return word === "nvfp4" ? "fp4" : word;
}
