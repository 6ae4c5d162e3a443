import { readFileSync } from "node:fs";
import { compact } from "../../src/domain/compact.js";
import type { Backend } from "../../src/domain/deployment.js";
import type { DefaultRequest } from "../../src/search/run-default.js";
import { sharedPath } from "./shared.js";

/** Inputs of a reference search. */
export interface OracleScenario {
  readonly model: string;
  readonly total_gpus: number;
  readonly system: string;
  readonly backend: Backend;
  readonly isl: number;
  readonly osl: number;
  readonly ttft: number;
  readonly tpot: number;
  readonly decode_system?: string;
  readonly request_latency?: number;
  readonly strict_sla?: boolean;
  readonly free_gpu_memory_fraction?: number;
  readonly enable_chunked_prefill?: boolean;
  readonly backend_version?: string;
  readonly nextn?: number;
  readonly nextn_accepted?: number;
  readonly target_request_rate?: number;
  readonly target_concurrency?: number;
  readonly max_total_gpus?: number;
}

/** One experiment as the reference printed it. */
export interface OracleExperiment {
  readonly error?: string;
  readonly parallel_choices: Readonly<Record<string, number>>;
  readonly points: Readonly<Record<string, { readonly unique: number }>>;
  readonly rows: number;
  readonly top: readonly Readonly<Record<string, number | string>>[];
  readonly best_throughput: number;
  readonly pareto_xy: readonly (readonly [number, number])[];
}

/** One search of the reference. */
export interface OracleCase {
  readonly id: string;
  readonly scenario: OracleScenario;
  readonly experiments: Readonly<Partial<Record<"agg" | "disagg", OracleExperiment>>>;
  readonly chosen: string;
}

/** All reference searches, or undefined when the reference data are not beside the project. */
export function readSearchOracle(): readonly OracleCase[] | undefined {
  const file = sharedPath("oracle", "013", "search_cases.json");
  return file === undefined
    ? undefined
    : (JSON.parse(readFileSync(file, "utf8")) as { cases: OracleCase[] }).cases;
}

/** A scenario as a request of ours. */
export function requestOf(scenario: OracleScenario): DefaultRequest {
  return {
    model: scenario.model,
    totalGpus: scenario.total_gpus,
    system: scenario.system,
    backend: scenario.backend,
    lengths: { isl: scenario.isl, osl: scenario.osl, prefix: 0 },
    sla: {
      ttftMs: scenario.ttft,
      tpotMs: scenario.tpot,
      ...(scenario.request_latency === undefined ? {} : { requestLatencyMs: scenario.request_latency }),
    },
    ...compact({
      decodeSystem: scenario.decode_system,
      strictSla: scenario.strict_sla,
      memFraction: scenario.free_gpu_memory_fraction,
      chunkedPrefill: scenario.enable_chunked_prefill,
      backendVersion: scenario.backend_version,
    }),
    ...(scenario.nextn === undefined
      ? {}
      : { speculation: { nextn: scenario.nextn, accepted: scenario.nextn_accepted ?? 0 } }),
  };
}
