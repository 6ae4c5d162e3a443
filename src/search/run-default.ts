import { compact } from "../domain/compact.js";
import {
  BACKENDS,
  type Backend,
  type QuantModes,
  type Role,
  type ServingMode,
  type Speculation,
} from "../domain/deployment.js";
import type { AutoDrafts, LoadTarget } from "../domain/search-task.js";
import type { DecodeContext } from "../domain/decode-context.js";
import type { SlaTarget } from "../domain/workload.js";
import type { Lengths } from "../perf/types.js";
import type { DatabaseMode, TransferPolicy } from "../domain/data-policy.js";
import { mergeBackends } from "./merge-backends.js";
import type { SearchResult } from "./result.js";
import { runSearch, type SearchDeps } from "./run-search.js";
import type { RoleLists, RoleSpec, SearchTask } from "./task.js";

/** What `default` is told: one model, one system, a budget, lengths and limits. */
export interface DefaultRequest {
  readonly model: string;
  readonly displayModel?: string;
  readonly totalGpus: number;
  readonly load?: LoadTarget;
  readonly system: string;
  /** GPU system of the decode workers, `system` unless given */
  readonly decodeSystem?: string;
  /** `auto` tries every engine */
  readonly backend: Backend | "auto";
  readonly backendVersion?: string;
  /** version of the engine that runs, where the performance data are of another */
  readonly engineVersion?: string;
  readonly lengths: Lengths;
  readonly sla: SlaTarget;
  readonly databaseMode?: DatabaseMode;
  readonly transfer?: TransferPolicy;
  readonly quant?: Partial<QuantModes>;
  readonly speculation?: Speculation;
  readonly autoDrafts?: AutoDrafts;
  readonly chunkedPrefill?: boolean;
  readonly memFraction?: number;
  readonly maxSeqLen?: number;
  readonly attentionLane?: string;
  readonly moeBackend?: "megamoe" | "deepep_moe";
  readonly strictSla?: boolean;
  readonly topN?: number;
  /** modes to try, both unless given */
  readonly modes?: readonly ServingMode[];
  /** sizes to try, for every role alike */
  readonly lists?: RoleLists;
  /** what workers of a role are tried with, the first preferred (`RoleSpec`) */
  readonly decodeContexts?: Partial<Readonly<Record<Role, readonly DecodeContext[]>>>;
  readonly notes?: readonly string[];
}

const MIN_DISAGG_GPUS = 2;

/** The experiments of a `default` run: agg and disagg, for one engine or for all (`agg_vllm`, …). */
export function defaultTasks(request: DefaultRequest): {
  readonly tasks: readonly SearchTask[];
  readonly notes: readonly string[];
} {
  const auto = request.backend === "auto";
  const backends: readonly Backend[] = request.backend === "auto" ? BACKENDS : [request.backend];
  const wanted = request.modes ?? ["agg", "disagg"];
  const modes = wanted.filter((mode) => mode === "agg" || request.totalGpus >= MIN_DISAGG_GPUS);
  const notes =
    modes.length < wanted.length
      ? [`disaggregated serving needs at least ${MIN_DISAGG_GPUS} GPUs and was left out`]
      : [];
  const tasks = backends.flatMap((backend) => modes.map((mode) => taskOf(request, mode, backend, auto)));
  return { tasks, notes };
}

function taskOf(request: DefaultRequest, mode: ServingMode, backend: Backend, auto: boolean): SearchTask {
  const {
    backend: _backend,
    system,
    decodeSystem,
    backendVersion,
    engineVersion,
    quant,
    modes: _modes,
    lists,
    decodeContexts,
    chunkedPrefill,
    ...common
  } = request;
  const spec = (name: string, role: Role): RoleSpec => ({
    system: name,
    backend,
    ...compact({ backendVersion, engineVersion, quant, lists, decodeContexts: decodeContexts?.[role] }),
  });
  const base = { ...common, name: auto ? `${mode}_${backend}` : mode };
  if (mode === "agg") {
    return { ...base, mode, worker: spec(system, "agg"), ...compact({ chunkedPrefill }) };
  }
  return {
    ...base,
    mode,
    prefill: spec(system, "prefill"),
    decode: spec(decodeSystem ?? system, "decode"),
  };
}

/** Runs a `default` search. With `auto` the engines' experiments are merged to one a serving mode. */
export async function runDefault(deps: SearchDeps, request: DefaultRequest): Promise<SearchResult> {
  const { tasks, notes } = defaultTasks(request);
  const result = await runSearch(deps, tasks);
  const merged = request.backend === "auto" ? mergeBackends(result, deps.profile?.paired) : result;
  return { ...merged, notes: [...merged.notes, ...notes] };
}
