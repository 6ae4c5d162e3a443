import { handoverProblem } from "../domain/cache-handover.js";
import { decodeRanks, type DecodeContext } from "../domain/decode-context.js";
import type { Backend, Parallelism, Role } from "../domain/deployment.js";
import type { ModelFacts } from "../perf/types.js";

/** Whose layouts are meant: workers that do one phase of requests hand a cache over. */
interface Place extends Pick<ModelFacts, "decodeContext"> {
  readonly role: Role;
  readonly backend: Backend;
}

/**
 * Each layout with each way of sharing the cache of a decode, the ways in their order. One way is asked for and stays,
 * whatever the engine says of it; of several, those are left out that a layout cannot have.
 */
export function withDecodeContexts(
  layouts: readonly Parallelism[],
  ways: readonly DecodeContext[] | undefined,
  place: Place,
): readonly Parallelism[] {
  if (ways === undefined) return layouts;
  return layouts.flatMap((layout) =>
    ways
      .map((way) => ({ ...layout, ...way }))
      .filter((choice) => ways.length === 1 || decodeRanks(choice) === 1 || canShare(choice, place)),
  );
}

function canShare(layout: Parallelism, { decodeContext, role, backend }: Place): boolean {
  if (decodeContext === undefined || layout.tp % decodeRanks(layout) !== 0) return false;
  return role === "agg" || handoverProblem(backend, layout, decodeContext === "latent") === undefined;
}
