import { beforeAll, describe, expect, it } from "@jest/globals";
import { BACKENDS } from "../../../src/domain/deployment.js";
import { askingReplicas, operators, type Asked, type Seen } from "../../support/replicas-seen.js";

// A longer prompt is more to compute and more to read with every token: whatever was measured at other lengths, no figure gets
// better by it. Where the operators' own tables say otherwise, their order is kept and nothing is added to it.

let ask: (asked: Asked) => Promise<Seen | undefined>;
beforeAll(async () => {
  ask = await askingReplicas([1, 8, 64]);
});

const ISL = [32, 64, 128, 200, 256, 384, 500, 768, 1024, 1500, 2048, 3000, 4000, 8000, 16000];
const EXPERTS = [
  { tp: 8, moeTp: 8, moeEp: 1 },
  { tp: 8, moeTp: 1, moeEp: 8 },
  { tp: 1, dp: 8, moeTp: 1, moeEp: 8 },
];
const REPLICAS = [
  { model: "meta-llama/Meta-Llama-3.1-8B", layouts: [{ tp: 1 }, { tp: 8 }] },
  { model: "Qwen/Qwen3-32B", layouts: [{ tp: 1 }, { tp: 2 }] },
  { model: "nvidia/Llama-3.1-70B-Instruct-FP8", layouts: [{ tp: 2 }, { tp: 8 }] },
  { model: "MiniMaxAI/MiniMax-M2.5", layouts: [{ tp: 4, moeTp: 4, moeEp: 1 }] },
  { model: "openai/gpt-oss-120b", layouts: [{ tp: 2, moeTp: 2, moeEp: 1 }, ...EXPERTS] },
  { model: "Qwen/Qwen3-235B-A22B", layouts: EXPERTS },
  { model: "deepseek-ai/DeepSeek-R1", layouts: EXPERTS },
];

/** Rounding of lengths and straight lines between loads. */
const SLACK = 1.02;

describe("a longer prompt", () => {
  it.each(REPLICAS.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "$model on $backend: no TPOT, no request and no lone TTFT gets shorter, nor the upper end of its band",
    async ({ model, layouts, backend }) => {
      for (const system of ["h100_sxm", "b200_sxm"])
        for (const sizes of layouts)
          for (const osl of [200, 1000]) {
            let before: Seen | undefined;
            for (const isl of ISL) {
              const found = await ask({ model, sizes, backend, system, isl, osl });
              if (before !== undefined && found !== undefined) expectNoShorter(found, before);
              before = found ?? before;
            }
          }
    },
  );
});

function expectNoShorter(longer: Seen, shorter: Seen): void {
  const allowed = SLACK * operators(shorter, longer);
  const { system, sizes, isl, osl } = longer.asked;
  const falls: unknown[] = [];
  for (const [load, found] of longer.at) {
    const before = shorter.at.get(load);
    if (before === undefined) continue;
    const figures = {
      tpotMs: [before.tpotMs, found.tpotMs],
      requestMs: [before.requestLatencyMs, found.requestLatencyMs],
    };
    const alone = {
      ttftMs: [before.ttftMs, found.ttftMs],
      highMs: [before.bands!.ttftMs[1], found.bands!.ttftMs[1]],
    };
    for (const [figure, [was, is]] of Object.entries({ ...figures, ...(load === 1 ? alone : {}) }))
      if (was! > is! * allowed) falls.push({ system, sizes, isl, osl, load, figure, was, is });
  }
  expect(falls).toEqual([]);
}
