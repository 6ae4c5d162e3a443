import { beforeAll, describe, expect, it } from "@jest/globals";
import type { CheckDeps } from "../../src/check/deps.js";
import { openCheckDeps } from "../../src/check/open.js";
import { runCheck } from "../../src/check/run-check.js";
import type { DeploymentReview } from "../../src/domain/review.js";
import type { SiblingFile } from "../../src/manifest/types.js";
import type { Candidate } from "../../src/policy/index.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const LLAMA_8B = {
  architectures: ["LlamaForCausalLM"],
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  max_position_embeddings: 131072,
};
const HALF = { ...LLAMA_8B, num_hidden_layers: 16 };

const manifest = (model: string): string => `apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: { name: tuned }
spec:
  components:
    - name: worker
      type: worker
      replicas: 1
      podTemplate:
        spec:
          containers:
            - name: main
              image: nvcr.io/nvidia/ai-dynamo/vllm-runtime:1.6.1
              command: [python3, -m, dynamo.vllm]
              args: [--model, ${model}, --tensor-parallel-size, "1", --max-model-len, "8192"]
              resources: { limits: { nvidia.com/gpu: "1" } }
`;

const inputs = {
  kind: "input",
  values: Object.fromEntries(
    Object.entries({ system: "h200_sxm", isl: 2000, osl: 200, ttftMs: 3000, tpotMs: 60, concurrency: 8 }).map(
      ([key, value]) => [key, { value, source: { kind: "input", what: "test" } }],
    ),
  ),
} as unknown as Candidate;

let deps: CheckDeps;
beforeAll(async () => {
  deps = await openCheckDeps({ root: PERF_DB_ROOT, profile: "reference" });
});

interface Beside {
  readonly head?: Readonly<Record<string, unknown>>;
  readonly base?: Readonly<Record<string, unknown>>;
  readonly deps?: CheckDeps;
}

async function checked(model: string, beside: Beside): Promise<DeploymentReview> {
  const files = (side: Readonly<Record<string, unknown>> = {}): SiblingFile[] =>
    Object.entries(side).map(([name, value]) => ({
      file: name.includes("/") ? name : `deploy/${name}`,
      text: typeof value === "string" ? value : JSON.stringify(value),
    }));
  const text = manifest(model);
  const baseText = beside.base === undefined ? {} : { baseText: text };
  const result = await runCheck(beside.deps ?? deps, {
    files: [{ path: "deploy/agg.yaml", status: "modified", headText: text, ...baseText }],
    policy: DEFAULT_POLICY,
    inputs,
    siblings: async (_file, side) => files(side === "head" ? beside.head : beside.base),
  });
  return result.deployments[0]!;
}

const tpot = ({ proposed }: DeploymentReview): number | undefined => proposed?.prediction.tpotMs;

