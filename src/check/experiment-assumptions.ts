import type { DatabaseMode } from "../domain/data-policy.js";
import type { DisaggTuning, SearchTask } from "../domain/search-task.js";
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
 * An experiment with what its figures rest on no more favourable than before: figures from measurements where they were,
 * drafts accepted and corrections at most as they were. Such values say how to predict, not what to deploy, so a change of
 * them alone must not turn a missed limit into a kept one.
 */
export function withFormerAssumptions(
  task: SearchTask,
  before: readonly SearchTask[],
): { readonly task: SearchTask; readonly eased: readonly Eased[] } {
  const eased: Eased[] = [];
  let held = task;
  const mode = modeOf(task);
  const former = before.map(modeOf).find((one) => MEASURED.includes(one));
  if (former !== undefined && !MEASURED.includes(mode)) {
    eased.push(["database_mode", former, mode]);
    held = { ...held, databaseMode: former };
  }
  const accepted = Math.min(...before.flatMap((one) => acceptedOf(one) ?? []));
  const own = acceptedOf(held);
  if (own !== undefined && own > accepted) {
    eased.push(["nextn_accepted", accepted, own]);
    const { speculation, autoDrafts } = held;
    if (speculation !== undefined) held = { ...held, speculation: { ...speculation, accepted } };
    if (autoDrafts !== undefined) held = { ...held, autoDrafts: { ...autoDrafts, accepted } };
  }
  return corrected(held, before, eased);
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
