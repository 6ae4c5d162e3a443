import { describe, expect, it } from "@jest/globals";
import { runCheck } from "../../src/check/run-check.js";
import { UserError } from "../../src/domain/errors.js";
import { finding } from "../../src/domain/finding.js";
import type { Finding } from "../../src/domain/review.js";
import { RULE_IDS, type RuleId } from "../../src/domain/rules.js";
import { loadPolicy } from "../../src/policy/index.js";
import type { Evaluator } from "../../src/check/evaluator.js";
import { UnknownModelError } from "../../src/perf/db/models.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";
import { fakeDeps, fakeEvaluator, GOOD, pointOf, rowOf, searchOf } from "../support/fake-evaluator.js";
import type { FakeOptions } from "../support/fake-predictor.js";
import { agg, type Figures } from "../support/reviews.js";

const VLLM = "[python3, -m, dynamo.vllm]";
const SGLANG = "[python3, -m, dynamo.sglang]";
const TRTLLM = "[python3, -m, dynamo.trtllm]";
const MODEL = "- --model\n- org/m\n";
const worker = (args = "", parts: WorkerParts = {}): WorkerParts => ({
  gpu: '"4"',
  command: VLLM,
  args: `${MODEL}- -tp\n- "4"${args}`,
  ...parts,
});
const one = (args = "", parts: WorkerParts = {}, options: Parameters<typeof manifest>[1] = {}): string =>
  manifest([worker(args, parts)], options);
const KV = `\n- --kv-transfer-config\n- '{"kv_connector":"NixlConnector","kv_role":"kv_both"}'`;
const disagg = (prefill = "", decode = "", parts: WorkerParts = {}): string =>
  manifest([
    worker(`\n- --disaggregation-mode\n- prefill${prefill}`, { name: "P", subType: "prefill", ...parts }),
    worker(`\n- --disaggregation-mode\n- decode${decode}`, { name: "D", subType: "decode", ...parts }),
  ]);
const GOOD_FILE = one();
const [HEAD = ""] = GOOD_FILE.split(/(?<=name: demo\n)/);

