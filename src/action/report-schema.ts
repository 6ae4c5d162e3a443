import { RULE_IDS } from "../domain/rules.js";
import { COMPARED, STATISTICS } from "../domain/measurement.js";

/**
 * JSON Schema of the part of a report file that publish mode believes: {@link CheckResult} with limits on every size.
 * A report from a pull request is a stranger's; what does not fit is refused whole.
 */
const text = { type: "string", maxLength: 2000 } as const;
const longText = { type: "string", maxLength: 300_000 } as const;
const figure = { type: "number", minimum: -1e15, maximum: 1e15 } as const;
const count = { type: "integer", minimum: 0, maximum: 1e9 } as const;
const flag = { type: "boolean" } as const;
const position = closed({ line: count, column: count }, ["line", "column"]);
const interval = { type: "array", items: figure, minItems: 2, maxItems: 2 } as const;
const backend = { enum: ["trtllm", "vllm", "sglang"] } as const;
const verdict = { enum: ["pass", "fail", "too-close", "not-applicable"] } as const;
const metric = { enum: ["ttft", "tpot", "requestLatency"] } as const;

function closed(
  properties: Record<string, unknown>,
  required: readonly string[] = [],
): Record<string, unknown> {
  return { type: "object", additionalProperties: false, properties, required };
}
function list(items: unknown, maxItems: number): Record<string, unknown> {
  return { type: "array", items, maxItems };
}

