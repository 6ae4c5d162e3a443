import type { CheckResult, ExperimentFileReview, Movement } from "../../src/domain/review.js";
import type { ReportContext } from "../../src/report/context.js";
import { missingGpuType, unknownModel } from "../../src/review/findings/names.js";
import {
  advice,
  ALTERNATIVES,
  BEFORE,
  BEST,
  diff,
  failReview,
  FRONTIER,
  PASS_MOVEMENTS,
  passGain,
  PROPOSED,
  tooClose,
} from "./examples.js";
import { agg, context, disagg, evaluation, facts, FILE, finding, result, review, SLA } from "./reviews.js";

/** A comment that has a golden file, beside the five drawn ones. */
export interface Scenario {
  readonly name: string;
  readonly result: CheckResult;
  readonly context: ReportContext;
}

const GAIN = {
  base: BEFORE,
  proposed: PROPOSED,
  recommended: advice(BEST, diff("pass")),
  movements: PASS_MOVEMENTS,
  alternatives: ALTERNATIVES,
  frontier: FRONTIER,
};
const place = { file: FILE, position: { line: 44, column: 5 } };
const SYSTEMS = ["h200_sxm", "h100_sxm", "b200_sxm", "gb200"];
const noAccess = { canCommit: false, commit: "never" } as const;

const noSla = review({
  ...GAIN,
  sla: {},
  base: evaluation(BEFORE.deployment, { ttft: 444, tpot: 13.5, rate: 554.6, atOnce: 128 }, {}),
  proposed: evaluation(PROPOSED.deployment, { ttft: 593, tpot: 15.2, rate: 608.9, atOnce: 160 }, {}),
  recommended: advice(
    evaluation(BEST.deployment, { ttft: 531, tpot: 14.2, rate: 780.2, atOnce: 192 }, {}),
    diff("pass"),
  ),
});

const regressed = review({
  base: BEST,
  proposed: PROPOSED,
  recommended: advice(BEST, diff("pass")),
  findings: [
    finding({
      rule: "regression",
      severity: "warning",
      message: "serves 22% less per GPU than before",
      position: { line: 20, column: 1 },
    }),
  ],
  movements: [
    {
      label: "",
      settings: [{ name: "serving mode", written: false, from: "disaggregated", to: "aggregated" }],
      line: 44,
      deltaTtftMs: 62.2,
      deltaTpotMs: 1.05,
      deltaTokensPerSecPerGpu: -171.3,
      breaks: [],
    },
  ],
  frontier: FRONTIER,
});

const cannotStart = review({
  verdict: "fail",
  findings: [
    finding({
      rule: "heads-not-divisible",
      message: "tensor parallel size 3 does not divide 64 attention heads. Possible: 1, 2, 4, 8, 16, 32, 64",
      position: { line: 58, column: 11 },
    }),
    finding({
      rule: "gpu-request-differs",
      message: "`gpu` is 4 in limits and 2 in requests",
      position: { line: 71, column: 18 },
    }),
    finding({
      rule: "deprecated-api-version",
      severity: "warning",
      message: "`nvidia.com/v1alpha1` is deprecated, use `nvidia.com/v1beta1`",
      position: { line: 1, column: 13 },
    }),
  ],
});

const gpuMissing = missingGpuType({ known: SYSTEMS }, place);
const notChecked = review({
  verdict: "not-applicable",
  reasons: [gpuMissing.notChecked.phrase],
  notChecked: gpuMissing.notChecked,
  findings: [gpuMissing.finding],
  facts: facts().filter(({ label }) => label === "Model"),
});
const unknown = unknownModel(
  { model: "Qwen/Qwen4-32B", near: ["Qwen/Qwen3-32B", "Qwen/Qwen3-32B-FP8"] },
  place,
);

