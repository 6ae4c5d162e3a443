import type { Deployment } from "./deployment.js";
import type { FilePosition, LineEdit, TextEdit } from "./location.js";
import type { GpuPrice } from "./price.js";
import type { MeasuredComparison } from "./measurement.js";
import type { Prediction } from "./prediction.js";
import type { RuleId, Severity } from "./rules.js";
import type { TooClose } from "./too-close.js";
import type { SlaTarget, Workload } from "./workload.js";

/** Something to say about a line of a file. `rule` has a page in `docs/rules.md`. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly position: FilePosition;
  readonly endPosition?: FilePosition;
  /** the edit of the file that mends it, where what was meant is known */
  readonly mend?: TextEdit;
  /** said of a part of a file that the change leaves as it was: no error of the change */
  readonly untouched?: true;
}

/** A value that a prediction rests on, and where it came from. */
export interface Fact {
  /** `Model`, `Precision`, `GPUs`, `Prompt, answer`, `Limits`, `Engine data`, `Shared prefix`, `Load`, … */
  readonly label: string;
  readonly value: string;
  readonly source: FactSource;
  /** further sources of the same value, in order of weight */
  readonly also?: readonly FactSource[];
}

/**
 * Where a value came from. `assumed` is our own default: it never fails a gate on its own.
 * `file`: `what` is the name the file uses (`MODEL_PATH`, `--max-num-seqs`), shown as code; `how` our own words before
 * it (`annotation`, `nearest to image tag 1.3.0`). `policy`: `path` is the key (`defaults.system`, `overrides[0]`),
 * `what` the glob of an override, else empty. The `what` of the other kinds is prose, with backticks around names.
 */
export type FactSource =
  | {
      readonly kind: "file";
      readonly file: string;
      readonly position: FilePosition;
      readonly what: string;
      readonly how?: string;
    }
  | { readonly kind: "policy"; readonly path: string; readonly what: string }
  | { readonly kind: "input"; readonly what: string }
  | { readonly kind: "checkpoint"; readonly what: string }
  | { readonly kind: "derived"; readonly what: string }
  | { readonly kind: "assumed"; readonly what: string };

export type VerdictKind = "pass" | "fail" | "too-close" | "not-applicable";

export type Metric = "ttft" | "tpot" | "requestLatency";

/** One limit against one figure. */
export interface LimitCheck {
  readonly metric: Metric;
  readonly valueMs: number;
  readonly limitMs: number;
  readonly holds: boolean;
  /** the statistic that `valueMs` is, and how far it lies above the mean; absent: the mean itself */
  readonly percentile?: { readonly name: "p50" | "p90" | "p99"; readonly overMean: number };
}

/** A deployment and what it does at its operating point. */
export interface Evaluation {
  readonly deployment: Deployment;
  readonly prediction: Prediction;
  readonly limits: readonly LimitCheck[];
  /** no load was stated: what it does at even odds, where that is clearly more than it carries */
  readonly evenOdds?: Prediction;
}

/** A better deployment: its evaluation and how to get there from the proposed file. */
export interface Advice {
  readonly evaluation: Evaluation;
  /** edits of the proposed file; empty when the whole file is replaced */
  readonly edits: readonly LineEdit[];
  /** the file after the edit (or the whole new manifest); undefined when it cannot be written */
  readonly newText?: string;
  /** why there is no edit, when there is none */
  readonly noEditReason?: string;
  /** a fix: what it would newly be told of, where none was found that is told of nothing; absent otherwise */
  readonly raises?: readonly string[];
  /** the edit as lines of a unified diff, without file headers */
  readonly diff?: readonly string[];
  /** names of variables and connectors that are gone with a worker or its arguments; absent when none is */
  readonly dropped?: readonly string[];
}

/** One setting that differs. `written`: the name stands so in the file and is shown as code. */
export interface SettingChange {
  readonly name: string;
  readonly written: boolean;
  /** absent: the setting was not there before, or is gone; empty: a switch, which has no value */
  readonly from?: string;
  readonly to?: string;
}

/** One edit of the pull request and what it moved, on top of the edits before it. */
export interface Movement {
  /** e.g. `TP 2 → 4, replicas 8 → 4` */
  readonly label: string;
  readonly line: number;
  readonly deltaTtftMs: number;
  readonly deltaTpotMs: number;
  readonly deltaTokensPerSecPerGpu: number;
  /** the limits that hold before this edit and not after it */
  readonly breaks: readonly Metric[];
  /** the settings of this edit, for a label with code spans; absent: `label` is shown as text */
  readonly settings?: readonly SettingChange[];
}

/** A point of a frontier, for charts. */
export interface FrontierPoint {
  readonly mode: "agg" | "disagg";
  readonly tokensPerSecPerUser: number;
  readonly tokensPerSecPerGpu: number;
  readonly ttftMs: number;
  readonly requestLatencyMs: number;
}

