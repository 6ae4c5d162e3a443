import path from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readCalibration } from "../../../src/perf/db/calibration.js";
import type { LoadFacts } from "../../../src/perf/profile/calibrated-features.js";
import {
  interruption,
  physicalTpotMs,
  physicalTtftMs,
  queueMs,
  togetherMs,
} from "../../../src/perf/profile/corrections.js";
import { treesAt } from "../../../src/perf/profile/correction-at.js";
import { forestOf } from "../../../src/perf/profile/forest.js";

const calibration = readCalibration(path.join(process.cwd(), "perf-db"));

const FACTS: LoadFacts = {
  ...{ mode: "agg", backend: "vllm", prefillMs: 60, decodeMs: 12, decodeAloneMs: 8 },
  ...{ referenceTpotMs: 13, layers: 64, prefillLanes: 1, batchSize: 16, concurrency: 16 },
  ...{ gpus: 2, isl: 1024, osl: 1024 },
};
const LOADS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096];

describe("prompts queue without bound", () => {
  it.each(LOADS)(
    "%d requests obey Little's law, and a prompt waits for those it meets at the lane",
    (requests) => {
      const [service, phase] = [50, 2000];
      const queued = queueMs(service, phase, requests);
      const throughput = requests / (queued + phase);
      const atLane = throughput * queued;
      // an arrival sees what the others have at the lane: S · (1 + (N − 1) / N of the mean number there)
      expect(queued / (service * (1 + (atLane * (requests - 1)) / requests))).toBeCloseTo(1, 9);
      expect(throughput * service).toBeLessThan(1);
    },
  );

  it("a lone request waits for nobody", () => {
    expect(queueMs(50, 1e9, 1)).toBeCloseTo(50, 3);
    expect(queueMs(50, 1000, 1)).toBeCloseTo(50, 6);
  });

  it("saturated it grows by one service a request, with no cap", () => {
    expect(queueMs(50, 1000, 4001) - queueMs(50, 1000, 4000)).toBeCloseTo(50, 1);
    expect(queueMs(50, 1000, 1e6) / 1e6).toBeCloseTo(50, 1);
  });
});

describe("prompts that come together", () => {
  it("wait for half of the others", () => {
    expect(togetherMs(40, 1)).toBe(0);
    expect(togetherMs(40, 2)).toBe(20);
    expect(togetherMs(40, 101)).toBe(2000);
  });

  it("are never waited for longer than all of them take", () => {
    for (const requests of LOADS) expect(togetherMs(40, requests)).toBeLessThan(40 * requests);
  });
});

describe("the physical TTFT", () => {
  it("without load is the fixed cost, the prefill and nothing else but the prompt's own turn", () => {
    const alone = physicalTtftMs({ ...FACTS, concurrency: 1 }, 49);
    expect(alone).toBeCloseTo(49 + 60 + queueMs(60, 12 * 1023, 1), 9);
  });

  it("the fixed cost of a request is added as it is", () => {
    for (const concurrency of LOADS)
      expect(
        physicalTtftMs({ ...FACTS, concurrency }, 199) - physicalTtftMs({ ...FACTS, concurrency }, 0),
      ).toBeCloseTo(199, 9);
  });

  it("grows with the load, and lanes share it", () => {
    const at = (concurrency: number, prefillLanes = 1): number =>
      physicalTtftMs({ ...FACTS, concurrency, prefillLanes }, 49);
    for (let i = 1; i < LOADS.length; i++) expect(at(LOADS[i]!)).toBeGreaterThan(at(LOADS[i - 1]!));
    expect(at(256, 8)).toBeCloseTo(at(32), 9);
  });
});

describe("answers interrupted by prompts", () => {
  it("lose one prefill for every other request of their rank", () => {
    // 16 prompts of 60 ms in 1023 steps of 13 ms
    expect(interruption(60, 16, 1024, 13)).toBeCloseTo((16 * 60) / 1023 / 13, 12);
  });

  it("lose more to longer prompts and larger batches, less over longer answers", () => {
    expect(interruption(120, 16, 1024, 13)).toBeCloseTo(2 * interruption(60, 16, 1024, 13), 12);
    expect(interruption(60, 32, 1024, 13)).toBeCloseTo(2 * interruption(60, 16, 1024, 13), 12);
    expect(interruption(60, 16, 8192, 13)).toBeLessThan(interruption(60, 16, 1024, 13));
  });
});

describe("the fixed cost of a step", () => {
  it("is added to every token, whatever the step takes", () => {
    expect(physicalTpotMs(FACTS, 0.5)).toBeCloseTo(13.5, 12);
    expect(physicalTpotMs({ ...FACTS, referenceTpotMs: 130 }, 0.5)).toBeCloseTo(130.5, 12);
  });
});

describe("trees laid out in arrays", () => {
  it("say the same as the trees of the file", () => {
    const { trees } = calibration.ttft;
    const forest = forestOf(trees);
    const width = calibration.features.length;
    for (let i = 0; i < 200; i++) {
      const x = Float64Array.from({ length: width }, (_, f) => Math.sin(i * 7 + f * 13) * 8);
      expect(forest.at(x)).toBeCloseTo(treesAt(trees, x), 12);
    }
    expect(forestOf([]).at(new Float64Array(width))).toBe(0);
  });
});