const percentile = { enum: ["p50", "p90", "p99"] } as const;
const sla = closed({ ttftMs: figure, tpotMs: figure, requestLatencyMs: figure, percentile });
const workload = closed({ isl: count, osl: count, prefix: count, concurrency: figure, requestRate: figure }, [
  "isl",
  "osl",
  "prefix",
]);
const gpuTotals = closed({ gpus: figure, dollarsPerHour: figure }, ["gpus"]);
const quant = closed({ gemm: text, moe: text, kvcache: text, fmha: text, comm: text });
const parallelism = closed({ tp: count, pp: count, dp: count, cp: count, moeTp: count, moeEp: count }, [
  "tp",
  "pp",
  "dp",
  "cp",
  "moeTp",
  "moeEp",
]);
const settings = closed({
  maxBatchSize: count,
  maxNumTokens: count,
  maxSeqLen: count,
  memFraction: figure,
  chunkedPrefill: flag,
  prefixCaching: flag,
});
const pool = closed(
  {
    role: { enum: ["agg", "prefill", "decode"] },
    system: text,
    parallelism,
    workers: count,
    batchSize: figure,
    ctxTokens: figure,
    settings,
  },
  ["role", "system", "parallelism", "workers", "batchSize", "settings"],
);
const deployment = closed(
  {
    model: text,
    backend,
    backendVersion: text,
    mode: { enum: ["agg", "disagg"] },
    replicas: count,
    pools: { ...list(pool, 2), minItems: 1 },
    quant,
    speculation: closed({ nextn: figure, accepted: figure }),
  },
  ["model", "backend", "backendVersion", "mode", "replicas", "pools", "quant"],
);
const prediction = closed(
  {
    ttftMs: figure,
    tpotMs: figure,
    requestLatencyMs: figure,
    tokensPerSec: figure,
    tokensPerSecPerGpu: figure,
    tokensPerSecPerUser: figure,
    requestsPerSec: figure,
    concurrency: figure,
    totalGpus: figure,
    memoryBytes: figure,
    memoryCapacityBytes: figure,
    memoryVerdict: { enum: ["fits", "oom", "kv-oom"] },
    quant,
    perfDb: closed({ system: text, backend: text, version: text, scaledFrom: text }, [
      "system",
      "backend",
      "version",
    ]),
    profile: text,
    bands: closed(
      { ttftMs: interval, tpotMs: interval, requestLatencyMs: interval, tokensPerSecPerGpu: interval },
      ["ttftMs", "tpotMs", "requestLatencyMs", "tokensPerSecPerGpu"],
    ),
    pSla: figure,
    notes: list(text, 50),
  },
  [
    "ttftMs",
    "tpotMs",
    "requestLatencyMs",
    "tokensPerSec",
    "tokensPerSecPerGpu",
    "tokensPerSecPerUser",
    "requestsPerSec",
    "concurrency",
    "totalGpus",
    "memoryBytes",
    "memoryCapacityBytes",
    "memoryVerdict",
    "quant",
    "perfDb",
    "profile",
    "notes",
  ],
);
const limit = closed(
  {
    metric,
    valueMs: figure,
    limitMs: figure,
    holds: flag,
    percentile: closed({ name: percentile, overMean: figure }, ["name", "overMean"]),
  },
  ["metric", "valueMs", "limitMs", "holds"],
);
const evaluation = closed({ deployment, prediction, limits: list(limit, 3), evenOdds: prediction }, [
  "deployment",
  "prediction",
  "limits",
]);
const lineEdit = closed({ line: count, endLine: count, text: longText }, ["line", "endLine", "text"]);
const advice = closed(
  { evaluation, edits: list(lineEdit, 500), newText: longText, noEditReason: text, diff: list(text, 2000) },
  ["evaluation", "edits"],
);
const finding = closed(
  {
    rule: { enum: RULE_IDS },
    severity: { enum: ["error", "warning", "notice"] },
    message: text,
    file: text,
    position,
    endPosition: position,
  },
  ["rule", "severity", "message", "file", "position"],
);
const source = closed(
  {
    kind: { enum: ["file", "policy", "input", "checkpoint", "derived", "assumed"] },
    file: text,
    position,
    path: text,
    what: text,
    how: text,
  },
  ["kind", "what"],
);
const fileSource = {
  if: { properties: { kind: { const: "file" } } },
  then: { required: ["file", "position"] },
};
const policySource = { if: { properties: { kind: { const: "policy" } } }, then: { required: ["path"] } };
const anySource = { allOf: [source, fileSource, policySource] };
const fact = closed({ label: text, value: text, source: anySource, also: list(anySource, 20) }, [
  "label",
  "value",
  "source",
]);
const movement = closed(
  {
    label: text,
    line: count,
    deltaTtftMs: figure,
    deltaTpotMs: figure,
    deltaTokensPerSecPerGpu: figure,
    breaks: list(metric, 3),
    settings: list(closed({ name: text, written: flag, from: text, to: text }, ["name", "written"]), 50),
  },
  ["label", "line", "deltaTtftMs", "deltaTpotMs", "deltaTokensPerSecPerGpu", "breaks"],
);
const frontierPoint = closed(
  {
    mode: { enum: ["agg", "disagg"] },
    tokensPerSecPerUser: figure,
    tokensPerSecPerGpu: figure,
    ttftMs: figure,
    requestLatencyMs: figure,
  },
  ["mode", "tokensPerSecPerUser", "tokensPerSecPerGpu", "ttftMs", "requestLatencyMs"],
);
const compared = closed(
  {
    figure: { enum: COMPARED },
    statistic: { enum: STATISTICS },
    predicted: figure,
    measured: figure,
    ratio: figure,
    interval80: interval,
    withinBand: flag,
  },
  ["figure", "statistic", "predicted", "measured", "ratio"],
);
const measured = closed(
  {
    file: text,
    line: count,
    tool: text,
    date: text,
    isl: count,
    osl: count,
    concurrency: figure,
    figures: list(compared, 20),
    notes: list(text, 50),
  },
  ["file", "line", "tool", "isl", "osl", "concurrency", "figures", "notes"],
);
const review = closed(
  {
    file: text,
    previousFile: text,
    name: text,
    line: count,
    verdict,
    reasons: list(text, 50),
    workload,
    sla,
    gpuBudget: figure,
    base: evaluation,
    proposed: evaluation,
    smallestFix: advice,
    recommended: advice,
    bestFound: evaluation,
    confidence: figure,
    capacity: evaluation,
    nearestMiss: evaluation,
    movements: list(movement, 500),
    alternatives: list(evaluation, 100),
    frontier: list(frontierPoint, 5000),
    facts: list(fact, 200),
    findings: list(finding, 500),
    notChecked: closed({ phrase: text, policyYaml: text }, ["phrase"]),
    gpuPricePerHour: {
      anyOf: [figure, { type: "object", additionalProperties: figure, maxProperties: 100 }],
    },
    asked: closed({ before: gpuTotals, after: gpuTotals }, ["after"]),
    measured: list(measured, 20),
  },
  [
    "file",
    "name",
    "line",
    "verdict",
    "reasons",
    "sla",
    "movements",
    "alternatives",
    "frontier",
    "facts",
    "findings",
  ],
);
const experimentFile = closed(
  {
    file: text,
    previousFile: text,
    verdict,
    reasons: list(text, 50),
    sla,
    workload,
    experiments: list(
      closed({ name: text, best: evaluation, nearestMiss: evaluation, problem: text }, ["name"]),
      200,
    ),
    baseWinner: { anyOf: [text, { type: "null" }] },
    facts: list(fact, 200),
    findings: list(finding, 500),
  },
  ["file", "verdict", "reasons", "sla", "experiments", "facts", "findings"],
);

export const CHECK_RESULT_SCHEMA = closed(
  {
    verdict,
    deployments: list(review, 500),
    findings: list(finding, 2000),
    files: list(text, 3000),
    profile: text,
    incomplete: flag,
    experiments: list(experimentFile, 200),
    removed: list(text, 3000),
    totals: closed({ before: gpuTotals, after: gpuTotals }, ["before", "after"]),
  },
  ["verdict", "deployments", "findings", "files", "profile", "incomplete"],
);