/** Why nothing could be predicted. */
export interface NotChecked {
  /** completes "NAME …", e.g. `does not say its GPU type` */
  readonly phrase: string;
  /** lines to add to the policy file that would fill the gap */
  readonly policyYaml?: string;
}

/** GPUs, and dollars an hour where every system among them has a price. */
export interface GpuTotals {
  readonly gpus: number;
  readonly dollarsPerHour?: number;
  /** systems without a price, `""` for GPUs whose system is not known; absent where there are none */
  readonly unpriced?: readonly string[];
}

/**
 * What the manifests of a change ask for together, before and after; those that it deletes count before. Deployments that it leaves as they
 * were in all that is judged are not counted.
 */
export interface ChangeTotals {
  readonly before: GpuTotals;
  readonly after: GpuTotals;
  /** deployments that were not counted; absent where there are none */
  readonly leftOut?: number;
}

/** Everything that is known about one deployment of one changed file. The verdict is decided before anything is written. */
export interface DeploymentReview {
  readonly file: string;
  readonly previousFile?: string;
  /** `metadata.name`, or the experiment's name */
  readonly name: string;
  /** line of the document in the proposed file */
  readonly line: number;
  readonly verdict: VerdictKind;
  /** one sentence a verdict: the limit that breaks, what is missing, … */
  readonly reasons: readonly string[];
  readonly workload?: Workload;
  readonly sla: SlaTarget;
  readonly gpuBudget?: number;
  readonly base?: Evaluation;
  readonly proposed?: Evaluation;
  /** fewest changed values that meet every limit */
  readonly smallestFix?: Advice;
  /** best of the whole search among settings that carry the load */
  readonly recommended?: Advice;
  /** best of the search when it gains less than `advice.min-gain`, or the proposal itself is best */
  readonly bestFound?: Evaluation;
  /** modes and engines whose best settings the error does not tell apart, the proposal among them where it carries its load */
  readonly tooClose?: TooClose;
  /** chance with which a load counts as carried; only of a profile that knows its error */
  readonly confidence?: number;
  /** the stated load is not carried: the highest load that the proposal does carry */
  readonly capacity?: Evaluation;
  /** no setting found holds the stated load: the one that carries most of it, at the load that it carries */
  readonly mostCarried?: Evaluation;
  /** nothing meets the limits: the nearest miss */
  readonly nearestMiss?: Evaluation;
  readonly movements: readonly Movement[];
  readonly alternatives: readonly Evaluation[];
  readonly frontier: readonly FrontierPoint[];
  readonly facts: readonly Fact[];
  readonly findings: readonly Finding[];
  /** with verdict `not-applicable`: what is missing */
  readonly notChecked?: NotChecked;
  /** the change leaves it as it was in all that is judged: its verdict is shown, and fails no job */
  readonly untouched?: true;
  /** what GPUs cost an hour, in dollars, when the policy says */
  readonly gpuPricePerHour?: GpuPrice;
  /** what the manifest asks for, whether it can be predicted or not, and what it did */
  readonly asked?: { readonly before?: GpuTotals; readonly after: GpuTotals };
  /** benchmark results of the proposed deployment against the prediction of the same load; they judge nothing */
  readonly measured?: readonly MeasuredComparison[];
}

/** One experiment of an experiment file. */
export interface ExperimentReview {
  readonly name: string;
  /** the best setting that meets the limits */
  readonly best?: Evaluation;
  /** the error of a prediction does not tell it from the winner */
  readonly withinError?: boolean;
  /** without one: the setting that misses by least */
  readonly nearestMiss?: Evaluation;
  /** why there is neither */
  readonly problem?: string;
}

/** A changed experiment file: which experiment wins, and which did before. */
export interface ExperimentFileReview {
  readonly file: string;
  readonly previousFile?: string;
  readonly verdict: VerdictKind;
  readonly reasons: readonly string[];
  readonly sla: SlaTarget;
  readonly workload?: Workload;
  /** the winner first, then by throughput; those without a passing setting last */
  readonly experiments: readonly ExperimentReview[];
  /** the winner and those that the error does not tell from it */
  readonly tooClose?: TooClose;
  /** name of the winner on the base, null when nothing passed there; absent when the file is new */
  readonly baseWinner?: string | null;
  /** as for a deployment */
  readonly untouched?: true;
  readonly facts: readonly Fact[];
  readonly findings: readonly Finding[];
}

/** The whole check: what the comment, the text and the JSON are made from. */
export interface CheckResult {
  readonly verdict: VerdictKind;
  readonly deployments: readonly DeploymentReview[];
  /** findings that belong to no deployment (broken file, list truncated, …) */
  readonly findings: readonly Finding[];
  /** changed files that were looked at */
  readonly files: readonly string[];
  readonly profile: string;
  /** set when the list of changed files was cut by the platform */
  readonly incomplete: boolean;
  readonly experiments?: readonly ExperimentFileReview[];
  /** manifests that the change deletes */
  readonly removed?: readonly string[];
  /** absent where no manifest was read */
  readonly totals?: ChangeTotals;
}
