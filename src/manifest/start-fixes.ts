import type { Finding } from "../domain/review.js";
import type { TextEdit } from "../domain/location.js";
import { editWorkers } from "./edit.js";
import type { WorkerPlan } from "./edits/plan.js";
import { gpusNeeded } from "./findings/sizes.js";
import type { ManifestDeployment, ManifestWorker, SiblingFile } from "./types.js";

/** Most edits that are tried for one error, and for all of them together. */
const MAX_EACH = 4;
const MAX_TRIES = 8;

const GPUS_OF_MACHINE = 8;

/** A manifest that does not start. */
export interface BrokenStart {
  readonly text: string;
  readonly manifest: ManifestDeployment;
  readonly siblings: readonly SiblingFile[];
  /** the errors that stop it */
  readonly errors: readonly Finding[];
}

/**
 * Edits that may let a deployment start, the smallest first: the number of GPUs, a tensor or an expert parallel size. Each is a
 * guess that must be checked again; a name that was misspelt. None when an error is of another kind: which value was meant,
 * only its author knows.
 */
export function startFixes({
  text,
  manifest,
  siblings,
  errors,
}: BrokenStart): readonly (readonly TextEdit[])[] {
  const mends = errors.flatMap(({ mend, file }) =>
    mend === undefined || file !== manifest.file ? [] : [mend],
  );
  const plans = errors.filter(({ mend }) => mend === undefined).map((error) => plansFor(manifest, error));
  if (plans.some((list) => list.length === 0)) return [];
  return joined(plans)
    .map((byWorker) => {
      const sizes = byWorker.size === 0 ? [] : (editWorkers({ text, manifest, siblings }, byWorker) ?? []);
      return together([...mends, ...sizes]);
    })
    .filter((edits) => edits.length > 0);
}

/** Plans of several errors joined, one of each, those first that take the earliest of each; what comes to the same is tried once. */
function joined(plans: readonly (readonly ForWorker[])[]): readonly ReadonlyMap<string, WorkerPlan>[] {
  let all: readonly { readonly rank: number; readonly plans: readonly ForWorker[] }[] = [
    { rank: 0, plans: [] },
  ];
  for (const list of plans)
    all = all
      .flatMap((one) =>
        list.slice(0, MAX_EACH).map((plan, at) => ({ rank: one.rank + at, plans: [...one.plans, plan] })),
      )
      .sort((a, b) => a.rank - b.rank)
      .slice(0, MAX_EACH * MAX_TRIES);
  const found = new Map<string, ReadonlyMap<string, WorkerPlan>>();
  for (const { plans: chosen } of all) {
    const byWorker = new Map<string, WorkerPlan>();
    for (const { component, plan } of chosen)
      byWorker.set(component, { ...byWorker.get(component), ...plan });
    const key = JSON.stringify([...byWorker]);
    if (!found.has(key)) found.set(key, byWorker);
  }
  return [...found.values()].slice(0, MAX_TRIES);
}

/** Edits in order; none when two touch one place. */
function together(edits: readonly TextEdit[]): readonly TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  return sorted.some(({ range }, i) => range.start < (sorted[i - 1]?.range.end ?? 0)) ? [] : sorted;
}

interface ForWorker {
  readonly component: string;
  readonly plan: WorkerPlan;
}

function plansFor(manifest: ManifestDeployment, error: Finding): readonly ForWorker[] {
  const worker = manifest.workers.find((one) => standsAt(one, error));
  if (worker === undefined) return [];
  return (PLANS[error.rule]?.(worker) ?? []).map((plan) => ({ component: worker.component, plan }));
}

const PLANS: Partial<Record<Finding["rule"], (worker: ManifestWorker) => readonly WorkerPlan[]>> = {
  "gpus-too-few": enoughGpus,
  "heads-not-divisible": otherTensorSize,
  "experts-not-divisible": otherExpertSize,
};

/** Whether a finding stands at one of the worker's sizes. */
function standsAt({ position, settings, gpusPerNode }: ManifestWorker, error: Finding): boolean {
  const { tp, dp, ep, moeTp } = settings;
  return [position, ...[tp, dp, ep, moeTp, gpusPerNode].map((setting) => setting?.origin.position)].some(
    (place) => place?.line === error.position.line && place.column === error.position.column,
  );
}

/** As many GPUs as the sizes need, else a tensor size that the GPUs serve. */
function enoughGpus(worker: ManifestWorker): readonly WorkerPlan[] {
  const { need, have, nodes } = countsOf(worker);
  const tp = worker.settings.tp?.value;
  const each = need / nodes;
  return [
    ...(Number.isInteger(each) && each <= GPUS_OF_MACHINE ? [{ gpusPerNode: each }] : []),
    ...(tp !== undefined && Number.isInteger((tp * have) / need) && tp * have >= need
      ? [{ tp: (tp * have) / need }]
      : []),
  ];
}

/** Powers of two next to the size, those that the GPUs serve first; the GPUs follow where they served the size. */
function otherTensorSize(worker: ManifestWorker): readonly WorkerPlan[] {
  const tp = worker.settings.tp?.value;
  if (tp === undefined) return [];
  const { need, have, nodes } = countsOf(worker);
  return nearPowers(tp, (have * tp) / need).map((size) => {
    const each = (need / tp) * (size / nodes);
    return have === need && Number.isInteger(each) ? { tp: size, gpusPerNode: each } : { tp: size };
  });
}

function otherExpertSize({ settings: { ep } }: ManifestWorker): readonly WorkerPlan[] {
  return ep === undefined ? [] : nearPowers(ep.value).map((size) => ({ ep: size }));
}

function countsOf(worker: ManifestWorker): {
  readonly need: number;
  readonly have: number;
  readonly nodes: number;
} {
  const nodes = worker.nodes?.value ?? 1;
  const need = gpusNeeded(worker) ?? 1;
  return { need, have: (worker.gpusPerNode?.value ?? need / nodes) * nodes, nodes };
}

const POWERS: readonly number[] = [1, 2, 4, 8, 16, 32, 64];

/** Sizes in the order in which they are tried: one that is wanted, then by distance, the smaller first. */
function nearPowers(size: number, wanted?: number): readonly number[] {
  const near = POWERS.filter((one) => one !== size).sort(
    (a, b) => Math.abs(Math.log2(a / size)) - Math.abs(Math.log2(b / size)),
  );
  return wanted === undefined || !near.includes(wanted) ? near : [...new Set([wanted, ...near])];
}
