import { someOf } from "../domain/some-of.js";
import type { WorkerRow } from "../perf/disagg.js";
import { mayPair, type PairRequest } from "./pairs.js";

/** Most sizes that a message lists. */
const MAX_LISTED = 8;

/**
 * Why workers of two pools that could each be priced make no replica, as the rest of a sentence. For a search in which none was found.
 */
export function unpairedReason(
  request: Pick<PairRequest, "decode" | "allowedGpus">,
  prefills: readonly WorkerRow[],
  decodes: readonly WorkerRow[],
): string {
  if (!decodes.some((decode) => prefills.some((prefill) => mayPair(request, prefill, decode)))) {
    const sizes = (rows: readonly WorkerRow[]): string =>
      listed(rows.map(({ model }) => model.parallelism.tp));
    return `${request.decode.context.backend} joins pools of one tensor parallel size; prefill is left with tp ${sizes(prefills)}, decode with tp ${sizes(decodes)}`;
  }
  const gpus = (rows: readonly WorkerRow[]): string => listed(rows.map((row) => row.gpus));
  return `no number of prefill workers of ${gpus(prefills)} GPUs and decode workers of ${gpus(decodes)} makes a replica of ${listed(request.allowedGpus)} GPUs`;
}

function listed(sizes: readonly number[]): string {
  const all = [...new Set(sizes)].sort((a, b) => a - b);
  const [first = 0, last = 0] = [all[0], all.at(-1)];
  if (all.length > 2 && last - first === all.length - 1) return `${first} to ${last}`;
  return someOf(all, MAX_LISTED);
}