const MISS = evaluation(agg(2, { tp: 8 }, 8), { ttft: 640, tpot: 18.2, rate: 402.2, atOnce: 16 });
const unreachable = review({
  verdict: "fail",
  base: BEFORE,
  proposed: evaluation(agg(4, { tp: 4 }, 40), { ttft: 712, tpot: 21.3, rate: 355, atOnce: 4 }),
  nearestMiss: MISS,
  frontier: [],
});

const PRICE_FACTS = [
  ...facts().slice(0, 6),
  {
    label: "Price",
    value: "$2.50 for a GPU and hour",
    source: { kind: "policy" as const, path: "defaults.gpu-price-per-hour", what: "" },
  },
];
const fresh = review({
  proposed: evaluation(agg(4, { tp: 4 }, 40), {
    ttft: 593.1,
    tpot: 15.234,
    rate: 608.9,
    atOnce: 160,
    usedGib: 128,
  }),
  recommended: advice(
    evaluation(disagg([8, {}, 1], [1, { tp: 4 }, 116]), {
      ttft: 530.9,
      tpot: 12.93,
      rate: 763.4,
      atOnce: 116,
      usedGib: 90,
    }),
    diff("pass"),
  ),
  gpuPricePerHour: 2.5,
  facts: PRICE_FACTS,
  frontier: FRONTIER,
});

const LATENCY_SLA = { ttftMs: 600, requestLatencyMs: 8000 };
const latencyDisagg = (prefill: number, decode: number, rate: number) =>
  evaluation(
    disagg([prefill, {}, 1], [decode, { tp: 2 }, 64]),
    { ttft: 530.9, tpot: 14.18, rate, atOnce: 64 * decode, gpus: 16 },
    LATENCY_SLA,
  );
const requestLatency = review({
  sla: LATENCY_SLA,
  proposed: latencyDisagg(14, 1, 312.2),
  recommended: advice(latencyDisagg(10, 3, 780.2), ["-      replicas: 14", "+      replicas: 10"]),
  frontier: FRONTIER,
});

const edit = (name: string, from: string, to: string, rate: number): Movement => ({
  label: "",
  settings: [{ name, written: true, from, to }],
  line: 1,
  deltaTtftMs: rate / 3,
  deltaTpotMs: rate / 90,
  deltaTokensPerSecPerGpu: rate,
  breaks: [],
});
const manyEdits = review({
  ...GAIN,
  proposed: evaluation(agg(4, { tp: 4 }, 40), { ttft: 520, tpot: 15.234, rate: 608.9, atOnce: 160 }),
  movements: [
    edit("--max-num-seqs", "16", "40", 40),
    edit("--block-size", "16", "32", 1),
    edit("--gpu-memory-utilization", "0.85", "0.90", 9),
    edit("--max-num-batched-tokens", "4000", "8000", -6),
    edit("--swap-space", "4", "8", 0.2),
    edit("--kv-cache-dtype", "auto", "fp8", 12),
    edit("--max-model-len", "8192", "6144", 0.1),
    edit("--enable-chunked-prefill", "false", "true", -2),
  ],
});

const EXPERIMENT_FILE = "experiments/backends.yaml";
const experiments: ExperimentFileReview = {
  file: EXPERIMENT_FILE,
  verdict: "pass",
  reasons: [],
  sla: SLA,
  workload: { isl: 4000, osl: 500, prefix: 0 },
  experiments: [
    { name: "trt", best: BEST },
    {
      name: "sgl",
      best: evaluation(
        { ...BEST.deployment, backend: "sglang" },
        { ttft: 571, tpot: 15.1, rate: 679.2, atOnce: 192 },
      ),
    },
    {
      name: "v",
      nearestMiss: evaluation(
        { ...PROPOSED.deployment, backend: "vllm" },
        { ttft: 588, tpot: 17.9, rate: 611, atOnce: 160 },
      ),
    },
  ],
  baseWinner: "sgl",
  facts: [],
  findings: [],
};
const onlyExperiments = (file: ExperimentFileReview, overrides: Partial<CheckResult> = {}): CheckResult =>
  result([], { verdict: file.verdict, experiments: [file], files: [file.file], ...overrides });

