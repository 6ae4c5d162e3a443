import type {
  Advice,
  DeploymentReview,
  Evaluation,
  FrontierPoint,
  Movement,
} from "../../src/domain/review.js";
import { suggestionKey } from "../../src/report/context.js";
import { agg, context, disagg, evaluation, facts, FILE, result, review } from "./reviews.js";

/** The settings of the drawn examples. */

export const BEFORE = evaluation(agg(8, { tp: 2 }, 16), {
  ttft: 444.2,
  tpot: 13.473,
  rate: 554.55,
  atOnce: 128,
  usedGib: 25,
  requestsPerSec: 17.78,
});
export const PROPOSED = evaluation(agg(4, { tp: 4 }, 40), {
  ttft: 593.1,
  tpot: 15.234,
  rate: 608.9,
  atOnce: 160,
  usedGib: 18,
  requestsPerSec: 19.52,
});
export const BEST = evaluation(disagg([10, {}, 1], [3, { tp: 2 }, 64]), {
  ttft: 530.9,
  tpot: 14.179,
  rate: 780.2,
  atOnce: 192,
  usedGib: 37,
  requestsPerSec: 25.02,
});

const DIFF_MIDDLE = {
  pass: ["     max_num_tokens: 8000"],
  fail: [],
};

/** The edit from the aggregated manifest to the best found. */
export function diff(kind: "pass" | "fail"): readonly string[] {
  return [
    " kind: ConfigMap",
    " data:",
    "-  config.yaml: |",
    "-    tensor_parallel_size: 4",
    "-    max_batch_size: 40",
    "+  prefill.yaml: |",
    "+    tensor_parallel_size: 1",
    "+    max_batch_size: 1",
    ...DIFF_MIDDLE[kind],
    ...(kind === "fail" ? ["-    max_num_tokens: 16000", "+    max_num_tokens: 8000"] : []),
    "+  decode.yaml: |",
    "+    tensor_parallel_size: 2",
    "+    max_batch_size: 64",
    "+    max_num_tokens: 8000",
    "@@ -44,9 +48,21 @@ spec:",
    "   services:",
    "-    TrtllmWorker:",
    "-      replicas: 4",
    "+    TrtllmPrefillWorker:",
    "+      subComponentType: prefill",
    "+      replicas: 10",
    "       resources:",
    "         limits:",
    `-          gpu: "4"`,
    `+          gpu: "1"`,
    "+    TrtllmDecodeWorker:",
    "+      subComponentType: decode",
    "+      replicas: 3",
    "+      resources:",
    "+        limits:",
    `+          gpu: "2"`,
  ];
}

export function advice(evaluated: Evaluation, lines: readonly string[]): Advice {
  return { evaluation: evaluated, edits: [], newText: "kind: ConfigMap\n", diff: lines };
}

export const ALTERNATIVES: readonly Evaluation[] = [
  BEST,
  evaluation(disagg([8, {}, 1], [2, { tp: 4 }, 116]), { ttft: 530.9, tpot: 12.93, rate: 763.4, atOnce: 232 }),
  evaluation(disagg([8, {}, 1], [1, { tp: 8 }, 256]), { ttft: 530.9, tpot: 15.47, rate: 763.1, atOnce: 256 }),
  evaluation(disagg([6, {}, 1], [10, {}, 16]), { ttft: 530.9, tpot: 15.52, rate: 572.4, atOnce: 160 }),
  PROPOSED,
  evaluation(agg(8, { tp: 2 }, 20), { ttft: 479.2, tpot: 15.52, rate: 606.8, atOnce: 160 }),
  evaluation(agg(2, { tp: 8 }, 64), { ttft: 493, tpot: 15.87, rate: 478.1, atOnce: 128 }),
  evaluation(agg(16, {}, 7), { ttft: 593.7, tpot: 15.1, rate: 418.6, atOnce: 112 }),
];

const AGG_DOTS = [
  [0.06, 0.868],
  [0.092, 0.846],
  [0.129, 0.823],
  [0.219, 0.781],
  [0.274, 0.712],
  [0.399, 0.658],
  [0.436, 0.613],
  [0.475, 0.567],
  [0.547, 0.5],
  [0.619, 0.431],
  [0.686, 0.393],
  [0.763, 0.355],
  [0.86, 0.31],
] as const;
const DISAGG_DOTS = [
  [0.422, 0.938],
  [0.444, 0.85],
  [0.588, 0.717],
  [0.863, 0.696],
  [0.927, 0.509],
  [0.955, 0.264],
] as const;

/** Frontier points that stand at these coordinates of the drawn chart. */
export const FRONTIER: readonly FrontierPoint[] = [
  ...AGG_DOTS.map((dot) => frontierPoint("agg", dot)),
  ...DISAGG_DOTS.map((dot) => frontierPoint("disagg", dot)),
];

