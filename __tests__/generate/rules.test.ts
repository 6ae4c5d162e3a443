import { describe, expect, it } from "@jest/globals";
import type { Deployment, EngineSettings, Parallelism } from "../../src/domain/deployment.js";
import { buildValues, dnsName, nodesOf } from "../../src/generate/build-values.js";
import { DEFAULT_OPTIONS } from "../../src/generate/options/types.js";
import { placeWorkers } from "../../src/generate/placement.js";
import { assignDefault, shellDouble, shellQuote } from "../../src/generate/shell.js";
import { compareVersions } from "../../src/domain/versions.js";
import { resolveTarget } from "../../src/generate/versions.js";

const one: Parallelism = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };

function deployment(
  backend: Deployment["backend"],
  parallelism: Partial<Parallelism>,
  batchSize: number,
  extra: { ctxTokens?: number; settings?: EngineSettings } = {},
): Deployment {
  const pool = {
    role: "agg" as const,
    system: "h200_sxm",
    parallelism: { ...one, ...parallelism },
    workers: 1,
    batchSize,
    settings: extra.settings ?? {},
    ...(extra.ctxTokens === undefined ? {} : { ctxTokens: extra.ctxTokens }),
  };
  return { model: "m", backend, backendVersion: "1", mode: "agg", replicas: 2, pools: [pool], quant: {} };
}
const engineOf = (
  ...parameters: Parameters<typeof deployment>
): ReturnType<typeof buildValues>["roles"][number]["engine"] =>
  buildValues(deployment(...parameters), { isl: 4000, osl: 500, prefix: 0 }, DEFAULT_OPTIONS).roles[0]!
    .engine;

describe("engine rules", () => {
  it("deploys at least the tokens of the predicted step", () => {
    expect(engineOf("trtllm", { tp: 4 }, 40, { ctxTokens: 4000 }).maxNumTokens).toBe(4544);
    expect(engineOf("trtllm", { tp: 4 }, 40, { ctxTokens: 8000 }).maxNumTokens).toBe(8064);
    expect(engineOf("vllm", { tp: 4 }, 40, { ctxTokens: 8000 }).maxNumTokens).toBe(8040);
    expect(engineOf("sglang", { tp: 4 }, 40, { ctxTokens: 8000 }).maxNumTokens).toBe(8040);
  });

  it.each([
    [{}, 40, 512],
    [{}, 600, 1200],
    [{ dp: 8, moeEp: 8 }, 32, 64],
    [{ dp: 16, moeEp: 16 }, 64, 64],
  ])("gives an SGLang rank of %j with batch %d room for %d requests", (sizes, batch, limit) => {
    expect(engineOf("sglang", sizes, batch).maxBatchSize).toBe(limit);
  });

  it("takes limits that the deployment says outright", () => {
    expect(
      engineOf("vllm", {}, 40, { settings: { maxBatchSize: 48, maxNumTokens: 7000, memFraction: 0.7 } }),
    ).toMatchObject({ maxBatchSize: 48, maxNumTokens: 7000, memFraction: 0.7 });
  });

  it.each([
    ["trtllm", { tp: 2, dp: 2, moeEp: 4 }, /cannot mix tensor- and data-parallel attention/],
    ["vllm", { tp: 4, moeTp: 2, moeEp: 2 }, /cannot mix tensor- and expert-parallel experts/],
    ["vllm", { cp: 2 }, /no context parallelism/],
  ] as const)("refuses what %s cannot express", (backend, sizes, message) => {
    expect(() => engineOf(backend, sizes, 8)).toThrow(message);
  });
});

