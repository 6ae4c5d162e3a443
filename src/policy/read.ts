import { compact } from "../domain/compact.js";
import type { FromSchema } from "../domain/json-schema.js";
import type { POLICY_SCHEMA } from "./schema.js";
import {
  DEFAULT_POLICY,
  DEFAULT_WAIVER,
  type CommentMode,
  type CommentUpdate,
  type Policy,
  type SettingValues,
  type WaiverRule,
} from "./types.js";

/** What the schema guarantees. */
type RawPolicy = FromSchema<typeof POLICY_SCHEMA>;
type RawValues = NonNullable<RawPolicy["defaults"]>;

/** Data that passed the schema as a policy, defaults filled in. */
export function toPolicy(raw: RawPolicy): Policy {
  const base = DEFAULT_POLICY;
  const comment = typeof raw.comment === "string" ? commentWord(raw.comment) : (raw.comment ?? {});
  const commit = typeof raw.commit === "string" ? { mode: raw.commit } : (raw.commit ?? {});
  const infer =
    typeof raw.infer === "boolean"
      ? { dgdr: raw.infer, planner: raw.infer, "perf-job": raw.infer }
      : (raw.infer ?? {});
  return compact({
    defaults: valuesOf(raw.defaults ?? {}),
    overrides: (raw.overrides ?? []).map((entry) => ({ paths: list(entry.paths), values: valuesOf(entry) })),
    gate: raw.gate ?? base.gate,
    tooClose: raw["too-close"] ?? base.tooClose,
    notApplicable: raw["not-applicable"] ?? base.notApplicable,
    onInternalError: raw["on-internal-error"] ?? base.onInternalError,
    confidence: raw.confidence ?? base.confidence,
    minGain: raw.advice?.["min-gain"] ?? base.minGain,
    regressionTolerance: raw.regression?.tolerance ?? base.regressionTolerance,
    budget: compact({
      gpus: raw.budget?.gpus,
      dollarsPerHour: raw.budget?.["dollars-per-hour"],
      increase: raw.budget?.increase,
    }),
    comment: comment.mode ?? base.comment,
    commentUpdate: comment.update ?? base.commentUpdate,
    header: ("header" in comment ? comment.header : undefined) ?? base.header,
    footer: ("footer" in comment ? comment.footer : undefined) ?? base.footer,
    commit: commit.mode ?? base.commit,
    commitLabel: ("label" in commit ? commit.label : undefined) ?? base.commitLabel,
    commitBy: ("by" in commit ? commit.by : undefined) ?? base.commitBy,
    suggest: raw.suggest ?? base.suggest,
    failLevel: raw["fail-level"] ?? base.failLevel,
    rules: raw.rules ?? base.rules,
    experiments: raw.experiments ?? base.experiments,
    profile: raw.profile ?? base.profile,
    calibrationFile: raw["calibration-file"],
    systemFiles: raw.systems,
    waiver: raw.waiver && waiverOf(raw.waiver),
    annotations: raw.annotations ?? base.annotations,
    infer: {
      dgdr: infer.dgdr ?? base.infer.dgdr,
      planner: infer.planner ?? base.infer.planner,
      perfJob: infer["perf-job"] ?? base.infer.perfJob,
    },
    fetchModels: raw.models?.fetch ?? base.fetchModels,
    statuses: (raw.statuses ?? []).map(({ context, paths }) => ({ context, paths: list(paths) })),
    ignore: list(raw.ignore ?? []),
  });
}

/** One word for the comment: when it is written, or how it is updated. */
export function commentWord(word: CommentMode | Exclude<CommentUpdate, "edit">): {
  readonly mode: CommentMode;
  readonly update?: CommentUpdate;
} {
  return word === "hide-and-new" || word === "delete-and-new"
    ? { mode: "always", update: word }
    : { mode: word };
}

function waiverOf({
  label,
  by,
  author,
  "after-push": afterPush,
}: NonNullable<RawPolicy["waiver"]>): WaiverRule {
  return { ...DEFAULT_WAIVER, ...compact({ label, by, author, afterPush }) };
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function valuesOf(raw: RawValues): Partial<SettingValues> {
  const all: { [K in keyof SettingValues]: SettingValues[K] | undefined } = {
    isl: raw.workload?.isl,
    osl: raw.workload?.osl,
    prefix: raw.workload?.prefix,
    concurrency: raw.workload?.concurrency,
    requestRate: raw.workload?.["request-rate"],
    ttftMs: raw.sla?.["ttft-ms"],
    tpotMs: raw.sla?.["tpot-ms"],
    requestLatencyMs: raw.sla?.["request-latency-ms"],
    percentile: raw.sla?.percentile,
    system: raw.system,
    decodeSystem: raw["decode-system"],
    gpus: raw.gpus,
    gpuPricePerHour: raw["gpu-price-per-hour"],
    backends: raw.backends,
    backendVersion: raw["backend-version"],
    model: raw.model,
    acceptLength: raw["accept-length"],
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
