import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { compact } from "../../src/domain/compact.js";
import { parse } from "yaml";
import type { SystemDescription } from "../../src/perf/db/described-system.js";
import { systemOfProduct } from "../../src/manifest/gpu.js";
import { openOwnFolder } from "../../src/perf/db/folder.js";
import { findSystem, systemNames } from "../../src/perf/db/names.js";
import { createPredictor } from "../../src/perf/predictor.js";
import type { SystemSpec } from "../../src/perf/system-spec.js";
import type { Phase, WorkerContext, WorkerModel } from "../../src/perf/types.js";
import { PERF_DB_ROOT } from "../support/perf.js";

const folder = openOwnFolder(PERF_DB_ROOT);
const { index } = folder;

/** The description that says of a measured system what its own file says. */
function described(spec: SystemSpec, changes: Partial<SystemDescription> = {}): SystemDescription {
  const { bfloat16: bf16 = 0, int8, fp8, fp4 } = spec.gpu.tcFlops;
  const tera = (flops: number | undefined): number | undefined => flops && flops / 1e12;
  return {
    name: "own",
    like: spec.name,
    memory: { gib: spec.gpu.memCapacity / 1024 ** 3, "gb-per-s": spec.gpu.memBw / 1e9 },
    tflops: compact({ bf16: bf16 / 1e12, int8: tera(int8), fp8: tera(fp8), fp4: tera(fp4) }),
    ...changes,
  };
}

async function worker(
  own: SystemDescription | undefined,
  context: Omit<WorkerContext, "system"> & { readonly system?: string },
  tp = 2,
): Promise<WorkerModel> {
  const folders = own === undefined ? [folder] : [{ ...folder, described: () => ({ [own.name]: own }) }];
  const predictor = createPredictor(folders);
  const [made] = await predictor.workers(
    { system: own?.name ?? "", ...context },
    [{ tp, pp: 1, dp: 1, cp: 1, moeTp: tp, moeEp: 1 }],
    { role: "agg" },
  );
  if (made === undefined || made instanceof Error) throw made ?? new Error("no worker");
  return made;
}

const DENSE = { model: "Qwen/Qwen3-32B-FP8", backend: "vllm" } as const;
const EXPERTS = { model: "Qwen/Qwen3-235B-A22B-FP8", backend: "trtllm" } as const;
const LATENT = { model: "deepseek-ai/DeepSeek-V3", backend: "sglang" } as const;

function steps(made: WorkerModel): readonly number[] {
  return [made.decodeStepMs(8, 3000), made.contextStepMs(1, 2000, 0)];
}

describe("a system that was never measured", () => {
  it.each([
    ["h200_sxm", DENSE, 2],
    ["h200_sxm", EXPERTS, 4],
    ["b200_sxm", LATENT, 8],
    ["l40s", DENSE, 4],
  ] as const)("with the figures of %s prices as that does", async (like, context, tp) => {
    const own = await worker(described(index.systems[like]!), context, tp);
    const donor = await worker(undefined, { ...context, system: like }, tp);

    steps(own).forEach((ms, i) => expect(ms).toBeCloseTo(steps(donor)[i]!, 9));
    expect(own.system).toBe("own");
    expect(own.scaled?.system).toBe(like);
    expect(own.basis).toContain(`own was never measured: operator times are those of ${like}`);
  });

  const h100 = index.systems["h100_sxm"]!;
  const memory = { gib: 80, "gb-per-s": 3350 };

  it.each([
    ["half the bandwidth", "decode", { memory: { ...memory, "gb-per-s": 1675 } }, 1.25, 2],
    ["half the bandwidth", "prefill", { memory: { ...memory, "gb-per-s": 1675 } }, 1, 1.4],
    ["a quarter of the arithmetic", "prefill", { tflops: { bf16: 247, int8: 494, fp8: 494 } }, 2, 4.01],
    ["a quarter of the arithmetic", "decode", { tflops: { bf16: 247, int8: 494, fp8: 494 } }, 1, 1.35],
    ["an eighth of the link", "prefill", { links: { "node-gb-per-s": 56.25 } }, 1.02, 3],
  ] as const)("with %s takes its time in %s", async (_what, phase, changes, least, most) => {
    const [decode, prefill] = steps(await worker(described(h100, changes), DENSE, 4)) as [number, number];
    const [decodeOf, prefillOf] = steps(await worker(described(h100), DENSE, 4)) as [number, number];
    const ratio = phase === "decode" ? decode / decodeOf : prefill / prefillOf;

    expect(ratio).toBeGreaterThanOrEqual(least);
    expect(ratio).toBeLessThanOrEqual(most);
  });

  it("keeps what no hardware makes faster", async () => {
    const fast = described(h100, {
      memory: { ...memory, "gb-per-s": 3350e6 },
      tflops: { bf16: 989e6, int8: 1978e6, fp8: 1978e6 },
    });
    const [decode] = steps(await worker(fast, DENSE, 1));

    // 64 layers of half a dozen kernels, about two microseconds each
    expect(decode).toBeGreaterThan(64 * 3 * 0.002);
  });

  it("is priced part by part as the whole", async () => {
    const own = await worker(described(h100, { memory: { ...memory, "gb-per-s": 2000 } }), DENSE);
    const query = { tokens: 8, batch: 8, seq: 3000, prefix: 0 };
    const parts = own.breakdown("generation" satisfies Phase, query);

    expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(own.decodeStepMs(8, 3000), 9);
  });

  it("refuses a format that it lacks, in its own name", async () => {
    const own = await worker(described(h100, { tflops: { bf16: 989, int8: 1978 } }), DENSE);

    expect(() => own.decodeStepMs(8, 3000)).toThrow("own has no fp8 tensor cores");
  });

  it("says where a file is named that stands for a system", () => {
    expect(() => findSystem([folder], "gpus/own.yml")).toThrow(
      "the system is gpus/own.yml, and no file is read here: list it under `systems` of the policy",
    );
  });

  it("refuses a donor that was not measured", () => {
    const own = described(h100, { like: "h20" });

    expect(() => findSystem([{ ...folder, described: () => ({ own }) }], "own")).toThrow(
      /own is like h20, which was not measured.*use a100_sxm, b200_sxm/,
    );
  });
});

describe("described systems that ship", () => {
  it.each(
    Object.values(folder.described()).flatMap(({ name, products = [] }) =>
      products.map((product) => [product, name] as const),
    ),
  )("the node label %s stands for %s", (product, name) => {
    expect(systemOfProduct(product)).toBe(name);
  });

  const files = readdirSync(path.join(PERF_DB_ROOT, "systems"));

  it("are what programs read (npm run systems:build)", () => {
    const texts = files.map((file) => readFileSync(path.join(PERF_DB_ROOT, "systems", file), "utf8"));
    const all = texts.map((text) => parse(text) as SystemDescription);

    expect(Object.fromEntries(all.map((one) => [one.name, one]))).toEqual(folder.described());
    expect(files.map((file) => path.basename(file, ".yml"))).toEqual(all.map(({ name }) => name));
  });

  it.each(Object.entries(folder.described()))(
    "%s is scaled from a measured one",
    (name, { like, tflops }) => {
      const { system } = findSystem([folder], name);

      expect(system.donor?.name).toBe(like);
      expect(index.tables[name]).toBeUndefined();
      expect(systemNames([folder])).toContain(name);
      // a format that the donor lacks has no times to scale
      expect(
        Object.keys(system.gpu.tcFlops).filter((format) => !(format in system.donor!.gpu.tcFlops)),
      ).toEqual([]);
      expect(tflops.bf16).toBeGreaterThan(0);
    },
  );
});