function frontierPoint(mode: "agg" | "disagg", [x, y]: readonly [number, number]): FrontierPoint {
  const centre = 1000 / 16.67;
  return {
    mode,
    tokensPerSecPerUser: centre + (x - 0.5) * 2 * centre,
    tokensPerSecPerGpu: 608.9 + (y - 0.5) * 2 * 2.3 * (780.2 - 608.9),
    ttftMs: 500,
    requestLatencyMs: 8000,
  };
}

function written(name: string, from: string, to: string) {
  return { name, written: true, from, to } as const;
}

function movement(
  settings: Movement["settings"],
  line: number,
  ttft: number,
  tpot: number,
  rate: number,
  breaks: Movement["breaks"] = [],
): Movement {
  return {
    label: "",
    ...(settings === undefined ? {} : { settings }),
    line,
    deltaTtftMs: ttft,
    deltaTpotMs: tpot,
    deltaTokensPerSecPerGpu: rate,
    breaks,
  };
}

export const PASS_MOVEMENTS: readonly Movement[] = [
  movement(
    [
      { name: "TP", written: false, from: "2", to: "4" },
      { name: "replicas", written: false, from: "8", to: "4" },
    ],
    12,
    -157.2,
    -4.4,
    -140.3,
  ),
  movement([written("max_batch_size", "16", "40")], 13, 136.1, 6.9, 189.7),
  movement([written("max_num_tokens", "4000", "8000")], 14, 170, -0.74, 4.9),
];

export const FAIL_MOVEMENTS: readonly Movement[] = [
  movement([written("max_batch_size", "32", "40")], 13, 43.2, 1.87, 60.1),
  movement([written("max_num_tokens", "8000", "16000")], 14, 338, -1.4, 8.9, ["ttft"]),
];

const PASS_REVIEW = review({
  base: BEFORE,
  proposed: PROPOSED,
  recommended: advice(BEST, diff("pass")),
  movements: PASS_MOVEMENTS,
  alternatives: ALTERNATIVES,
  frontier: FRONTIER,
});

/** Example 1. */
export const passGain = { result: result([PASS_REVIEW]), context: context() };

const FAIL_BEFORE = evaluation(agg(4, { tp: 4 }, 32), {
  ttft: 550,
  tpot: 13.4,
  rate: 548.6,
  atOnce: 128,
  user: 74.6,
});
const FAIL_PROPOSED = evaluation(agg(4, { tp: 4 }, 40), {
  ttft: 931.1,
  tpot: 13.87,
  rate: 617.6,
  atOnce: 160,
});

/** Example 2 as one manifest. */
export function failReview(overrides: Partial<DeploymentReview> = {}): DeploymentReview {
  return review({
    verdict: "fail",
    base: FAIL_BEFORE,
    proposed: FAIL_PROPOSED,
    smallestFix: {
      evaluation: PROPOSED,
      edits: [{ line: 14, endLine: 14, text: "    max_num_tokens: 8000" }],
      diff: ["     max_batch_size: 40", "-    max_num_tokens: 16000", "+    max_num_tokens: 8000"],
    },
    recommended: advice(BEST, diff("fail")),
    movements: FAIL_MOVEMENTS,
    alternatives: ALTERNATIVES,
    frontier: FRONTIER,
    ...overrides,
  });
}

const SUGGESTED = "https://github.com/example/serving/pull/42#discussion_r1";

/** Example 2. */
export const failTtft = {
  result: result([failReview()]),
  context: context({ suggestions: new Map([[suggestionKey(FILE, 14), SUGGESTED]]) }),
};

const NEAR_BEFORE = evaluation(agg(8, { tp: 2 }, 20), { ttft: 479.2, tpot: 15.52, rate: 606.8, atOnce: 160 });
const NEAR_PROPOSED = evaluation(disagg([8, {}, 1], [2, { tp: 4 }, 116]), {
  ttft: 530.9,
  tpot: 12.93,
  rate: 763.4,
  atOnce: 232,
});

/** Example 3. */
export const passNearBest = {
  result: result([
    review({
      base: NEAR_BEFORE,
      proposed: NEAR_PROPOSED,
      bestFound: BEST,
      alternatives: ALTERNATIVES,
      frontier: FRONTIER,
    }),
  ]),
  context: context(),
};

const QWEN235 = { model: "Qwen/Qwen3-235B-A22B-FP8" };
const OSS = { model: "openai/gpt-oss-120b" };
const SLA235 = { ttftMs: 1000, tpotMs: 30 };
const SLA_OSS = { ttftMs: 1000, tpotMs: 20 };
const moe = (tp: number, dp: number, ep: number) => ({ tp, dp, moeEp: ep });

