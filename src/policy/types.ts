import { DEFAULT_CONFIDENCE } from "../domain/confidence.js";
import type { Backend } from "../domain/deployment.js";
import type { GpuPrice } from "../domain/price.js";
import type { RuleId, Severity } from "../domain/rules.js";

/** What all manifests of a change may ask for together. */
export interface ChangeBudget {
  readonly gpus?: number;
  readonly dollarsPerHour?: number;
  /** growth against the base that is allowed, as a fraction: of the dollars where they are known, else of the GPUs */
  readonly increase?: number;
}

/** `enforce`: a failed verdict fails the job; `advisory`: it is only said; `off`: nothing is judged. */
export type GateMode = "enforce" | "advisory" | "off";
/** What a verdict that is neither pass nor fail does to the job. */
export type SoftVerdict = "pass" | "fail";
/** When the comment is written: every run, when something relevant changed, when there is something to say, never. */
export type CommentMode = "always" | "on-change" | "on-finding" | "never";
/** What becomes of a comment that has new text: it is edited, or hidden or deleted for a new one, which notifies. */
export type CommentUpdate = "edit" | "hide-and-new" | "delete-and-new";
/** When the bot commits the best setting found. */
export type CommitMode = "never" | "on-label" | "always";
/** Who may set a label that counts: those who may push, administrators, or everyone who may set labels. */
export type Setter = "write" | "admin" | "anyone";
/** The label that lets a failed check pass, and when it counts. */
export interface WaiverRule {
  readonly label: string;
  readonly by: Setter;
  /** whether it counts when the pull request's own author set it */
  readonly author: boolean;
  /** whether it must have been set after the head was pushed */
  readonly afterPush: boolean;
}
/** Severity of a rule; `off` drops its findings. */
export type RuleLevel = Severity | "off";
/** What annotations and inferred values of a change may do: tighten what holds, anything, or nothing (annotations alone). */
export type AnnotationTrust = "tighten" | "trust" | "ignore";
/** Statistic of a latency that a limit applies to. */
export type Percentile = "mean" | "p50" | "p90" | "p99";

/** Values that files, annotations, inputs and inferred sources can state; every one is resolved on its own. */
export interface SettingValues {
  readonly isl: number;
  readonly osl: number;
  readonly prefix: number;
  readonly concurrency: number;
  readonly requestRate: number;
  readonly ttftMs: number;
  readonly tpotMs: number;
  readonly requestLatencyMs: number;
  readonly percentile: Percentile;
  readonly system: string;
  readonly decodeSystem: string;
  /** GPU budget of the search */
  readonly gpus: number;
  /** dollars for one GPU and hour, of all systems or of each */
  readonly gpuPricePerHour: GpuPrice;
  /** backends that a recommendation may use */
  readonly backends: readonly Backend[];
  readonly backendVersion: string;
  readonly model: string;
  /** accepted tokens of a step with speculative decoding */
  readonly acceptLength: number;
}

export type SettingKey = keyof SettingValues;

/** One entry of `overrides`: values for the files that a glob matches. Later entries win. */
export interface PolicyOverride {
  readonly paths: readonly string[];
  readonly values: Partial<SettingValues>;
}

/** Sources that we infer from files beside the manifest; each can be switched off. */
export interface InferSwitches {
  readonly dgdr: boolean;
  readonly planner: boolean;
  readonly perfJob: boolean;
}

/** A commit status for a part of the repository, e.g. `sla/prod`. */
export interface StatusContext {
  readonly context: string;
  readonly paths: readonly string[];
}

/** The whole policy file with defaults filled in. */
export interface Policy {
  /** path of the file, absent when the repository has none */
  readonly file?: string;
  readonly defaults: Partial<SettingValues>;
  readonly overrides: readonly PolicyOverride[];
  readonly gate: GateMode;
  readonly tooClose: SoftVerdict;
  readonly notApplicable: SoftVerdict;
  readonly onInternalError: SoftVerdict;
  /** chance with which all limits must hold together before a load counts as carried; a profile without bands ignores it */
  readonly confidence: number;
  /** least relative gain in tokens/s per GPU that is worth advice */
  readonly minGain: number;
  /** relative loss in tokens/s per GPU against the base that is a finding */
  readonly regressionTolerance: number;
  /** what all manifests of a change may ask for together */
  readonly budget: ChangeBudget;
  readonly comment: CommentMode;
  readonly commentUpdate: CommentUpdate;
  readonly header: string;
  readonly footer: string;
  readonly commit: CommitMode;
  readonly commitLabel: string;
  /** who may ask for a commit by label */
  readonly commitBy: Setter;
  readonly suggest: boolean;
  /** findings of this severity and above fail the check */
  readonly failLevel: Severity;
  readonly rules: Readonly<Partial<Record<RuleId, RuleLevel>>>;
  readonly experiments: "any" | "all";
  /** profile of the model that judges and searches */
  readonly profile: string;
  /** measurements that correct the calibrated profile, a path in the repository */
  readonly calibrationFile?: string;
  /** files that describe GPUs that were never measured, paths in the repository */
  readonly systemFiles?: readonly string[];
  readonly waiver?: WaiverRule;
  readonly annotations: AnnotationTrust;
  readonly infer: InferSwitches;
  /** whether the `config.json` of a model that is not bundled may be fetched from the hub */
  readonly fetchModels: boolean;
  readonly statuses: readonly StatusContext[];
  /** globs of files that are never looked at */
  readonly ignore: readonly string[];
}

/** What holds when the repository has no policy file. The one place of these defaults. */
export const DEFAULT_POLICY: Policy = {
  defaults: {},
  overrides: [],
  gate: "enforce",
  tooClose: "pass",
  notApplicable: "pass",
  onInternalError: "fail",
  confidence: DEFAULT_CONFIDENCE,
  minGain: 0.05,
  regressionTolerance: 0.05,
  budget: {},
  comment: "always",
  commentUpdate: "edit",
  header: "",
  footer: "",
  commit: "never",
  commitLabel: "apply-advice",
  commitBy: "write",
  suggest: true,
  failLevel: "error",
  rules: {},
  experiments: "all",
  profile: "calibrated",
  annotations: "tighten",
  infer: { dgdr: true, planner: true, perfJob: true },
  fetchModels: false,
  statuses: [],
  ignore: [],
};

/** A waiver is a second pair of eyes on this very head: somebody who may push, not the author, after the last push. */
export const DEFAULT_WAIVER: Omit<WaiverRule, "label"> = { by: "write", author: false, afterPush: true };

/** Where the policy lies unless the input `config-file` says otherwise. */
export const POLICY_FILE = ".github/dynamo-advisor.yml";

/**
 * Values of last resort, each shown as assumed. Lengths are those of Dynamo's own deployment request.
 * No latency limit and no GPU type is ever assumed.
 */
