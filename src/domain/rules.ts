export type Severity = "error" | "warning" | "notice";

/** What is read when a rule is broken: a manifest, an experiment file, the performance data, what surrounds a run. */
export type RuleRoom = "manifest" | "experiment" | "review" | "run";

interface Rule {
  /** unless the policy says otherwise */
  readonly severity: Severity;
  readonly room: RuleRoom;
}

/** Every rule that a finding can name. `docs/rules.md` explains them; the policy's schema and SARIF read this list. */
export const RULES = {
  // the file
  "file-too-large": { severity: "error", room: "manifest" },
  "too-many-documents": { severity: "error", room: "manifest" },
  "too-many-nodes": { severity: "error", room: "manifest" },
  "yaml-syntax": { severity: "error", room: "manifest" },
  "duplicate-key": { severity: "warning", room: "manifest" },
  "broken-alias": { severity: "error", room: "manifest" },
  "ambiguous-boolean": { severity: "notice", room: "manifest" },
  "byte-order-mark": { severity: "notice", room: "manifest" },
  "template-not-rendered": { severity: "notice", room: "manifest" },
  "kustomize-patch": { severity: "notice", room: "manifest" },
  "legacy-graph": { severity: "notice", room: "manifest" },
  "deprecated-api-version": { severity: "notice", room: "manifest" },
  "unknown-api-version": { severity: "warning", room: "manifest" },
  "version-shape-mismatch": { severity: "error", room: "manifest" },
  // commands and engine files
  "engine-not-found": { severity: "warning", room: "manifest" },
  "shell-syntax": { severity: "warning", room: "manifest" },
  "shell-too-long": { severity: "warning", room: "manifest" },
  "shell-stray-backslash": { severity: "error", room: "manifest" },
  "shell-array-under-sh": { severity: "warning", room: "manifest" },
  "unresolved-value": { severity: "notice", room: "manifest" },
  "flag-value-invalid": { severity: "error", room: "manifest" },
  "flag-unknown": { severity: "error", room: "manifest" },
  "flag-duplicate": { severity: "warning", room: "manifest" },
  "flag-ignored": { severity: "warning", room: "manifest" },
  "json-syntax": { severity: "error", room: "manifest" },
  "engine-file-missing": { severity: "notice", room: "manifest" },
  "engine-file-syntax": { severity: "error", room: "manifest" },
  "setting-disagrees": { severity: "warning", room: "manifest" },
  "backend-mismatch": { severity: "warning", room: "manifest" },
  // roles
  "role-flag-missing": { severity: "warning", room: "manifest" },
  "role-mismatch": { severity: "warning", room: "manifest" },
  "mode-not-understood": { severity: "notice", room: "manifest" },
  "model-mismatch": { severity: "error", room: "manifest" },
  "kv-connector-missing": { severity: "error", room: "manifest" },
  "role-pair-mismatch": { severity: "warning", room: "manifest" },
  "settings-exclude": { severity: "error", room: "manifest" },
  "buffer-not-whole-blocks": { severity: "warning", room: "manifest" },
  "setting-not-modelled": { severity: "notice", room: "manifest" },
  // sizes
  "gpus-too-few": { severity: "error", room: "manifest" },
  "gpus-unused": { severity: "warning", room: "manifest" },
  "dp-not-dividing-tp": { severity: "error", room: "manifest" },
  "experts-not-dividing-tp": { severity: "error", room: "manifest" },
  "gpu-limit-missing": { severity: "notice", room: "manifest" },
  "gpu-request-differs": { severity: "error", room: "manifest" },
  "gpu-product-mixed": { severity: "notice", room: "manifest" },
  "gpu-product-conflict": { severity: "warning", room: "manifest" },
  "tokens-below-batch": { severity: "warning", room: "manifest" },
  "graph-sizes-below-batch": { severity: "notice", room: "manifest" },
  "annotation-unknown": { severity: "warning", room: "manifest" },
  "annotation-invalid": { severity: "error", room: "manifest" },
  "field-value-invalid": { severity: "error", room: "manifest" },
  "component-type-unknown": { severity: "warning", room: "manifest" },
  "image-tag-unknown": { severity: "notice", room: "manifest" },
  "not-predicted": { severity: "notice", room: "manifest" },
  // experiment files
  "experiment-invalid": { severity: "error", room: "experiment" },
  "experiment-not-predicted": { severity: "notice", room: "experiment" },
  "experiment-unknown-name": { severity: "error", room: "experiment" },
  "experiment-duplicate-key": { severity: "warning", room: "experiment" },
  "experiment-note": { severity: "notice", room: "experiment" },
  // model and performance data
  "heads-not-divisible": { severity: "error", room: "review" },
  "experts-not-divisible": { severity: "error", room: "review" },
  "parallel-size-impossible": { severity: "error", room: "review" },
  "memory-exceeded": { severity: "error", room: "review" },
  "batch-exceeds-memory": { severity: "warning", room: "review" },
  "context-exceeds-model": { severity: "error", room: "review" },
  "context-exceeds-room": { severity: "error", room: "review" },
  "prompt-exceeds-budget": { severity: "error", room: "review" },
  "pool-imbalance": { severity: "warning", room: "review" },
  "sla-unreachable": { severity: "warning", room: "review" },
  "queue-grows": { severity: "warning", room: "review" },
  "unknown-model": { severity: "notice", room: "review" },
  "unknown-system": { severity: "notice", room: "review" },
  "gpu-type-missing": { severity: "notice", room: "review" },
  "data-version-nearest": { severity: "notice", room: "review" },
  "data-missing": { severity: "notice", room: "review" },
  "gpu-budget-exceeded": { severity: "warning", room: "review" },
  "change-budget-exceeded": { severity: "error", room: "review" },
  "setting-loosened": { severity: "warning", room: "review" },
  "no-longer-judged": { severity: "error", room: "review" },
  "deployment-ignored": { severity: "notice", room: "review" },
  regression: { severity: "warning", room: "review" },
  // files around the manifests
  "policy-invalid": { severity: "error", room: "run" },
  "file-unreadable": { severity: "warning", room: "run" },
  "calibration-invalid": { severity: "warning", room: "run" },
  "measurement-unreadable": { severity: "warning", room: "run" },
} as const satisfies Readonly<Record<string, Rule>>;

/** Id of a rule. */
export type RuleId = keyof typeof RULES;

/** Rules about the change, the load or its advice: as errors of a policy they fail a deployment that starts all the same. */
const STARTS_ALL_THE_SAME: ReadonlySet<RuleId> = new Set<RuleId>([
  "annotation-invalid",
  "annotation-unknown",
  "batch-exceeds-memory",
  "change-budget-exceeded",
  "data-version-nearest",
  "deployment-ignored",
  "deprecated-api-version",
  "gpu-budget-exceeded",
  "gpus-unused",
  "no-longer-judged",
  "policy-invalid",
  "pool-imbalance",
  "queue-grows",
  "regression",
  "setting-loosened",
  "setting-not-modelled",
  "sla-unreachable",
]);

/** Whether a finding at the level of an error says that an engine does not start. */
export function stopsStart({
  rule,
  severity,
}: {
  readonly rule: RuleId;
  readonly severity: Severity;
}): boolean {
  return severity === "error" && !STARTS_ALL_THE_SAME.has(rule);
}

/** Ids of the rules of one room. */
export type RuleOf<R extends RuleRoom> = {
  [K in RuleId]: (typeof RULES)[K]["room"] extends R ? K : never;
}[RuleId];

/** All ids, in the order of the list. */
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];
