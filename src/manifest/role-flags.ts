import type { WorkerRole } from "./types.js";

/** How a worker is told its role, since Dynamo 1.0 for vLLM. */
export function modeFlag(role: WorkerRole): string {
  return `--disaggregation-mode ${role}`;
}

/** How vLLM's workers were told before. */
export function roleSwitch(role: WorkerRole): string {
  return `--is-${role}-worker`;
}
