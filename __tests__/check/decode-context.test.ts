import { describe, expect, it } from "@jest/globals";
import { findBetter } from "../../src/check/recommend.js";
import { unpairedDecodeContext } from "../../src/domain/cache-handover.js";
import type { DecodeContext } from "../../src/domain/decode-context.js";
import type { Backend, Deployment, Parallelism, Role } from "../../src/domain/deployment.js";
import { withDecodeContexts } from "../../src/search/decode-contexts.js";
import type { DefaultRequest } from "../../src/search/run-default.js";

const EIGHT: Parallelism = { tp: 8, pp: 1, dp: 1, cp: 1, moeTp: 8, moeEp: 1 };
const TWO: Parallelism = { ...EIGHT, tp: 2, moeTp: 2 };

function deployment(backend: Backend, ...ways: readonly DecodeContext[]): Deployment {
  const roles: readonly Role[] = ways.length === 1 ? ["agg"] : ["prefill", "decode"];
  return {
    model: "org/m",
    backend,
    backendVersion: "1.0",
    mode: ways.length === 1 ? "agg" : "disagg",
    replicas: 1,
    quant: {},
    pools: ways.map((way, index) => ({
      role: roles[index]!,
      system: "h200_sxm",
      parallelism: { ...EIGHT, ...way },
      workers: 1,
      batchSize: 1,
      settings: {},
    })),
  };
}

/** What the search of a check is asked to try. */
async function triedFor(proposed: Deployment, backend: Backend): Promise<DefaultRequest["decodeContexts"]> {
  let asked: DefaultRequest | undefined;
  const evaluator = {
    search: async (request: DefaultRequest) => {
      asked = request;
      return {
        experiments: [],
        best: undefined,
        bestOverNext: undefined,
        notes: [],
        profile: "reference",
        seconds: 0,
      };
    },
    evaluate: () => Promise.reject(new Error("nothing was found")),
  };
  const workload = { isl: 1000, osl: 100, prefix: 0 };
  await findBetter(evaluator, {
    proposed,
    workload,
    sla: {},
    gpuBudget: 8,
    backends: [backend],
    asker: { file: "a.yaml", name: "a" },
  });
  return asked?.decodeContexts;
}

describe("searches of a check", () => {
  const way = { dcp: 4, dcpComm: "a2a" } as const;

  it.each<[string, Deployment, Backend, DefaultRequest["decodeContexts"]]>([
    ["no ranks that share", deployment("vllm", {}), "vllm", undefined],
    ["a worker of both phases", deployment("vllm", way), "vllm", { agg: [way, {}], decode: [way, {}] }],
    ["decode workers", deployment("vllm", {}, way), "vllm", { agg: [way, {}], decode: [way, {}] }],
    [
      "both kinds",
      deployment("vllm", { dcp: 8 }, way),
      "vllm",
      { agg: [way, {}], prefill: [{ dcp: 8 }, {}], decode: [way, {}] },
    ],
    ["another engine", deployment("vllm", way), "sglang", undefined],
  ])("try the manifest's way and none: %s", async (_name, proposed, backend, expected) => {
    expect(await triedFor(proposed, backend)).toEqual(expected);
  });
});

describe("layouts with ways of sharing a cache", () => {
  const ways: readonly DecodeContext[] = [{ dcp: 8 }, {}];

  it.each<[string, Parameters<typeof withDecodeContexts>[2], readonly Parallelism[]]>([
    [
      "what divides the tensor group, the manifest's first",
      { role: "agg", backend: "vllm", decodeContext: "copies" },
      [{ ...EIGHT, dcp: 8 }, EIGHT, TWO],
    ],
    ["nothing where nobody prices it", { role: "agg", backend: "vllm" }, [EIGHT, TWO]],
    [
      "no copies that would be handed over",
      { role: "decode", backend: "vllm", decodeContext: "copies" },
      [EIGHT, TWO],
    ],
    [
      "latent attention over the whole group",
      { role: "decode", backend: "vllm", decodeContext: "latent" },
      [{ ...EIGHT, dcp: 8 }, EIGHT, TWO],
    ],
  ])("%s", (_name, place, expected) => {
    expect(withDecodeContexts([EIGHT, TWO], ways, place)).toEqual(expected);
  });

  it("one way is an order, refused by whoever builds the worker", () => {
    expect(withDecodeContexts([TWO], [{ dcp: 8 }], { role: "decode", backend: "vllm" })).toEqual([
      { ...TWO, dcp: 8 },
    ]);
  });
});

describe("caches that are handed over", () => {
  it.each<[string, Deployment, latent: boolean, problem: string | undefined]>([
    ["one worker hands nothing over", deployment("vllm", { dcp: 2 }), false, undefined],
    ["whole on both sides", deployment("vllm", {}, {}), false, undefined],
    ["cut among all ranks", deployment("vllm", {}, { dcp: 8 }), true, undefined],
    ["copies of heads", deployment("vllm", {}, { dcp: 8 }), false, "for latent attention only"],
    ["cut among some", deployment("vllm", {}, { dcp: 4 }), true, "1 or tp 8, not 4"],
    ["a prefill cut among some", deployment("vllm", { dcp: 2 }, {}), true, "1 or tp 8, not 2"],
    ["another engine's rules are not known", deployment("sglang", {}, { dcp: 4 }), true, undefined],
  ])("%s", (_name, asked, latent, problem) => {
    const found = unpairedDecodeContext(asked, latent)?.problem;

    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(problem);
  });

  it("dcp of the two sides divide one another", () => {
    const { pools, ...rest } = deployment("vllm", { dcp: 3 }, { dcp: 8 });
    const prefill = { ...pools[0]!, parallelism: { ...EIGHT, tp: 3, moeTp: 3, dcp: 3 } };

    expect(unpairedDecodeContext({ ...rest, pools: [prefill, pools[1]!] }, true)?.problem).toContain(
      "divide one another",
    );
  });
});
