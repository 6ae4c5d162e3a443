import { describe, expect, it } from "@jest/globals";
import { SINGLE_GPU, type Backend, type Deployment, type Role } from "../../src/domain/deployment.js";
import { createEvaluator } from "../../src/check/evaluator.js";
import { selectProfile } from "../../src/perf/profile/select.js";
import { manifest } from "../manifest/support/build.js";
import { checkManifest } from "../support/check-manifest.js";
import { PERF_DB_ROOT, testPredictor } from "../support/perf.js";

const WORKLOAD = { isl: 2000, osl: 200, prefix: 0 };
const SLA = { ttftMs: 3000, tpotMs: 60 };
/** The model's own limit: writing it down changes nothing in an engine. */
const LIMIT = 40_960;

function deployment(backend: Backend, mode: "agg" | "disagg", maxSeqLen?: number): Deployment {
  const roles: readonly Role[] = mode === "agg" ? ["agg"] : ["prefill", "decode"];
  return {
    ...{ model: "Qwen/Qwen3-32B-FP8", backend, backendVersion: "current", mode, replicas: 1, quant: {} },
    pools: roles.map((role) => ({
      ...{ role, system: "h100_sxm", parallelism: { ...SINGLE_GPU, tp: 2 }, workers: 1, batchSize: 64 },
      settings: { maxBatchSize: 64, ...(maxSeqLen === undefined ? {} : { maxSeqLen }) },
    })),
  };
}

async function predictions(profile: "reference" | "calibrated", backend: Backend, mode: "agg" | "disagg") {
  const evaluator = createEvaluator({
    predictor: await testPredictor(),
    profile: selectProfile(profile, PERF_DB_ROOT),
  });
  const [without, within] = [undefined, LIMIT].map((limit) =>
    evaluator.evaluate(deployment(backend, mode, limit), WORKLOAD, SLA),
  );
  return { without: (await without!).prediction, within: (await within!).prediction };
}

describe("tokens of a prompt that are cached", () => {
  it.each([
    ["4000", ["annotation-invalid"]],
    ["3999", []],
  ])("%s of 4000", async (tokens, rules) => {
    const args = "- --model\n- Qwen/Qwen3-32B-FP8";
    const annotations = `dynamo-advisor.dev/prefix-tokens: "${tokens}"`;
    const text = manifest([{ gpu: '"1"', command: "[python3, -m, dynamo.vllm]", args }], { annotations });
    const { findings } = await checkManifest(text);

    expect(findings.map(({ rule }) => rule).filter((rule) => rule.startsWith("annotation"))).toEqual(rules);
  });
});

describe("a context limit", () => {
  it.each([
    ["vllm", "agg"],
    ["vllm", "disagg"],
    ["sglang", "agg"],
    ["sglang", "disagg"],
    ["trtllm", "agg"],
    ["trtllm", "disagg"],
  ] as const)("reserves nothing: %s %s has the same figures with and without it", async (backend, mode) => {
    const { without, within } = await predictions("calibrated", backend, mode);

    expect(within).toEqual(without);
  });

  it("is memory of every request in the published method, which says so", async () => {
    const { without, within } = await predictions("reference", "vllm", "disagg");

    expect(within.concurrency).toBeLessThan(without.concurrency);
    expect(within.notes.join(" ")).toContain(`reserves the context limit of ${LIMIT} tokens`);
    expect(without.notes.join(" ")).not.toContain("reserves the context limit");
  });
});