describe("placement", () => {
  it("splits the walkthrough's deployment by node", () => {
    const values = buildValues(
      {
        ...deployment("trtllm", {}, 1),
        mode: "disagg",
        replicas: 1,
        pools: [
          { role: "prefill", system: "h200_sxm", parallelism: one, workers: 10, batchSize: 1, settings: {} },
          {
            role: "decode",
            system: "h200_sxm",
            parallelism: { ...one, tp: 2 },
            workers: 3,
            batchSize: 64,
            settings: {},
          },
        ],
      },
      { isl: 4000, osl: 500, prefix: 0 },
      DEFAULT_OPTIONS,
    );

    const placed = placeWorkers(values).map((node) =>
      node.workers.map(({ role, count, gpuOffset }) => [role, count, gpuOffset]),
    );

    expect(placed).toEqual([
      [["prefill", 8, 0]],
      [
        ["prefill", 2, 0],
        ["decode", 3, 2],
      ],
    ]);
    expect(values.concurrency).toBe(192);
  });

  it.each([
    ["the published method counts one batch", undefined, 2 * 64],
    ["each stage has a batch in flight as engines run", true, 4 * 2 * 64],
  ])("a benchmark of a decode pipeline: %s", (_rule, asEnginesRun, load) => {
    const pool = { system: "h200_sxm", settings: {} };
    const pools = [
      { ...pool, role: "prefill", parallelism: one, workers: 1, batchSize: 1 },
      { ...pool, role: "decode", parallelism: { ...one, pp: 4 }, workers: 2, batchSize: 64 },
    ] as const;
    const asked = { ...deployment("trtllm", {}, 1), mode: "disagg", replicas: 1, pools } as const;
    const task = { isl: 4000, osl: 500, prefix: 0, ...(asEnginesRun === undefined ? {} : { asEnginesRun }) };
    expect(buildValues(asked, task, DEFAULT_OPTIONS).concurrency).toBe(load);
  });

  it.each([
    [8, 8, 1],
    [16, 8, 2],
    [12, 8, 2],
    [20, 8, 4],
    [16, 4, 4],
  ])("a worker of %d GPUs on nodes of %d takes %d nodes", (gpus, perNode, nodes) => {
    expect(nodesOf(gpus, perNode)).toBe(nodes);
  });
});

describe("versions and names", () => {
  it("orders candidates before releases and posts after them", () => {
    const order = [
      "1.0.0rc6",
      "1.1.0rc5",
      "1.2.0rc2",
      "1.2.0rc3",
      "1.2.0rc6.post1",
      "1.2.0",
      "1.2.0.post1",
      "1.3.0rc23",
    ];

    expect([...order].reverse().sort(compareVersions)).toEqual(order);
  });

  it.each([
    ["1.3.0", "nvidia.com/v1beta1", "1.3.0rc23"],
    ["v1.2.0", "nvidia.com/v1beta1", "1.3.0rc14"],
    ["1.1.0", "nvidia.com/v1alpha1", "1.3.0rc11"],
    ["0.7.0", "nvidia.com/v1alpha1", "1.2.0rc2"],
  ])("Dynamo %s: %s, TensorRT-LLM %s", (dynamoVersion, apiVersion, engine) => {
    expect(resolveTarget("trtllm", { dynamoVersion })).toMatchObject({ apiVersion, engine });
  });

  it.each([
    ["Qwen/Qwen3-32B-FP8", "-agg", "qwen-qwen3-32b-fp8-agg"],
    ["x".repeat(80), "-disagg", `${"x".repeat(56)}-disagg`],
    ["..", "", "dynamo"],
    ["../../etc", "-agg", "etc-agg"],
  ])("%s makes the name %s", (text, ending, name) => {
    expect(dnsName(text, ending)).toBe(name);
  });

  it("quotes for a shell whatever comes", () => {
    expect(shellQuote("plain 100%")).toBe("'plain 100%'");
    expect(shellQuote('it\'s "$x"')).toBe(String.raw`"it's \"\$x\""`);
    expect(assignDefault("A", "Qwen/Qwen3 32B")).toBe('A="${A:-Qwen/Qwen3 32B}"\n');
    expect(assignDefault("A", "$x", "B")).toBe(`A="\${B:-}"\n[ -n "$A" ] || A="\\$x"\n`);
    expect(shellDouble('{"a":1}')).toBe(String.raw`{\"a\":1}`);
  });
});
