import type { FactSource } from "../domain/review.js";
import { DEFAULT_LENGTHS, type SlaTarget, type Workload } from "../domain/workload.js";
import { matchesAny } from "./globs.js";
import type { Policy, SettingKey, SettingValues } from "./types.js";

/** A value and where it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: FactSource;
}

/** Values of one source, each with its own place. */
export type SourcedValues = { readonly [K in SettingKey]?: Sourced<SettingValues[K]> };

/** A source outside the policy file. */
export interface Candidate {
  readonly kind: "input" | "annotation" | "dgdr" | "planner" | "perf-job";
  readonly values: SourcedValues;
}

/** Every value that holds for one manifest, with its source. */
export interface ResolvedSettings {
  readonly values: SourcedValues;
  readonly workload: Workload;
  readonly sla: SlaTarget;
  /** required values that nobody stated: a limit that breaks under them does not fail a gate */
  readonly assumed: readonly SettingKey[];
}

/** Strongest first (`docs/method/judging.md` 2). `override` and `default` are the two parts of the policy file. */
const PRECEDENCE = [
  "input",
  "annotation",
  "override",
  "dgdr",
  "planner",
  "perf-job",
  "default",
  "assumed",
] as const;
type Lane = (typeof PRECEDENCE)[number];

/** Settings that exclude each other: the stronger one silences the weaker. */
const EXCLUSIVE: readonly (readonly [SettingKey, SettingKey])[] = [["concurrency", "requestRate"]];

/** Values for a manifest at `path`: each from the strongest source that has it. */
export function resolveSettings(
  policy: Policy,
  path: string,
  candidates: readonly Candidate[],
): ResolvedSettings {
  const lanes = PRECEDENCE.map((lane) => ({ lane, values: valuesOfLane(lane, policy, path, candidates) }));
  const values: Partial<Record<SettingKey, Sourced<unknown>>> = {};
  const strength: Partial<Record<SettingKey, number>> = {};
  for (const [rank, { values: lane }] of lanes.entries()) {
    for (const [key, sourced] of Object.entries(lane) as [SettingKey, Sourced<unknown>][]) {
      if (values[key] !== undefined) continue;
      values[key] = sourced;
      strength[key] = rank;
    }
  }
  for (const [a, b] of EXCLUSIVE) {
    const [rankA, rankB] = [strength[a], strength[b]];
    if (rankA !== undefined && rankB !== undefined) delete values[rankA <= rankB ? b : a];
  }
  return settle(values as SourcedValues);
}

/** Workload and limits from values of which each is already the one that counts. */
export function settle(values: SourcedValues): ResolvedSettings {
  return { values, workload: workloadOf(values), sla: slaOf(values), assumed: assumedKeys(values) };
}

function valuesOfLane(
  lane: Lane,
  policy: Policy,
  path: string,
  candidates: readonly Candidate[],
): SourcedValues {
  if (lane === "override") return overrideValues(policy, path);
  if (lane === "default")
    return withSource(policy.defaults, (key) => ({
      kind: "policy",
      path: `defaults.${policyKey(key)}`,
      what: "",
    }));
  if (lane === "assumed") return withSource(DEFAULT_LENGTHS, () => ({ kind: "assumed", what: "" }));
  if (lane === "annotation" && policy.annotations === "ignore") return {};
  if (lane === "dgdr" && !policy.infer.dgdr) return {};
  if (lane === "planner" && !policy.infer.planner) return {};
  if (lane === "perf-job" && !policy.infer.perfJob) return {};
  return Object.assign(
    {},
    ...candidates
      .filter(({ kind }) => kind === lane)
      .map(({ values }) => values)
      .reverse(),
  ) as SourcedValues;
}

function overrideValues(policy: Policy, path: string): SourcedValues {
  const merged: Record<string, unknown> = {};
  for (const [index, override] of policy.overrides.entries()) {
    const glob = override.paths.find((pattern) => matchesAny(path, [pattern]));
    if (glob === undefined) continue;
    Object.assign(
      merged,
      withSource(override.values, () => ({ kind: "policy", path: `overrides[${index}]`, what: glob })),
    );
  }
  return merged;
}

function withSource(values: Partial<SettingValues>, source: (key: SettingKey) => FactSource): SourcedValues {
  return Object.fromEntries(
    (Object.entries(values) as [SettingKey, unknown][]).map(([key, value]) => [
      key,
      { value, source: source(key) },
    ]),
  );
}

/** Path of a setting below `defaults` in the file, for messages. */
export function policyKey(key: SettingKey): string {
  return POLICY_KEYS[key];
}

const POLICY_KEYS: Readonly<Record<SettingKey, string>> = {
  isl: "workload.isl",
  osl: "workload.osl",
  prefix: "workload.prefix",
  concurrency: "workload.concurrency",
  requestRate: "workload.request-rate",
  ttftMs: "sla.ttft-ms",
  tpotMs: "sla.tpot-ms",
  requestLatencyMs: "sla.request-latency-ms",
  percentile: "sla.percentile",
  system: "system",
  decodeSystem: "decode-system",
  gpus: "gpus",
  gpuPricePerHour: "gpu-price-per-hour",
  backends: "backends",
  backendVersion: "backend-version",
  model: "model",
  acceptLength: "accept-length",
};

function workloadOf(values: SourcedValues): Workload {
  const isl = values.isl?.value ?? DEFAULT_LENGTHS.isl;
  return {
    isl,
    osl: values.osl?.value ?? DEFAULT_LENGTHS.osl,
    // a cached prefix as long as the prompt would leave nothing to compute
    prefix: Math.min(values.prefix?.value ?? DEFAULT_LENGTHS.prefix, isl - 1),
    ...(values.concurrency === undefined ? {} : { concurrency: values.concurrency.value }),
    ...(values.requestRate === undefined ? {} : { requestRate: values.requestRate.value }),
  };
}

function slaOf(values: SourcedValues): SlaTarget {
  const percentile = values.percentile?.value;
  const limited = values.ttftMs ?? values.tpotMs ?? values.requestLatencyMs;
  return {
    // without a limit there is nothing that a statistic could apply to
    ...(percentile === undefined || percentile === "mean" || limited === undefined ? {} : { percentile }),
    ...(values.ttftMs === undefined ? {} : { ttftMs: values.ttftMs.value }),
    ...(values.tpotMs === undefined ? {} : { tpotMs: values.tpotMs.value }),
    ...(values.requestLatencyMs === undefined ? {} : { requestLatencyMs: values.requestLatencyMs.value }),
  };
}

function assumedKeys(values: SourcedValues): readonly SettingKey[] {
  return (["isl", "osl"] as const).filter((key) => values[key]?.source.kind === "assumed");
}
