import type { Parallelism } from "../../domain/deployment.js";
import type { PricingSession } from "../db/session.js";
import type { SystemSpec } from "../system-spec.js";
import { NeverEstimatedError } from "../no-data.js";
import type { Phase, WorkerOptions } from "../types.js";
import type { Family, GraphRequest } from "./family.js";

/** Expert parallel sizes that a search may look at. */
const SIZES = [2, 4, 8, 16, 32, 64, 128];

const BOTH: readonly Phase[] = ["context", "generation"];

/** Phases that a role runs. */
const PHASES: Readonly<Record<WorkerOptions["role"], readonly Phase[]>> = {
  agg: BOTH,
  static: BOTH,
  prefill: ["context"],
  static_ctx: ["context"],
  decode: ["generation"],
  static_gen: ["generation"],
};

/**
 * Whether a tuple takes the multi-node expert graph (`docs/method/performance.md` 7). Searches of the published method take it
 * wherever data cover it, its single points only in static runs that leave the node; as engines run it is for experts that
 * leave what is linked as one node is, alone (`docs/adr/0359-what-hardware-orders.md`, 0389). Throws {@link NeverEstimatedError} where experts
 * cross nodes without data.
 */
export function largeEpChoice(
  request: GraphRequest,
  family: Family,
  session: PricingSession,
  options: WorkerOptions,
): boolean {
  const { model, parallelism, system } = request;
  const { purpose = "estimate", role } = options;
  if (model.experts === 0) return false;
  const { asEnginesRun } = session.context;
  const together = asEnginesRun ? gpusTogether(system) : system.node.gpusPerNode;
  const crossesNodes = parallelism.moeEp > together;
  if (purpose === "estimate" && (role === "agg" || !crossesNodes)) return false;
  if (asEnginesRun && !crossesNodes) return false;
  const phases = purpose === "search" ? BOTH : PHASES[role];
  if (isCandidate(request) && phases.every((phase) => covers(request, family, session, phase))) return true;
  if (crossesNodes) {
    throw new NeverEstimatedError(
      `experts over ${parallelism.moeEp} GPUs cross nodes of ${together}, and no all-to-all was measured for this`,
    );
  }
  return false;
}

/** GPUs that reach each other at the speed of one node: those of a rack, where its nodes are linked as fast as their own GPUs are. */
function gpusTogether({ node }: SystemSpec): number {
  const { gpusPerNode, gpusPerRack = gpusPerNode, interNodeBw, intraNodeBw } = node;
  return interNodeBw >= intraNodeBw ? gpusPerRack : gpusPerNode;
}

/** Sizes at which a phase is covered, for the lists of a search. */
export function largeEpSizes(
  request: GraphRequest,
  family: Family,
  session: PricingSession,
  phase: Phase,
): number[] {
  return SIZES.filter((size) => {
    const parallelism: Parallelism = { tp: 1, pp: 1, dp: size, cp: 1, moeTp: 1, moeEp: size };
    return size <= request.model.experts && covers({ ...request, parallelism }, family, session, phase);
  });
}

function isCandidate({ parallelism, backend }: GraphRequest): boolean {
  return parallelism.moeTp === 1 && parallelism.moeEp > 1 && (backend !== "trtllm" || parallelism.dp > 1);
}

function covers(request: GraphRequest, family: Family, session: PricingSession, phase: Phase): boolean {
  if (family.coversLargeEp === undefined) return false;
  return family.coversLargeEp(request, session.context, phase);
}
