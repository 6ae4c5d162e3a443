import { describe, expect, it } from "@jest/globals";
import path from "node:path";
import { readCalibration } from "../../../src/perf/db/calibration.js";
import { bandsAround, SCALED_WIDTHS } from "../../../src/perf/profile/bands.js";
import { calibratedProfile, widths } from "../../../src/perf/profile/calibrated.js";
import { designOf, groupKeys, modelGroup } from "../../../src/perf/profile/groups.js";
import { replicaOf } from "../../../src/perf/profile/replica-memo.js";
import type { ScaledFrom } from "../../../src/perf/system-spec.js";
import type { WorkerModel } from "../../../src/perf/types.js";
import { testWorker, workedContext } from "../../support/perf.js";
import { physicsOf } from "../../support/replica-physics.js";

const calibration = readCalibration(path.join(process.cwd(), "perf-db"));
const keysOf = (model: string, system = "h200_sxm"): readonly string[] =>
  groupKeys({ backend: "vllm", mode: "agg", system, model, precision: "fp8" });
const answer = (
  keys: readonly string[],
  concurrency = 16,
): { ttftMs: number; tpotMs: number; familiarity: string; bands: ReturnType<typeof bandsAround> } => {
  const replica = replicaOf(calibration, keys, physicsOf());
  const bands = bandsAround(replica, concurrency, widths(calibration, replica, concurrency));
  return { ...replica.curve.at(concurrency), familiarity: replica.familiarity, bands };
};
const ratio = ([low, high]: readonly [number, number]): number => high / low;

describe("bands", () => {
  it.each([1, 16, 100, 4000])("hold the figure and obey Little's law at %d requests", (concurrency) => {
    const { ttftMs, tpotMs, bands } = answer(keysOf("llama-3.1-70b"), concurrency);
    const latencyMs = ttftMs + tpotMs * 1023;
    for (const [value, [low, high]] of [
      [ttftMs, bands.ttftMs],
      [tpotMs, bands.tpotMs],
      [latencyMs, bands.requestLatencyMs],
      [((1000 * concurrency) / latencyMs / 2) * 1024, bands.tokensPerSecPerGpu],
    ] as const) {
      expect(low).toBeLessThanOrEqual(value * (1 + 1e-9));
      expect(high).toBeGreaterThanOrEqual(value * (1 - 1e-9));
    }
  });

  it.each([
    ["a donor that is like it", { distance: 0, overPcie: false }, 1],
    ["a far donor", { distance: 1.9, overPcie: false }, 1.3],
    ["links over PCIe", { distance: 0, overPcie: true }, 1.6],
  ] as const)("of a scaled system widen with %s", (_what, scaled, least) => {
    const keys = keysOf("llama-3.1-70b", "h20");
    const replica = replicaOf(calibration, keys, { ...physicsOf(), tp: 4 });
    const { always, byDistance, overPcie } = SCALED_WIDTHS;
    const of = (from?: Omit<ScaledFrom, "system">): number => {
      const own = from === undefined ? undefined : { system: "h200_sxm", ...from };
      return widths(calibration, { ...replica, scaled: own }, 16).tpot;
    };
    const added = Math.hypot(always + byDistance * scaled.distance, scaled.overPcie ? overPcie : 0);

    expect(of(scaled)).toBeCloseTo(Math.hypot(of(), added) * calibration.scaled!.tpot, 9);
    expect(of(scaled) / of({ distance: 0, overPcie: false })).toBeGreaterThanOrEqual(least);
  });

  it("of a lone GPU know no links", () => {
    const replica = replicaOf(calibration, keysOf("llama-3.1-70b", "l4"), {
      ...physicsOf(),
      tp: 1,
      moeEp: 1,
    });
    const of = (overPcie: boolean): number =>
      widths(calibration, { ...replica, scaled: { system: "l40s", distance: 1, overPcie } }, 16).tpot;

    expect(of(true)).toBe(of(false));
  });

  it("never end below a roofline", () => {
    const { bands } = answer(keysOf("nobody-7b"));
    expect(bands.ttftMs[0]).toBeGreaterThanOrEqual(30);
    expect(bands.tpotMs[0]).toBeGreaterThanOrEqual(4);
  });

  it("are wider for a model that was never measured", () => {
    const unknown = answer(keysOf("nobody-7b"));
    expect(unknown.familiarity).toBe("none");
    expect(ratio(unknown.bands.tpotMs)).toBeGreaterThan(ratio(answer(keysOf("llama-3.1-70b")).bands.tpotMs));
  });

  it("are wider on a chip design that was never measured", () =>
    expect(ratio(answer(keysOf("nobody-7b", "a100_sxm")).bands.tpotMs)).toBeGreaterThan(
      ratio(answer(keysOf("nobody-7b")).bands.tpotMs),
    ));
});

describe("the shipped calibration", () => {
  it("has errors so little correlated that chances are multiplied", () =>
    expect(Math.abs(calibration.correlation)).toBeLessThan(0.15));

  it("holds one row of weights for every place", () => {
    for (const { weights } of [...calibration.ttft, ...calibration.tpot])
      expect(weights).toHaveLength(calibration.places.length);
    expect(calibration.groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(calibration.places.length);
  });
});

describe("groups", () => {
  it.each([
    ["meta-llama/Meta-Llama-3.1-70B", "llama-3.1-70b"],
    ["meta-llama/Llama-3.1-70B-Instruct", "llama-3.1-70b"],
    ["Qwen/Qwen3-32B-FP8", "qwen3-32b"],
    ["deepseek-ai/DeepSeek-R1", "deepseek-v3"],
  ])("%s is %s", (name, group) => expect(modelGroup(name)).toBe(group));

  it.each([
    ["h100_sxm", "h200_sxm"],
    ["b200_sxm", "gb200"],
  ])("%s and %s are of one design", (a, b) => expect(designOf(a)).toBe(designOf(b)));
});

describe("a model by another name", () => {
  const estimated = async (change: Partial<WorkerModel>): Promise<unknown> => {
    const context = workedContext("vllm", { model: "meta-llama/Meta-Llama-3.1-70B", system: "h200_sxm" });
    const model = { ...(await testWorker(context, { tp: 4 })), ...change };
    const lengths = { isl: 2000, osl: 500, prefix: 0 };
    const point = { ...model.agg(16, 2000, lengths), concurrency: 16 };
    const { ttftMs, tpotMs, bands, notes } = calibratedProfile(calibration).agg(
      { worker: { model, context }, lengths, point },
      () => ({ ...point, requestsPerSec: point.seqPerSec }),
    );
    return { ttftMs, tpotMs, bands, notes };
  };

  it("but of the very sizes of a measured one is corrected as that one is", async () => {
    expect(await estimated({ model: "my-team/support-bot" })).toEqual(await estimated({}));
  });

  it("and of other sizes was never measured", async () => {
    const other = await estimated({ model: "my-team/support-bot", shape: "LlamaForCausalLM 81" });
    expect(other).toMatchObject({ notes: [expect.stringContaining("never measured")] });
  });
});