const many = Array.from({ length: 34 }, (_, index) => {
  const file = `clusters/region-${index % 4}/team-${String(index).padStart(2, "0")}/serving.yaml`;
  if (index === 7)
    return failReview({
      file,
      smallestFix: {
        evaluation: PROPOSED,
        edits: [{ line: 14, endLine: 14, text: "    max_num_tokens: 8000" }],
      },
    });
  if (index === 9)
    return review({
      file,
      verdict: "not-applicable",
      notChecked: unknown.notChecked,
      findings: [unknown.finding],
    });
  if (index === 12) return { ...tooClose.result.deployments[0]!, file };
  return index % 3 === 0
    ? review({ ...GAIN, file })
    : review({ file, base: PROPOSED, proposed: PROPOSED, bestFound: PROPOSED });
});

/** Every further case of `docs/method/comment.md` 3 and 4, and those of the platform. */
export const SCENARIOS: readonly Scenario[] = [
  { name: "no-sla", result: result([noSla]), context: context() },
  { name: "regressed", result: result([regressed]), context: context() },
  { name: "cannot-start", result: result([cannotStart]), context: context() },
  { name: "not-checked", result: result([notChecked]), context: context() },
  {
    name: "unknown-model",
    result: result([
      review({ verdict: "not-applicable", notChecked: unknown.notChecked, findings: [unknown.finding] }),
    ]),
    context: context({ notApplicable: "fail" }),
  },
  { name: "no-setting-holds", result: result([unreachable]), context: context() },
  { name: "fix-elsewhere", result: result([failReview()]), context: context(noAccess) },
  { name: "gain-fork", result: passGain.result, context: context({ ...noAccess, fromFork: true }) },
  {
    name: "gain-read-only",
    result: passGain.result,
    context: context({
      ...noAccess,
      header: "> Serving team: see the runbook.",
      footer: "Questions: #serving",
    }),
  },
  {
    name: "fail-advisory",
    result: result(
      [failReview({ recommended: undefined as never })].map(({ recommended: _none, ...rest }) => rest),
    ),
    context: context({ gate: "advisory" }),
  },
  {
    name: "fail-waived",
    result: result([failReview()]),
    context: context({ waiver: { label: "sla-waived", actor: "ann" } }),
  },
  { name: "new-with-price", result: result([fresh]), context: context() },
  { name: "request-latency", result: result([requestLatency]), context: context({ chartStyle: "plain" }) },
  { name: "many-edits", result: result([manyEdits]), context: context({ commit: "always" }) },
  {
    name: "too-close-fails",
    result: result(
      tooClose.result.deployments.map(({ recommended: _none, ...rest }) => rest),
      { profile: "calibrated" },
    ),
    context: context({ tooClose: "fail" }),
  },
  { name: "experiments-any", result: onlyExperiments(experiments), context: context() },
  {
    name: "experiments-none",
    result: onlyExperiments({
      ...experiments,
      verdict: "fail",
      experiments: experiments.experiments.slice(2),
      baseWinner: "v",
    }),
    context: context(),
  },
  {
    name: "list-incomplete",
    result: result([review({ ...GAIN })], { verdict: "fail", incomplete: true }),
    context: context(),
  },
  {
    name: "unreadable-file",
    result: result([review({ ...GAIN })], {
      verdict: "fail",
      findings: [
        finding({
          rule: "yaml-syntax",
          file: "deploy/broken.yaml",
          message: "tabs cannot indent",
          position: { line: 7, column: 1 },
        }),
      ],
    }),
    context: context(),
  },
  { name: "nothing-left", result: result([], { removed: ["deploy/old.yaml"] }), context: context() },
  { name: "many-manifests", result: result(many), context: context() },
];
