import type { Backend } from "../../domain/deployment.js";
import { UserError } from "../../domain/errors.js";
import { rulesOf } from "../backend/registry.js";
import { CONTEXT_ATTENTION_NEED } from "../ops/attention-slices.js";
import { lanesOfTable } from "../ops/lanes.js";
import type { PricingContext, WorkerContext } from "../types.js";
import type { Family } from "./family.js";

/** Kernels of a pinned attention backend; none for `default`. Throws `UserError` (`usage`) for a name that the engine lacks. */
export function lanesOfBackend(backend: Backend, name: string): readonly string[] {
  if (name === "default") return [];
  const known = rulesOf(backend).attentionLanes;
  const lanes = known[name];
  if (lanes !== undefined) return lanes;
  const allowed = [...Object.keys(known), "default"].join(", ");
  throw new UserError("usage", `${backend} has no attention backend ${name}; use one of ${allowed}`);
}

/** Refuses a pinned attention backend of which nothing was measured on this system (grouped attention only). */
export function checkPinnedLanes(context: WorkerContext, family: Family, pricing: PricingContext): void {
  if (pricing.pinnedLanes.length === 0 || family.contextAttentionTable !== undefined) return;
  const { family: folder, table } = CONTEXT_ATTENTION_NEED;
  const measured = lanesOfTable(pricing.tables(folder, table));
  if (pricing.pinnedLanes.some((lane) => measured.has(lane))) return;
  throw new UserError(
    "data",
    `attention backend ${context.attentionLane ?? ""} was not measured on ${context.system} with ${context.backend}; ` +
      `measured kernels: ${[...measured].sort().join(", ")}; leave it out or use default`,
  );
}
