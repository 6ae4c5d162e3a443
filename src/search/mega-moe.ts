import { UserError } from "../domain/errors.js";
import type { RoleSpec, SearchTask } from "../domain/search-task.js";
import { isBlackwell } from "../perf/blackwell.js";
import type { ModelFacts } from "../perf/types.js";

const FAMILY = "DEEPSEEKV4";
/** Experts of DeepSeek-V4-Pro; its smaller sister was not measured with these kernels. */
const EXPERTS = 384;

/** Whether a task asks for these kernels; with `--backend auto` the other engines run as they are. */
export function usesMegaMoe(task: SearchTask): boolean {
  const spec = task.mode === "agg" ? task.worker : task.decode;
  return task.moeBackend === "megamoe" && spec.backend === "sglang";
}

/** What a reader must know of a search with these kernels. */
export const MEGA_MOE_NOTE =
  "moe_backend megamoe limits the sizes that are tried; the experts are priced with the ordinary kernels";

/**
 * Refuses the MegaMoE kernels where the published method refuses them too: they exist for DeepSeek-V4-Pro with SGLang on
 * Blackwell. Throws `UserError` (`usage`).
 */
export function checkMegaMoe(task: SearchTask, spec: RoleSpec, facts: ModelFacts): void {
  if (task.moeBackend !== "megamoe" || spec.backend !== "sglang") return;
  const model = facts.family === FAMILY && facts.experts === EXPERTS;
  if (model && isBlackwell(facts.system)) return;
  throw new UserError(
    "usage",
    `moe_backend megamoe exists for DeepSeek-V4-Pro on Blackwell only, not for ${facts.model} on ${facts.system.name}; leave it out`,
  );
}
