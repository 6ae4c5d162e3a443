import { describe, expect, it } from "@jest/globals";
import type { Predictor } from "../../src/perf/types.js";
import { MissingDataError } from "../../src/perf/types.js";
import { checkManifest } from "../support/check-manifest.js";
import { fakePredictor } from "../support/fake-predictor.js";
import { manifest, type WorkerParts } from "../manifest/support/build.js";

/** A predictor whose measurements lack something; in HYBRID mode it answers where it may. */
function lacking({ hybrid, engines }: { hybrid: boolean; engines: readonly string[] }): Predictor {
  const all = fakePredictor();
  return {
    ...all,
    workers: async (context, choices, options) =>
      engines.includes(context.backend) || (hybrid && context.databaseMode === "HYBRID")
        ? all.workers(context, choices, options)
        : choices.map(() => new MissingDataError("no matrix products were measured")),
  };
}

async function checked(workers: readonly WorkerParts[], predictor: Predictor) {
  return checkManifest(manifest(workers), {}, { predictor, systems: ["h200_sxm"], nearestModels: () => [] });
}

const args = (model: string, ...more: string[]) =>
  [model, "org/m", "--tensor-parallel-size", '"2"', ...more].map((one) => `- ${one}`).join("\n");
const worker = (engine: string, ...more: string[]): WorkerParts => ({
  ...{ gpu: '"2"', command: `[python3, -m, dynamo.${engine}]` },
  args: args(engine === "vllm" ? "--model" : "--model-path", ...more),
});
const ROLES = ["prefill", "decode"] as const;
const CONNECTOR = '{"kv_connector":"NixlConnector","kv_role":"kv_both"}';
const pools = (engine: string, ...more: string[]): readonly WorkerParts[] =>
  ROLES.map((role) => ({
    ...worker(engine, "--disaggregation-mode", role, ...more),
    ...{ name: role, subType: role },
  }));
const WORKERS: Readonly<Record<string, readonly WorkerParts[]>> = {
  "vLLM agg": [worker("vllm")],
  "SGLang agg": [worker("sglang")],
  "TensorRT-LLM agg": [worker("trtllm")],
  "vLLM disagg": pools("vllm", "--kv-transfer-config", `'${CONNECTOR}'`),
  "SGLang disagg": pools("sglang", "--disaggregation-transfer-backend", "nixl"),
  "TensorRT-LLM disagg": pools(
    "trtllm",
    ...["--override-engine-args", `'{"cache_transceiver_config": {"backend": "DEFAULT"}}'`],
  ),
};

describe("missing data", () => {
  it.each(Object.keys(WORKERS))("is never an impossible layout: %s is not checked", async (name) => {
    const review = await checked(WORKERS[name]!, lacking({ hybrid: false, engines: [] }));

    expect(review.verdict).toBe("not-applicable");
    expect(review.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    const missing = review.findings.find(({ rule }) => rule === "data-missing");
    expect(missing?.message).toMatch(/worker \(TP2\): no matrix products were measured\. No other engine/);
  });

  it("names HYBRID where that answers, else the engines that do", async () => {
    const hybrid = await checked(WORKERS["vLLM agg"]!, lacking({ hybrid: true, engines: [] }));
    const other = await checked(WORKERS["vLLM agg"]!, lacking({ hybrid: false, engines: ["sglang"] }));

    const message = (review: typeof hybrid) =>
      review.findings.find(({ rule }) => rule === "data-missing")?.message;
    expect(message(hybrid)).toContain("--database-mode HYBRID");
    expect(message(other)).toContain("SGLang has data for this layout");
  });

  it("is not what an impossible size is", async () => {
    const odd = [{ ...WORKERS["vLLM agg"]![0]!, gpu: '"5"', args: args("--model").replace('"2"', '"5"') }];
    const review = await checked(odd, fakePredictor());

    expect(review.verdict).toBe("fail");
  });
});
