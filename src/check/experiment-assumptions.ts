import type { DatabaseMode } from "../domain/data-policy.js";
import { compact } from "../domain/compact.js";
import type { DisaggTuning, RoleSpec, SearchTask } from "../domain/search-task.js";
import { resolveTuning } from "../search/task.js";

/** Modes whose figures are measured wherever a measurement exists. */
const MEASURED: readonly DatabaseMode[] = ["SILICON", "HYBRID"];

/** Corrections of disaggregated serving: the key of the file, and whether more of it makes figures better. */
const CORRECTIONS = {
  prefillLatencyCorrection: ["prefill_latency_correction", false],
  decodeLatencyCorrection: ["decode_latency_correction", false],
  prefillDegradation: ["rate_match_prefill_degradation", true],
  decodeDegradation: ["rate_match_decode_degradation", true],
  ttftCorrection: ["autoscale_ttft_correction_factor", false],
} as const satisfies Partial<Record<keyof DisaggTuning, readonly [string, boolean]>>;

type Eased = readonly [key: string, from: number | string, to: number | string];

/**
 * An experiment with what its figures rest on no more favourable than before: the GPUs that there were, figures from
 * measurements where they were, drafts accepted and corrections at most as they were. Such values say how to predict, or what
 * the cluster is, not what to deploy, so a change of them alone must not turn a missed limit into a kept one. `fleet` is the
 * GPU that the policy names, which is the base's word as well.
 */
export function withFormerAssumptions(
  task: SearchTask,
  before: readonly SearchTask[],
  fleet?: string,
): { readonly task: SearchTask; readonly eased: readonly Eased[] } {
  const eased: Eased[] = [];
  let held = onFormerSystems(task, before, { fleet, eased });
  const mode = modeOf(task);
  const former = before.map(modeOf).find((one) => MEASURED.includes(one));
  if (former !== undefined && !MEASURED.includes(mode)) {
    eased.push(["database_mode", former, mode]);
    held = { ...held, databaseMode: former };
  }
  if (before.length > 0) held = withFormerDrafts(held, before, eased);
  return corrected(held, before, eased);
}

/**
 * Each role on a GPU that it ran on before, where the policy says which GPUs there are. Where it does not, which ones to run
 * on is what an experiment asks.
 */
function onFormerSystems(
  task: SearchTask,
  before: readonly SearchTask[],
  { fleet, eased }: { readonly fleet: string | undefined; readonly eased: Eased[] },
): SearchTask {
  const held = (spec: RoleSpec, key: string, of: (one: SearchTask) => readonly string[]): RoleSpec => {
    const own = before.flatMap(of);
    const known = own.length > 0 ? own : before.flatMap(systemsOf);
    const [first] = known;
    if (fleet === undefined || first === undefined || [...known, fleet].includes(spec.system)) return spec;
    eased.push([key, first, spec.system]);
    return { ...spec, system: first };
  };
  if (task.mode === "agg")
    return {
      ...task,
      worker: held(task.worker, "system_name", (one) => (one.mode === "agg" ? [one.worker.system] : [])),
    };
  const role = (name: "prefill" | "decode"): RoleSpec =>
    held(task[name], `${name}_system_name`, (one) => (one.mode === "disagg" ? [one[name].system] : []));
  return {
    ...task,
    prefill: role("prefill"),
    decode: role("decode"),
  };
}

const systemsOf = (task: SearchTask): readonly string[] =>
  task.mode === "agg" ? [task.worker.system] : [task.prefill.system, task.decode.system];

/** At most the drafts accepted that were before; without a word of before they are taken to bring nothing. */
function withFormerDrafts(task: SearchTask, before: readonly SearchTask[], eased: Eased[]): SearchTask {
  const own = acceptedOf(task);
  const known = before.flatMap((one) => acceptedOf(one) ?? []);
  const accepted = known.length > 0 ? Math.min(...known) : 0;
  if (own === undefined || own <= accepted) return task;
  const { speculation, autoDrafts, ...rest } = task;
  const block = (speculation?.method ?? autoDrafts?.trained) !== undefined;
  eased.push([block ? "accepted_tokens" : "nextn_accepted", accepted, own]);
  if (known.length === 0) return rest;
  return {
    ...rest,
    ...compact({
      speculation: speculation && { ...speculation, accepted },
      autoDrafts: autoDrafts && { ...autoDrafts, accepted },
    }),
  };
}

function corrected(
  task: SearchTask,
  before: readonly SearchTask[],
  eased: Eased[],
): { readonly task: SearchTask; readonly eased: readonly Eased[] } {
  const formers = before.flatMap((one) => (one.mode === "disagg" ? [tuningOf(one.tuning)] : []));
  if (task.mode !== "disagg" || formers.length === 0) return { task, eased };
  const own = tuningOf(task.tuning);
  const tuning: Partial<Record<keyof typeof CORRECTIONS, number>> = {};
  for (const key of Object.keys(CORRECTIONS) as (keyof typeof CORRECTIONS)[]) {
    const [name, moreIsBetter] = CORRECTIONS[key];
    const strictest = (moreIsBetter ? Math.min : Math.max)(...formers.map((one) => one[key]));
    if (moreIsBetter ? own[key] <= strictest : own[key] >= strictest) continue;
    eased.push([name, strictest, own[key]]);
    tuning[key] = strictest;
  }
  return { task: { ...task, tuning: { ...task.tuning, ...tuning } }, eased };
}

const acceptedOf = ({ speculation, autoDrafts }: SearchTask): number | undefined =>
  speculation?.accepted ?? autoDrafts?.accepted;

const modeOf = ({ databaseMode = "SILICON" }: SearchTask): DatabaseMode => databaseMode;

/** The corrections do not depend on the layouts, which decide other defaults. */
const tuningOf = (tuning: DisaggTuning = {}): ReturnType<typeof resolveTuning> =>
  resolveTuning(tuning, { largeEp: false });
