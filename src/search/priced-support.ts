import { UserError } from "../domain/errors.js";
import type { ServingMode } from "../domain/deployment.js";
import { MissingDataError, type Predictor, type WorkerModel } from "../perf/types.js";
import { defaultTasks } from "./run-default.js";
import { openRole } from "./space.js";
import type { SupportAnswer } from "./support.js";
import { SweepNotes } from "./sweep-notes.js";
import { rolesOf, type SearchTask } from "./task.js";

/** Enough for the widest layouts that are measured; whether a model fits is not asked, a search of more GPUs may find room. */
const WIDEST_GPUS = 32;
const LENGTHS = { isl: 1024, osl: 1024, prefix: 0 };

/**
 * Answers of the published matrix as a search answers them: a mode of which the tables price no step in any layout is not
 * supported, and `reason` is what the search says. The matrix counts tables that price no engine as it runs.
 */
export async function asPriced(
  predictor: Predictor,
  answers: readonly SupportAnswer[],
): Promise<readonly SupportAnswer[]> {
  const checked: SupportAnswer[] = [];
  for (const answer of answers) {
    const agg = answer.agg ? await whyUnpriced(predictor, answer, "agg") : undefined;
    const disagg = answer.disagg ? await whyUnpriced(predictor, answer, "disagg") : undefined;
    const reason = agg ?? disagg;
    checked.push({
      ...answer,
      agg: answer.agg && agg === undefined,
      disagg: answer.disagg && disagg === undefined,
      ...(reason === undefined ? {} : { reason }),
    });
  }
  return checked;
}

/** Why a search of one mode has no price for any step, in its own words; undefined where it has. */
async function whyUnpriced(
  predictor: Predictor,
  { model, system, backend, version }: SupportAnswer,
  mode: ServingMode,
): Promise<string | undefined> {
  const { tasks } = defaultTasks({
    ...{ model, system, backend, backendVersion: version, modes: [mode] },
    ...{ totalGpus: WIDEST_GPUS, lengths: LENGTHS, sla: { ttftMs: Infinity, tpotMs: Infinity } },
  });
  const task: SearchTask = { ...tasks[0]!, asEnginesRun: true };
  try {
    for (const { role, spec } of rolesOf(task)) {
      const notes = new SweepNotes();
      const { workers } = await openRole(predictor, task, { role, spec, maxGpus: WIDEST_GPUS }, notes);
      if (!workers.some((worker) => pricesSteps(worker, role, notes))) {
        const where = `${system} with ${backend}`;
        const failure = notes.failure({ model, where, totalGpus: WIDEST_GPUS, databaseMode: undefined });
        if (failure !== undefined) return failure.message;
      }
    }
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** Whether every kind of step of a role has a price; what lacks data is in the notes. */
function pricesSteps(worker: WorkerModel, role: "agg" | "prefill" | "decode", notes: SweepNotes): boolean {
  const { isl } = LENGTHS;
  try {
    if (role !== "decode") worker.contextStepMs(1, isl, 0);
    if (role !== "prefill") worker.decodeStepMs(1, isl);
    return true;
  } catch (error) {
    if (!(error instanceof MissingDataError)) throw error;
    notes.missingData(error);
    return false;
  }
}
