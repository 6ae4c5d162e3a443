import type { Evaluation, LimitCheck } from "../../src/domain/review.js";
import type { SlaTarget } from "../../src/domain/workload.js";
import { suggestionKey } from "../../src/report/context.js";
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
import { SCENARIOS, type Scenario } from "./scenarios.js";

/** Cases of several manifests, of percentiles and of bands. */

/** An evaluation whose limits are held against a percentile that lies `over` the mean. */
function atPercentile(
  { deployment, prediction, limits }: Evaluation,
  name: "p90" | "p99",
  over: Readonly<Record<LimitCheck["metric"], number>>,
): Evaluation {
  return {
    deployment,
    prediction,
    limits: limits.map((check) => {
      const valueMs = check.valueMs * over[check.metric];
      return {
        ...check,
        valueMs,
        holds: valueMs <= check.limitMs,
        percentile: { name, overMean: over[check.metric] },
      };
    }),
  };
}

const WIDE = { requestLatencyMs: [0, 1], tokensPerSecPerGpu: [0, 1] } as const;
const P99_SLA: SlaTarget = { ...SLA, ttftMs: 1200, percentile: "p99" };
const p99 = (each: Evaluation, ttft = 1.62): Evaluation =>
  atPercentile(
    {
      ...each,
      limits: each.limits.map((check) => (check.metric === "ttft" ? { ...check, limitMs: 1200 } : check)),
    },
    "p99",
    { ttft, tpot: 1.04, requestLatency: 1.1 },
  );
const p99Facts = facts("TTFT 1200\u00a0ms, TPOT 16.67\u00a0ms, each at p99");

const percentileFail = failReview({
  sla: P99_SLA,
  facts: p99Facts,
  base: p99(failReview().base!),
  proposed: p99(failReview().proposed!),
  smallestFix: { ...failReview().smallestFix!, evaluation: p99(PROPOSED) },
  recommended: { ...advice(p99(BEST, 1.9), diff("fail")) },
  alternatives: ALTERNATIVES.map((each) => p99(each, 1.5)),
});

const percentilePass = review({
  sla: P99_SLA,
  facts: p99Facts,
  base: p99(BEFORE),
  proposed: p99(PROPOSED, 1.95),
  recommended: advice(p99(BEST, 1.9), diff("pass")),
  movements: PASS_MOVEMENTS,
  // one that was not simulated: the whole table stays with means
  alternatives: [...ALTERNATIVES.slice(0, 5).map((each) => p99(each)), ALTERNATIVES[5]!],
  frontier: FRONTIER,
});

const banded = (
  each: Evaluation,
  ttft: readonly [number, number],
  tpot: readonly [number, number],
  pSla: number,
) => ({
  ...each,
  prediction: {
    ...each.prediction,
    profile: "calibrated" as const,
    pSla,
    bands: { ttftMs: ttft, tpotMs: tpot, ...WIDE },
  },
});

const percentileTooClose = review({
  confidence: 0.8,
  verdict: "too-close",
  sla: P99_SLA,
  facts: p99Facts,
  proposed: p99(banded(PROPOSED, [395, 889], [12.7, 15.9], 0.71)),
  recommended: advice(p99(banded(BEST, [354, 730], [11.8, 15.8], 0.93)), diff("pass")),
});

/** A stated load that is not surely held, what is, and what would be at even odds. */
const statedOpen = review({
  confidence: 0.8,
  verdict: "too-close",
  workload: { isl: 4000, osl: 500, prefix: 0, concurrency: 160 },
  proposed: banded(PROPOSED, [395, 889], [13.7, 17.9], 0.41),
  capacity: banded(BEFORE, [296, 580], [11.2, 15.2], 0.84),
  nearestMiss: banded(BEST, [354, 796], [11.8, 17], 0.6),
  mostCarried: banded(
    { ...BEST, prediction: { ...BEST.prediction, concurrency: 144 } },
    [304, 702],
    [10.8, 15.1],
    0.81,
  ),
});

const SLA_WIDE: SlaTarget = { ttftMs: 1000, tpotMs: 25 };
const wide = (each: Evaluation, figures: Parameters<typeof evaluation>[1]): Evaluation =>
  evaluation(each.deployment, figures, SLA_WIDE);
const calibratedPass = review({
  confidence: 0.8,
  sla: SLA_WIDE,
  base: banded(
    wide(BEFORE, { ttft: 444.2, tpot: 13.473, rate: 554.55, atOnce: 128 }),
    [296, 666],
    [11.2, 16.2],
    0.99,
  ),
  proposed: banded(
    wide(PROPOSED, { ttft: 593.1, tpot: 15.234, rate: 608.9, atOnce: 160 }),
    [395, 889],
    [12.7, 18.3],
    0.95,
  ),
  recommended: advice(
    banded(wide(BEST, { ttft: 530.9, tpot: 14.179, rate: 780.2, atOnce: 192 }), [354, 796], [11.8, 17], 0.97),
    diff("pass"),
  ),
  movements: PASS_MOVEMENTS,
  frontier: FRONTIER,
  facts: [
    ...facts("TTFT 1,000\u00a0ms, TPOT 25\u00a0ms"),
    {
      label: "Band",
      value: "TTFT × or ÷ 1.50, TPOT × or ÷ 1.20",
      source: { kind: "derived", what: "held-out measurements of dense fp8 models on TensorRT-LLM, H200" },
    },
  ],
});

