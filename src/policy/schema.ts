import { CONFIDENCE_RANGE } from "../domain/confidence.js";
import { RULE_IDS, type RuleId } from "../domain/rules.js";
import { DEFAULT_POLICY, DEFAULT_WAIVER } from "./types.js";
import { closed, count, shortText } from "../domain/json-schema.js";
import { choice, globs, positiveNumber, values } from "./schema-values.js";

const setter = (what: string, fallback: string) =>
  choice(
    ["write", "admin", "anyone"],
    `${what} write: whoever may push. anyone: whoever may set labels, which takes triage alone.`,
    fallback,
  );

const LEVEL = choice(["error", "warning", "notice", "off"], "Severity of this rule; off drops its findings.");

/** JSON Schema of the policy file, published as `schemas/policy.schema.json`. */
export const POLICY_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  $id: "https://dynamo-advisor.dev/policy.schema.json",
  title: "Policy of Dynamo Config Advisor",
  description: "Workload, limits, hardware and gate rules for the Dynamo manifests of this repository.",
  type: "object",
  additionalProperties: false,
  properties: {
    defaults: closed("Values for every manifest that says nothing better.", values),
    overrides: {
      type: "array",
      maxItems: 200,
      description: "Values for the files that a glob matches. Later entries win over earlier ones.",
      items: closed(
        "Values for the files that a glob matches.",
        {
          paths: globs("Globs of paths from the root of the repository, for example deploy/prod/**."),
          ...values,
        },
        ["paths"],
      ),
    },
    gate: choice(
      ["enforce", "advisory", "off"],
      "enforce: a manifest that misses its limits fails the check. advisory: it is only said. off: nothing is judged.",
      DEFAULT_POLICY.gate,
    ),
    "too-close": choice(
      ["pass", "fail"],
      "What a prediction within its own error of a limit does to the check.",
      DEFAULT_POLICY.tooClose,
    ),
    "not-applicable": choice(
      ["pass", "fail"],
      "What a manifest that cannot be predicted does to the check.",
      DEFAULT_POLICY.notApplicable,
    ),
    "on-internal-error": choice(
      ["pass", "fail"],
      "What a defect of the advisor does to the check.",
      DEFAULT_POLICY.onInternalError,
    ),
    confidence: {
      type: "number",
      minimum: CONFIDENCE_RANGE.least,
      maximum: CONFIDENCE_RANGE.most,
      default: DEFAULT_POLICY.confidence,
      description:
        "Chance with which all limits must hold together before a load counts as carried. Profile reference has no error and ignores it.",
    },
    advice: closed("When a better setting is worth saying.", {
      "min-gain": {
        type: "number",
        minimum: 0,
        maximum: 10,
        default: DEFAULT_POLICY.minGain,
        description: "Least gain in tokens/s per GPU, as a fraction.",
      },
    }),
    regression: closed("When a change for the worse is a finding.", {
      tolerance: {
        type: "number",
        minimum: 0,
        maximum: 1,
        default: DEFAULT_POLICY.regressionTolerance,
        description: "Loss in tokens/s per GPU against the base that is tolerated, as a fraction.",
      },
    }),
    budget: closed("What all manifests of a change may ask for together.", {
      gpus: count("Most GPUs."),
      "dollars-per-hour": positiveNumber("Most dollars an hour; needs gpu-price-per-hour of every system."),
      increase: {
        type: "number",
        minimum: 0,
        maximum: 1000,
        description:
          "Growth against the base that is allowed, as a fraction: of the dollars where they are known, else of the GPUs.",
      },
    }),
    comment: {
      description: "When the pull-request comment is written, and text of your own in it.",
      anyOf: [
        choice(
          ["always", "on-change", "on-finding", "never", "hide-and-new", "delete-and-new"],
          "When the comment is written. hide-and-new, delete-and-new: always, by that way of updating.",
          DEFAULT_POLICY.comment,
        ),
        closed("The comment.", {
          update: choice(
            ["edit", "hide-and-new", "delete-and-new"],
            "What becomes of a comment that has new text: it is edited, or hidden or deleted for a new one, which notifies.",
            DEFAULT_POLICY.commentUpdate,
          ),
          mode: choice(
            ["always", "on-change", "on-finding", "never"],
            "When the comment is written.",
            DEFAULT_POLICY.comment,
          ),
          header: { type: "string", maxLength: 2000, description: "Markdown above the heading." },
          footer: { type: "string", maxLength: 2000, description: "Markdown under the last line." },
        }),
      ],
    },
    commit: {
      description: "Whether the bot commits the best setting found to the branch of the pull request.",
      anyOf: [
        choice(["never", "on-label", "always"], "When the bot commits.", DEFAULT_POLICY.commit),
        closed("The commit.", {
          mode: choice(["never", "on-label", "always"], "When the bot commits.", DEFAULT_POLICY.commit),
          label: {
            type: "string",
            minLength: 1,
            maxLength: 50,
            default: DEFAULT_POLICY.commitLabel,
            description: "Label that asks for the commit.",
          },
          by: setter("Who may ask for it by label.", DEFAULT_POLICY.commitBy),
        }),
      ],
    },
    suggest: {
      type: "boolean",
      default: DEFAULT_POLICY.suggest,
      description: "Whether the smallest fix is posted as a suggestion on the changed lines.",
    },
    "fail-level": choice(
      ["error", "warning", "notice"],
      "Findings of this severity and above fail the check, and are shown as errors.",
      DEFAULT_POLICY.failLevel,
    ),
    rules: closed(
      "Severity of single rules, by the ids of docs/rules.md.",
      Object.fromEntries(RULE_IDS.map((id) => [id, LEVEL])) as Record<RuleId, typeof LEVEL>,
    ),
    experiments: choice(
      ["any", "all"],
      "How many experiments of a file must meet their limits.",
      DEFAULT_POLICY.experiments,
    ),
    profile: choice(
      ["calibrated", "reference"],
      "Profile of the model: calibrated on real measurements, with error bands, or the published method as it is.",
      DEFAULT_POLICY.profile,
    ),
    "calibration-file": {
      type: "string",
      minLength: 1,
      maxLength: 200,
      // below the repository: no absolute path, no way up
      pattern: "^(?!.*\\.\\.)[\\w.-]+(?:/[\\w.-]+)*\\.json$",
      default: ".github/dynamo-advisor-calibration.json",
      description:
        "Measurements of this repository's own deployments that correct the calibrated profile, as `calibrate` writes them. In pull requests the file of the base branch holds.",
    },
    systems: {
      type: "array",
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      items: {
        type: "string",
        minLength: 1,
        maxLength: 200,
        pattern: "^(?!.*\\.\\.)[\\w.-]+(?:/[\\w.-]+)*\\.ya?ml$",
      },
      description:
        "Files that describe GPUs of your own (docs/bring-a-gpu.md); their names may then stand for a system. In pull requests those of the base branch hold.",
    },
    waiver: closed(
      "Lets people pass a failed check.",
      {
        label: shortText(
          "Label that turns a failed verdict into a passed check. Who set it is named in the summary.",
          50,
        ),
        by: setter("Who may set it.", DEFAULT_WAIVER.by),
        author: {
          type: "boolean",
          default: DEFAULT_WAIVER.author,
          description: "Whether it counts when the author of the pull request set it.",
        },
        "after-push": {
          type: "boolean",
          default: DEFAULT_WAIVER.afterPush,
          description: "Whether it must have been set after the last push; otherwise later pushes keep it.",
        },
      },
      ["label"],
    ),
    annotations: choice(
      ["tighten", "trust", "ignore"],
      "What a change may say about its own limits, load, model and hardware. tighten: only what is stricter than what holds on the base, or what is open there. trust: anything. ignore: annotations are not read.",
      DEFAULT_POLICY.annotations,
    ),
    infer: {
      description: "Whether workload and limits may come from other files of the repository.",
      anyOf: [
        { type: "boolean", default: true },
        closed("Single sources.", {
          dgdr: {
            type: "boolean",
            default: true,
            description: "A DynamoGraphDeploymentRequest for the same model in the same file or folder.",
          },
          planner: {
            type: "boolean",
            default: true,
            description: "The planner's settings in the same deployment.",
          },
          "perf-job": { type: "boolean", default: true, description: "A benchmark Job beside the manifest." },
        }),
      ],
    },
    models: closed("Models that are not bundled.", {
      fetch: {
        type: "boolean",
        default: DEFAULT_POLICY.fetchModels,
        description: "Whether their config.json may be fetched from the hub; never weights or code.",
      },
    }),
    statuses: {
      type: "array",
      maxItems: 20,
      description: "Commit statuses, one for each environment.",
      items: closed(
        "A commit status.",
        {
          context: shortText("Name of the status, for example sla/prod.", 100),
          paths: globs("Globs of the manifests that it judges."),
        },
        ["context", "paths"],
      ),
    },
    ignore: globs("Globs of files that are never looked at."),
  },
} as const;
