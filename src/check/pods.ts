import { finding } from "../domain/finding.js";
import type { Finding } from "../domain/review.js";
import { SLOWER } from "../manifest/flags/not-modelled.js";
import type { ManifestDeployment, ManifestWorker, Unsure } from "../manifest/types.js";
import { originPlace } from "./places.js";

/** GPUs of a machine; those of racks (GB200, GB300) talk to other machines as they do within one. */
const MACHINE = 8;
const OF_RACK = 4;

/**
 * Ranks of one tensor group in pods that are parts of machines: they talk over the network, also where one machine holds
 * them all, and prices are of ranks within a machine. `system`: what the worker runs on, where it is known.
 */
export function spreadRanks(
  { settings: { tp }, gpusPerNode, nodes }: ManifestWorker,
  system = "",
): Unsure | undefined {
  const [pod, machine] = [gpusPerNode?.value ?? Infinity, /^gb\d/.test(system) ? OF_RACK : MACHINE];
  if (tp === undefined || tp.value <= pod || pod >= machine) return undefined;
  // more ranks than all its pods have GPUs are an error of their own
  if (tp.value > pod * (nodes?.value ?? 1)) return undefined;
  const pods = pod === 1 ? "pods of 1 GPU" : `pods of ${pod} GPUs`;
  return {
    name: `${tp.origin.name} ${tp.value}`,
    why: `stands over ${pods}, whose ranks meet over the network and not within a machine`,
  };
}

/** Workers whose tensor groups stand over pods, with the direction. */
export function podFindings({ workers }: ManifestDeployment, system: string): readonly Finding[] {
  return workers.flatMap((worker) => {
    const { tp } = worker.settings;
    const spread = spreadRanks(worker, system);
    if (tp === undefined || spread === undefined) return [];
    const message = `${spread.name} of ${worker.component} ${spread.why}: that is not modelled, and ${SLOWER}.`;
    return [finding("setting-not-modelled", originPlace(tp), message)];
  });
}
