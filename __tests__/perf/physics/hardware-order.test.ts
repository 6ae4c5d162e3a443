import { beforeAll, describe, expect, it } from "@jest/globals";
import { BACKENDS } from "../../../src/domain/deployment.js";
import { askingReplicas, operators, type Asked, type Seen } from "../../support/replicas-seen.js";

// What hardware orders stays in order whatever was measured: systems of one chip design, 8 bits against 16. Where
// the operators' own tables say otherwise, their order is kept and nothing is added to it.

let ask: (asked: Asked) => Promise<Seen | undefined>;
beforeAll(async () => {
  ask = await askingReplicas([1, 4, 16, 64]);
});

/** Rounding of lengths and straight lines between loads. */
const SLACK = 1.05;
/** Systems that differ in more than memory are asked at other places of their corrections, and have tables of their own for contexts. */
const DESIGN_SLACK = 1.1;

function expectNotSlower(fast: Seen, slow: Seen, what: string, slack = SLACK): void {
  const allowed = slack * operators(fast, slow);
  for (const [load, young] of fast.at) {
    const old = slow.at.get(load);
    if (old === undefined) continue;
    for (const figure of ["tpotMs", "requestLatencyMs"] as const)
      expect({
        what,
        load,
        figure,
        ratio: young[figure] / old[figure] <= allowed ? 1 : young[figure],
      }).toEqual({ what, load, figure, ratio: 1 });
    // who answers faster lets the same prompts come back sooner, and they wait for each other: TTFT alone tells nothing there
    if (load === 1) expect(young.ttftMs / old.ttftMs).toBeLessThanOrEqual(allowed);
  }
}

const DENSE = [{ tp: 1 }, { tp: 2 }, { tp: 4 }, { tp: 8 }];
const EXPERTS = [
  { tp: 8, moeTp: 8, moeEp: 1 },
  { tp: 8, moeTp: 1, moeEp: 8 },
  { tp: 1, dp: 8, moeTp: 1, moeEp: 8 },
  { tp: 4, moeTp: 4, moeEp: 1 },
];
const LENGTHS = [
  { isl: 1024, osl: 1024 },
  { isl: 8000, osl: 200 },
];

const ONE_DESIGN = [
  { model: "meta-llama/Meta-Llama-3.1-8B", layouts: DENSE },
  { model: "Qwen/Qwen3-32B", layouts: DENSE },
  { model: "Qwen/Qwen3-32B-FP8", layouts: DENSE },
  { model: "nvidia/Llama-3.1-70B-Instruct-FP8", layouts: DENSE },
  { model: "MiniMaxAI/MiniMax-M2.5", layouts: EXPERTS },
  { model: "openai/gpt-oss-120b", layouts: EXPERTS },
  { model: "Qwen/Qwen3-235B-A22B-FP8", layouts: EXPERTS },
  { model: "deepseek-ai/DeepSeek-V3", layouts: EXPERTS },
  { model: "nvidia/DeepSeek-V3.1-NVFP4", layouts: EXPERTS },
  { model: "nvidia/Kimi-K2.5-NVFP4", layouts: EXPERTS },
  { model: "Qwen/Qwen3.5-397B-A17B-FP8", layouts: EXPERTS },
] as const;

const FASTER = [
  { less: "h100_sxm", more: "h200_sxm", slack: SLACK },
  { less: "b200_sxm", more: "b300_sxm", slack: DESIGN_SLACK },
  { less: "b200_sxm", more: "gb200", slack: DESIGN_SLACK },
  { less: "b300_sxm", more: "gb300", slack: DESIGN_SLACK },
  { less: "gb200", more: "gb300", slack: DESIGN_SLACK },
];

describe("systems of one design that outdo others in every figure of their data sheets", () => {
  it.each(ONE_DESIGN.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "$model on $backend: no answer of the faster one takes longer",
    async ({ model, backend, layouts }) => {
      for (const sizes of layouts)
        for (const lengths of LENGTHS) {
          const seen = new Map<string, Promise<Seen | undefined>>();
          const on = (system: string): Promise<Seen | undefined> => {
            let found = seen.get(system);
            if (found === undefined)
              seen.set(system, (found = ask({ model, backend, sizes, ...lengths, system })));
            return found;
          };
          for (const { less, more, slack } of FASTER) {
            const slow = await on(less);
            const fast = await on(more);
            if (slow === undefined || fast === undefined) continue;
            const what = `${more} ${JSON.stringify(sizes)} ${lengths.isl}/${lengths.osl}`;
            expectNotSlower(fast, slow, what, slack);
          }
        }
    },
  );
});

const WIDTHS = [
  { wide: "Qwen/Qwen3-32B", narrow: "Qwen/Qwen3-32B-FP8", layouts: DENSE },
  { wide: "meta-llama/Meta-Llama-3.1-70B", narrow: "nvidia/Llama-3.1-70B-Instruct-FP8", layouts: DENSE },
  { wide: "Qwen/Qwen3-235B-A22B", narrow: "Qwen/Qwen3-235B-A22B-FP8", layouts: EXPERTS },
  { wide: "Qwen/Qwen3.5-397B-A17B", narrow: "Qwen/Qwen3.5-397B-A17B-FP8", layouts: EXPERTS },
] as const;

describe("8 bits against 16", () => {
  it.each(WIDTHS.flatMap((one) => BACKENDS.map((backend) => ({ ...one, backend }))))(
    "$narrow on $backend takes no longer than $wide",
    async ({ wide, narrow, layouts, backend }) => {
      for (const system of ["h100_sxm", "h200_sxm", "b200_sxm", "b300_sxm"])
        for (const sizes of layouts)
          for (const lengths of LENGTHS) {
            const asked = { backend, system, sizes, ...lengths };
            const slow = await ask({ ...asked, model: wide });
            const fast = await ask({ ...asked, model: narrow });
            if (slow === undefined || fast === undefined) continue;
            const what = `${system} ${JSON.stringify(sizes)} ${lengths.isl}/${lengths.osl}`;
            expectNotSlower(fast, slow, what);
          }
    },
  );
});

describe("experts whose believable rows end at one token", () => {
  // published rows of B300 are hundreds of times above as many runs of one token from eight tokens on
  it("go on as the roofline of the busiest rank does: Llama-4-Maverick over eight B300", async () => {
    const sizes = { tp: 8, moeTp: 1, moeEp: 8 };
    const model = "meta-llama/Llama-4-Maverick-17B-128E-Instruct";
    const asked = { model, backend: "vllm", sizes, isl: 1024, osl: 1024 } as const;
    const slow = await ask({ ...asked, system: "b200_sxm" });
    const fast = await ask({ ...asked, system: "b300_sxm" });
    for (const load of [1, 16, 64])
      expect(fast!.at.get(load)!.requestLatencyMs).toBeLessThan(3 * slow!.at.get(load)!.requestLatencyMs);
  });
});