function prodFacts(file: string, index: number, glob: string, lengths: string) {
  return facts("TTFT 600\u00a0ms", file).map((fact) =>
    fact.label === "Prompt, answer"
      ? {
          ...fact,
          value: lengths,
          source: { kind: "policy" as const, path: `overrides[${index}]`, what: glob },
        }
      : fact.label === "GPUs"
        ? { label: "GPUs", value: fact.value, source: fact.source }
        : fact,
  );
}

/** Example 4. */
export const threeManifests = {
  result: result([
    failReview({
      file: "deploy/prod/qwen3-32b.yaml",
      facts: prodFacts("deploy/prod/qwen3-32b.yaml", 0, "deploy/prod/**", "4,000 and 500\u00a0tokens"),
    }),
    review({
      file: "deploy/prod/qwen3-235b.yaml",
      name: "qwen3-235b",
      sla: SLA235,
      facts: prodFacts("deploy/prod/qwen3-235b.yaml", 0, "deploy/prod/**", "4,000 and 500\u00a0tokens"),
      base: evaluation(
        agg(8, moe(4, 1, 4), 32, QWEN235),
        { ttft: 592, tpot: 29.8, rate: 260.4, atOnce: 256 },
        SLA235,
      ),
      proposed: evaluation(
        agg(16, moe(2, 1, 2), 16, QWEN235),
        { ttft: 660, tpot: 28.97, rate: 263.6, atOnce: 256 },
        SLA235,
      ),
      recommended: advice(
        evaluation(
          disagg([8, moe(1, 2, 2), 1], [2, moe(1, 8, 8), 28], QWEN235),
          { ttft: 815, tpot: 29.4, rate: 439.1, atOnce: 448, gpus: 32 },
          SLA235,
        ),
        ["-a", "+b"],
      ),
    }),
    review({
      file: "deploy/staging/gpt-oss-120b.yaml",
      name: "gpt-oss-120b",
      sla: SLA_OSS,
      workload: { isl: 4000, osl: 1000, prefix: 0 },
      facts: prodFacts(
        "deploy/staging/gpt-oss-120b.yaml",
        1,
        "deploy/staging/**",
        "4,000 and 1,000\u00a0tokens",
      ),
      base: evaluation(
        agg(4, moe(2, 1, 2), 64, OSS),
        { ttft: 581, tpot: 18.8, rate: 1662, atOnce: 256 },
        SLA_OSS,
      ),
      proposed: evaluation(agg(8, {}, 32, OSS), { ttft: 666, tpot: 18.4, rate: 1675, atOnce: 256 }, SLA_OSS),
      bestFound: evaluation(
        agg(2, moe(1, 4, 4), 32, OSS),
        { ttft: 675, tpot: 18.42, rate: 1688, atOnce: 256 },
        SLA_OSS,
      ),
    }),
  ]),
  context: context({ suggestions: new Map([[suggestionKey("deploy/prod/qwen3-32b.yaml", 14), SUGGESTED]]) }),
};

const WIDE = { requestLatencyMs: [0, 1], tokensPerSecPerGpu: [0, 1] } as const;
const SLA20 = { ttftMs: 600, tpotMs: 20 };

/** Example 7. */
export const tooClose = {
  result: result(
    [
      review({
        verdict: "too-close",
        confidence: 0.8,
        sla: SLA20,
        base: evaluation(
          agg(8, { tp: 2 }, 16),
          {
            ttft: 444,
            tpot: 13.473,
            rate: 554.6,
            atOnce: 128,
            pSla: 0.83,
            bands: { ttftMs: [296, 666], tpotMs: [11.2, 16.2], ...WIDE },
          },
          SLA20,
        ),
        proposed: evaluation(
          agg(4, { tp: 4 }, 40),
          {
            ttft: 593,
            tpot: 15.234,
            rate: 608.9,
            atOnce: 160,
            pSla: 0.51,
            bands: { ttftMs: [395, 889], tpotMs: [12.7, 18.3], ...WIDE },
          },
          SLA20,
        ),
        recommended: advice(
          evaluation(
            disagg([5, { tp: 2 }, 1], [3, { tp: 2 }, 64]),
            {
              ttft: 327,
              tpot: 14.18,
              rate: 774.1,
              atOnce: 192,
              pSla: 0.97,
              bands: { ttftMs: [218, 491], tpotMs: [11.8, 17], ...WIDE },
            },
            SLA20,
          ),
          diff("pass"),
        ),
        facts: [
          ...facts("TTFT 600\u00a0ms, TPOT 20\u00a0ms"),
          {
            label: "Band",
            value: "TTFT × or ÷ 1.50, TPOT × or ÷ 1.20",
            source: {
              kind: "derived",
              what: "held-out measurements of dense fp8 models on TensorRT-LLM, H200",
            },
          },
        ],
      }),
    ],
    { profile: "calibrated" },
  ),
  context: context(),
};