const engineFile = (yaml: string, flags: string): string =>
  one(
    "",
    {
      command: TRTLLM,
      args: `${MODEL}- --tensor-parallel-size\n- '4'\n${flags}- --extra-engine-args\n- /engine/config.yaml`,
      pod: "volumes:\n  - name: e\n    configMap: {name: engine}",
      container: "volumeMounts:\n  - {name: e, mountPath: /engine}",
    },
    {
      after: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: engine\ndata:\n  config.yaml: |\n    ${yaml.replaceAll("\n", "\n    ")}\n`,
    },
  );

/** What a row needs beside its text. */
interface Setting {
  readonly base?: string;
  readonly policy?: string;
  readonly figures?: Figures | ((tp: number) => Figures);
  readonly evaluator?: Partial<Evaluator>;
  readonly model?: FakeOptions & {
    readonly heads?: number;
    readonly experts?: number;
    readonly context?: number;
  };
  readonly facts?: UserError;
  /** a file round the change is wrong */
  readonly known?: readonly Finding[];
  /** the version of the image has no data */
  readonly version?: boolean;
  readonly unreadable?: string;
  readonly siblings?: readonly { readonly file: string; readonly text: string }[];
}

const refusing = (code: "infeasible" | "data"): Partial<Evaluator> => ({
  evaluate: async () => {
    throw new UserError(code, "no way");
  },
});
const queueing: Partial<Evaluator> = {
  evaluate: async (deployment, _workload, sla) => {
    const point = pointOf(deployment, GOOD, sla);
    const prediction = { ...point.prediction, notes: ["8 requests wait"] };
    return { ...point, prediction, queueing: { waiting: 8, waitMs: 3, door: "limit" } };
  },
};
const nearestOnly: Partial<Evaluator> = {
  search: async () => searchOf({ nearest: [rowOf(agg(1, { tp: 4 }, 8))] }),
};

type Verdict = "pass" | "fail" | "not-applicable";
const POLICY =
  "defaults: { system: h200_sxm, workload: { isl: 4000, osl: 500 }, sla: { ttft-ms: 600, tpot-ms: 20 } }\n";
const NO_SYSTEM = "defaults: { workload: { isl: 4000, osl: 500 } }\n";
const EXP =
  "serving_mode: agg\nmodel_path: org/m\ntotal_gpus: 8\nsystem_name: h200_sxm\nisl: 4000\nosl: 500\n";

const ROWS: readonly (readonly [
  rule: RuleId,
  text: string,
  verdict: Verdict,
  line: number,
  setting?: Setting,
])[] = [
  ["file-too-large", `${GOOD_FILE}#${"x".repeat(1024 * 1024)}`, "fail", 1],
  ["too-many-documents", `${GOOD_FILE}${"\n---\na: 1".repeat(201)}`, "fail", 1],
  ["too-many-nodes", `${GOOD_FILE}\n---\na: [${"1,".repeat(100_001)}]`, "fail", 22],
  ["yaml-syntax", GOOD_FILE.replace("  services:", " services:\n  x"), "fail", 7],
  [
    "duplicate-key",
    GOOD_FILE.replace("spec:\n", "spec:\n  backendFramework: vllm\n  backendFramework: vllm\n"),
    "pass",
    7,
  ],
  ["broken-alias", GOOD_FILE.replace("name: demo", "name: *x"), "fail", 4],
  ["ambiguous-boolean", GOOD_FILE.replace("spec:\n", "spec:\n  on: yes\n"), "pass", 6],
  ["byte-order-mark", `\uFEFF${GOOD_FILE}`, "pass", 1],
  ["template-not-rendered", GOOD_FILE.replace("- org/m", "- {{ .Values.model }}"), "not-applicable", 18],
  ["kustomize-patch", `${HEAD}spec:\n  services:\n    Worker:\n      replicas: 2\n`, "not-applicable", 1],
  ["legacy-graph", `${HEAD}spec:\n  dynamoGraph: x:1\n`, "not-applicable", 1],
  ["deprecated-api-version", GOOD_FILE, "pass", 1],
  ["unknown-api-version", GOOD_FILE.replace("v1alpha1", "v3"), "pass", 1],
  ["version-shape-mismatch", GOOD_FILE.replace("v1alpha1", "v1beta1"), "fail", 6],
  ["engine-not-found", one("", { command: "[python3, worker.py]" }), "not-applicable", 7],
  [
    "shell-syntax",
    one("", { command: "[sh, -c]", args: "- 'python3 -m dynamo.vllm --model org/m -tp 4 \"'" }),
    "pass",
    17,
  ],
  [
    "shell-too-long",
    one("", {
      command: "[sh, -c]",
      args: `- 'python3 -m dynamo.vllm --model org/m -tp 4 #${"x".repeat(70_000)}'`,
    }),
    "not-applicable",
    17,
  ],
  [
    "shell-stray-backslash",
    one("", {
      command: "[sh, -c]",
      args: "- >-\n  ulimit -l unlimited\n  python3 -m dynamo.vllm \\\n  --model org/m \\\n  -tp 4",
    }),
    "fail",
    18,
  ],
  [
    "shell-array-under-sh",
    one("", {
      command: "[sh, -c]",
      args: '- |\n  A=(--model org/m -tp 4)\n  python3 -m dynamo.vllm "${A[@]}"',
    }),
    "pass",
    19,
  ],
  ["unresolved-value", one("\n- --max-num-seqs\n- ${SEQS}"), "pass", 22],
  ["flag-value-invalid", one("\n- --max-num-seqs\n- many"), "fail", 22],
  ["flag-unknown", one("\n- --tensor-paralel-size\n- '4'"), "fail", 21],
  ["flag-duplicate", one("\n- -tp\n- '2'"), "pass", 20],
  ["flag-ignored", one("\n- --connector\n- nixl", { image: "r/vllm-runtime:1.0.0" }), "fail", 21],
  ["json-syntax", one("\n- --kv-transfer-config\n- '{x'"), "fail", 22],
  [
    "engine-file-missing",
    one("", { command: TRTLLM, args: `${MODEL}- --extra-engine-args\n- /x/a.yaml` }),
    "not-applicable",
    20,
  ],
  ["engine-file-syntax", engineFile("a: [1\nb: 2", ""), "fail", 37],
  ["setting-disagrees", engineFile("max_batch_size: 16", "- --max-batch-size\n- '8'\n"), "pass", 27],
  ["backend-mismatch", one("", {}, { framework: "sglang" }), "pass", 6],
  [
    "role-flag-missing",
    manifest([worker("", { name: "P", subType: "prefill" }), worker("", { name: "D", subType: "decode" })]),
    "fail",
    7,
  ],
  [
    "role-mismatch",
    disagg("", "").replace("subComponentType: prefill", "subComponentType: decode"),
    "fail",
    23,
  ],
  [
    "mode-not-understood",
    manifest([worker("", { name: "A" }), worker("", { name: "B" })]),
    "not-applicable",
    1,
  ],
  ["model-mismatch", disagg(KV, KV).replace(/org\/m(?![\s\S]*org\/m)/, "org/other"), "fail", 38],
  ["kv-connector-missing", disagg(), "fail", 18],
  [
    "role-pair-mismatch",
    disagg(`${KV}\n- --block-size\n- '128'`, `${KV}\n- --block-size\n- '64'`),
    "pass",
    48,
  ],
  [
    "settings-exclude",
    one("\n- --no-enable-chunked-prefill\n- --max-num-batched-tokens\n- '2048'\n- --max-model-len\n- '8192'"),
    "fail",
    23,
  ],
  [
    "buffer-not-whole-blocks",
    engineFile(
      "cache_transceiver_config:\n  max_tokens_in_buffer: 6500\nkv_cache_config:\n  tokens_per_block: 32",
      "",
    ).replace("tensorrtllm-runtime:1.3.0", "tensorrtllm-runtime:0.8.0"),
    "pass",
    37,
  ],
  ["setting-not-modelled", one("\n- --enforce-eager"), "pass", 21],
  ["gpus-too-few", one("", { gpu: '"2"' }), "fail", 20],
  ["gpus-unused", one("", { gpu: '"8"' }), "pass", 20],
  [
    "dp-not-dividing-tp",
    one("", { command: SGLANG, args: `${MODEL}- --tp\n- '4'\n- --dp\n- '3'\n- --enable-dp-attention` }),
    "fail",
    22,
  ],
  [
    "experts-not-dividing-tp",
    one("", {
      command: TRTLLM,
      args: `${MODEL}- --tensor-parallel-size\n- '4'\n- --expert-parallel-size\n- '3'`,
    }),
    "fail",
    22,
  ],
  ["gpu-limit-missing", manifest([{ command: VLLM, args: MODEL }]), "pass", 7],
  ["gpu-request-differs", one("", { container: "resources: {requests: {nvidia.com/gpu: 2}}" }), "fail", 15],
  [
    "gpu-product-mixed",
    disagg(KV, KV, { pod: "nodeSelector: {nvidia.com/gpu.product: NVIDIA-H200}" }).replace(
      /NVIDIA-H200(?![\s\S]*NVIDIA-H200)/,
      "NVIDIA-B200",
    ),
    "pass",
    34,
  ],
  [
    "gpu-product-conflict",
    one("", {
      pod: "nodeSelector: {nvidia.com/gpu.product: NVIDIA-H200, node.kubernetes.io/instance-type: p5.48xlarge}",
    }),
    "pass",
    13,
  ],
  ["tokens-below-batch", one("\n- --max-num-seqs\n- '64'\n- --max-num-batched-tokens\n- '32'"), "fail", 24],
  [
    "graph-sizes-below-batch",
    one("", {
      command: SGLANG,
      args: `${MODEL}- --tp\n- '4'\n- --max-running-requests\n- '64'\n- --cuda-graph-max-bs\n- '8'`,
    }),
    "pass",
    24,
  ],
  ["annotation-unknown", one("", {}, { annotations: "dynamo-advisor.dev/islx: '1'" }), "pass", 6],
  ["annotation-invalid", one("", {}, { annotations: "dynamo-advisor.dev/isl: many" }), "fail", 6],
  ["component-type-unknown", one("", { type: "wroker" }), "pass", 8],
  ["field-value-invalid", one("", { replicas: '"-1"' }), "fail", 9],
  ["image-tag-unknown", one("", { image: "nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.99.0" }), "pass", 14],
  ["not-predicted", one("", { command: "[python3, -m, dynamo.mocker]", args: MODEL }), "not-applicable", 1],
  ["experiment-invalid", EXP.replace("total_gpus: 8\n", ""), "fail", 1],
  ["experiment-not-predicted", `${EXP}image_height: 1024\n`, "not-applicable", 7],
  ["experiment-unknown-name", `exps: [a, b]\na:\n  ${EXP.replaceAll("\n", "\n  ")}`, "fail", 1],
  ["experiment-duplicate-key", `${EXP}isl: 4000\n`, "not-applicable", 7],
  ["experiment-note", `${EXP}database_mode: SOL_FULL\n`, "not-applicable", 1],
  ["heads-not-divisible", one().replaceAll('"4"', '"6"'), "fail", 20],
  [
    "experts-not-divisible",
    one("\n- --enable-expert-parallel"),
    "pass",
    21,
    { model: { moe: true, experts: 6 } },
  ],
  ["parallel-size-impossible", GOOD_FILE, "fail", 20, { evaluator: refusing("infeasible") }],
  ["memory-exceeded", GOOD_FILE, "fail", 20, { model: { weightGib: 4000 } }],
  ["batch-exceeds-memory", one("\n- --max-num-seqs\n- '4000'"), "pass", 22],
  ["context-exceeds-model", one("\n- --max-model-len\n- '4096'"), "fail", 22],
  ["context-exceeds-room", one("\n- --max-model-len\n- '200000'"), "fail", 22],
  ["prompt-exceeds-budget", engineFile("max_num_tokens: 2048", ""), "fail", 36],
  [
    "pool-imbalance",
    disagg(KV, KV),
    "pass",
    26,
    {
      evaluator: {
        poolRates: async () => ({
          prefillWorkers: 4,
          decodeWorkers: 1,
          prefillGpus: 1,
          decodeGpus: 1,
          prefillRequestsPerSec: 40,
          decodeRequestsPerSec: 4,
        }),
      },
    },
  ],
  ["sla-unreachable", GOOD_FILE, "fail", 1, { figures: { ...GOOD, ttft: 900 }, evaluator: nearestOnly }],
  ["queue-grows", GOOD_FILE, "pass", 7, { evaluator: queueing }],
  ["unknown-model", GOOD_FILE, "not-applicable", 18, { facts: new UserError("model", "no") }],
  ["unknown-system", GOOD_FILE, "not-applicable", 1, { facts: new UserError("system", "no") }],
  ["gpu-type-missing", GOOD_FILE, "not-applicable", 7, { policy: NO_SYSTEM }],
  ["data-version-nearest", GOOD_FILE, "pass", 1, { version: true }],
  ["data-missing", GOOD_FILE, "not-applicable", 1, { facts: new UserError("data", "no rows") }],
  ["gpu-budget-exceeded", GOOD_FILE, "pass", 7, { policy: POLICY.replace("system:", "gpus: 2, system:") }],
  ["change-budget-exceeded", GOOD_FILE, "fail", 1, { policy: `${POLICY}budget: { gpus: 2 }\n` }],
  [
    "setting-loosened",
    one("", {}, { annotations: 'dynamo-advisor.dev/ttft-ms: "900"' }),
    "pass",
    6,
    { base: GOOD_FILE },
  ],
  [
    "deployment-ignored",
    one("", {}, { annotations: 'dynamo-advisor.dev/ignore: "true"' }),
    "not-applicable",
    1,
  ],
  [
    "regression",
    GOOD_FILE,
    "pass",
    1,
    { base: one().replaceAll('"4"', '"8"'), figures: (tp) => ({ ...GOOD, rate: tp === 4 ? 500 : 600 }) },
  ],
  ["no-longer-judged", "", "fail", 1, { base: GOOD_FILE, unreadable: "not UTF-8 text" }],
  ["file-unreadable", "", "not-applicable", 1, { unreadable: "not UTF-8 text" }],
  ["policy-invalid", GOOD_FILE, "fail", 1, { known: (await loadPolicy("rulez: {}\n", "p.yml")).findings }],
  [
    "calibration-invalid",
    GOOD_FILE,
    "pass",
    3,
    {
      policy: `${POLICY}rules: { calibration-invalid: off }\n`,
      known: [finding("calibration-invalid", { file: "c.json", position: { line: 3, column: 1 } }, "broken")],
    },
  ],
  ["measurement-unreadable", GOOD_FILE, "pass", 1, { siblings: [{ file: "a.measured.json", text: "{" }] }],
];

async function check(text: string, setting: Setting = {}) {
  const { figures = GOOD, model, policy = POLICY } = setting;
  const evaluator = fakeEvaluator(
    typeof figures === "function" ? (deployment) => figures(deployment.pools[0]!.parallelism.tp) : figures,
    setting.evaluator,
  );
  const deps = fakeDeps(evaluator, model);
  const { facts } = deps.predictor;
  const predictor = {
    ...deps.predictor,
    facts: async (context: Parameters<typeof facts>[0]) => {
      if (setting.facts !== undefined) throw setting.facts;
      if (setting.version === true && context.backendVersion !== undefined)
        throw new UserError("version", "no");
      const known = await facts(context);
      return {
        ...known,
        heads: model?.heads ?? 64,
        experts: model?.experts ?? 0,
        maxPositionEmbeddings: model?.context ?? known.maxPositionEmbeddings,
      };
    },
  };
  const file =
    setting.unreadable === undefined
      ? { path: "a.yaml", status: "modified" as const, headText: text }
      : { path: "a.yaml", status: "modified" as const, unreadable: setting.unreadable };
  return runCheck(
    { ...deps, predictor },
    {
      files: [setting.base === undefined ? file : { ...file, baseText: setting.base }],
      policy: (await loadPolicy(policy, "p.yml")).policy,
      siblings: async () => setting.siblings ?? [],
      ...(setting.known && { known: setting.known }),
    },
  );
}

describe("every rule is raised by a manifest, on its line, with the verdict that it leads to", () => {
  it.each(ROWS)("%s", async (rule, text, verdict, line, ...setting) => {
    const result = await check(text, ...setting);
    const all = [result, ...result.deployments, ...(result.experiments ?? [])].flatMap(
      ({ findings }) => findings,
    );
    const found = all.find((each) => each.rule === rule);
    expect({ rule: found?.rule, line: found?.position.line, verdict: result.verdict }).toEqual({
      rule,
      line,
      verdict,
    });
  });

  it("none is left out", () => {
    expect(ROWS.map(([rule]) => rule).sort()).toEqual([...RULE_IDS].sort());
  });
});

describe("what is not checked says why, for its verdict and with the lines that would mend it", () => {
  const missing = "is not covered by the performance data";
  const hint = "models:\n  fetch: true # reads its config.json from the hub\n";
  it.each<readonly [what: string, phrase: string, yaml: string | undefined, setting: Setting]>([
    ["no rows", missing, undefined, { facts: new UserError("data", "no rows") }],
    ["no rows for a pool", missing, undefined, { evaluator: refusing("data") }],
    [
      "no such model",
      "serves a model that is not in the data",
      hint,
      { facts: new UnknownModelError("org/m") },
    ],
    [
      "a model that no price is known for",
      "serves a model that cannot be priced",
      undefined,
      { facts: new UserError("model", "no") },
    ],
    [
      "no such GPU",
      "runs on h200_sxm, which is not in the data",
      undefined,
      { facts: new UserError("system", "no") },
    ],
    [
      "no GPU type",
      "does not say its GPU type",
      "defaults:\n  system: h200_sxm # or a100_sxm\n",
      { policy: NO_SYSTEM },
    ],
  ])("%s", async (_what, phrase, yaml, setting) => {
    const [review] = (await check(GOOD_FILE, setting)).deployments;
    expect([review?.notChecked?.phrase, review?.reasons, review?.notChecked?.policyYaml]).toEqual([
      phrase,
      [phrase],
      yaml,
    ]);
  });
});