describe("a model that is not bundled, with its config.json beside the manifest", () => {
  it.each([
    ["acme/tuned-8b", { "config.json": LLAMA_8B }],
    ["/models/tuned-8b", { "config.json": LLAMA_8B }],
    ["acme/tuned-8b", { "config.json": HALF, "tuned-8b.config.json": LLAMA_8B }],
  ])("is predicted: %s, %j", async (model, head) => {
    const own = await checked(model, { head });
    const bundled = await checked("meta-llama/Meta-Llama-3.1-8B", {});
    expect(tpot(own)).toBeCloseTo(tpot(bundled)!, 6);
    expect(own.proposed?.prediction.notes.join()).toContain("config.json beside the manifest");
  });

  it("is not taken from another folder, nor for a model that is bundled", async () => {
    const elsewhere = await checked("acme/tuned-8b", { head: { "perf/config.json": LLAMA_8B } });
    expect(elsewhere.proposed).toBeUndefined();
    const bundled = await checked("meta-llama/Meta-Llama-3.1-8B", { head: { "config.json": HALF } });
    expect(tpot(bundled)).toBe(tpot(await checked("meta-llama/Meta-Llama-3.1-8B", {})));
  });

  it("comes before the sizes of a twin", async () => {
    const model = "meta-llama/Llama-3.1-8B-Instruct";
    const half = await checked(model, { head: { "config.json": HALF } });
    expect(tpot(half)! / tpot(await checked(model, {}))!).toBeLessThan(0.7);
  });

  it("is what the base says it is: a change does not shrink a model", async () => {
    const kept = await checked("acme/tuned-8b", {
      base: { "config.json": LLAMA_8B },
      head: { "config.json": HALF },
    });
    expect(tpot(kept)).toBe(tpot(await checked("acme/tuned-8b", { head: { "config.json": LLAMA_8B } })));
  });

  it("keeps to its folder: two models of one name are two models", async () => {
    const text = manifest("acme/tuned-8b");
    const paths = ["a/agg.yaml", "b/agg.yaml"];
    const result = await runCheck(deps, {
      files: paths.map((file) => ({ path: file, status: "added" as const, headText: text })),
      policy: DEFAULT_POLICY,
      inputs,
      siblings: async (file) => [
        file.startsWith("a/")
          ? { file: "a/config.json", text: JSON.stringify(LLAMA_8B) }
          : { file: "b/config.json", text: JSON.stringify(HALF) },
      ],
    });
    const [first, second] = result.deployments.map(tpot);
    expect(second! / first!).toBeLessThan(0.7);
  });

  it("is checked when its config.json changes alone", async () => {
    const one = (text: string): SiblingFile => ({ file: "deploy/config.json", text });
    const result = await runCheck(deps, {
      files: [{ path: "deploy/config.json", status: "added", headText: JSON.stringify(LLAMA_8B) }],
      policy: DEFAULT_POLICY,
      inputs,
      siblings: async () => [
        one(JSON.stringify(LLAMA_8B)),
        { file: "deploy/agg.yaml", text: manifest("acme/tuned-8b") },
      ],
    });
    expect(result.deployments.map(({ file }) => file)).toEqual(["deploy/agg.yaml"]);
    expect(result.deployments[0]?.proposed).toBeDefined();
  });
});

describe("a model of which no prediction can be made", () => {
  it.each([
    ["only a name", {}, /config\.json beside the manifest, or allow fetching it/],
    [
      "an architecture nobody prices",
      { "config.json": { ...LLAMA_8B, architectures: ["T5ForConditionalGeneration"] } },
      /T5ForConditionalGeneration/,
    ],
    ["a size is missing", { "config.json": { ...LLAMA_8B, vocab_size: undefined } }, /lacks vocab_size/],
    [
      "no JSON",
      { "config.json": "{" },
      /deploy\/config\.json beside the manifest cannot be read: not valid JSON/,
    ],
    [
      "a format without measurements",
      {
        "config.json": {
          ...LLAMA_8B,
          quantization_config: { quant_method: "bitsandbytes", load_in_4bit: true },
        },
      },
      /quantized with bitsandbytes/,
    ],
    [
      "a format of AMD's tool",
      { "config.json": { ...LLAMA_8B, quantization_config: { quant_method: "quark" } } },
      /quantized with quark/,
    ],
  ])("says why: %s", async (_name, head, words) => {
    const review = await checked("acme/tuned-8b", { head });
    expect(review.verdict).toBe("not-applicable");
    const said = review.findings.filter(({ rule }) => rule === "unknown-model");
    expect(said.map(({ message }) => message)).toEqual([expect.stringMatching(words)]);
  });

  it("offers the policy's line that would fetch it, and no longer where that was tried", async () => {
    const alone = await checked("acme/tuned-8b", {});
    expect(alone.notChecked?.policyYaml).toContain("fetch: true");
    const configOf = async () => ({
      reason: "Its config.json was not fetched: the hub has none under this name.",
    });
    const tried = await checked("acme/tuned-8b", {
      deps: await openCheckDeps({ root: PERF_DB_ROOT, profile: "reference", configOf }),
    });
    expect(tried.notChecked?.policyYaml ?? "").not.toContain("fetch");
    expect(tried.findings.map(({ message }) => message).join()).toContain("the hub has none under this name");
  });

  it("is answered by what was fetched, and the answer says so", async () => {
    const configOf = async (name: string) => ({
      files: { config: LLAMA_8B },
      from: `config.json of ${name}, fetched`,
    });
    const review = await checked("acme/tuned-8b", {
      deps: await openCheckDeps({ root: PERF_DB_ROOT, profile: "reference", configOf }),
    });
    expect(review.proposed?.prediction.notes.join()).toContain("config.json of acme/tuned-8b, fetched");
  });
});