const twoLimits = failReview({
  proposed: evaluation(agg(4, { tp: 4 }, 64), { ttft: 931.1, tpot: 18.2, rate: 655.4, atOnce: 256 }),
  smallestFix: {
    evaluation: PROPOSED,
    edits: [
      { line: 13, endLine: 13, text: "    max_batch_size: 40" },
      { line: 14, endLine: 14, text: "    max_num_tokens: 8000" },
    ],
    diff: [
      "-    max_batch_size: 64",
      "+    max_batch_size: 40",
      "-    max_num_tokens: 16000",
      "+    max_num_tokens: 8000",
    ],
  },
  movements: [],
});

const gainOf = (file: string, workers: number, rate: number) =>
  review({
    file,
    base: BEFORE,
    proposed: PROPOSED,
    recommended: advice(
      evaluation(disagg([workers, {}, 1], [3, { tp: 2 }, 64]), {
        ttft: 530.9,
        tpot: 14.18,
        rate,
        atOnce: 192,
        gpus: 16,
      }),
      diff("pass"),
    ),
    movements: PASS_MOVEMENTS,
  });
const level = (file: string) => review({ file, base: PROPOSED, proposed: PROPOSED, bestFound: PROPOSED });
const close = (file: string) => ({ ...tooClose.result.deployments[0]!, file });

const LONG = "inference-platform-production-eu-west-qwen3-32b-fp8-primary";

/** Scenarios in a file of their own for length. */
export const MORE_SCENARIOS: readonly Scenario[] = [
  {
    name: "percentile-fail",
    result: result([percentileFail]),
    context: context({ suggestions: new Map([[suggestionKey(FILE, 14), null]]) }),
  },
  { name: "percentile-pass", result: result([percentilePass]), context: context() },
  {
    name: "percentile-too-close",
    result: result([percentileTooClose], { profile: "calibrated" }),
    context: context(),
  },
  {
    name: "stated-load-open",
    result: result([statedOpen], { profile: "calibrated" }),
    context: context(),
  },
  {
    name: "pass-gain-bands",
    result: result([calibratedPass], { profile: "calibrated" }),
    context: context(),
  },
  { name: "fail-two-limits", result: result([twoLimits]), context: context() },
  {
    name: "fail-untouched",
    result: result([{ ...failReview(), untouched: true }]),
    context: context(),
  },
  { name: "fail-draft", result: result([failReview()]), context: context({ draft: true }) },
  {
    name: "several-pass",
    result: result([
      level("deploy/a.yaml"),
      gainOf("deploy/b.yaml", 10, 780.2),
      gainOf("deploy/c.yaml", 9, 701),
    ]),
    context: context(),
  },
  {
    name: "several-too-close",
    result: result([close("deploy/a.yaml"), level("deploy/b.yaml"), close("deploy/c.yaml")], {
      profile: "calibrated",
    }),
    context: context({ tooClose: "fail" }),
  },
  {
    name: "manifest-and-experiments",
    result: result([level("deploy/a.yaml")], {
      experiments: SCENARIOS.find(({ name }) => name === "experiments-none")?.result.experiments ?? [],
      verdict: "fail",
    }),
    context: context(),
  },
  {
    name: "long-name",
    result: result([{ ...passGain.result.deployments[0]!, name: LONG, file: `deploy/${LONG}/${LONG}.yaml` }]),
    context: passGain.context,
  },
  {
    name: "experiments-misspelt",
    result: result([], {
      verdict: "fail",
      experiments: resultOf("experiments-any").experiments!.map((file) => ({
        ...file,
        verdict: "fail",
        findings: [
          finding({
            rule: "experiment-unknown-name",
            file: file.file,
            message: "exps names slg, which is not defined, did you mean sgl?",
          }),
        ],
      })),
    }),
    context: context(),
  },
  {
    name: "over-budget",
    result: result(passGain.result.deployments, {
      verdict: "fail",
      findings: [
        finding({
          rule: "change-budget-exceeded",
          message: "the manifests of this change use 48 GPUs, the budget is 32",
        }),
      ],
    }),
    context: context(),
  },
  {
    name: "broken-policy",
    result: result(resultOf("not-checked").deployments, {
      verdict: "fail",
      findings: [
        finding({
          rule: "policy-invalid",
          file: ".github/dynamo-advisor.yml",
          message: "unknown key `gatte`, did you mean `gate`?",
        }),
      ],
    }),
    context: context(),
  },
];

function resultOf(wanted: string): Scenario["result"] {
  return SCENARIOS.find(({ name }) => name === wanted)!.result;
}
