import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { CheckDeps } from "../../src/check/deps.js";
import { openCheckDeps } from "../../src/check/open.js";
import { runCheck } from "../../src/check/run-check.js";
import type { DeploymentReview } from "../../src/domain/review.js";
import type { Candidate } from "../../src/policy/index.js";
import { DEFAULT_POLICY } from "../../src/policy/types.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const draft = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../fixtures/drafts/${name}/config.json`, import.meta.url)), "utf8");
const NAMED = "drafter.config.json";

const manifest = `apiVersion: nvidia.com/v1beta1
kind: DynamoGraphDeployment
metadata: { name: drafted }
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
              args:
                - --model
                - meta-llama/Meta-Llama-3.1-8B
                - --max-model-len
                - "8192"
                - --speculative-config
                - '{"method":"eagle3","model":"acme/drafter","num_speculative_tokens":3}'
              resources: { limits: { nvidia.com/gpu: "1" } }
`;

const inputs = {
  kind: "input",
  values: Object.fromEntries(
    Object.entries({
      ...{ system: "h200_sxm", isl: 2000, osl: 200, ttftMs: 3000, tpotMs: 60, concurrency: 8 },
      acceptLength: 2.6,
    }).map(([key, value]) => [key, { value, source: { kind: "input", what: "test" } }]),
  ),
} as unknown as Candidate;

let deps: CheckDeps;
beforeAll(async () => {
  deps = await openCheckDeps({ root: PERF_DB_ROOT, profile: "reference" });
});

async function checked(beside: Readonly<Record<string, string>>): Promise<DeploymentReview> {
  const { deployments } = await runCheck(deps, {
    files: [{ path: "deploy/agg.yaml", status: "added", headText: manifest }],
    policy: DEFAULT_POLICY,
    inputs,
    siblings: async () => Object.entries(beside).map(([name, text]) => ({ file: `deploy/${name}`, text })),
  });
  return deployments[0]!;
}

const notModelled = ({ findings }: DeploymentReview): number =>
  findings.filter(({ rule }) => rule === "setting-not-modelled").length;
const facts = (review: DeploymentReview): string => JSON.stringify(review.facts);

describe("a deployment with a trained draft", () => {
  it("is priced with it where the draft's files lie beside", async () => {
    const review = await checked({ [NAMED]: draft("eagle3-llama-3.1-8b") });
    const without = await checked({});

    expect(review.proposed?.deployment.speculation).toEqual({
      method: "eagle3",
      draftModel: "acme/drafter",
      nextn: 3,
      accepted: expect.closeTo(1.6, 9),
    });
    const faster = without.proposed!.prediction.tpotMs / review.proposed!.prediction.tpotMs;
    expect(faster).toBeGreaterThan(1.5);
    expect(faster).toBeLessThan(2.6);
    expect(notModelled(review)).toBe(0);
    expect(notModelled(without)).toBe(1);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["nothing is known of it", {}, "configuration of the draft acme/drafter is not known"],
    [
      "a file beside is the target's",
      { "config.json": draft("eagle3-llama-3.1-8b") },
      "configuration of the draft acme/drafter is not known",
    ],
    ["it is another target's", { [NAMED]: draft("eagle3-qwen3-32b") }, "has hidden_size 5120"],
    ["its file is broken", { [NAMED]: "{" }, "drafter.config.json"],
  ])("is priced without it, and says why, where %s", async (_name, beside, reason) => {
    const review = await checked(beside);

    expect(review.proposed?.deployment.speculation).toBeUndefined();
    expect(facts(review)).toContain(reason);
    expect(facts(review)).toContain("predicted without speculative decoding");
  });
});
