import { describe, expect, it } from "@jest/globals";
import type { Backend } from "../../../src/domain/deployment.js";
import { estimate } from "../../../src/perf/estimate/estimate.js";
import type { EstimateRequest, EstimateResult } from "../../../src/perf/estimate/request.js";
import { reference, type Profile } from "../../../src/perf/profile/profile.js";
import { testPredictor } from "../../support/perf.js";

/** A profile of ours: anything but the published method. */
const ours: Profile = { ...reference, name: "calibrated", identity: false };

function gptOss(rest: Partial<EstimateRequest>): EstimateRequest {
  return {
    mode: "agg",
    isl: 4000,
    osl: 1000,
    batchSize: 176,
    ctxTokens: 8000,
    parallelism: { dp: 2, moeTp: 1, moeEp: 2 },
    context: { model: "openai/gpt-oss-120b", system: "b200_sxm", backend: "trtllm" },
    ...rest,
  };
}

async function answer(request: EstimateRequest): Promise<EstimateResult> {
  return estimate(await testPredictor(), request);
}

// the format in which an engine runs the experts of an MXFP4 checkpoint
const EXPERTS: readonly (readonly [string, string, Backend, string])[] = [
  ["openai/gpt-oss-20b", "b200_sxm", "trtllm", "w4a8_mxfp4_mxfp8"],
  ["openai/gpt-oss-120b", "gb200", "trtllm", "w4a8_mxfp4_mxfp8"],
  ["openai/gpt-oss-120b", "rtx_pro_6000_server", "trtllm", "w4a8_mxfp4_mxfp8"],
  ["openai/gpt-oss-120b", "h200_sxm", "trtllm", "w4a16_mxfp4"],
  ["openai/gpt-oss-120b", "b200_sxm", "sglang", "w4a16_mxfp4"],
  ["openai/gpt-oss-20b", "b200_sxm", "vllm", "w4a16_mxfp4"],
];

describe("formats that an engine runs", () => {
  it.each(EXPERTS)("%s on %s, %s: experts in %s", async (model, system, backend, expected) => {
    const facts = await (await testPredictor()).facts({ model, system, backend });

    expect(facts.quant.moe).toBe(expected);
  });

  it("are priced by the searches and by our own single points", async () => {
    const result = await answer(gptOss({ profile: ours }));

    expect(result.quant.moe).toBe("w4a8_mxfp4_mxfp8");
    expect(result.tpotMs).toBeGreaterThan(15);
    expect(result.tpotMs).toBeLessThan(25);
  });

  it("give way, with a note, to the checkpoint's in the published method's single points", async () => {
    const result = await answer(gptOss({ profile: reference }));

    expect(result.quant.moe).toBe("w4a16_mxfp4");
    expect(result.tpotMs).toBeGreaterThan(45);
    expect(result.notes.join("\n")).toContain("--moe-quant-mode w4a8_mxfp4_mxfp8");
  });

  it("give way to what the user says, under every profile", async () => {
    const context = { ...gptOss({}).context, quant: { moe: "w4a16_mxfp4" } };

    for (const profile of [ours, reference]) {
      const result = await answer(gptOss({ profile, context }));

      expect(result.quant.moe).toBe("w4a16_mxfp4");
      expect(result.notes).toEqual([]);
    }
  });
});
