import { describe, expect, it } from "@jest/globals";
import type { Backend, QuantModes } from "../../../src/domain/deployment.js";
import { estimate } from "../../../src/perf/estimate/estimate.js";
import type { EstimateMode, EstimateRequest } from "../../../src/perf/estimate/request.js";
import { relativeError, testPredictor } from "../../support/perf.js";

interface Point {
  readonly model: string;
  readonly system: string;
  readonly backend: Backend;
  readonly sizes: NonNullable<EstimateRequest["parallelism"]>;
  readonly mode: EstimateMode;
  readonly isl: number;
  readonly osl: number;
  readonly batch: number;
  readonly quant?: Partial<QuantModes>;
  readonly version?: string;
}

async function price(point: Point): ReturnType<typeof estimate> {
  const { model, system, backend, sizes, mode, isl, osl, batch, quant = {}, version = "current" } = point;
  return estimate(await testPredictor(), {
    mode,
    isl,
    osl,
    batchSize: batch,
    parallelism: sizes,
    context: { model, system, backend, quant, backendVersion: version },
  });
}

const GB300_405B: Point = {
  model: "meta-llama/Meta-Llama-3.1-405B",
  system: "gb300",
  backend: "sglang",
  sizes: { tp: 32 },
  mode: "static_gen",
  isl: 2000,
  osl: 40,
  batch: 1,
};

describe("all-reduce beyond the measured GPU counts", () => {
  it("follows the largest measured count, not the node", async () => {
    expect(relativeError((await price(GB300_405B)).tpotMs, 22.02)).toBeLessThan(1e-3);
  });
});

const GLM: Point = {
  model: "nvidia/GLM-5-NVFP4",
  system: "gb200",
  backend: "vllm",
  sizes: { tp: 8, moeTp: 1, moeEp: 8 },
  mode: "static_ctx",
  isl: 6,
  osl: 100,
  batch: 1,
};

describe("figures that are not numbers", () => {
  it.each([1, 2, 6])("never leave the model: %d new tokens a rank of 8", async (isl) => {
    await expect(price({ ...GLM, isl })).rejects.toThrow("0 tokens");
  });
});

const V4: Point = {
  model: "deepseek-ai/DeepSeek-V4-Flash",
  system: "b200_sxm",
  backend: "vllm",
  sizes: { tp: 8, moeTp: 1, moeEp: 8 },
  mode: "agg",
  isl: 2048,
  osl: 256,
  batch: 8,
};

describe("number formats that were asked for", () => {
  it.each<Partial<QuantModes>>([{ kvcache: "bfloat16" }, { kvcache: "int8" }, { fmha: "fp8" }])(
    "%o of DeepSeek-V4 is refused, not priced as another",
    async (quant) => {
      await expect(price({ ...V4, quant })).rejects.toThrow(/measured/);
    },
  );

  it("is answered where the rows have it", async () => {
    const given = await price({ ...V4, quant: { kvcache: "fp8", fmha: "bfloat16" } });

    expect(given.tpotMs).toBe((await price(V4)).tpotMs);
  });
});

describe("heads fewer than were ever measured", () => {
  it("cost as much as the fewest: 4 and 8 of 64 in compressed attention", async () => {
    const at = async (tp: number): Promise<number> => {
      const { operators = [] } = await estimate(await testPredictor(), {
        mode: "agg",
        isl: 2048,
        osl: 2,
        batchSize: 1,
        parallelism: { tp, moeTp: 1, moeEp: tp },
        context: { model: V4.model, system: "gb200", backend: "vllm" },
        detail: true,
      });
      return operators
        .filter(({ name }) => name === "context_attention")
        .reduce((sum, { ms }) => sum + ms, 0);
    };

    expect(await at(8)).toBeGreaterThan(0);
    expect(await at(16)).toBe(await at(8));
  });
});

const DENSE_FIRST: Point = {
  model: "deepseek-ai/DeepSeek-V3.2",
  system: "h200_sxm",
  backend: "sglang",
  sizes: { tp: 8, moeTp: 1, moeEp: 8 },
  mode: "static_gen",
  isl: 2000,
  osl: 40,
  batch: 4,
};

describe("dense first layers of sparse latent attention", () => {
  const names = async (point: Point, pp = 1): Promise<readonly string[]> => {
    const { operators = [] } = await estimate(await testPredictor(), {
      mode: point.mode,
      isl: point.isl,
      osl: point.osl,
      batchSize: point.batch,
      parallelism: { ...point.sizes, pp },
      context: { model: point.model, system: point.system, backend: point.backend },
      detail: true,
    });
    return operators.map(({ name }) => name).filter((name) => name.startsWith("dense_"));
  };

  it("are run dense by SGLang on one stage", async () => {
    expect(await names(DENSE_FIRST)).toHaveLength(5);
  });

  it("have experts on vLLM", async () => {
    expect(await names({ ...DENSE_FIRST, backend: "vllm" })).toEqual([]);
  });

  it("have experts over two stages", async () => {
    expect(await names(DENSE_FIRST, 2)).toEqual([]);
  });
});

describe("architectures that the published method knows and refuses", () => {
  it.each([
    ["zai-org/GLM-5.3-Flash", "exact engine versions"],
    ["deepseek-ai/DeepSeek-V4.1-Flash", "mHC"],
  ])("%s is refused with its reason", async (model, reason) => {
    await expect(price({ ...V4, model })).rejects.toThrow(reason);
  });
});
