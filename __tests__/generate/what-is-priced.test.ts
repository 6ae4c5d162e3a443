import { describe, expect, it } from "@jest/globals";
import type { CacheRoom } from "../../src/domain/cache-room.js";
import type { Backend, Deployment, Parallelism, Role, ServingMode } from "../../src/domain/deployment.js";
import { UserError } from "../../src/domain/errors.js";
import { generateFiles } from "../../src/generate/generate.js";
import { parseGenerateOptions } from "../../src/generate/options/parse.js";
import type { GenerateTask } from "../../src/generate/task.js";

const ONE: Parallelism = { tp: 1, pp: 1, dp: 1, cp: 1, moeTp: 1, moeEp: 1 };

function deployment(backend: Backend, mode: ServingMode, parallelism: Partial<Parallelism>): Deployment {
  const roles: readonly Role[] = mode === "agg" ? ["agg"] : ["prefill", "decode"];
  return {
    model: "some/model",
    backend,
    backendVersion: "1",
    mode,
    replicas: 1,
    quant: {},
    pools: roles.map((role) => ({
      role,
      system: "h200_sxm",
      parallelism: { ...ONE, ...(role === "decode" ? {} : parallelism) },
      workers: 1,
      batchSize: role === "prefill" ? 1 : 3,
      settings: {},
    })),
  };
}

/** Words of the manifest's worker of a role, `--flag value` in one string. */
function commandLine(one: Deployment, task: Partial<GenerateTask>, dynamoVersion = "1.3.0"): string {
  const { files } = generateFiles(
    one,
    { isl: 4000, osl: 500, prefix: 0, ...task },
    parseGenerateOptions({ dynamoVersion }),
  );
  return (files.get("k8s_deploy.yaml") ?? "").replaceAll(/\s+- /g, " ").replaceAll('"', "");
}

describe("context parallelism of SGLang", () => {
  it.each([
    ["LLAMA", "zigzag"],
    ["DEEPSEEKV32", "interleave"],
    ["DEEPSEEKV4", "interleave"],
    ["MOE", "zigzag"],
  ])("is turned on, not only sized: %s by %s", (family, strategy) => {
    for (const dynamo of ["1.3.0", "1.6.1"]) {
      const text = commandLine(deployment("sglang", "agg", { cp: 4 }), { family }, dynamo);

      expect(text).toContain(
        `--attention-context-parallel-size 4 --enable-prefill-cp --cp-strategy ${strategy}`,
      );
    }
  });

  it("is not mentioned where prompts are not split", () => {
    const text = commandLine(deployment("sglang", "disagg", { tp: 2 }), {});

    expect(text).not.toMatch(/prefill-cp|cp-strategy|context-parallel/);
  });

  it("is refused for an engine without the switch", () => {
    expect(() => commandLine(deployment("sglang", "agg", { cp: 2 }), {}, "1.2.0")).toThrow(UserError);
    expect(() => commandLine(deployment("sglang", "agg", { cp: 2 }), {}, "1.2.0")).toThrow(/0\.5\.11 has no/);
  });
});

// tokens of cache, then the length and the batch limit that a worker is started with; requests have 4,500 tokens
const ROOM: readonly (readonly [number | undefined, number, number])[] = [
  [undefined, 6000, 512],
  [10_000_000, 6000, 512],
  [21_276, 6000, 4],
  [5_200, 5200, 3],
  [4_000, 4500, 3],
];

const roomFor = (tokens: number | undefined): CacheRoom | undefined =>
  tokens === undefined ? undefined : { tokens, requests: Math.floor(tokens / 4500) };

describe("limits of a worker stay within its memory", () => {
  it.each(ROOM)("vLLM with room for %s tokens: length %d, %d requests", (tokens, length, requests) => {
    const room = roomFor(tokens);
    const rooms = room === undefined ? {} : { prefill: room, decode: room };
    const text = commandLine(deployment("vllm", "disagg", { tp: 2 }), { rooms });
    const values = (flag: string): readonly number[] =>
      [...text.matchAll(new RegExp(`--${flag} (\\d+)`, "g"))].map(([, value]) => Number(value));

    expect(values("max-model-len")).toEqual([length, length]);
    expect(values("max-num-seqs")).toEqual([1, requests]);
  });

  it.each(ROOM.map(([tokens, , requests]) => [tokens, requests] as const))(
    "SGLang with room for %s tokens: %d requests",
    (tokens, requests) => {
      const room = roomFor(tokens);
      const text = commandLine(
        deployment("sglang", "agg", { tp: 2 }),
        room === undefined ? {} : { rooms: { agg: room } },
      );

      expect(text).toContain(`--max-running-requests ${requests} `);
    },
  );
});

describe("a frontend", () => {
  it.each<Backend>(["trtllm", "vllm", "sglang"])("of %s is not bound to a GPU product", (backend) => {
    const { files } = generateFiles(
      deployment(backend, "agg", { tp: 2 }),
      { isl: 4000, osl: 500, prefix: 0 },
      parseGenerateOptions({}),
    );
    const [frontend = "", worker = ""] = (files.get("k8s_deploy.yaml") ?? "").split(/- name: \w*Worker\b/);

    expect(frontend).toContain("dynamo.frontend");
    expect(frontend).not.toContain("gpu.product");
    expect(worker).toContain("nvidia.com/gpu.product");
  });
});
