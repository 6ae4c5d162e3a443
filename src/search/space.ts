import { compact } from "../domain/compact.js";
import { decodeRanks } from "../domain/decode-context.js";
import { PROMPT_HEADROOM } from "../domain/prompt-headroom.js";
import type { Parallelism, Role } from "../domain/deployment.js";
import { isBlackwell } from "../perf/blackwell.js";
import type { ModelFacts, Predictor, WorkerContext, WorkerModel } from "../perf/types.js";
import { listCandidates, type SpaceFacts } from "./candidates.js";
import { checkMegaMoe } from "./mega-moe.js";
import { withDecodeContexts } from "./decode-contexts.js";
import type { SweepNotes } from "./sweep-notes.js";
import type { RoleSpec, SearchTask } from "./task.js";

/** Families whose layers gain from a two-stage pipeline on Blackwell (`docs/method/search.md` 3.3). */
const LARGE_PIPELINE_FAMILIES = ["DEEPSEEKV32", "DEEPSEEKV4"];
/** GPUs that one NVLink domain must span to count as rack scale. */
const RACK_GPUS = 72;

/** The price-list context of a role of a task. */
export function workerContext(task: SearchTask, spec: RoleSpec): WorkerContext {
  const { databaseMode, transfer, speculation, attentionLane, memFraction, asEnginesRun, lengths } = task;
  // engines are given the longest sequence that the workload needs, so a search raises no share of memory for more
  const needed = asEnginesRun === true ? lengths.isl + lengths.osl + PROMPT_HEADROOM : undefined;
  const maxSeqLen = task.maxSeqLen ?? needed;
  const { backendVersion, engineVersion, quant } = spec;
  return {
    model: task.model,
    system: spec.system,
    backend: spec.backend,
    ...compact({ backendVersion, engineVersion, databaseMode, transfer, quant, speculation }),
    ...compact({ attentionLane, memFraction, maxSeqLen, asEnginesRun }),
  };
}

/**
 * EP sizes that the data cover for every phase of a role; empty unless one spans nodes (`docs/method/search.md` 3.3).
 */
function largeEpSizes(facts: ModelFacts, role: Role): readonly number[] {
  const { context, generation } = facts.largeEp;
  const covered = role === "prefill" ? context : context.filter((size) => generation.includes(size));
  return covered.some((size) => size > facts.system.node.gpusPerNode) ? covered : [];
}

/** What a model and a system say about a role's space. */
export function spaceFacts(facts: ModelFacts, role: Role): SpaceFacts {
  return {
    isMoe: facts.moe,
    contextParallel: facts.contextParallel,
    rackScale: (facts.system.node.gpusPerRack ?? 0) >= RACK_GPUS,
    largeEpSizes: largeEpSizes(facts, role),
    largePipeline: LARGE_PIPELINE_FAMILIES.includes(facts.family) && isBlackwell(facts.system),
  };
}

/** A role of a task with its workers built; choices that cannot be built are in the notes. */
export interface RoleSpace {
  readonly context: WorkerContext;
  readonly facts: ModelFacts;
  readonly choices: readonly Parallelism[];
  readonly workers: readonly WorkerModel[];
}

/** Lists a role's choices and builds their workers. Throws `UserError` for unknown names and impossible lists. */
export async function openRole(
  predictor: Predictor,
  task: SearchTask,
  request: { readonly role: Role; readonly spec: RoleSpec; readonly maxGpus: number },
  notes: SweepNotes,
): Promise<RoleSpace> {
  const { role, spec } = request;
  const context = workerContext(task, spec);
  const facts = await predictor.facts(context);
  checkMegaMoe(task, spec, facts);
  const layouts = listCandidates({
    role,
    backend: spec.backend,
    totalGpus: request.maxGpus,
    lists: spec.lists ?? {},
    facts: spaceFacts(facts, role),
    ...compact({ moeBackend: task.moeBackend }),
  });
  const choices = withDecodeContexts(layouts, spec.decodeContexts, { ...facts, role, backend: spec.backend });
  const workers: WorkerModel[] = [];
  const built = await predictor.workers(context, choices, { role, purpose: "search" });
  for (const [index, worker] of built.entries()) {
    if (worker instanceof Error) {
      // a way that is tried beside another is no reason why nothing can be priced
      if ((spec.decodeContexts?.length ?? 0) < 2 || decodeRanks(choices[index]!) === 1) notes.refused(worker);
      continue;
    }
    notes.workerBuilt(worker.gpus);
    workers.push(worker);
  }
  return { context, facts, choices, workers };
}
